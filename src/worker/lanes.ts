/**
 * @file One job at a time: the newest first, long ones in steps behind them, work in the background behind all. A newer job on
 * a lane stops the older one there.
 */

/** Name of the error with which a superseded request rejects. */
export const STALE_ERROR = "StaleError";

/** The error of a request whose lane has a newer one. */
export function createStaleError(lane: string): Error {
  const error = new Error(`${lane}: a newer request has taken this one's place.`);
  error.name = STALE_ERROR;
  return error;
}

type Job = () => Promise<void>;

/** Runs jobs one after another. */
export interface Lanes {
  /** Queues a job; it gets a signal that aborts with a StaleError once a newer job enters the same lane. */
  run<T>(lane: string | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /**
   * Queues a long job, step by step. Before each step every job of `run` that waits is done, and messages that came
   * meanwhile are heard; the steps of several long jobs take turns. Results in order; empty for no steps.
   */
  runSteps<T>(
    lane: string | undefined,
    numSteps: number,
    step: (index: number, signal: AbortSignal) => Promise<T>,
  ): Promise<T[]>;
  /**
   * Queues work in the background, which gets its turn when nobody else waits. It calls `letOthersIn` wherever it can stop
   * for a while: what was asked for meanwhile, jobs and steps alike, is done before that resolves.
   */
  runBehind<T>(work: (letOthersIn: () => Promise<void>) => Promise<T>): Promise<T>;
  /** Stops what runs or waits on a lane; it rejects with an error named "AbortError". Unknown lanes are ignored. */
  cancel(lane: string): void;
}

/** Work in the background goes on this long before it lets others in: a key press does not notice it. */
const TURN_MS = 20;

/** Lets the worker hear what was said to it while it computed. */
const hearMessages = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

export function createLanes(): Lanes {
  const waiting: Job[] = [];
  const steps: Job[] = [];
  const behind: Job[] = [];
  const newest = new Map<string, AbortController>();
  let isBusy = false;

  const take = () => waiting.pop() ?? steps.shift();
  const next = async () => {
    if (isBusy) return;
    isBusy = true;
    for (let job = take() ?? behind.shift(); job; job = take() ?? behind.shift()) await job();
    isBusy = false;
  };

  const createTurn = () => {
    let since = performance.now();
    return async () => {
      if (performance.now() - since < TURN_MS) return;
      await hearMessages();
      for (let job = take(); job; job = take()) await job();
      since = performance.now();
    };
  };

  const enter = (lane: string | undefined): AbortController => {
    const controller = new AbortController();
    if (lane !== undefined) {
      newest.get(lane)?.abort(createStaleError(lane));
      newest.set(lane, controller);
    }
    return controller;
  };
  const leave = (lane: string | undefined, controller: AbortController) => {
    if (lane !== undefined && newest.get(lane) === controller) newest.delete(lane);
  };

  const queue = <T>(jobs: Job[], work: () => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      jobs.push(async () => {
        try {
          resolve(await work());
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
      void next();
    });

  const queueOn = <T>(jobs: Job[], signal: AbortSignal, work: () => Promise<T>): Promise<T> =>
    queue(jobs, async () => {
      signal.throwIfAborted();
      return work();
    });

  return {
    async run(lane, work) {
      const controller = enter(lane);
      const { signal } = controller;
      try {
        return await queueOn(waiting, signal, () => work(signal));
      } finally {
        leave(lane, controller);
      }
    },
    async runSteps(lane, numSteps, step) {
      const controller = enter(lane);
      const { signal } = controller;
      const results = [];
      try {
        for (let index = 0; index < numSteps; index++) {
          await hearMessages();
          signal.throwIfAborted();
          results.push(await queueOn(steps, signal, () => step(index, signal)));
        }
        return results;
      } finally {
        leave(lane, controller);
      }
    },
    async runBehind(work) {
      await hearMessages();
      return queue(behind, () => work(createTurn()));
    },
    cancel(lane) {
      newest.get(lane)?.abort(new DOMException(`${lane}: cancelled.`, "AbortError"));
    },
  };
}

/** @file One job at a time, the newest first, long ones in steps behind all others; a newer job on a lane stops the older one there. */

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
  /** Stops what runs or waits on a lane; it rejects with an error named "AbortError". Unknown lanes are ignored. */
  cancel(lane: string): void;
}

/** Lets the worker hear what was said to it while it computed. */
const hearMessages = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

export function createLanes(): Lanes {
  const waiting: Job[] = [];
  const steps: Job[] = [];
  const newest = new Map<string, AbortController>();
  let isBusy = false;

  const next = async () => {
    if (isBusy) return;
    isBusy = true;
    for (let job = waiting.pop() ?? steps.shift(); job; job = waiting.pop() ?? steps.shift()) await job();
    isBusy = false;
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

  const queue = <T>(jobs: Job[], signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      jobs.push(async () => {
        try {
          signal.throwIfAborted();
          resolve(await work(signal));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
      void next();
    });

  return {
    async run(lane, work) {
      const controller = enter(lane);
      try {
        return await queue(waiting, controller.signal, work);
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
          results.push(await queue(steps, signal, () => step(index, signal)));
        }
        return results;
      } finally {
        leave(lane, controller);
      }
    },
    cancel(lane) {
      newest.get(lane)?.abort(new DOMException(`${lane}: cancelled.`, "AbortError"));
    },
  };
}

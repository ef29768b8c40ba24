/** @file One job at a time, the newest first; a newer job on a lane stops the older one there. */

/** Name of the error with which a superseded request rejects. */
export const STALE_ERROR = "StaleError";

/** The error of a request whose lane has a newer one. */
export function createStaleError(lane: string): Error {
  const error = new Error(`${lane}: a newer request has taken this one's place.`);
  error.name = STALE_ERROR;
  return error;
}

interface Job {
  readonly controller: AbortController;
  readonly run: () => Promise<void>;
}

/** Runs jobs one after another. */
export interface Lanes {
  /** Queues a job; it gets a signal that aborts with a StaleError once a newer job enters the same lane. */
  run<T>(lane: string | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

export function createLanes(): Lanes {
  const waiting: Job[] = [];
  const newest = new Map<string, AbortController>();
  let isBusy = false;

  const next = async () => {
    if (isBusy) return;
    isBusy = true;
    for (let job = waiting.pop(); job !== undefined; job = waiting.pop()) await job.run();
    isBusy = false;
  };

  return {
    run(lane, work) {
      const controller = new AbortController();
      if (lane !== undefined) {
        newest.get(lane)?.abort(createStaleError(lane));
        newest.set(lane, controller);
      }
      return new Promise((resolve, reject) => {
        const run = async () => {
          try {
            controller.signal.throwIfAborted();
            resolve(await work(controller.signal));
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          } finally {
            if (lane !== undefined && newest.get(lane) === controller) newest.delete(lane);
          }
        };
        waiting.push({ controller, run });
        void next();
      });
    },
  };
}

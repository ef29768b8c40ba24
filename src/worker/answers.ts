/** @file Answers on their way from the worker, which the page can stop waiting for. */
import { createStaleError } from "./lanes";

type Reject = (error: Error) => void;

/** The answers a client waits for. */
export interface Answers {
  /** Settles with the answer, unless `take` gets to reject it first. */
  wait<T>(ask: () => Promise<T>, take?: (reject: Reject) => void): Promise<T>;
  /** The same on a lane: the answer before it there is rejected as stale. */
  waitOn<T>(lane: string | undefined, ask: () => Promise<T>, take?: (reject: Reject) => void): Promise<T>;
  /** The same for a long answer, which a signal rejects at once with its reason; `cancel` is then called. */
  waitLong<T>(
    request: { readonly lane: string; readonly signal?: AbortSignal },
    cancel: (lane: string) => void,
    ask: () => Promise<T>,
  ): Promise<T>;
  rejectAll(message: string): void;
}

export function createAnswers(): Answers {
  const pending = new Set<Reject>();
  const newest = new Map<string, Reject>();

  const wait: Answers["wait"] = (ask, take) =>
    new Promise((resolve, reject) => {
      pending.add(reject);
      take?.(reject);
      ask()
        .then(resolve, reject)
        .finally(() => pending.delete(reject));
    });

  const waitOn: Answers["waitOn"] = async (lane, ask, take) => {
    let own: Reject | undefined;
    try {
      return await wait(ask, (reject) => {
        own = reject;
        take?.(reject);
        if (lane === undefined) return;
        newest.get(lane)?.(createStaleError(lane));
        newest.set(lane, reject);
      });
    } finally {
      if (lane !== undefined && newest.get(lane) === own) newest.delete(lane);
    }
  };

  return {
    wait,
    waitOn,
    async waitLong({ lane, signal }, cancel, ask) {
      let reject: Reject | undefined;
      const stop = () => {
        cancel(lane);
        reject?.(signal!.reason as Error);
      };
      signal?.addEventListener("abort", stop, { once: true });
      try {
        return await waitOn(lane, ask, (rejectLong) => (reject = rejectLong));
      } finally {
        signal?.removeEventListener("abort", stop);
      }
    },
    rejectAll: (message) => [...pending].forEach((reject) => reject(new Error(message))),
  };
}

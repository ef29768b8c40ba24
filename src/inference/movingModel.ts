/** @file A model on a backend, and its move to the next one when the device under it is lost. */
import { t } from "../messages/translate";
import { DeviceLostError } from "./deviceLoss";
import type { BackendAttempt, BackendName } from "./types";

/** A model whose tensors live on one backend. */
export interface Placed {
  readonly backend: BackendName;
  /** Resolves with a reason when the device under the backend is gone; null where that cannot happen. */
  readonly lost: Promise<string> | null;
}

/** What the ladder gave: a model on a backend. */
export interface Climbed<Running> {
  readonly result: Running;
  readonly attempts: readonly BackendAttempt[];
}

/** Where a model is, and how it came there. */
interface Whereabouts {
  readonly backend: BackendName;
  readonly attempts: readonly BackendAttempt[];
}

export interface MovingParts<Running extends Placed, Info extends { readonly id: string }> {
  /** What no change of backend touches. */
  readonly info: Info;
  readonly climbed: Climbed<Running>;
  /** Puts the model on the first backend below the given one that passes the self-test. */
  readonly climbBelow: (backend: BackendName) => Promise<Climbed<Running>>;
  /** Frees the model on its backend. */
  readonly free: (running: Running) => void;
  /** Called after the model has moved to another backend, or with its last info when it could not. */
  readonly onBackendChange?: (info: Info & Whereabouts, reason: string) => void;
}

/** A model that goes on working when the device under it is lost. */
export interface MovingModel<Running, Info> {
  /** Changes when the model moves to another backend. */
  readonly info: Info & Whereabouts;
  /**
   * Does the work on the backend in use, and again on the next one when that is lost meanwhile. Rejects with the signal's
   * reason on abort, and with a plain message after `dispose`; `what` names the work there.
   */
  work<T>(what: string, run: (running: Running) => Promise<T>, signal: AbortSignal | undefined): Promise<T>;
  /** Frees the model. Later work rejects. */
  dispose(): void;
}

/** Watches over a model that the ladder has placed on a backend. It owns the model's tensors from then on. */
export function createMovingModel<Running extends Placed, Info extends { readonly id: string }>(
  parts: MovingParts<Running, Info>,
): MovingModel<Running, Info> {
  const { climbBelow, free, onBackendChange } = parts;
  let running = parts.climbed.result;
  let info = { ...parts.info, backend: running.backend, attempts: parts.climbed.attempts };
  /** The way to the next backend after a loss; null while the device is fine. Stays rejected when none was left. */
  let move: Promise<void> | null = null;
  let isDisposed = false;

  const moveAway = async (reason: string): Promise<void> => {
    const detail = t("The device was lost ({reason}).", { reason: reason || t("no reason given") });
    const lost = { backend: running.backend, outcome: "failed", detail, maxError: null, elapsedMs: null } as const;
    free(running);
    try {
      const climbed = await climbBelow(running.backend);
      if (isDisposed) return free(climbed.result);
      running = climbed.result;
      info = { ...info, backend: running.backend, attempts: [...info.attempts, lost, ...climbed.attempts] };
      move = null;
      watch(running);
      onBackendChange?.(info, detail);
    } catch (error) {
      const message = `${detail} ${error instanceof Error ? error.message : String(error)}`;
      onBackendChange?.(info, message);
      throw new Error(message, { cause: error });
    }
  };

  /** Starts the move off a lost backend, or joins the one under way. */
  const leave = (from: Running, reason: string): Promise<void> => {
    if (from !== running) return move ?? Promise.resolve();
    return (move ??= moveAway(reason));
  };

  const watch = (watched: Running) => {
    void watched.lost?.then((reason) => {
      if (!isDisposed) leave(watched, reason).catch(() => undefined); // the next work reports it
    });
  };
  watch(running);

  return {
    get info() {
      return info;
    },
    async work(what, run, signal) {
      for (;;) {
        if (isDisposed)
          throw new Error(`${what}: expected a loaded model, got "${info.id}", which was closed. Load it.`);
        await move;
        const used = running;
        try {
          return await run(used);
        } catch (error) {
          signal?.throwIfAborted();
          // A move that began meanwhile has freed the tensors under this work: whatever failed, do it again.
          const isLost = error instanceof DeviceLostError || used !== running || move !== null;
          if (!isLost || isDisposed) throw error;
          await leave(used, error instanceof DeviceLostError ? error.message : "");
        }
      }
    },
    dispose() {
      if (isDisposed) return;
      isDisposed = true;
      if (move === null) free(running);
    },
  };
}

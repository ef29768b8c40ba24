/** @file A loaded model that answers, and goes on answering when the GPU under it is lost. */
import { t } from "../messages/translate";
import type { Example } from "../data/example";
import type { Tokenizer } from "../tokenizer/wordPiece";
import { DeviceLostError } from "./deviceLoss";
import { disposeRunning, type RunningModel } from "./forward";
import type { Reader } from "./groupExamples";
import { readExamples } from "./readExamples";
import { readPosteriors, type PosteriorOptions } from "./readPosteriors";
import type { BackendAttempt, BackendName, ModelInfo, PosteriorReading, PredictOptions, Reading } from "./types";

/** A loaded model. */
export interface Predictor {
  /** Changes when the model moves to another backend. */
  readonly info: ModelInfo;
  /** Reads one example. Rejects with a plain message when it cannot be read, and with the signal's reason on abort. */
  predict(example: Example, options: PredictOptions, signal?: AbortSignal): Promise<Reading>;
  /** Reads many examples; an unreadable one gives its Error in its place. Empty in, empty out. */
  predictBatch(
    examples: readonly Example[],
    options: PredictOptions,
    signal?: AbortSignal,
  ): Promise<(Reading | Error)[]>;
  /** The stochastic embeddings of both mentions of each example; rejects for a model without a bottleneck. */
  readPosteriors(
    examples: readonly Example[],
    options: PosteriorOptions,
    signal?: AbortSignal,
  ): Promise<(PosteriorReading | Error)[]>;
  /** Frees the model. Later calls reject. */
  dispose(): void;
}

/** What the ladder gave: a model on a backend. */
export interface Climbed {
  readonly result: RunningModel;
  readonly attempts: readonly BackendAttempt[];
}

/** The part of a model's info that no change of backend touches. */
export type StaticInfo = Omit<ModelInfo, "backend" | "attempts">;

/** What a predictor is made of. */
export interface PredictorParts {
  readonly tokenizer: Tokenizer;
  readonly info: StaticInfo;
  readonly climbed: Climbed;
  /** Puts the model on the first backend below the given one that passes the self-test. */
  readonly climbBelow: (backend: BackendName) => Promise<Climbed>;
  /** Called after the model has moved to another backend, or with its last info when it could not. */
  readonly onBackendChange?: (info: ModelInfo, reason: string) => void;
}

/** Makes a predictor of a model that the ladder has placed on a backend. It owns the model's tensors from then on. */
export function createPredictor(parts: PredictorParts): Predictor {
  const { tokenizer, climbBelow, onBackendChange } = parts;
  let running = parts.climbed.result;
  let info: ModelInfo = { ...parts.info, backend: running.backend, attempts: parts.climbed.attempts };
  /** The way to the next backend after a loss; null while the device is fine. Stays rejected when none was left. */
  let move: Promise<void> | null = null;
  let isDisposed = false;

  const moveAway = async (reason: string): Promise<void> => {
    const detail = t("The device was lost ({reason}).", { reason: reason || t("no reason given") });
    const lost = { backend: running.backend, outcome: "failed", detail, maxError: null, elapsedMs: null } as const;
    disposeRunning(running);
    try {
      const climbed = await climbBelow(running.backend);
      if (isDisposed) return disposeRunning(climbed.result);
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
  const leave = (from: RunningModel, reason: string): Promise<void> => {
    if (from !== running) return move ?? Promise.resolve();
    return (move ??= moveAway(reason));
  };

  const watch = (watched: RunningModel) => {
    void watched.lost?.then((reason) => {
      if (!isDisposed) leave(watched, reason).catch(() => undefined); // the next prediction reports it
    });
  };
  watch(running);

  /** Does the work on the backend in use, and again on the next one when that is lost meanwhile. */
  const work = async <T>(run: (reader: Reader) => Promise<T>, signal: AbortSignal | undefined): Promise<T> => {
    for (;;) {
      if (isDisposed) throw new Error(`predict: expected a loaded model, got "${info.id}", which was closed. Load it.`);
      await move;
      const used = running;
      try {
        return await run({ running: used, tokenizer });
      } catch (error) {
        signal?.throwIfAborted();
        // A move that began meanwhile has freed the tensors under this work: whatever failed, do it again.
        const isLost = error instanceof DeviceLostError || used !== running || move !== null;
        if (!isLost || isDisposed) throw error;
        await leave(used, error instanceof DeviceLostError ? error.message : "");
      }
    }
  };

  const predictBatch: Predictor["predictBatch"] = (examples, options, signal) =>
    work((reader) => readExamples(reader, examples, options, signal), signal);

  return {
    get info() {
      return info;
    },
    predictBatch,
    readPosteriors: (examples, options, signal) =>
      work((reader) => readPosteriors(reader, examples, options, signal), signal),
    async predict(example, options, signal) {
      const [result] = await predictBatch([example], options, signal);
      if (result instanceof Error) throw result;
      return result!;
    },
    dispose() {
      if (isDisposed) return;
      isDisposed = true;
      if (move === null) disposeRunning(running);
    },
  };
}

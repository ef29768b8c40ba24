/** @file A loaded model that answers, and goes on answering when the GPU under it is lost. */
import type { Example } from "../data/example";
import type { Tokenizer } from "../tokenizer/wordPiece";
import { disposeRunning, type RunningModel } from "./forward";
import type { Pace, Reader } from "./groupExamples";
import { createMovingModel, type Climbed } from "./movingModel";
import { readExamples } from "./readExamples";
import { readPosteriors, type PosteriorOptions } from "./readPosteriors";
import type { BackendName, BatchOptions, ModelInfo, PosteriorReading, PredictOptions, Reading } from "./types";

/** A loaded model. */
export interface Predictor {
  /** Changes when the model moves to another backend. */
  readonly info: ModelInfo;
  /** Reads one example. Rejects with a plain message when it cannot be read, and with the signal's reason on abort. */
  predict(example: Example, options: PredictOptions, signal?: AbortSignal): Promise<Reading>;
  /** Reads many examples; an unreadable one gives its Error in its place. Empty in, empty out. */
  predictBatch(examples: readonly Example[], options: BatchOptions, pace?: Pace): Promise<(Reading | Error)[]>;
  /** The stochastic embeddings of both mentions of each example; rejects for a model without a bottleneck. */
  readPosteriors(
    examples: readonly Example[],
    options: PosteriorOptions,
    signal?: AbortSignal,
  ): Promise<(PosteriorReading | Error)[]>;
  /** Frees the model. Later calls reject. */
  dispose(): void;
}

/** The part of a model's info that no change of backend touches. */
export type StaticInfo = Omit<ModelInfo, "backend" | "attempts">;

/** What a predictor is made of. */
export interface PredictorParts {
  readonly tokenizer: Tokenizer;
  readonly info: StaticInfo;
  readonly climbed: Climbed<RunningModel>;
  /** Puts the model on the first backend below the given one that passes the self-test. */
  readonly climbBelow: (backend: BackendName) => Promise<Climbed<RunningModel>>;
  /** Called after the model has moved to another backend, or with its last info when it could not. */
  readonly onBackendChange?: (info: ModelInfo, reason: string) => void;
}

/** Makes a predictor of a model that the ladder has placed on a backend. It owns the model's tensors from then on. */
export function createPredictor({ tokenizer, ...parts }: PredictorParts): Predictor {
  const model = createMovingModel<RunningModel, StaticInfo>({ ...parts, free: disposeRunning });
  const work = <T>(run: (reader: Reader) => Promise<T>, signal: AbortSignal | undefined): Promise<T> =>
    model.work("predict", (running) => run({ running, tokenizer }), signal);

  const predictBatch: Predictor["predictBatch"] = (examples, options, pace) =>
    work((reader) => readExamples(reader, examples, options, pace), pace?.signal);

  return {
    get info() {
      return model.info;
    },
    predictBatch,
    readPosteriors: (examples, options, signal) =>
      work((reader) => readPosteriors(reader, examples, options, signal), signal),
    async predict(example, options, signal) {
      const [result] = await predictBatch([example], options, { signal });
      if (result instanceof Error) throw result;
      return result!;
    },
    dispose: model.dispose,
  };
}

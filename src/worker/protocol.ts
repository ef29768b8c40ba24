/** @file What page and worker say to each other. Everything here survives structured clone. */
import type { Example } from "../data/example";
import type { BackendName, LoadEvent, ModelInfo, PredictOptions, Reading } from "../inference/types";

export interface LoadRequest {
  readonly modelId: string;
  /** Absolute URL of the folder that holds the model folders, with a trailing slash. */
  readonly modelsUrl: string;
  /** Where on the ladder to start: a backend's name, or "auto" for the top. */
  readonly backend: BackendName | "auto";
}

/** How far a long request has come. */
export interface BatchProgress {
  /** Place of the first of `results` among the examples asked about. */
  readonly from: number;
  /** The newest answers, in order; an example that cannot be read gives its Error in its place. */
  readonly results: readonly (Reading | Error)[];
  readonly numDone: number;
  readonly numTotal: number;
}

/** The methods the worker offers through comlink. */
export interface InferenceService {
  /**
   * Loads a model, or returns it at once when the same request has been served. Asking for another backend replaces
   * the model; a load of it that is still under way rejects with "AbortError". Rejects with a plain message.
   */
  load(request: LoadRequest, onEvent: (event: LoadEvent) => void): Promise<ModelInfo>;
  /** Stops a running load; the load rejects with an error named "AbortError". Unknown ids are ignored. */
  cancelLoad(modelId: string): void;
  /** Frees a loaded model. Unknown ids are ignored. */
  unload(modelId: string): void;
  /**
   * Reads an example. The newest waiting request is answered first, and a newer request on the same lane stops an
   * older one, which rejects with an error named "StaleError". Without a lane nothing stops it.
   */
  predict(modelId: string, example: Example, options: PredictOptions, lane?: string): Promise<Reading>;
  /**
   * Reads many examples in small chunks, behind every waiting `predict`. Reports each chunk; resolves with all answers,
   * an unreadable example giving its Error in its place. A newer request on the lane rejects it with "StaleError",
   * `cancel` with "AbortError". Empty in, empty out.
   */
  predictMany(
    modelId: string,
    examples: readonly Example[],
    options: PredictOptions,
    lane: string | undefined,
    onProgress: (progress: BatchProgress) => void,
  ): Promise<(Reading | Error)[]>;
  /** Stops what runs or waits on a lane. Unknown lanes are ignored. */
  cancel(lane: string): void;
  /** Called when the GPU device is lost and the engine has moved on (or could not). One listener; the last one wins. */
  onBackendChange(listener: (info: ModelInfo, reason: string) => void): void;
  /** Destroys the GPU device or context in use, as a driver reset would, to try the recovery. False without a GPU. */
  loseDevice(): boolean;
}

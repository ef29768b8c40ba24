/** @file What page and worker say to each other. Everything here survives structured clone. */
import type { Example } from "../data/example";
import type { BackendName, LoadEvent, ModelInfo, PredictOptions, Reading } from "../inference/types";

export interface LoadRequest {
  readonly modelId: string;
  /** Absolute URL of the folder that holds the model folders, with a trailing slash. */
  readonly modelsUrl: string;
  /** A backend to run on, or "auto" for the ladder. */
  readonly backend: BackendName | "auto";
}

/** The methods the worker offers through comlink. */
export interface InferenceService {
  /** Loads a model (or returns it at once when it is loaded on that backend). Rejects with a plain message. */
  load(request: LoadRequest, onEvent: (event: LoadEvent) => void): Promise<ModelInfo>;
  /** Stops a running load; the load rejects with an error named "AbortError". Unknown ids are ignored. */
  cancelLoad(modelId: string): void;
  predict(modelId: string, example: Example, options: PredictOptions): Promise<Reading>;
  /** Called when the GPU device is lost and the engine has moved on (or could not). */
  onBackendChange(listener: (info: ModelInfo, reason: string) => void): void;
}

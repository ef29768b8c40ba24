/** @file What the store needs from the worker's client, and nothing more, so that a test can stand in for it. */
import type { Example } from "../data/example";
import type { BatchProgress, MeansProgress, OwnFacts, OwnListener, OwnUpload } from "../worker/protocol";
import type {
  BackendName,
  ExtractedSentence,
  ExtractOptions,
  ExtractorInfo,
  ExtractProgress,
  LoadEvent,
  MentionMeans,
  ModelInfo,
  PosteriorReading,
  PredictOptions,
  Reading,
  TensorMemory,
} from "../inference/types";

/** A backend to run on, or "auto" for the ladder. */
export type BackendChoice = BackendName | "auto";

/** The typed handle on the worker; `createInferenceClient` gives one. */
export interface Engine {
  /** Loads a model. Rejects with an error named "AbortError" when cancelled, else with a plain message. */
  load(
    modelId: string,
    options: { backend: BackendChoice; onEvent: (event: LoadEvent) => void; signal: AbortSignal },
  ): Promise<ModelInfo>;
  /** Opens a user's own model, whose id can be loaded then. Rejects with "AbortError" when the signal aborts. */
  openOwn(files: readonly OwnUpload[], onBytes: OwnListener, signal: AbortSignal): Promise<OwnFacts>;
  /** Frees a model; a user's own has to be opened again after that. */
  unload(modelId: string): Promise<void>;
  /** Reads one example. A newer request on the same lane rejects the older one with an error named "StaleError". */
  predict(modelId: string, example: Example, options: PredictOptions, lane: { lane: string }): Promise<Reading>;
  /** Reads many examples behind every `predict`; an unreadable one gives its Error in its place. */
  predictMany(
    modelId: string,
    examples: readonly Example[],
    options: PredictOptions,
    request: { lane: string; onProgress?: (progress: BatchProgress) => void; signal?: AbortSignal },
  ): Promise<(Reading | Error)[]>;
  /** The stochastic embeddings of both mentions; stale requests reject as in `predict`. */
  readPosterior(
    modelId: string,
    example: Example,
    options: { draws: number; seed: number },
    lane: { lane: string },
  ): Promise<PosteriorReading>;
  /** mu of the mentions of many examples, behind every `predict`. */
  readMeans(
    modelId: string,
    examples: readonly Example[],
    request: { lane: string; onProgress?: (progress: MeansProgress) => void; signal?: AbortSignal },
  ): Promise<MentionMeans>;
  /** Takes the GPU device away, as a driver reset would, to try the recovery. False when no GPU is in use. */
  loseDevice(): Promise<boolean>;
  /** Counts the tensors of all models in use; null before the first. */
  measureTensors(): Promise<TensorMemory | null>;
}

/** The part of the worker's client that finds entities and relations in text. */
export interface ExtractionEngine {
  /** Loads a model of the index's `extractors`. Rejects as `load`. */
  loadExtractor(
    modelId: string,
    options: { backend: BackendChoice; onEvent: (event: LoadEvent) => void; signal: AbortSignal },
  ): Promise<ExtractorInfo>;
  /**
   * Finds entities and relations with a loaded extractor, sentence by sentence in text order, behind every `predict`.
   * Resolves with all sentences; none for a text of white space. A newer request on the lane rejects it with an error
   * named "StaleError", the signal with "AbortError", both at once.
   */
  extract(
    modelId: string,
    text: string,
    options: ExtractOptions,
    request: { lane: string; onSentences?: (progress: ExtractProgress) => void; signal?: AbortSignal },
  ): Promise<ExtractedSentence[]>;
}

/** What went wrong, in the words of the error itself. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Whether an error carries this name; names survive the way out of the worker, classes do not. */
export function hasName(error: unknown, name: string): boolean {
  return typeof error === "object" && error !== null && "name" in error && error.name === name;
}

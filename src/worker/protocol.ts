/** @file What page and worker say to each other. Everything here survives structured clone. */
import type { RowResult } from "../analysis/rowScore";
import type { RowAddition } from "../data/export/exporter";
import type { ImportProgress, ImportReport } from "../data/formats/importFiles";
import type { Corpus } from "../data/readCorpus";
import type { Example } from "../data/example";
import type {
  BackendName,
  ExtractedSentence,
  ExtractOptions,
  ExtractorInfo,
  ExtractProgress,
  LoadEvent,
  MentionMeans,
  ModelInfo,
  NetworkPath,
  PosteriorReading,
  PredictOptions,
  Reading,
  TensorMemory,
} from "../inference/types";

export interface LoadRequest {
  readonly modelId: string;
  /** Absolute URL of the folder that holds the model folders, with a trailing slash. */
  readonly modelsUrl: string;
  /** Where on the ladder to start: a backend's name, or "auto" for the top. */
  readonly backend: BackendName | "auto";
  /** How networks are run on WebGPU: by plain ops, by joined kernels, or what is right for the device when absent. */
  readonly kernels?: NetworkPath | undefined;
}

/** One file of a user's model folder, or the one archive that holds it. */
export interface OwnUpload {
  /** Path in the folder. */
  readonly path: string;
  readonly blob: Blob;
}

/** A user's model that was opened and found right; its weights have not been loaded. */
export interface OwnFacts {
  /** "own-" and 12 digits of `hash`. */
  readonly id: string;
  /** See ModelInfo.hash. */
  readonly hash: string;
  readonly title: string;
  readonly hasBottleneck: boolean;
  /** Bytes of its tensors. */
  readonly totalBytes: number;
  readonly numParameters: number;
  readonly numLabels: number;
}

/** Hears how many bytes of a user's model have been checked. */
export type OwnListener = (loadedBytes: number, totalBytes: number) => void;

/** How far a long request has come. */
export interface BatchProgress {
  /** Place of the first of `results` among the examples asked about. */
  readonly from: number;
  /** The newest answers, in order; an example that cannot be read gives its Error in its place. */
  readonly results: readonly (Reading | Error)[];
  readonly numDone: number;
  readonly numTotal: number;
}

/** How many examples of `readMeans` have been read. */
export interface MeansProgress {
  readonly numDone: number;
  readonly numTotal: number;
}

/** How rows are scored. */
export interface ScoreOptions {
  /** K: stochastic draws of each row, 0 to 64. */
  readonly draws: number;
  /** S: versions of each row with unseen names of the same types, from 0. */
  readonly swaps: number;
  readonly seed: number;
  /** Blend factor; null: the model's own. */
  readonly beta: number | null;
}

export interface ScoreRequest {
  /** Names the job for `steerScoring`; a new job with the name of a running one cancels that one. */
  readonly jobId: string;
  readonly modelId: string;
  readonly modelsUrl: string;
  /** Absolute URL of the name tables. */
  readonly namesUrl: string;
  /** SHA-256 of the corpus file the rows are of; scores are kept, and forgotten, by it. */
  readonly corpusHash: string;
  /** Place of each example in the corpus, from 0. */
  readonly places: readonly number[];
  readonly examples: readonly Example[];
  readonly options: ScoreOptions;
  /** Only hands out what was scored before; the model need not be loaded. */
  readonly isStoredOnly: boolean;
  /** Rows whose stored score has no probes are scored again. */
  readonly needsProbes?: boolean;
}

/** Scores that were computed before and go back to the store, as from a session file. */
export interface KeptScores extends Omit<ScoreRequest, "jobId" | "isStoredOnly" | "needsProbes"> {
  /** One result for each of `examples`. */
  readonly results: readonly RowResult[];
  /** Hash of the model that gave them, when it may be another than the one here; see ModelInfo.hash. */
  readonly modelHash?: string;
}

/** Some rows' results. */
export interface ScoreBatch {
  /** Places in the request's list of examples. */
  readonly rows: readonly number[];
  /** One result for each of `rows`. */
  readonly results: readonly RowResult[];
  /** Whether they come from the store of this computer. */
  readonly isStored: boolean;
  readonly numDone: number;
  readonly numTotal: number;
  /** Rows computed a second, pauses left out; null before the first. */
  readonly rowsPerSecond: number | null;
  /** Estimated time to the end; null before the first computed row. */
  readonly etaMs: number | null;
}

/** Hears of each batch; the next one waits until it has been taken in. */
export type BatchListener = (batch: ScoreBatch) => void | Promise<void>;

export type ScoringCommand = "pause" | "resume" | "cancel";

/** The methods the worker offers through comlink. */
export interface InferenceService {
  /**
   * Loads a model, or returns it at once when the same request has been served. Asking for another backend replaces
   * the model; a load of it that is still under way rejects with "AbortError". Rejects with a plain message.
   */
  load(request: LoadRequest, onEvent: (event: LoadEvent) => void): Promise<ModelInfo>;
  /**
   * Opens a user's own model: checks its files and the shape of every tensor, and hashes them. Its id can be loaded from
   * then on. Rejects with a plain message that names the first thing that is wrong.
   */
  openOwn(files: readonly OwnUpload[], onBytes: OwnListener): Promise<OwnFacts>;
  /** Stops a running `openOwn`, which rejects with an error named "AbortError". */
  cancelOwn(): void;
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
  /**
   * The stochastic embeddings of both mentions, with the draws that `predict` of the same K and seed counts. Lanes as
   * in `predict`. Rejects with a plain message for a model without a bottleneck. The arrays are moved, not copied.
   */
  readPosterior(
    modelId: string,
    example: Example,
    options: { readonly draws: number; readonly seed: number },
    lane?: string,
  ): Promise<PosteriorReading>;
  /**
   * mu of the mentions of many examples, in small chunks behind every waiting `predict`. Lanes and `cancel` as in
   * `predictMany`. The array is moved, not copied.
   */
  readMeans(
    modelId: string,
    examples: readonly Example[],
    lane: string | undefined,
    onProgress: (progress: MeansProgress) => void,
  ): Promise<MentionMeans>;
  /** Loads a joint model, under the same rules as `load`; `cancelLoad` and `unload` take its id too. */
  loadExtractor(request: LoadRequest, onEvent: (event: LoadEvent) => void): Promise<ExtractorInfo>;
  /**
   * Finds entities and relations in a text with a loaded joint model, some sentences a step, behind every waiting
   * `predict`. Reports each step; resolves with all sentences in order, none for a text of white space. Lanes and `cancel`
   * as in `predictMany`.
   */
  extract(
    modelId: string,
    text: string,
    options: ExtractOptions,
    lane: string | undefined,
    onProgress: (progress: ExtractProgress) => void,
  ): Promise<ExtractedSentence[]>;
  /** Stops what runs or waits on a lane. Unknown lanes are ignored. */
  cancel(lane: string): void;
  /**
   * Scores rows in the background: a request of `predict` is answered between two batches. Rows scored before, with the
   * same model files and options, come from the store of this computer, and every new one goes there: a job that was
   * cancelled goes on where it stopped. Resolves with "cancelled" after that command; rejects with a plain message.
   */
  scoreRows(request: ScoreRequest, onBatch: BatchListener): Promise<"done" | "cancelled">;
  /** Pauses, resumes or cancels a scoring job. A pause begins after the running batch. Unknown jobs are ignored. */
  steerScoring(jobId: string, command: ScoringCommand): void;
  /** Deletes all that the store holds of a corpus: every model, all settings. */
  forgetScores(corpusHash: string): Promise<void>;
  /** Puts scores into the store as if they had been computed here; false, and nothing kept, when the model here has another hash. */
  keepScores(scores: KeptScores): Promise<boolean>;
  /** Called when the GPU device is lost and the engine has moved on (or could not). One listener; the last one wins. */
  onBackendChange(listener: (info: ModelInfo, reason: string) => void): void;
  /** Destroys the GPU device or context in use, as a driver reset would, to try the recovery. False without a GPU. */
  loseDevice(): boolean;
  /** Counts the tensors in use; null where no engine counts them. */
  measureTensors(): TensorMemory | null;
}

/** Hears how far the reading of files is. */
export type ProgressListener = (progress: ImportProgress) => void;

/** A corpus without its rows, which have been handed over before it. */
export type CorpusHead = Omit<Corpus, "examples">;

/** Hears of a corpus' rows, some at a time and in order; the next ones wait until these have been taken in. */
export type RowListener = (rows: readonly Example[]) => void | Promise<void>;

/** How an opening ended. No rows: what was decided may be decided otherwise. */
export type OpenOutcome<Opened = Corpus> =
  | { readonly kind: "corpus"; readonly corpus: Opened }
  | { readonly kind: "no rows"; readonly message: string; readonly report: ImportReport }
  | { readonly kind: "cancelled" };

/** What is added to the rows of a corpus when it is exported. [rows of the corpus] each, but for the decisions. */
export interface PackedAdditions {
  /** The model's labels. */
  readonly labels: readonly string[];
  /** Class id of the answer; -1 for a row that was not scored. */
  readonly predicted: Int32Array;
  /** Probability of the answer, in [0, 1]. */
  readonly scores: Float64Array;
  /** Mean variance of both mentions; NaN without a bottleneck. */
  readonly variances: Float64Array;
  /** What a reviewer decided, by row. */
  readonly decisions: readonly (readonly [row: number, decision: Pick<RowAddition, "label" | "flag">])[];
}

export interface ExportRequest {
  readonly corpusHash: string;
  /** "source": the format that the corpus came in; else the id of an exporter. */
  readonly target: string;
  readonly additions: PackedAdditions;
}

/** How far an export is. `share`: of the files, in [0, 1]; null where that cannot be told. */
export type ExportStage = { readonly kind: "reading"; readonly share: number | null } | { readonly kind: "writing" };

export type ExportOutcome =
  | {
      readonly kind: "file";
      /** Safe on every system. */
      readonly name: string;
      readonly blob: Blob;
      readonly numRows: number;
      /** What could not be put into it, as sentences. */
      readonly notices: readonly string[];
    }
  | { readonly kind: "cancelled" };

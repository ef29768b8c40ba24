/** @file What the engine gives to everything above it: plain objects and typed arrays, never tensors. */
import type { CharSpan } from "../data/example";

/** Name of the browser cache that holds model files, under their URL and hash. */
export const MODEL_CACHE = "ebe-models-v1";

/** tfjs backends in the order of the ladder. */
export const BACKENDS = ["webgpu", "webgl", "wasm", "cpu"] as const;
export type BackendName = (typeof BACKENDS)[number];

/**
 * How a network is run: `plain`, by the ops of tfjs (the reference, on every backend), or `fused`, by kernels that each
 * do several of them (WebGPU).
 */
export const NETWORK_PATHS = ["plain", "fused"] as const;
export type NetworkPath = (typeof NETWORK_PATHS)[number];

/** What a sub-token is to the model. */
export type TokenRole = "special" | "marker" | "subject" | "object" | "context";

/** One sub-token of the model's input, in sequence order. */
export interface TokenReading {
  /** Word piece as the tokenizer writes it ("##burg"). */
  readonly piece: string;
  readonly role: TokenRole;
  /** Where it stands in the text; null for specials and markers, which are not in the text. */
  readonly span: CharSpan | null;
  /** Mean over dimensions of sigma^2; null outside the arguments and for models without a bottleneck. */
  readonly variance: number | null;
}

/** How a prediction is asked for. */
export interface PredictOptions {
  /** Number of stochastic draws K, 0-64. 0: mean mode only. Ignored by a model without a bottleneck. */
  readonly draws: number;
  /** Seed of the draws; equal seeds give equal draws on every backend. */
  readonly seed: number;
  /** Blend factor in [0, 1]; the model's own when absent. Ignored by a model without a bottleneck. */
  readonly beta?: number;
}

/** The same for many examples. */
export interface BatchOptions extends Omit<PredictOptions, "draws"> {
  /** K of every example, or of each. */
  readonly draws: number | readonly number[];
}

/** One model's reading of one example. R = number of labels, K = draws done. */
export interface Reading {
  readonly modelId: string;
  readonly exampleId: string;
  /** Softmax probabilities in mean mode (eps = 0). [R] */
  readonly probabilities: Float32Array;
  /** Logits in mean mode. [R] */
  readonly logits: Float32Array;
  /** Softmax probabilities of each draw, row by row; empty for a model without a bottleneck or K = 0. [K * R] */
  readonly drawProbabilities: Float32Array;
  /** K: how many draws were done. */
  readonly numDraws: number;
  readonly seed: number;
  /** Blend factor used; null without a bottleneck. */
  readonly beta: number | null;
  readonly tokens: readonly TokenReading[];
  /** Mean sigma^2 over the mention's sub-tokens; null without a bottleneck. `row`: over both mentions. */
  readonly variance: {
    readonly subject: number | null;
    readonly object: number | null;
    readonly row: number | null;
  };
  /** Sub-tokens of the text left out on each side because the text is longer than the model's window. */
  readonly numTokensCut: { readonly before: number; readonly after: number };
  /** Wall time of the forward passes, in ms. */
  readonly elapsedMs: number;
}

/**
 * The stochastic embedding of one mention: the mean over its n sub-tokens of z = mu + eps sigma, which the bottleneck
 * gives each of them. A Gaussian with independent dimensions. D = hidden width, K = draws done.
 */
export interface MentionPosterior {
  /** n: sub-tokens of the mention. */
  readonly numTokens: number;
  /** Mean over the sub-tokens of mu. [D] */
  readonly mu: Float32Array;
  /** Standard deviation of the mean of n independent z: sqrt(sum of sigma^2) / n. > 0. [D] */
  readonly deviation: Float32Array;
  /** Mean over the sub-tokens of z, draw after draw: the draws that a Reading of the same K and seed counts. [K * D] */
  readonly draws: Float32Array;
}

/** Both mentions of one example. */
export interface PosteriorReading {
  readonly subject: MentionPosterior;
  readonly object: MentionPosterior;
  readonly numDraws: number;
  readonly seed: number;
}

/** Where the mentions of many examples stand: mu only. */
export interface MentionMeans {
  /** D. */
  readonly dimension: number;
  /** MentionPosterior.mu of subject and object, example after example; NaN where an example cannot be read. [2N * D] */
  readonly mu: Float32Array;
}

/** One rung of the backend ladder: what was tried and what came of it. */
export interface BackendAttempt {
  readonly backend: BackendName;
  readonly outcome: "passed" | "failed" | "unavailable" | "skipped";
  /** Plain words: why it was left, or how it passed. */
  readonly detail: string;
  /** Largest absolute difference of the self-test's logits from golden.json; null when not run. */
  readonly maxError: number | null;
  /** Time of one golden forward, in ms; null when not run. */
  readonly elapsedMs: number | null;
  /** Adapter or renderer as the browser names it, where it does. */
  readonly device?: string;
  /** How the network was run there; absent when it was not. */
  readonly path?: NetworkPath;
}

/** A loaded model, as the page needs to know it. */
export interface ModelInfo {
  readonly id: string;
  /**
   * SHA-256 of config.json in lower-case hexadecimal. That file names every other file of the model by its hash, so equal
   * hashes mean the same model.
   */
  readonly hash: string;
  readonly title: string;
  /** Label strings; index = class id. [R] */
  readonly labels: readonly string[];
  readonly negative: string;
  readonly hasBottleneck: boolean;
  /** The model's own blend factor; null without a bottleneck. */
  readonly beta: number | null;
  /** The entity types that its tags tell apart, in upper case; absent for a model that does not read types. */
  readonly typesRead?: readonly string[];
  /** Whether its head ranks the relations: the soft-max of its scores is no calibrated probability (paper D). */
  readonly ranksLabels?: boolean;
  readonly maxTokens: number;
  readonly numParameters: number;
  /** Bytes of the files this model consists of. */
  readonly downloadBytes: number;
  /** Of these, bytes that came from the browser's cache. */
  readonly cachedBytes: number;
  readonly backend: BackendName;
  readonly attempts: readonly BackendAttempt[];
}

/** Progress of a load, in the order the kinds can occur. */
export type LoadEvent =
  | { readonly kind: "config"; readonly modelId: string; readonly totalBytes: number }
  | {
      readonly kind: "download";
      readonly modelId: string;
      readonly file: string;
      readonly loadedBytes: number;
      readonly totalBytes: number;
      readonly fromCache: boolean;
    }
  | {
      readonly kind: "retry";
      readonly modelId: string;
      readonly file: string;
      readonly attempt: number;
      readonly reason: string;
    }
  | { readonly kind: "backend"; readonly modelId: string; readonly attempt: BackendAttempt }
  | { readonly kind: "ready"; readonly modelId: string };

/** What the engine holds at a moment: weights of all loaded models, and what is being computed. */
export interface TensorMemory {
  readonly numTensors: number;
  /** Their bytes, wherever the backend keeps them: this is the size of the data, not of buffers kept for reuse. */
  readonly numBytes: number;
}

/** An entity found in a text. `start` and `end` count UTF-16 units of the whole text. */
export interface FoundEntity extends CharSpan {
  /** One of ExtractorInfo.entityTypes. */
  readonly type: string;
  /** How sure the model is that there is an entity, in [0, 1]. */
  readonly score: number;
}

/** A relation found between two entities of a sentence. */
export interface FoundRelation {
  /** Place of the subject among the sentence's entities; another one than `object`. */
  readonly subject: number;
  /** Place of the object among the sentence's entities. One without a direction runs from left to right. */
  readonly object: number;
  /** One of ExtractorInfo.relations. */
  readonly relation: string;
  /** How sure the model is of it, in [0, 1]. */
  readonly score: number;
}

/** One sentence of a text with what was found in it; both lists may be empty. */
export interface ExtractedSentence extends CharSpan {
  /** The text from `start` to `end`. */
  readonly text: string;
  /** In text order; they may overlap. */
  readonly entities: readonly FoundEntity[];
  /** Best first. */
  readonly relations: readonly FoundRelation[];
  /** Entities left out because there are more than the model pairs (ExtractorInfo.maxEntities); 0 in common sentences. */
  readonly numEntitiesCut: number;
}

/**
 * What is kept of the scores. Thresholds above these need no new run: the entities and relations that score enough are
 * those that a run with these thresholds gives (`selectFound` of analysis/foundAbove.ts).
 */
export interface ExtractOptions {
  /** Entities that score less are left out, in [0, 1]; 0.05 when absent. */
  readonly entityFloor?: number;
  /** Relations that score less are left out, in [0, 1]; 0.05 when absent. */
  readonly relationFloor?: number;
}

/** How far the reading of a text is. */
export interface ExtractProgress {
  /** Sentences behind those of the last report, in text order. */
  readonly sentences: readonly ExtractedSentence[];
  /** Sentences read, these among them. */
  readonly numDone: number;
  readonly numTotal: number;
  /** What they were read on. */
  readonly backend: BackendName;
}

/** A loaded model that finds entities and relations in text. */
export interface ExtractorInfo extends Pick<
  ModelInfo,
  "id" | "hash" | "title" | "maxTokens" | "numParameters" | "downloadBytes" | "cachedBytes" | "backend" | "attempts"
> {
  readonly entityTypes: readonly string[];
  readonly relations: readonly { readonly name: string; readonly symmetric: boolean }[];
  /** Score from which on the model takes a span for an entity. */
  readonly entityThreshold: number;
  /** Score from which on the model takes a pair for related. */
  readonly relationThreshold: number;
  /** Words of the longest span that is looked at. */
  readonly maxWidth: number;
  /** Entities of a sentence that are paired, best first. */
  readonly maxEntities: number;
}

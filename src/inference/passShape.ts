/**
 * @file Shapes of forward passes: how long their sequences are, and how many rows they have. On a GPU there are few of them,
 * so that its pipelines and buffers serve again: tfjs keeps a buffer of every size that was ever asked for.
 */
import type { NetworkConfig } from "../model/ownConfig";
import type { BackendName } from "./types";

/** Tokens of one forward pass: large enough to keep a backend busy, small enough to stop soon after an abort. */
const PASS_TOKENS = { webgpu: 4096, webgl: 2048, wasm: 512, cpu: 256 } as const;

const FLOAT_BYTES = 4;

/** What bounds a pass of a model. */
export interface PassLimits {
  readonly backend: BackendName;
  /** Largest array that a kernel of the device can be given, in bytes; absent where nothing but memory bounds it. */
  readonly maxBufferBytes?: number | undefined;
  readonly config: Pick<NetworkConfig, "encoder">;
}

export function isGpu(backend: BackendName): boolean {
  return backend === "webgpu" || backend === "webgl";
}

/**
 * Lengths are rounded up to a multiple of this: on a GPU 8 tokens, and from 65 tokens on an eighth of the next power of
 * two; elsewhere 1.
 */
export function lengthStep(backend: BackendName, length: number): number {
  return isGpu(backend) ? Math.max(8, roundUpToPower(length) / 8) : 1;
}

/**
 * Most rows of a pass over sequences of `length` tokens, at least 1; on a GPU a power of two. The largest array of a pass
 * holds for each token of a row the inner width of the feed-forward layer, or query, key and value, or the attention scores
 * of all heads.
 */
export function countPassRows({ backend, maxBufferBytes = Infinity, config }: PassLimits, length: number): number {
  const { hiddenSize, intermediateSize, numHeads } = config.encoder;
  const step = lengthStep(backend, length);
  const numTokens = Math.ceil(length / step) * step;
  const widest = Math.max(intermediateSize, 3 * hiddenSize, numHeads * numTokens);
  const inBuffer = Math.floor(maxBufferBytes / (FLOAT_BYTES * widest * numTokens));
  const rows = Math.max(1, Math.min(Math.floor(PASS_TOKENS[backend] / numTokens), inBuffer));
  return isGpu(backend) ? 2 ** Math.floor(Math.log2(rows)) : rows;
}

/** The smallest power of two that is at least `count`; `count` >= 1. */
export function roundUpToPower(count: number): number {
  return 2 ** Math.ceil(Math.log2(count));
}

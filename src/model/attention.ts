/** @file Multi-head scaled dot-product attention. */
import * as tf from "@tensorflow/tfjs-core";
import { callKernel, hasKernel } from "./kernels/kernelCalls";
import { runLinear, type Linear } from "./layers";

/** The kernel that a backend may have of all between the first three products and the last. */
export const ATTENTION_KERNEL = "EbeWasmMixValues";
/** It takes this many dimensions of a head at a time. */
const KERNEL_STEP = 16;

/** Parameters of one attention block; L: how a linear map is held. */
export interface Attention<L = Linear> {
  /** Holds the factor 1 / sqrt(d): the loader multiplies weight and bias by it. */
  readonly query: L; // [D, D]
  readonly key: L; // [D, D]
  readonly value: L; // [D, D]
  readonly output: L; // [D, D]
}

/** Sizes of a batch of flattened sequences. */
export interface SequenceShape {
  readonly numRows: number; // B
  readonly numTokens: number; // L
  readonly numHeads: number; // H
}

/**
 * softmax(Q K^T + mask) V for the given queries, before the residual sum.
 *
 * @param queries [B * Q, D] states that ask: the sequence itself, or only the rows whose result is needed
 * @param states [B * L, D] the whole sequence, row after row
 * @param mask [B, 1, 1, L] 0 for a token, a large negative number for padding; null when nothing is padded
 * @returns [B * Q, D]
 */
export function runAttention(
  params: Attention,
  queries: tf.Tensor2D,
  states: tf.Tensor2D,
  mask: tf.Tensor4D | null,
  shape: SequenceShape,
): tf.Tensor2D {
  const q = runLinear(params.query, queries); // [B * Q, D]
  const k = runLinear(params.key, states); // [B * L, D]
  const v = runLinear(params.value, states); // [B * L, D]
  return runLinear(params.output, mixValues(q, k, v, mask, shape));
}

/** softmax(Q K^T + mask) V of every head. q: [B * Q, D], k and v: [B * L, D], result: [B * Q, D]. */
export function mixValues(
  q: tf.Tensor2D,
  k: tf.Tensor2D,
  v: tf.Tensor2D,
  mask: tf.Tensor4D | null,
  { numRows, numTokens, numHeads }: SequenceShape,
): tf.Tensor2D {
  if (hasKernel(ATTENTION_KERNEL) && (q.shape[1] / numHeads) % KERNEL_STEP === 0) {
    return callKernel(ATTENTION_KERNEL, [q, k, v, ...(mask === null ? [] : [mask])], { numRows, numTokens, numHeads });
  }
  const [byHead, keys, values] = [q, k, v].map((x) => splitHeads(x, numRows, numHeads)) as [
    tf.Tensor3D, // [B * H, Q, d]
    tf.Tensor3D, // [B * H, L, d]
    tf.Tensor3D,
  ];
  const scores: tf.Tensor3D = tf.matMul(byHead, keys, false, true); // [B * H, Q, L]
  const weights = tf.softmax(addMask(scores, mask, numRows)); // [B * H, Q, L]
  return joinHeads(tf.matMul(weights, values), numRows, numHeads);
}

/** [B * Q, D] -> [B * H, Q, d]. Four dimensions at most: wasm has no fast transpose beyond. */
export function splitHeads(x: tf.Tensor2D, numRows: number, numHeads: number): tf.Tensor3D {
  const [numStates, width] = x.shape;
  const numTokens = numStates / numRows;
  const byToken = tf.reshape(x, [numRows, numTokens, numHeads, width / numHeads]); // [B, Q, H, d]
  const byHead = tf.transpose(byToken, [0, 2, 1, 3]); // [B, H, Q, d]
  return tf.reshape(byHead, [numRows * numHeads, numTokens, width / numHeads]);
}

/** [B * H, Q, d] -> [B * Q, D]. */
export function joinHeads(x: tf.Tensor3D, numRows: number, numHeads: number): tf.Tensor2D {
  const [, numTokens, headWidth] = x.shape;
  const byHead = tf.reshape(x, [numRows, numHeads, numTokens, headWidth]); // [B, H, Q, d]
  return tf.reshape(tf.transpose(byHead, [0, 2, 1, 3]), [numRows * numTokens, numHeads * headWidth]);
}

/** Adds the padding mask to the scores, [B * H, Q, L]. */
export function addMask(scores: tf.Tensor3D, mask: tf.Tensor4D | null, numRows: number): tf.Tensor3D {
  if (mask === null) return scores;
  const [numRowHeads, numQueries, numTokens] = scores.shape;
  const byRow = tf.reshape(scores, [numRows, numRowHeads / numRows, numQueries, numTokens]); // [B, H, Q, L]
  return tf.reshape(tf.add(byRow, mask), scores.shape);
}

/** @file The three layers everything else is made of: linear map, layer normalisation, GELU. */
import * as tf from "@tensorflow/tfjs-core";
import { callKernel, hasKernel } from "./kernels/kernelCalls";

/** Kernels that a backend may have of these layers, and how many numbers, or columns, they take at a time. */
export const LINEAR_KERNEL = "EbeWasmLinear";
export const LAYER_NORM_KERNEL = "EbeWasmLayerNorm";
export const GELU_KERNEL = "EbeWasmGelu";
export const TAKE_ROWS_KERNEL = "EbeWasmTakeRows";
const LINEAR_STEP = 8;
const KERNEL_STEP = 4;

/** An affine map. The weight is stored [In, Out], the transpose of PyTorch's, so that wasm takes its fast kernel. */
export interface Linear {
  readonly weight: tf.Tensor2D; // [In, Out]
  readonly bias: tf.Tensor1D; // [Out]
}

/** Scale and shift of a layer normalisation. */
export interface LayerNorm {
  readonly weight: tf.Tensor1D; // [D]
  readonly bias: tf.Tensor1D; // [D]
}

/** y = x W + b, then ReLU if asked. x: [M, In], result: [M, Out]. */
export function runLinear({ weight, bias }: Linear, x: tf.Tensor2D, activation: "linear" | "relu" = "linear") {
  if (hasKernel(LINEAR_KERNEL) && weight.shape[1] % LINEAR_STEP === 0) {
    return callKernel(LINEAR_KERNEL, [x, weight, bias], { activation });
  }
  // Two dimensions only: a batched matmul falls back to a naive kernel on wasm (about 12 times slower).
  return tf.fused.matMul({ a: x, b: weight, bias, activation }) as tf.Tensor2D;
}

/** The named rows of a table. x: [M, D], index: int32 [N], each in [0, M), result: [N, D]. */
export function takeRows(x: tf.Tensor2D, index: tf.Tensor1D): tf.Tensor2D {
  return hasKernel(TAKE_ROWS_KERNEL) ? callKernel(TAKE_ROWS_KERNEL, [x, index], {}) : tf.gather(x, index);
}

/**
 * y = (z - mean) / sqrt(variance + eps) * weight + bias over the last axis, with the biased variance; z = x + added.
 * x, added: [M, D], result: [M, D]; null adds nothing.
 */
export function runLayerNorm(
  { weight, bias }: LayerNorm,
  x: tf.Tensor2D,
  eps: number,
  added: tf.Tensor2D | null = null,
): tf.Tensor2D {
  if (hasKernel(LAYER_NORM_KERNEL) && x.shape[1] % KERNEL_STEP === 0) {
    return callKernel(LAYER_NORM_KERNEL, [x, weight, bias, ...(added === null ? [] : [added])], { eps });
  }
  const sum = added === null ? x : tf.add(x, added); // [M, D]
  const centred = tf.sub(sum, tf.mean(sum, -1, true)); // [M, D]
  const variance = tf.mean(tf.square(centred), -1, true); // [M, 1]
  const normed = tf.mul(centred, tf.rsqrt(tf.add(variance, eps))); // [M, D]
  return tf.add(tf.mul(normed, weight), bias);
}

/** The exact GELU: x/2 * (1 + erf(x / sqrt 2)). Any shape. */
export function runGelu<T extends tf.Tensor>(x: T): T {
  if (hasKernel(GELU_KERNEL) && x.size % KERNEL_STEP === 0) return callKernel(GELU_KERNEL, [x], {}) as tf.Tensor as T;
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)) as T;
}

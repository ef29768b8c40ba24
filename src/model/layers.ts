/** @file The three layers everything else is made of: linear map, layer normalisation, GELU. */
import * as tf from "@tensorflow/tfjs-core";

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
  // Two dimensions only: a batched matmul falls back to a naive kernel on wasm (about 12 times slower).
  return tf.fused.matMul({ a: x, b: weight, bias, activation }) as tf.Tensor2D;
}

/**
 * y = (x - mean) / sqrt(variance + eps) * weight + bias over the last axis, with the biased variance.
 * x: [M, D], result: [M, D].
 */
export function runLayerNorm({ weight, bias }: LayerNorm, x: tf.Tensor2D, eps: number): tf.Tensor2D {
  const centred = tf.sub(x, tf.mean(x, -1, true)); // [M, D]
  const variance = tf.mean(tf.square(centred), -1, true); // [M, 1]
  const normed = tf.mul(centred, tf.rsqrt(tf.add(variance, eps))); // [M, D]
  return tf.add(tf.mul(normed, weight), bias);
}

/** The exact GELU: x/2 * (1 + erf(x / sqrt 2)). Any shape. */
export function runGelu<T extends tf.Tensor>(x: T): T {
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)) as T;
}

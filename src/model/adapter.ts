/**
 * @file Low-rank adapters: a model that is a small difference to another one. The twin of this file in Python is
 * `training/entitybias/adapter.py`.
 *
 *     W' = W + (alpha / rank) B A       A [rank, in], stored as `<matrix>.low`; B [out, rank], as `<matrix>.high`
 *
 * (Hu et al. 2021, arXiv 2106.09685.) Tensors of the adapter that are no such pair replace those of the base, whatever
 * their shape, or are its own (a bottleneck or a tag embedding that the base does not have).
 */
import * as tf from "@tensorflow/tfjs-core";
import type { AdapterConfig } from "./config";
import type { Weights } from "./weights";

/** The low-rank difference to one matrix. */
export interface LowRank {
  /** A, transposed. [in, rank] */
  readonly low: Float32Array;
  /** B, transposed. [rank, out] */
  readonly high: Float32Array;
  readonly rank: number;
  /** alpha / rank. */
  readonly factor: number;
}

/** An adapter's file. */
export interface Adapter {
  /** Whether it holds this tensor whole, in place of the base's. */
  has(name: string): boolean;
  /** Its own tensors. */
  readonly own: Weights;
  /**
   * Its difference to the matrix `<name>.weight`, [out, in]; null when it has none.
   * @throws Error when half a pair is missing or has another shape than the matrix asks for
   */
  readLowRank(name: string, outSize: number, inSize: number): LowRank | null;
}

/** Opens an adapter over its file. */
export function openAdapter(own: Weights, { rank, alpha }: Pick<AdapterConfig, "rank" | "alpha">): Adapter {
  return {
    has: own.has,
    own,
    readLowRank(name, outSize, inSize) {
      if (!own.has(`${name}.low`) && !own.has(`${name}.high`)) return null;
      return {
        low: own.readTransposed(`${name}.low`, [rank, inSize]),
        high: own.readTransposed(`${name}.high`, [outSize, rank]),
        rank,
        factor: alpha / rank,
      };
    },
  };
}

/**
 * W + scale * factor * low high, on the backend: a product of small matrices is nothing to it.
 * @param base the base's matrix as the network uses it, scaled. [in, out]; @param scale what it was scaled by
 */
export function addLowRank(base: tf.Tensor2D, { low, high, rank, factor }: LowRank, scale: number): tf.Tensor2D {
  const [inSize, outSize] = base.shape;
  return tf.tidy(() => {
    const product = tf.matMul(tf.tensor2d(low, [inSize, rank]), tf.tensor2d(high, [rank, outSize])); // [in, out]
    return tf.add(base, tf.mul(product, factor * scale));
  });
}

/** @file The classifier on top of the read-out. */
import type * as tf from "@tensorflow/tfjs-core";
import { runLinear, type Linear } from "./layers";

/** A two-layer perceptron with one logit per relation. */
export interface SoftmaxHead {
  readonly dense: Linear; // [2 D, D]
  readonly out: Linear; // [D, R]
}

/** Linear, ReLU, Linear. readout: [B, 2 D], result: logits [B, R]. */
export function runSoftmaxHead(params: SoftmaxHead, readout: tf.Tensor2D): tf.Tensor2D {
  return runLinear(params.out, runLinear(params.dense, readout, "relu"));
}

/** @file The classifier on top of the read-out. */
import type * as tf from "@tensorflow/tfjs-core";
import { runLinear, type Linear } from "./layers";

/** A two-layer perceptron with one logit per relation. A ranking head is brought to this form (`rankingHead.ts`). */
export interface Head {
  readonly dense: Linear; // [Q D, D]
  readonly out: Linear; // [D, R]
}

/** Linear, ReLU, Linear. readout: [B, Q D], result: logits [B, R]. */
export function runHead(params: Head, readout: tf.Tensor2D): tf.Tensor2D {
  return runLinear(params.out, runLinear(params.dense, readout, "relu"));
}

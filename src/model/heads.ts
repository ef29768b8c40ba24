/** @file The classifier on top of the read-out. */
import type * as tf from "@tensorflow/tfjs-core";
import { runLinear, type Linear } from "./layers";

/** A two-layer perceptron with one logit per relation. A ranking head is brought to this form (`rankingHead.ts`). L: how a linear map is held. */
export interface Head<L = Linear> {
  /** null: one layer only, as in LUKE's own classifier of entity pairs. */
  readonly dense: L | null; // [Q D, D]
  readonly out: L; // [D, R], or [Q D, R] alone
}

/** Linear, ReLU, Linear. readout: [B, Q D], result: logits [B, R]. */
export function runHead({ dense, out }: Head, readout: tf.Tensor2D): tf.Tensor2D {
  return runLinear(out, dense === null ? readout : runLinear(dense, readout, "relu"));
}

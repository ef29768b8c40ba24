/** @file From the states at the two opening markers to the vector that the head classifies. */
import * as tf from "@tensorflow/tfjs-core";

/** [subject marker; object marker] side by side. states: [B * 2, D] as runEncoder returns them, result: [B, 2 D]. */
export function runMarkerReadout(states: tf.Tensor2D): tf.Tensor2D {
  const [numStates, width] = states.shape;
  return tf.reshape(states, [numStates / 2, 2 * width]);
}

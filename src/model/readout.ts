/**
 * @file From the states at a few positions to the vector that the head classifies (paper B, section B.2 of the notes on
 * encodings):
 *
 *     entity_markers            [h_S; h_O]      2 D   [H,T]: the opening markers
 *     mask                      r                 D   [MASK]: the mask token of the prompt
 *     entity_markers_and_mask   [h_S; h_O; r]   3 D   [H,T,Mask], and [H,T]+Mask, which is pre-trained otherwise
 */
import * as tf from "@tensorflow/tfjs-core";
import type { ReadoutConfig } from "./config";

/** Where the states of one example stand that may be read. */
export interface ReadPositions {
  /** Of the opening subject marker. */
  readonly subjectPosition: number;
  /** Of the opening object marker. */
  readonly objectPosition: number;
  /** Of the prompt's [MASK]; absent without a prompt. */
  readonly maskPosition?: number | undefined;
}

/** Q: how many states of a row are read. */
export function countReadStates(kind: ReadoutConfig["kind"]): 1 | 2 | 3 {
  return kind === "mask" ? 1 : kind === "entity_markers" ? 2 : 3;
}

/**
 * The positions to read, in the order subject, object, mask. [Q]
 * @throws Error when the [MASK] is to be read and there is none
 */
export function listReadPositions(kind: ReadoutConfig["kind"], positions: ReadPositions): number[] {
  const { subjectPosition, objectPosition, maskPosition } = positions;
  const markers = kind === "mask" ? [] : [subjectPosition, objectPosition];
  if (kind === "entity_markers") return markers;
  if (maskPosition === undefined) throw new Error(`internal: read-out "${kind}": expected a mask position, got none.`);
  return [...markers, maskPosition];
}

/** The read states side by side. states: [B * Q, D] as runEncoder returns them, result: [B, Q D]. */
export function runReadout(kind: ReadoutConfig["kind"], states: tf.Tensor2D): tf.Tensor2D {
  const [numStates, width] = states.shape;
  const perRow = countReadStates(kind);
  return tf.reshape(states, [numStates / perRow, perRow * width]);
}

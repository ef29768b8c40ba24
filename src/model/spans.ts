/**
 * @file Spans of words, and the element-wise maximum over any stretch of states. The twin of this file in Python is
 * `training/entitybias/joint/spans.py`.
 */
import * as tf from "@tensorflow/tfjs-core";

/** A stretch of words, or of states, half-open. */
export type Stretch = readonly [start: number, end: number];

/**
 * Every span of 1 to `widest` words of a text of `numWords`, by width and then by place; none without words.
 * S = sum over k = 1 .. min(widest, numWords) of (numWords - k + 1).
 */
export function listSpans(numWords: number, widest: number): Stretch[] {
  const spans: Stretch[] = [];
  for (let width = 1; width <= Math.min(widest, numWords); width++) {
    for (let start = 0; start + width <= numWords; start++) spans.push([start, start + width]);
  }
  return spans;
}

/**
 * Maxima of every 2^j neighbouring states, from which the maximum over any stretch is had in two look-ups, whatever its
 * length: a stretch of n states is covered by two windows of 2^floor(log2 n), which may overlap.
 */
export interface RangeTable {
  /** Level after level [F] each, then one row of zeros for stretches of nothing. */
  readonly maxima: tf.Tensor2D; // [J F + 1, D]
  /** F. */
  readonly numStates: number;
}

/**
 * The table of states that lie row after row in one list. J F operations for F states.
 * @param states [F, D]; a stretch is one of its rows alone, so windows across two of them are never looked up
 * @param longest length of the longest stretch that will be asked for; J = 1 + floor(log2 longest)
 */
export function buildRangeTable(states: tf.Tensor2D, longest: number): RangeTable {
  const [numStates, width] = states.shape;
  const levels = [states];
  for (let half = 1; 2 * half <= Math.min(longest, numStates); half *= 2) {
    const last = levels.at(-1)!;
    const rest = numStates - half;
    const joined = tf.maximum(tf.slice(last, [0, 0], [rest, width]), tf.slice(last, [half, 0], [rest, width]));
    // The windows that would begin in the tail do not fit; their rows are never looked up.
    levels.push(tf.concat([joined, tf.slice(last, [rest, 0], [half, width])], 0) as tf.Tensor2D);
  }
  return { maxima: tf.concat([...levels, tf.zeros([1, width])], 0) as tf.Tensor2D, numStates };
}

/** Where the two windows of each stretch stand in the table; both point at the zeros for an empty stretch. */
export interface RangePlan {
  readonly first: Int32Array; // [N]
  readonly second: Int32Array; // [N]
}

/**
 * Look-ups of stretches of states.
 * @param numRows rows of the table; the last one is that of zeros
 */
export function planRanges(
  stretches: readonly Stretch[],
  { numStates, numRows }: { numStates: number; numRows: number },
): RangePlan {
  const first = new Int32Array(stretches.length);
  const second = new Int32Array(stretches.length);
  stretches.forEach(([start, end], i) => {
    if (end <= start) return (first[i] = second[i] = numRows - 1);
    const level = 31 - Math.clz32(end - start);
    first[i] = level * numStates + start;
    second[i] = level * numStates + end - 2 ** level;
  });
  return { first, second };
}

/** The maximum over each stretch; zeros where it is empty. [N, D] */
export function runRangeMax({ maxima, numStates }: RangeTable, stretches: readonly Stretch[]): tf.Tensor2D {
  const { first, second } = planRanges(stretches, { numStates, numRows: maxima.shape[0] });
  const take = (places: Int32Array) => tf.gather(maxima, tf.tensor1d(places, "int32"));
  return tf.maximum(take(first), take(second));
}

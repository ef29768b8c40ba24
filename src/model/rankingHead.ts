/**
 * @file The classifier of the multi-task model (paper D, section D.2-3 of the notes): identification of "is there a
 * relation" and classification by a pairwise ranking loss, on a shared layer.
 *
 * Training learns a score s_r for every label but the negative one, with margins around a factor gamma:
 *
 *     log(1 + exp(gamma (2.5 - s_y))) + log(1 + exp(gamma (0.5 + s_c)))     c the best wrong label
 *
 * In use the negative label has the constant score `threshold`, and the highest score wins. The logits are
 * gamma * score: the winner is the same, and their soft-max is what the page shows; it is not calibrated. The
 * identification output helps training only.
 */

/** The last layer of a ranking head over all labels. */
export interface RankingOutput {
  readonly weight: Float32Array; // [D, R], as layers.ts has it
  readonly bias: Float32Array; // [R]
}

/**
 * A ranking output of R - 1 scores as a linear layer of R logits, gamma * [scores, with the threshold put in at the
 * negative label]: a column of zeros whose bias is the threshold. The network then needs no case for it.
 *
 * @param weight [D, R - 1] scores of the labels in order, the negative one left out; @param bias [R - 1]
 * @param negativeIndex class id of the negative label, 0 to R - 1
 */
export function expandRankingOutput(
  weight: Float32Array,
  bias: Float32Array,
  negativeIndex: number,
  { threshold, gamma }: { readonly threshold: number; readonly gamma: number },
): RankingOutput {
  const numScores = bias.length;
  const width = weight.length / numScores;
  const insert = (row: Float32Array, value: number) => [
    ...row.subarray(0, negativeIndex),
    value,
    ...row.subarray(negativeIndex),
  ];
  const expanded = new Float32Array(width * (numScores + 1));
  for (let d = 0; d < width; d++) {
    expanded.set(insert(weight.subarray(d * numScores, (d + 1) * numScores), 0), d * (numScores + 1));
  }
  return {
    weight: expanded.map((value) => gamma * value),
    bias: Float32Array.from(insert(bias, threshold), (value) => gamma * value),
  };
}

/** @file What scoring keeps of one row: its answer, its variances, and what other names do to it. */
import type { Reading } from "../inference/types";
import { argMax } from "../math/statistics";
import { computeMeanDivergence } from "./divergence";

/** Mean sigma^2 over the sub-tokens of one mention or of both (`row`); null without a bottleneck. */
export type RowVariance = Reading["variance"];

/** A row that was read. */
export interface RowScore {
  readonly kind: "score";
  /** Class id of the answer in mean mode. */
  readonly label: number;
  /** Its probability, in [0, 1]. */
  readonly probability: number;
  readonly variance: RowVariance;
  /** K: draws done; 0 without a bottleneck. */
  readonly numDraws: number;
  /** Of these, draws whose answer is another one. */
  readonly numDrawFlips: number;
  /** Class id of the answer with each swapped version; empty when no name of the right type was found. */
  readonly swapLabels: readonly number[];
  /** Variances of the first swapped version, the row's out-of-distribution twin; null without one. */
  readonly swapVariance: RowVariance | null;
  /** Mean Jensen-Shannon divergence of the swapped answers, in bits; null without swaps. */
  readonly divergence: number | null;
}

/** A row the model could not read, and why. */
export interface RowFailure {
  readonly kind: "unreadable";
  readonly error: string;
}

export type RowResult = RowScore | RowFailure;

/** One row's score from the reading of the row and of its swapped versions, the out-of-distribution twin first. */
export function scoreReading(original: Reading, swaps: readonly Reading[]): RowScore {
  const { probabilities, drawProbabilities, numDraws, variance } = original;
  const numLabels = probabilities.length;
  const label = argMax(probabilities);
  let numDrawFlips = 0;
  for (let k = 0; k < numDraws; k++) {
    if (argMax(drawProbabilities.subarray(k * numLabels, (k + 1) * numLabels)) !== label) numDrawFlips++;
  }
  return {
    kind: "score",
    label,
    probability: probabilities[label] ?? 0,
    variance,
    numDraws,
    numDrawFlips,
    swapLabels: swaps.map((swap) => argMax(swap.probabilities)),
    swapVariance: swaps[0]?.variance ?? null,
    divergence: computeMeanDivergence(
      probabilities,
      swaps.map((swap) => swap.probabilities),
    ).value,
  };
}

/** Share of the swaps whose answer is another one, in [0, 1]; null without swaps. */
export function computeFlipRate({ label, swapLabels }: Pick<RowScore, "label" | "swapLabels">): number | null {
  if (swapLabels.length === 0) return null;
  return swapLabels.filter((swapped) => swapped !== label).length / swapLabels.length;
}

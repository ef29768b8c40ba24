/** @file One line of the predictions file. */
import type { Reading } from "../inference/types";
import { argMax } from "../math/statistics";

/** What `predict` writes for a row it could read. */
export interface PredictionRow {
  readonly id: string | number;
  /** Gold relation; null when the row has none. */
  readonly gold: string | null;
  /** Most probable label in mean mode. */
  readonly pred: string;
  /** Probability of `pred`. */
  readonly score: number;
  /** Probability of every label, in the model's order; they sum to 1. */
  readonly probs: Readonly<Record<string, number>>;
  /** Mean sigma^2 over each mention's sub-tokens; null for a model without a bottleneck. */
  readonly variance: { readonly subject: number | null; readonly object: number | null };
  /** How many draws predict another label than `pred`; absent without draws. */
  readonly flips?: number;
}

/** Seven significant digits: all that a float32 holds. */
const round = (value: number): number => Number(value.toPrecision(7));

/** Turns a reading into its line. `flips` is there when draws were done. */
export function createPredictionRow(
  id: string | number,
  gold: string | null,
  labels: readonly string[],
  reading: Pick<Reading, "probabilities" | "drawProbabilities" | "numDraws" | "variance">,
): PredictionRow {
  const { probabilities, drawProbabilities, numDraws, variance } = reading;
  const best = argMax(probabilities);
  const numLabels = labels.length;
  let flips = 0;
  for (let k = 0; k < numDraws; k++) {
    if (argMax(drawProbabilities.subarray(k * numLabels, (k + 1) * numLabels)) !== best) flips++;
  }
  const orNull = (value: number | null) => (value === null ? null : round(value));
  return {
    id,
    gold,
    pred: labels[best]!,
    score: round(probabilities[best]!),
    probs: Object.fromEntries(labels.map((label, i) => [label, round(probabilities[i]!)])),
    variance: { subject: orNull(variance.subject), object: orNull(variance.object) },
    ...(numDraws > 0 && { flips }),
  };
}

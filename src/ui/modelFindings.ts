/** @file The sentences above two models' scores. */
import type { Estimate } from "../analysis/estimate";
import { findDifference } from "../analysis/findings";
import type { ModelComparison } from "../analysis/modelComparison";
import { formatDifference, formatInterval, GAPS } from "./corpusFindings";

/** A difference of scores in points with its interval, or why there is none. */
export function sayPoints({ value, interval, gap }: Estimate): string {
  if (value === null) return GAPS[gap ?? "noRows"];
  const points = formatDifference(100 * value, 1);
  if (interval === null) return gap === null ? points : `${points} (${GAPS[gap]})`;
  return `${points} [${formatInterval({ ...interval, low: 100 * interval.low, high: 100 * interval.high }, 1)}]`;
}

/** Does the bottleneck help when names are unseen? `first`: base, `second`: VIB. */
export function findModelScores({ first, second, difference }: ModelComparison): string {
  const [base, vib] = [first.difference.microF1.value, second.difference.microF1.value];
  if (base === null || vib === null) {
    return "F1 is not defined here: no relation is in the gold labels or in the answers";
  }
  const change = (value: number) => formatDifference(100 * value, 1);
  const values = `swaps change base’s F1 by ${change(base)} and VIB’s by ${change(vib)}`;
  switch (findDifference(difference.loss.microF1).verdict) {
    case "higher":
      return `VIB loses less to unseen names: ${values}`;
    case "lower":
      return `VIB loses more to unseen names: ${values}`;
    case "noClearDifference":
      return `VIB does not clearly help against unseen names: ${values}`;
    case "cannotTell":
      return `Too few documents to tell the models apart: ${values}`;
  }
}

/** @file The sentences above two models' scores. */
import { t } from "../messages/translate";
import type { Estimate } from "../analysis/estimate";
import { findDifference } from "../analysis/findings";
import type { ModelComparison } from "../analysis/modelComparison";
import { formatDifference, formatInterval, sayGap } from "./corpusFindings";

/** A difference of scores in points with its interval, or why there is none. */
export function sayPoints({ value, interval, gap }: Estimate): string {
  if (value === null) return sayGap(gap);
  const points = formatDifference(100 * value, 1);
  if (interval === null) return gap === null ? points : t("{value} ({why})", { value: points, why: sayGap(gap) });
  return `${points} [${formatInterval({ ...interval, low: 100 * interval.low, high: 100 * interval.high }, 1)}]`;
}

/** Does the bottleneck help when names are unseen? `first`: base, `second`: VIB. */
export function findModelScores({ first, second, difference }: ModelComparison): string {
  const [base, vib] = [first.difference.microF1.value, second.difference.microF1.value];
  if (base === null || vib === null) {
    return t("F1 is not defined here: no relation is in the gold labels or in the answers");
  }
  const change = (value: number) => formatDifference(100 * value, 1);
  const values = t("swaps change base’s F1 by {base} and VIB’s by {vib}", { base: change(base), vib: change(vib) });
  switch (findDifference(difference.loss.microF1).verdict) {
    case "higher":
      return t("VIB loses less to unseen names: {values}", { values });
    case "lower":
      return t("VIB loses more to unseen names: {values}", { values });
    case "noClearDifference":
      return t("VIB does not clearly help against unseen names: {values}", { values });
    case "cannotTell":
      return t("Too few documents to tell the models apart: {values}", { values });
  }
}

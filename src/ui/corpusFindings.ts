/** @file The sentences above the corpus drawings: each is computed from what is drawn. */
import type { Slicing } from "../analysis/corpusAnalysis";
import type { Shift, SliceShifts } from "../analysis/distributionShift";
import type { Estimate, Gap, Interval } from "../analysis/estimate";
import { findClearSlices, findCorrelation, findDifference } from "../analysis/findings";
import type { ScoreComparison } from "../analysis/scoreIntervals";
import { countOf, formatVariance } from "./numbers";

/** Why a number or its interval is missing, in plain words. */
export const GAPS: Record<Gap, string> = {
  noRows: "no rows",
  tooFewRows: "fewer than 20 rows, not estimated",
  tooFewDocuments: "fewer than 10 documents, so no interval",
  constant: "one side does not vary",
  notDefined: "not defined on these rows",
  unstable: "too few resamples gave a value for an interval",
};

/** Why rows have no swapped version, and what helps. */
export const WHAT_IS_SWAPPED =
  "A row is swapped when its arguments have entity types (PERSON, LOCATION, …) for which unseen names are known. " +
  "Give the types of both arguments in the file to see what other names change.";

export const SLICE_NOUNS: Record<Slicing, [one: string, many: string]> = {
  relation: ["relation", "relations"],
  pair: ["type pair", "type pairs"],
  band: ["frequency band", "frequency bands"],
};

/** A difference with its sign; small ones keep two digits. */
export function formatDifference(value: number, digits = 3): string {
  const text = Math.abs(value).toFixed(digits);
  return `${value < 0 ? "−" : "+"}${text}`;
}

/** "0.07 to 0.09" with signs where the bounds need them. */
export function formatInterval({ low, high }: Interval, digits = 3): string {
  const say = (value: number) => `${value < 0 ? "−" : ""}${Math.abs(value).toFixed(digits)}`;
  return `${say(low)} to ${say(high)}`;
}

/** An estimate as words: value and interval, or why not. */
export function sayEstimate({ value, interval, gap }: Estimate, digits = 3): string {
  if (value === null) return GAPS[gap ?? "noRows"];
  const said = `${value < 0 ? "−" : ""}${Math.abs(value).toFixed(digits)}`;
  if (interval === null) return gap === null ? said : `${said} (${GAPS[gap]})`;
  return `${said}, ${Math.round(interval.level * 100)}% CI ${formatInterval(interval, digits)}`;
}

/** Do swapped-in names get another variance? */
export function findShift({ id, ood, difference }: Shift): string {
  if (id.value === null || ood.value === null) return "No row has been read with swapped names: no shift to show";
  const values = `mean ${formatVariance(ood.value)} against ${formatVariance(id.value)}`;
  switch (findDifference(difference).verdict) {
    case "higher":
      return `Swapped-in names get more variance: ${values}`;
    case "lower":
      return `Swapped-in names get less variance: ${values}`;
    case "noClearDifference":
      return `No clear difference: swapped-in names get ${values} for the original ones`;
    case "cannotTell":
      return `Too few documents to tell a difference: swapped-in names get ${values}`;
  }
}

/** In how many slices does the variance change? */
export function findShifts(shifts: SliceShifts, slicing: Slicing): string {
  const { verdict, higher, lower, numTested } = findClearSlices(shifts);
  const [one, many] = SLICE_NOUNS[slicing];
  if (verdict === "cannotTell") return `No ${one} has 20 rows: no shift can be told`;
  const of = `of ${countOf(numTested, one, many)}`;
  if (verdict === "none") return `No clear difference in any ${of}: the variance of swapped names stays`;
  const rest = numTested - higher.length - lower.length;
  const tail = rest === 0 ? "" : `; for ${rest} there is no clear difference`;
  if (lower.length === 0) return `Variance rises in ${higher.length} ${of}${tail}`;
  if (higher.length === 0) return `Variance falls in ${lower.length} ${of}${tail}`;
  return `Variance rises in ${higher.length} and falls in ${lower.length} ${of}${tail}`;
}

const points = (value: number) => (100 * value).toFixed(1);

/** What do swapped names cost? */
export function findScores({ id, ood, difference }: ScoreComparison): string {
  const [before, after] = [id.microF1.value, ood.microF1.value];
  if (before === null || after === null || difference.microF1.value === null) {
    return "F1 is not defined here: no relation is in the gold labels or in the answers";
  }
  const values = `F1 ${points(before)} with the original names, ${points(after)} with unseen ones`;
  switch (findDifference(difference.microF1).verdict) {
    case "higher":
      return `Swaps gain ${points(after - before)} F1 points: ${values}`;
    case "lower":
      return `Swaps cost ${points(before - after)} F1 points: ${values}`;
    case "noClearDifference":
      return `No clear difference in F1: ${values}`;
    case "cannotTell":
      return `Too few documents to tell a difference in F1: ${values}`;
  }
}

/** In how many slices do swapped names cost something, each interval taken by itself? `numLower`, of `numTested`. */
export function findScoreSlices(numLower: number, numTested: number, slicing: Slicing): string {
  const [one, many] = SLICE_NOUNS[slicing];
  const what = slicing === "relation" ? "rows found" : "F1";
  if (numTested === 0) return `No ${one} has 20 labelled rows: what swaps cost in ${what} is not told`;
  const of = `of ${countOf(numTested, one, many)}`;
  if (numLower === 0) return `Swaps cost no clear share of ${what} in any ${of}`;
  return `Swaps clearly cost ${what} in ${numLower} ${of}, each taken by itself`;
}

/** What is a point of the scatter. */
export type FlipPoint = "row" | "name";

/** Does variance predict flips: the question's short answer. */
export function findFlips(correlation: Estimate, point: FlipPoint = "row"): string {
  const { verdict, strength, gap, numRows } = findCorrelation(correlation);
  const whose = point === "row" ? "variance predicts flips" : "a name’s variance predicts its flips";
  const question = point === "row" ? "Does variance predict behaviour?" : "Does a name’s variance predict its flips?";
  if (numRows === 1) return `Whether ${whose} cannot be told from one ${point}`;
  if (verdict === "cannotTell") {
    return `Whether ${whose} cannot be told: ${GAPS[gap ?? "noRows"].replace("rows", `${point}s`)}`;
  }
  if (verdict === "no") return `${question} Not on these ${point}s`;
  const size = { negligible: "Hardly", weak: "A little", moderate: "To a degree", strong: "Strongly" }[
    strength ?? "negligible"
  ];
  return `${question} ${size}: more variance, ${verdict === "positive" ? "more" : "fewer"} flips`;
}

/** The same in two plain sentences; empty when nothing can be told. */
export function sayFlips(correlation: Estimate, point: FlipPoint = "row"): string {
  const { verdict, value, interval, strength } = findCorrelation(correlation);
  if (value === null || interval === null) return "";
  const rho = `Spearman ρ = ${formatRho(value)} [${formatRho(interval.low)}, ${formatRho(interval.high)}]`;
  if (verdict === "no") {
    return `No clear support. ${rho}: on these ${point}s variance does not predict flips. Do not call a ${point} biased on its variance.`;
  }
  const share = Math.round(100 * value ** 2);
  const explained = share === 0 ? "under 1%" : `about ${share}%`;
  const support =
    verdict === "positive"
      ? "Against the paper’s reading."
      : `${strength![0]!.toUpperCase()}${strength!.slice(1)} support for the paper’s reading.`;
  const how = verdict === "positive" ? "more often" : "less often";
  return (
    `${support} ${rho}: ${point}s with more variance flip ${how}, and the rank order explains ${explained} of it. ` +
    `Do not call one ${point} biased on its variance alone.`
  );
}

/** A coefficient with a real minus sign. */
export function formatRho(value: number): string {
  return `${value < 0 ? "−" : ""}${Math.abs(value).toFixed(2)}`;
}

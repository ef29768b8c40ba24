/** @file The sentences above the corpus drawings: each is computed from what is drawn. */
import { t, msg, type MessageId } from "../messages/translate";
import { formatFixed } from "../messages/formatNumber";
import type { Slicing } from "../analysis/corpusAnalysis";
import { BAND_LABELS } from "../analysis/frequencyBands";
import type { Shift, SliceShifts } from "../analysis/distributionShift";
import type { Estimate, Gap, Interval } from "../analysis/estimate";
import { findClearSlices, findCorrelation, findDifference } from "../analysis/findings";
import type { ScoreComparison } from "../analysis/scoreIntervals";
import { formatLabel, formatPercent, formatVariance } from "./numbers";

/** Why a number or its interval is missing, in plain words. */
const GAPS: Record<Gap, MessageId> = {
  noRows: msg("no rows"),
  tooFewRows: msg("fewer than 20 rows, not estimated"),
  tooFewDocuments: msg("fewer than 10 documents, so no interval"),
  constant: msg("one side does not vary"),
  notDefined: msg("not defined on these rows"),
  unstable: msg("too few resamples gave a value for an interval"),
};

/** The same where the points are names. */
const GAPS_OF_NAMES: Record<Gap, MessageId> = {
  ...GAPS,
  noRows: msg("no names"),
  tooFewRows: msg("fewer than 20 names, not estimated"),
  notDefined: msg("not defined on these names"),
};

/** Why a number or its interval is missing; `gap` null: there is nothing to count. */
export function sayGap(gap: Gap | null, point: FlipPoint = "row"): string {
  const gaps = point === "row" ? GAPS : GAPS_OF_NAMES;
  return t(gaps[gap ?? "noRows"]);
}

/** Why rows have no swapped version, and what helps. */
export function sayWhatIsSwapped(): string {
  return t(
    "A row is swapped when its arguments have entity types (PERSON, LOCATION, …) for which unseen names are known. Give the types of both arguments in the file to see what other names change.",
  );
}

/** For files, whose words stay English. */
export const SLICE_NOUNS: Record<Slicing, [one: string, many: string]> = {
  relation: ["relation", "relations"],
  pair: ["type pair", "type pairs"],
  band: ["frequency band", "frequency bands"],
};

/** "of 5 relations": out of how many slices. */
export function ofSlices(slicing: Slicing, n: number): string {
  return t(
    "of {by, select, relation {{n, plural, one {# relation} other {# relations}}} pair {{n, plural, one {# type pair} other {# type pairs}}} other {{n, plural, one {# frequency band} other {# frequency bands}}}}",
    { by: slicing, n },
  );
}

/** A slice as it is read: a relation, a pair of types, or a band of frequency in the page's language. */
export function nameSlice(slice: string | number): string {
  const band = BAND_LABELS.find((label) => label === slice);
  return band === undefined ? formatLabel(String(slice)) : t(band);
}

/** A difference with its sign; small ones keep two digits. */
export function formatDifference(value: number, digits = 3): string {
  const text = formatFixed(Math.abs(value), digits);
  return `${value < 0 ? "−" : "+"}${text}`;
}

/** A number of a table; a dash where there is none. */
export function formatNumberOrDash(value: number | null | undefined, digits = 3): string {
  return value === null || value === undefined ? "–" : formatFixed(value, digits);
}

/** "0.07 to 0.09" with signs where the bounds need them. */
export function formatInterval({ low, high }: Interval, digits = 3): string {
  const say = (value: number) => `${value < 0 ? "−" : ""}${formatFixed(Math.abs(value), digits)}`;
  return t("{low} to {high}", { low: say(low), high: say(high) });
}

/** An estimate as words: value and interval, or why not. */
export function sayEstimate({ value, interval, gap }: Estimate, digits = 3): string {
  if (value === null) return sayGap(gap);
  const said = `${value < 0 ? "−" : ""}${formatFixed(Math.abs(value), digits)}`;
  if (interval === null) return gap === null ? said : t("{value} ({why})", { value: said, why: sayGap(gap) });
  return t("{value}, {level} CI {interval}", {
    value: said,
    level: formatPercent(interval.level),
    interval: formatInterval(interval, digits),
  });
}

/** Do swapped-in names get another variance? */
export function findShift({ id, ood, difference }: Shift): string {
  if (id.value === null || ood.value === null) return t("No row has been read with swapped names: no shift to show");
  const values = { ood: formatVariance(ood.value), id: formatVariance(id.value) };
  switch (findDifference(difference).verdict) {
    case "higher":
      return t("Swapped-in names get more variance: mean {ood} against {id}", values);
    case "lower":
      return t("Swapped-in names get less variance: mean {ood} against {id}", values);
    case "noClearDifference":
      return t("No clear difference: swapped-in names get mean {ood} against {id} for the original ones", values);
    case "cannotTell":
      return t("Too few documents to tell a difference: swapped-in names get mean {ood} against {id}", values);
  }
}

/** In how many slices does the variance change? */
export function findShifts(shifts: SliceShifts, slicing: Slicing): string {
  const { verdict, higher, lower, numTested } = findClearSlices(shifts);
  if (verdict === "cannotTell") {
    return t(
      "No {by, select, relation {relation} pair {type pair} other {frequency band}} has 20 rows: no shift can be told",
      {
        by: slicing,
      },
    );
  }
  const of = ofSlices(slicing, numTested);
  if (verdict === "none") return t("No clear difference in any {of}: the variance of swapped names stays", { of });
  const rest = numTested - higher.length - lower.length;
  const values = { of, higher: higher.length, lower: lower.length };
  const said =
    lower.length === 0
      ? t("Variance rises in {higher} {of}", values)
      : higher.length === 0
        ? t("Variance falls in {lower} {of}", values)
        : t("Variance rises in {higher} and falls in {lower} {of}", values);
  return rest === 0 ? said : t("{said}; for {rest} there is no clear difference", { said, rest });
}

const points = (value: number) => formatFixed(100 * value, 1);

/** What do swapped names cost? */
export function findScores({ id, ood, difference }: ScoreComparison): string {
  const [before, after] = [id.microF1.value, ood.microF1.value];
  if (before === null || after === null || difference.microF1.value === null) {
    return t("F1 is not defined here: no relation is in the gold labels or in the answers");
  }
  const values = {
    before: points(before),
    after: points(after),
    points: points(Math.abs(after - before)),
  };
  switch (findDifference(difference.microF1).verdict) {
    case "higher":
      return t("Swaps gain {points} F1 points: F1 {before} with the original names, {after} with unseen ones", values);
    case "lower":
      return t("Swaps cost {points} F1 points: F1 {before} with the original names, {after} with unseen ones", values);
    case "noClearDifference":
      return t("No clear difference in F1: F1 {before} with the original names, {after} with unseen ones", values);
    case "cannotTell":
      return t(
        "Too few documents to tell a difference in F1: F1 {before} with the original names, {after} with unseen ones",
        values,
      );
  }
}

/** In how many slices do swapped names cost something, each interval taken by itself? `numLower`, of `numTested`. */
export function findScoreSlices(numLower: number, numTested: number, slicing: Slicing): string {
  if (numTested === 0) {
    return t(
      "No {by, select, relation {relation has 20 labelled rows: what swaps cost in rows found} pair {type pair has 20 labelled rows: what swaps cost in F1} other {frequency band has 20 labelled rows: what swaps cost in F1}} is not told",
      { by: slicing },
    );
  }
  const of = ofSlices(slicing, numTested);
  if (numLower === 0) {
    return slicing === "relation"
      ? t("Swaps cost no clear share of rows found in any {of}", { of })
      : t("Swaps cost no clear share of F1 in any {of}", { of });
  }
  return slicing === "relation"
    ? t("Swaps clearly cost rows found in {lower} {of}, each taken by itself", { lower: numLower, of })
    : t("Swaps clearly cost F1 in {lower} {of}, each taken by itself", { lower: numLower, of });
}

/** What is a point of the scatter. */
export type FlipPoint = "row" | "name";

/** Does variance predict flips: the question's short answer. */
export function findFlips(correlation: Estimate, point: FlipPoint = "row"): string {
  const { verdict, strength, gap, numRows } = findCorrelation(correlation);
  const question =
    point === "row" ? t("Does variance predict behaviour?") : t("Does a name’s variance predict its flips?");
  if (numRows === 1) {
    return point === "row"
      ? t("Whether variance predicts flips cannot be told from one row")
      : t("Whether a name’s variance predicts its flips cannot be told from one name");
  }
  if (verdict === "cannotTell") {
    const why = sayGap(gap, point);
    return point === "row"
      ? t("Whether variance predicts flips cannot be told: {why}", { why })
      : t("Whether a name’s variance predicts its flips cannot be told: {why}", { why });
  }
  if (verdict === "no") {
    return point === "row"
      ? t("{question} Not on these rows", { question })
      : t("{question} Not on these names", { question });
  }
  const size = {
    negligible: t("Hardly"),
    weak: t("A little"),
    moderate: t("To a degree"),
    strong: t("Strongly"),
  }[strength ?? "negligible"];
  return verdict === "positive"
    ? t("{question} {size}: more variance, more flips", { question, size })
    : t("{question} {size}: more variance, fewer flips", { question, size });
}

/** The same in two plain sentences; empty when nothing can be told. */
export function sayFlips(correlation: Estimate, point: FlipPoint = "row"): string {
  const { verdict, value, interval, strength } = findCorrelation(correlation);
  if (value === null || interval === null) return "";
  const rho = t("Spearman ρ = {rho} [{low}, {high}]", {
    rho: formatRho(value),
    low: formatRho(interval.low),
    high: formatRho(interval.high),
  });
  if (verdict === "no") {
    return point === "row"
      ? t(
          "No clear support. {rho}: on these rows variance does not predict flips. Do not call a row biased on its variance.",
          { rho },
        )
      : t(
          "No clear support. {rho}: on these names variance does not predict flips. Do not call a name biased on its variance.",
          { rho },
        );
  }
  const share = formatPercent(value ** 2);
  const explained =
    Math.round(100 * value ** 2) === 0
      ? t("under {share}", { share: formatPercent(0.01) })
      : t("about {share}", { share });
  if (verdict === "positive") {
    const given = { support: t("Against the paper’s reading."), rho, explained };
    return point === "row"
      ? t(
          "{support} {rho}: rows with more variance flip more often, and the rank order explains {explained} of it. Do not call one row biased on its variance alone.",
          given,
        )
      : t(
          "{support} {rho}: names with more variance flip more often, and the rank order explains {explained} of it. Do not call one name biased on its variance alone.",
          given,
        );
  }
  const support = {
    negligible: t("Negligible support for the paper’s reading."),
    weak: t("Weak support for the paper’s reading."),
    moderate: t("Moderate support for the paper’s reading."),
    strong: t("Strong support for the paper’s reading."),
  }[strength!];
  const given = { support, rho, explained };
  return point === "row"
    ? t(
        "{support} {rho}: rows with more variance flip less often, and the rank order explains {explained} of it. Do not call one row biased on its variance alone.",
        given,
      )
    : t(
        "{support} {rho}: names with more variance flip less often, and the rank order explains {explained} of it. Do not call one name biased on its variance alone.",
        given,
      );
}

/** A coefficient with a real minus sign. */
export function formatRho(value: number): string {
  return `${value < 0 ? "−" : ""}${formatFixed(Math.abs(value), 2)}`;
}

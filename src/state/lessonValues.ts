/**
 * @file The words and numbers that a lesson's texts are filled with: `{relation}` and the like. Numbers come as text, printed
 * by the functions that the caller gives, because how numbers look is the page's matter.
 */
import type { LessonFacts, ModelFact } from "./lessonFacts";

export interface Printers {
  label(label: string): string;
  probability(value: number): string;
  variance(value: number): string;
  count(value: number): string;
  /** A share in [0, 1]. */
  share(value: number): string;
  /** A difference of variances, with its sign. */
  difference(value: number): string;
  /** What stands in the place of a number that was not read. */
  readonly missing: string;
}

/** Every name that a text may use. */
export const VALUE_NAMES = [
  "subject",
  "object",
  "relation",
  "probability",
  "gold",
  "varianceSubject",
  "varianceObject",
  "beta",
  "draws",
  "agreeing",
  "subjectBefore",
  "objectBefore",
  "relationBefore",
  "probabilityBefore",
  "varianceSubjectBefore",
  "varianceObjectBefore",
  "agreeingBefore",
  "relationNamesOnly",
  "probabilityNamesOnly",
  "relationMasked",
  "probabilityMasked",
  "relationBase",
  "probabilityBase",
  "relationVib",
  "probabilityVib",
  "rows",
  "scored",
  "flipping",
  "selected",
  "flipRate",
  "flipRateSelected",
  "decided",
  "varianceWritten",
  "varianceSwapped",
  "difference",
  "differenceLow",
  "differenceHigh",
] as const;
export type ValueName = (typeof VALUE_NAMES)[number];
export type Values = Readonly<Record<ValueName, string>>;

/** What the texts of a step can be filled with. */
export function listValues(before: LessonFacts | null, after: LessonFacts | null, print: Printers): Values {
  const orMissing = (value: string | null | undefined) => value ?? print.missing;
  const label = (one: { readonly label: string } | null | undefined) => orMissing(one && print.label(one.label));
  const probability = (one: { readonly probability: number } | null | undefined) =>
    orMissing(one && print.probability(one.probability));
  const variance = (value: number | null | undefined) => orMissing(value == null ? null : print.variance(value));
  const [now, then] = [after?.models[0], before?.models[0]];
  const blurred = (facts: LessonFacts | null): ModelFact | undefined =>
    facts?.models.find(({ hasBottleneck }) => hasBottleneck) ?? facts?.models[0];
  const kind = (hasBottleneck: boolean) => after?.models.find((one) => one.hasBottleneck === hasBottleneck);
  const shift = after?.shift;
  const count = (value: number | undefined) => orMissing(value === undefined ? null : print.count(value));
  const difference = (value: number | undefined) => orMissing(value === undefined ? null : print.difference(value));
  const share = (value: number | null | undefined) => orMissing(value == null ? null : print.share(value));
  return {
    subject: orMissing(after?.subject),
    object: orMissing(after?.object),
    relation: label(now),
    probability: probability(now),
    gold: orMissing(now?.gold == null ? null : print.label(now.gold)),
    varianceSubject: variance(blurred(after)?.variance.subject),
    varianceObject: variance(blurred(after)?.variance.object),
    beta: orMissing(blurred(after)?.beta == null ? null : print.probability(blurred(after)!.beta!)),
    draws: count(blurred(after)?.numDraws),
    agreeing: count(blurred(after)?.numAgreeing),
    subjectBefore: orMissing(before?.subject),
    objectBefore: orMissing(before?.object),
    relationBefore: label(then),
    probabilityBefore: probability(then),
    varianceSubjectBefore: variance(blurred(before)?.variance.subject),
    varianceObjectBefore: variance(blurred(before)?.variance.object),
    agreeingBefore: count(blurred(before)?.numAgreeing),
    relationNamesOnly: label(after?.namesOnly),
    probabilityNamesOnly: probability(after?.namesOnly),
    relationMasked: label(after?.masked),
    probabilityMasked: probability(after?.masked),
    relationBase: label(kind(false)),
    probabilityBase: probability(kind(false)),
    relationVib: label(kind(true)),
    probabilityVib: probability(kind(true)),
    rows: count(after?.numRows),
    scored: count(after?.numScored),
    flipping: count(after?.numFlipping),
    selected: count(after?.numSelected),
    flipRate: share(after?.flipRate),
    flipRateSelected: share(after?.flipRateSelected),
    decided: count(after?.numDecided),
    varianceWritten: variance(shift?.id),
    varianceSwapped: variance(shift?.ood),
    difference: difference(shift?.difference),
    differenceLow: difference(shift?.low),
    differenceHigh: difference(shift?.high),
  };
}

/** The text with its known names filled in; braces around anything else stay as they are. */
export function fillText(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{([a-zA-Z]+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? values[name]! : whole,
  );
}

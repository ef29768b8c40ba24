/**
 * @file Why a labelled row deserves a second look: its answer follows the names, or its label may be wrong.
 *
 * Each reason has a strength in [0, 1], made of probabilities or shares that its sentence quotes. P is the probability of
 * an answer, y the model's answer to the row as it is written, g the row's label.
 *
 * - followsNames: the names alone say y too, the text with both names masked says something else, and each of the three
 *   answers has at least MINIMUM_PROBABILITY; y is a relation (the negative class is also what a model says when evidence
 *   is taken away, so names that "say" it prove nothing). Strength: the least of the three P.
 * - leakyPair: the names alone say g with P >= LEAKY_PROBABILITY, and g is a relation. Strength: that P.
 * - conflictingPair: m of the n other sentences with the same two names, in the same order, bear another label than g.
 *   Strength: m / (n + 1), so that one of one counts less than nine of nine.
 * - annotatorsDisagree: several annotators marked the same words of the same text. Strength: the share of their pairs
 *   that gave different labels.
 * - againstLabel: y is not g. Strength: the mean over the row as written and its swapped versions of the P of their
 *   answers, counting 0 for an answer that is g: 1 when the model is sure of something else whatever the names, and low when
 *   other names bring it back to the label.
 */
import { joinWords } from "../messages/joinWords";
import { t } from "../messages/translate";
import { formatCount } from "../messages/formatNumber";
import type { Chances, RowProbes, RowResult } from "./rowScore";

export const REVIEW_REASONS = [
  "againstLabel",
  "annotatorsDisagree",
  "followsNames",
  "leakyPair",
  "conflictingPair",
] as const;
export type ReviewReasonKind = (typeof REVIEW_REASONS)[number];

/** Answers below this are guesses; as in the fingerprint. */
export const MINIMUM_PROBABILITY = 0.5;
/** From here on the names "already give" a label. */
export const LEAKY_PROBABILITY = 0.8;

/** One reason that holds for a row. */
export interface ReviewReason {
  readonly kind: ReviewReasonKind;
  /** In [0, 1]; the formulas stand at the top of this file. */
  readonly strength: number;
  /** One plain sentence with its numbers. Labels in it are the file's or the model's own. */
  readonly sentence: string;
}

/** Reasons that could not be looked for, and why. */
export interface MissingReasons {
  readonly kinds: readonly ReviewReasonKind[];
  /** Ends a sentence that begins with "Not looked for:". */
  readonly because: string;
}

/** What the model's answers are measured with. */
export interface ReviewModel {
  /** Index = class id. */
  readonly labels: readonly string[];
  /** Class id of "no relation"; -1 for none. */
  readonly negative: number;
  /** Class id of a row's label; -1 for a label that is none of the model's. */
  classOf(relation: string): number;
}

/** Other sentences with the same two names. */
export interface OtherSentences {
  readonly numSentences: number;
  /** Of these, sentences whose only label is the row's own. */
  readonly numAgreeing: number;
  /** Sentences by label; one with two labels counts for both. */
  readonly labels: ReadonlyMap<string, number>;
}

/** What the rest of the corpus says about a row. */
export interface Neighbours {
  readonly pair: OtherSentences;
  /** Annotators of the same words by the label they gave, the row's own among them; empty with fewer than two of them. */
  readonly annotators: ReadonlyMap<string, number>;
}

/** The reasons that hold, in the order of REVIEW_REASONS, and those that could not be looked for. */
export interface RowReasons {
  readonly reasons: readonly ReviewReason[];
  readonly missing: readonly MissingReasons[];
}

/** Looks for every reason in one row. `relation`: its label, null without one; `result`: its score, null when not scored. */
export function findReasons(
  relation: string | null,
  result: RowResult | null,
  neighbours: Neighbours,
  model: ReviewModel,
): RowReasons {
  const found: (ReviewReason | null)[] = [];
  const missing: MissingReasons[] = [];
  const miss = (because: string, ...kinds: ReviewReasonKind[]) => void missing.push({ kinds, because });
  const gold = relation === null ? -1 : model.classOf(relation);

  found.push(findDisagreement(neighbours.annotators));
  if (relation === null) miss(t("the row has no label"), "againstLabel", "leakyPair", "conflictingPair");
  else found.push(findConflict(relation, neighbours.pair));

  if (result === null) miss(t("the row is not scored"), "againstLabel", "followsNames", "leakyPair");
  else if (result.kind === "unreadable") {
    miss(
      t("the model could not read it: {problem}", { problem: result.error }),
      "againstLabel",
      "followsNames",
      "leakyPair",
    );
  } else if (result.probes === undefined) {
    miss(t("its score was made without the probes"), "againstLabel", "followsNames", "leakyPair");
  } else {
    const { probes, label, swapLabels } = result;
    if (probes.masked === null || probes.namesOnly === null) {
      miss(
        t("a probe could not be read"),
        "followsNames",
        ...(probes.namesOnly === null ? ["leakyPair" as const] : []),
      );
    }
    found.push(findNames(label, probes, model));
    if (relation !== null && gold < 0) {
      miss(t("the label {relation} stands for none of the model's", { relation }), "againstLabel", "leakyPair");
    } else if (relation !== null) {
      found.push(findLeak(relation, gold, probes, model));
      if (swapLabels.length === 0) miss(t("no other name could be put in"), "againstLabel");
      else found.push(findContradiction(relation, gold, label, swapLabels, probes, model));
    }
  }
  const reasons = found.filter((reason) => reason !== null);
  reasons.sort((a, b) => REVIEW_REASONS.indexOf(a.kind) - REVIEW_REASONS.indexOf(b.kind));
  return { reasons, missing: mergeMissing(missing) };
}

/** A reason missing for two causes is named with the first. */
function mergeMissing(missing: readonly MissingReasons[]): MissingReasons[] {
  const seen = new Set<ReviewReasonKind>();
  return missing.flatMap(({ kinds, because }) => {
    const fresh = kinds.filter((kind) => !seen.has(kind));
    fresh.forEach((kind) => seen.add(kind));
    return fresh.length > 0 ? [{ kinds: fresh, because }] : [];
  });
}

const percent = (probability: number) => t("{n}%", { n: Math.floor(100 * probability + 1e-9) });
const chanceOf = (chances: Chances, label: number) => chances.find(([id]) => id === label)?.[1] ?? 0;

function findNames(label: number, { full, masked, namesOnly }: RowProbes, model: ReviewModel): ReviewReason | null {
  if (masked === null || namesOnly === null || label === model.negative) return null;
  const [[namesLabel, namesChance], [textLabel, textChance]] = [namesOnly[0]!, masked[0]!];
  if (namesLabel !== label || textLabel === label) return null;
  const chance = chanceOf(full, label);
  const strength = Math.min(chance, namesChance, textChance);
  if (strength < MINIMUM_PROBABILITY) return null;
  const [answer, other] = [model.labels[label]!, model.labels[textLabel]!];
  return {
    kind: "followsNames",
    strength,
    sentence: t(
      "The answer {answer} ({chance}) follows the names, which alone give {answer} with {namesChance}, while the text with both names masked says {other} with {textChance}.",
      {
        answer,
        chance: percent(chance),
        namesChance: percent(namesChance),
        other,
        textChance: percent(textChance),
      },
    ),
  };
}

function findLeak(
  relation: string,
  gold: number,
  { namesOnly }: RowProbes,
  { negative }: ReviewModel,
): ReviewReason | null {
  if (namesOnly === null || gold === negative) return null;
  const [label, strength] = namesOnly[0]!;
  if (label !== gold || strength < LEAKY_PROBABILITY) return null;
  return {
    kind: "leakyPair",
    strength,
    sentence: t("The two names without their sentence already give the label {relation} with {chance}.", {
      relation,
      chance: percent(strength),
    }),
  };
}

function findContradiction(
  relation: string,
  gold: number,
  label: number,
  swapLabels: readonly number[],
  { full, swapProbabilities }: RowProbes,
  { labels }: ReviewModel,
): ReviewReason | null {
  if (label === gold) return null;
  const chance = chanceOf(full, label);
  const against = swapProbabilities.filter((_, i) => swapLabels[i] !== gold);
  const numSwaps = swapLabels.length;
  const strength = (chance + against.reduce((total, one) => total + one, 0)) / (numSwaps + 1);
  const values = {
    label: labels[label]!,
    relation,
    chance: percent(chance),
    n: numSwaps,
    against: against.length,
    strength: percent(strength),
    all: numSwaps + 1,
  };
  return {
    kind: "againstLabel",
    strength,
    sentence:
      against.length === 0
        ? t(
            "The model says {label} against the label {relation}, with {chance} as written, but says {relation} with {n, plural, one {one other pair of names} other {all # other pairs of names}}: {strength} against it on average over all {all}.",
            values,
          )
        : against.length < numSwaps
          ? t(
              "The model says {label} against the label {relation}, with {chance} as written, and says something else than {relation} with {against} of the {n, plural, one {one other pair of names} other {# other pairs of names}} too: {strength} against it on average over all {all}.",
              values,
            )
          : t(
              "The model says {label} against the label {relation}, with {chance} as written, and says something else than {relation} with {n, plural, one {one other pair of names} other {all # other pairs of names}} too: {strength} against it on average over all {all}.",
              values,
            ),
  };
}

/** "a (3), b (1)", the most frequent first. */
function listCounts(counts: ReadonlyMap<string, number>): string {
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const shown = sorted.slice(0, MOST_LABELS).map(([label, count]) => t("{label} ({count})", { label, count }));
  const numMore = sorted.length - shown.length;
  const said = joinWords(shown);
  return numMore > 0 ? t("{said} and {n} more", { said, n: numMore }) : said;
}
const MOST_LABELS = 4;
const sum = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((total, count) => total + count, 0);

function findConflict(relation: string, pair: OtherSentences): ReviewReason | null {
  const { numSentences, numAgreeing, labels } = pair;
  const numOther = numSentences - numAgreeing;
  if (numOther === 0) return null;
  const others = new Map([...labels].filter(([label]) => label !== relation));
  const values = { other: numOther, all: formatCount(numSentences), relation, labels: listCounts(others) };
  return {
    kind: "conflictingPair",
    strength: numOther / (numSentences + 1),
    sentence:
      numSentences === 1
        ? t("The one other sentence with the same two names bears another label than {relation}: {labels}.", values)
        : t(
            "{other, plural, one {# of the {all} other sentences with the same two names bears} other {# of the {all} other sentences with the same two names bear}} another label than {relation}: {labels}.",
            values,
          ),
  };
}

function findDisagreement(annotators: ReadonlyMap<string, number>): ReviewReason | null {
  if (annotators.size < 2) return null;
  const numAll = sum(annotators);
  const numSame = [...annotators.values()].reduce((total, count) => total + count * (count - 1), 0);
  return {
    kind: "annotatorsDisagree",
    strength: 1 - numSame / (numAll * (numAll - 1)),
    sentence: t("{n} annotators labelled these same words differently: {labels}.", {
      n: numAll,
      labels: listCounts(annotators),
    }),
  };
}

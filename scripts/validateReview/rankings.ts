/** @file The rankings that are set side by side. */
import { findLabelIssues } from "../../src/analysis/confidentLearning";
import { makeReviewModel, rankForReview, REASON_WEIGHTS } from "../../src/analysis/reviewQueue";
import type { ReviewReason, ReviewReasonKind } from "../../src/analysis/reviewReasons";
import type { Example } from "../../src/data/example";
import { createRandom, shuffle } from "./corrupt";
import type { Readings } from "./readings";

export type Weights = Readonly<Record<ReviewReasonKind, number>>;

/** Reasons of each row, in the order of the corpus. */
export type Reasons = readonly (readonly ReviewReason[])[];

export async function findAllReasons(readings: Readings, examples: readonly Example[]): Promise<Reasons> {
  const queue = await rankForReview(examples, readings.results, makeReviewModel(readings.labels, readings.negative));
  return queue.sort((a, b) => a.row - b.row).map(({ reasons }) => reasons);
}

/** As rankForReview ranks: 1 − Π (1 − w s), equal scores in file order. */
export function rankByReasons(reasons: Reasons, weights: Weights = REASON_WEIGHTS): number[] {
  const scores = reasons.map(
    (own) => 1 - own.reduce((product, { kind, strength }) => product * (1 - weights[kind] * strength), 1),
  );
  return [...scores.keys()].sort((a, b) => scores[b]! - scores[a]! || a - b);
}

/** Confident learning, and its score alone (lowest probability margin of the label first). */
export function rankByProbabilities({ labels, probabilities }: Readings, examples: readonly Example[]) {
  const ids = new Map(labels.map((label, id) => [label, id]));
  const given = examples.map(({ relation }) => ids.get(relation!)!);
  const { ranking, issues, margins } = findLabelIssues(given, probabilities, labels.length);
  const byMargin = [...margins.keys()].sort((a, b) => margins[a]! - margins[b]! || a - b);
  return { given, ranking, issues, byMargin };
}

export function rankAtRandom(numRows: number, seed: number): number[] {
  return shuffle([...Array(numRows).keys()], createRandom(seed + 1_000_003));
}

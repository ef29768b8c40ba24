/**
 * @file The review queue: rows ranked by how likely they are name-driven or mislabelled.
 *
 * score = 1 − Π over the reasons that hold of (1 − w s), in [0, 1): s is a reason's strength, w its weight. It rises with
 * every reason, and with none it is 0. The weights say how much a reason of full strength is worth a look: a model that
 * says something else whatever the names (0.95) and annotators at odds (0.8) speak of the label; an answer that follows the
 * names (0.3) speaks of the model, names that give the label away (0.1) of the row's worth as a test; a pair with another
 * label elsewhere (0.1) is often right both times. So rows whose label may be wrong come first and name-driven rows behind
 * them. How many wrong labels that finds, and how the weights were chosen: docs/review.md.
 */
import type { Example } from "../data/example";
import { createGoldOf, type Choice } from "../data/labelMapping";
import {
  findReasons,
  type ReviewModel,
  type ReviewReason,
  type ReviewReasonKind,
  type RowReasons,
} from "./reviewReasons";
import { indexNeighbours } from "./reviewNeighbours";
import type { RowResult } from "./rowScore";

export const REASON_WEIGHTS: Readonly<Record<ReviewReasonKind, number>> = {
  againstLabel: 0.95,
  annotatorsDisagree: 0.8,
  followsNames: 0.3,
  leakyPair: 0.1,
  conflictingPair: 0.1,
};

/** One row of the corpus with its place in the queue. */
export interface QueuedRow extends RowReasons {
  /** Place in the corpus, from 0. */
  readonly row: number;
  /** In [0, 1); see the top of this file. */
  readonly score: number;
  /** The one sentence that says why it is here: that of the reason with the greatest weight times strength; null for none. */
  readonly why: string | null;
}

export interface ReviewOptions {
  /** The reasons that count; all when absent. Others are neither scored nor listed. */
  readonly kinds?: readonly ReviewReasonKind[];
  /** Awaited now and then in a long ranking, so that a page can answer; may throw to stop it. */
  readonly rest?: () => Promise<void>;
}

/** Rows between two rests. */
const RUN = 1000;

/** The score of a row's reasons; 0 for none. */
export function computeReviewScore(reasons: readonly Pick<ReviewReason, "kind" | "strength">[]): number {
  return 1 - reasons.reduce((product, { kind, strength }) => product * (1 - REASON_WEIGHTS[kind] * strength), 1);
}

/**
 * Every row, the one most worth a look first; equal scores stay in file order, so rows without a reason come last.
 * `results`: one entry a row, null when not scored. Empty in, empty out.
 */
export async function rankForReview(
  examples: readonly Example[],
  results: readonly (RowResult | null)[],
  model: ReviewModel,
  { kinds, rest }: ReviewOptions = {},
): Promise<QueuedRow[]> {
  if (examples.length !== results.length) {
    throw new Error(`rankForReview: expected one result for each of ${examples.length} rows, got ${results.length}.`);
  }
  const neighboursOf = await indexNeighbours(examples, rest);
  const queue: QueuedRow[] = [];
  for (let row = 0; row < examples.length; row++) {
    if (rest && row % RUN === RUN - 1) await rest();
    const { reasons, missing } = findReasons(examples[row]!.relation ?? null, results[row]!, neighboursOf(row), model);
    queue.push(queueRow(row, { reasons, missing }, kinds));
  }
  // Sorting is stable: equal scores stay in file order.
  return queue.sort((a, b) => b.score - a.score);
}

function queueRow(row: number, found: RowReasons, kinds: readonly ReviewReasonKind[] | undefined): QueuedRow {
  const isWanted = ({ kind }: ReviewReason) => kinds === undefined || kinds.includes(kind);
  const worth = ({ kind, strength }: ReviewReason) => REASON_WEIGHTS[kind] * strength;
  const reasons = found.reasons.filter(isWanted).sort((a, b) => worth(b) - worth(a));
  return {
    row,
    reasons,
    missing: found.missing,
    score: computeReviewScore(reasons),
    why: reasons[0]?.sentence ?? null,
  };
}

/**
 * The model's side of a ranking. `negative`: its label of no relation; `choices`: what the reader said labels of the file
 * are. Labels are matched as for F1; see createLabelFinder.
 */
export function makeReviewModel(
  labels: readonly string[],
  negative: string,
  choices: readonly Choice[] = [],
): ReviewModel {
  return { labels, negative: labels.indexOf(negative), classOf: createGoldOf(labels, negative, choices) };
}

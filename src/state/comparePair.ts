/** @file Two models' answers to one sentence, set against each other. */
import { computeDivergence } from "../analysis/divergence";
import type { Answer } from "./answer";
import { computeDrawVotes } from "./drawVotes";
import { computePredictionRows, topLabel, type PredictionRow } from "./predictionRows";

export interface PairComparison {
  /** Whether both choose among the same relations; only then can bars, and the distance, be compared. */
  readonly hasSameLabels: boolean;
  /** Whether both give the same relation; null between unlike label sets. */
  readonly isSameAnswer: boolean | null;
  /** Jensen-Shannon divergence of the two distributions in bits; null between unlike label sets. */
  readonly divergence: number | null;
  /** One list with a cell a model where labels are the same, else one list for each model. */
  readonly bars: readonly (readonly PredictionRow[])[];
  /** B minus A, of the mean variance of each mention; null where one of the two has none. */
  readonly variance: { readonly subject: number | null; readonly object: number | null };
  /** Draws that keep each model's answer, of K; null without draws. */
  readonly kept: readonly [a: number | null, b: number | null];
}

/** Probabilities of B in the order of A's labels; both have the same ones. */
function align(a: Answer, b: Answer): number[] {
  const place = new Map(b.model.labels.map((label, i) => [label, i]));
  return a.model.labels.map((label) => b.reading.probabilities[place.get(label)!]!);
}

const minus = (a: number | null, b: number | null) => (a === null || b === null ? null : b - a);
const countKept = (answer: Answer) =>
  answer.reading.numDraws === 0
    ? null
    : (computeDrawVotes(answer).find(({ isMeanAnswer }) => isMeanAnswer)?.draws.length ?? 0);

/** Both answers are to the same sentence with the same knobs; order of labels may differ. */
export function comparePair(a: Answer, b: Answer): PairComparison {
  const sort = ({ model }: Answer) => [...model.labels].sort().join("\n");
  const hasSameLabels = sort(a) === sort(b);
  const [first, second] = [a.reading.variance, b.reading.variance];
  return {
    hasSameLabels,
    isSameAnswer: hasSameLabels ? topLabel(a).label === topLabel(b).label : null,
    divergence: hasSameLabels ? computeDivergence(a.reading.probabilities, align(a, b)) : null,
    bars: hasSameLabels ? [computePredictionRows([a, b])] : [computePredictionRows([a]), computePredictionRows([b])],
    variance: { subject: minus(first.subject, second.subject), object: minus(first.object, second.object) },
    kept: [countKept(a), countKept(b)],
  };
}

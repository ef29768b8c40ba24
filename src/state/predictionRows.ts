/** @file From readings to the rows of the prediction bars. */
import { t } from "../messages/translate";
import { argMax, quantile } from "../math/statistics";
import type { Answer } from "./answer";

/** One model's probability of one label. */
export interface PredictionCell {
  /** Softmax probability in mean mode (eps = 0), in [0, 1]. */
  readonly probability: number;
  /** The same probability in each of the K draws; empty without draws. [K] */
  readonly draws: readonly number[];
  /** 5th and 95th percentile of the draws; null without draws. */
  readonly range: readonly [low: number, high: number] | null;
  /** The same probability in the pinned reading of this model; null where there is none. */
  readonly pinned: number | null;
}

/** One row of the bars: a label, or all labels that have no row of their own. */
export interface PredictionRow {
  readonly label: string;
  readonly isGold: boolean;
  /** How many labels the row stands for; 1 unless it is the row of others. */
  readonly numLabels: number;
  /** One cell a model, in the order of the answers. */
  readonly cells: readonly PredictionCell[];
}

/** The label a model gives in mean mode. */
export function topLabel(answer: Answer): { label: string; probability: number } {
  const index = argMax(answer.reading.probabilities);
  return { label: answer.model.labels[index] ?? "", probability: answer.reading.probabilities[index] ?? 0 };
}

/** Summed probability of some labels, in mean mode and in each draw. */
function cellOf({ reading, model }: Answer, labels: ReadonlySet<string>, pinned: Answer | undefined): PredictionCell {
  const numLabels = model.labels.length;
  const indices = model.labels.flatMap((label, index) => (labels.has(label) ? [index] : []));
  const sum = (array: Float32Array, offset: number) =>
    indices.reduce((total, index) => total + (array[offset + index] ?? 0), 0);
  const draws = Array.from({ length: reading.numDraws }, (_, k) => sum(reading.drawProbabilities, k * numLabels));
  return {
    probability: sum(reading.probabilities, 0),
    draws,
    pinned: pinned ? indices.reduce((total, index) => total + (pinned.reading.probabilities[index] ?? 0), 0) : null,
    range: draws.length === 0 ? null : [quantile(draws, 0.05), quantile(draws, 0.95)],
  };
}

/**
 * Rows for the `top` labels by their largest mean-mode probability over the models, then the gold label when it is not
 * among them, then one row for all others. Cells carry the pinned reading of the same model, else of one of its kind.
 * Empty without answers.
 */
export function computePredictionRows(
  answers: readonly Answer[],
  top = 5,
  pinned: readonly Answer[] = [],
): PredictionRow[] {
  const pinOf = ({ model }: Answer) =>
    pinned.find((one) => one.model.id === model.id) ??
    pinned.find((one) => one.model.hasBottleneck === model.hasBottleneck);
  const first = answers[0];
  if (!first) return [];
  const height = (label: string) =>
    Math.max(...answers.map(({ model, reading }) => reading.probabilities[model.labels.indexOf(label)] ?? 0));
  const ranked = first.model.labels
    .map((label) => ({ label, height: height(label) }))
    .sort((a, b) => b.height - a.height)
    .map(({ label }) => label);
  const shown = ranked.slice(0, top);
  const { gold } = first;
  if (gold !== null && ranked.includes(gold) && !shown.includes(gold)) shown.push(gold);
  const rows: PredictionRow[] = shown.map((label) => ({
    label,
    isGold: label === gold,
    numLabels: 1,
    cells: answers.map((answer) => cellOf(answer, new Set([label]), pinOf(answer))),
  }));
  const others = new Set(ranked.filter((label) => !shown.includes(label)));
  if (others.size > 0) {
    rows.push({
      label: t("{n, plural, one {# other} other {# others}}", { n: others.size }),
      isGold: false,
      numLabels: others.size,
      cells: answers.map((answer) => cellOf(answer, others, pinOf(answer))),
    });
  }
  return rows;
}

/** @file Two models on the same rows, each with the original and with other names: who scores better, who loses less. */
import { type BootstrapOptions, indexClusters, type Key } from "./bootstrap";
import { MINIMUM_ROWS } from "./estimate";
import { isClassId } from "./metrics";
import {
  guardedScores,
  type Relations,
  resampleScores,
  type ScoreComparison,
  type ScoreEstimates,
} from "./scoreIntervals";
import { groupRows, type SliceOptions, takeRows } from "./slices";

/** Answers of one model to the rows as written and to their swapped versions. [N] each */
export interface PairedAnswers {
  readonly id: ArrayLike<number>;
  readonly ood: ArrayLike<number>;
}

export interface ModelRows {
  /** Gold class ids. [N] */
  readonly gold: ArrayLike<number>;
  readonly first: PairedAnswers;
  readonly second: PairedAnswers;
  readonly documents?: ArrayLike<Key>;
}

/** Both models' scores and what lies between them, all from the same resamples. */
export interface ModelComparison {
  readonly first: ScoreComparison;
  readonly second: ScoreComparison;
  /** Second minus first: of the ID scores, of the OOD scores, and of OOD minus ID (above 0: the second loses less). */
  readonly difference: { readonly id: ScoreEstimates; readonly ood: ScoreEstimates; readonly loss: ScoreEstimates };
}

/** Weights of first ID, first OOD, second ID, second OOD in each estimate. */
const COMBINATIONS = [
  [1, 0, 0, 0],
  [0, 1, 0, 0],
  [-1, 1, 0, 0],
  [0, 0, 1, 0],
  [0, 0, 0, 1],
  [0, 0, -1, 1],
  [-1, 0, 1, 0],
  [0, -1, 0, 1],
  [1, -1, -1, 1],
] as const;

/** Rows with a gold class and all four answers: only those say something of both models. */
function pickPaired({ gold, first, second }: ModelRows, numRelations: number): Int32Array {
  const columns = [gold, first.id, first.ood, second.id, second.ood];
  return Int32Array.from(Array.from(gold, (_, i) => i)).filter((i) =>
    columns.every((column) => isClassId(column[i], numRelations)),
  );
}

/**
 * Micro-F1, macro-F1 and accuracy of two models, ID and OOD, their losses and the differences between the models, with
 * percentile intervals clustered by document. A row where any of the five classes is missing is left out. No row: every
 * value null with gap "noRows".
 */
export function compareModels(rows: ModelRows, relations: Relations, options: BootstrapOptions = {}): ModelComparison {
  const kept = pickPaired(rows, relations.numRelations);
  const clusters = indexClusters(rows.documents && takeRows(rows.documents, kept), kept.length);
  const take = (column: ArrayLike<number>) => Int32Array.from(takeRows(column, kept));
  const gold = take(rows.gold);
  const { first, second } = rows;
  const sets = [first.id, first.ood, second.id, second.ood].map((predicted) => ({
    gold,
    predicted: take(predicted),
    index: clusters.index,
  }));
  const [a, b, loss, c, d, otherLoss, id, ood, losses] = resampleScores(
    sets,
    clusters,
    COMBINATIONS,
    relations,
    options,
  ) as [ScoreEstimates, ScoreEstimates, ScoreEstimates, ...ScoreEstimates[]];
  return {
    first: { id: a, ood: b, difference: loss },
    second: { id: c!, ood: d!, difference: otherLoss! },
    difference: { id: id!, ood: ood!, loss: losses! },
  };
}

/** compareModels per slice, in order of first appearance; a slice with fewer paired rows than the guard has no value. */
export function compareModelsBySlice(
  rows: ModelRows & { readonly slices: ArrayLike<Key> },
  relations: Relations,
  options: SliceOptions = {},
): { slice: string | number; numRows: number; comparison: ModelComparison }[] {
  const { minimumRows = MINIMUM_ROWS } = options;
  return [...groupRows(rows.slices)].map(([slice, picked]) => {
    const cut = (column: ArrayLike<number>) => takeRows(column, picked);
    const part: ModelRows = {
      gold: cut(rows.gold),
      first: { id: cut(rows.first.id), ood: cut(rows.first.ood) },
      second: { id: cut(rows.second.id), ood: cut(rows.second.ood) },
      ...(rows.documents && { documents: takeRows(rows.documents, picked) }),
    };
    const numRows = pickPaired(part, relations.numRelations).length;
    if (numRows >= Math.max(1, minimumRows)) {
      return { slice, numRows, comparison: compareModels(part, relations, options) };
    }
    const none = guardedScores(numRows);
    const nothing = { id: none, ood: none, difference: none };
    const difference = { id: none, ood: none, loss: none };
    return { slice, numRows, comparison: { first: nothing, second: nothing, difference } };
  });
}

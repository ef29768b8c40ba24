/** @file Scores of relation extraction. All are fractions in [0, 1], or null where the formula has nothing to count. */

/** Class ids of rows; -1, NaN and whatever else is no class id of the model count as missing. */
export interface LabelledRows {
  /** Gold class ids. [N] */
  readonly gold: ArrayLike<number>;
  /** Predicted class ids. [N] */
  readonly predicted: ArrayLike<number>;
}

/** What scores are made of. Counts per relation are sums over rows, so they add up over documents. */
export interface RelationCounts {
  /** Rows whose gold and predicted class are both this one. [R] */
  readonly hits: Float64Array;
  /** Rows predicted to be this class. [R] */
  readonly predicted: Float64Array;
  /** Rows whose gold class is this one. [R] */
  readonly gold: Float64Array;
  /** Rows with both a gold and a predicted class. */
  readonly numRows: number;
  /** Rows left out because one of the two is missing. */
  readonly numMissing: number;
}

/** The three scores of a set. */
export interface Scores {
  /** 2 hits / (predicted + gold), summed over all relations but the negative one; null when that is 0 / 0. */
  readonly microF1: number | null;
  /** Mean of the F1 of the relations, the negative one left out, that occur in gold or predictions; null for none. */
  readonly macroF1: number | null;
  /** Share of rows with the right class, the negative one included; null without rows. */
  readonly accuracy: number | null;
}

export const isClassId = (id: number | undefined, numRelations: number): id is number =>
  id !== undefined && Number.isInteger(id) && id >= 0 && id < numRelations;

/** Counts hits, predictions and gold per relation. Throws for columns of different lengths. */
export function countRelations({ gold, predicted }: LabelledRows, numRelations: number): RelationCounts {
  if (gold.length !== predicted.length) {
    throw new Error(`countRelations: expected columns of one length, got ${gold.length} gold, ${predicted.length}.`);
  }
  const counts = {
    hits: new Float64Array(numRelations),
    predicted: new Float64Array(numRelations),
    gold: new Float64Array(numRelations),
  };
  let numMissing = 0;
  for (let i = 0; i < gold.length; i++) {
    const [is, said] = [gold[i], predicted[i]];
    if (!isClassId(is, numRelations) || !isClassId(said, numRelations)) {
      numMissing++;
      continue;
    }
    counts.gold[is]!++;
    counts.predicted[said]!++;
    if (is === said) counts.hits[is]!++;
  }
  return { ...counts, numRows: gold.length - numMissing, numMissing };
}

const orNull = (numerator: number, denominator: number) => (denominator === 0 ? null : numerator / denominator);

/**
 * Scores of the counts. Micro-F1 as in TACRED's scorer: a row predicted negative is no prediction, a row with negative
 * gold has nothing to find. `negative`: the class left out; -1 for none. Agrees with `entitybias.metrics` in training/,
 * which gives 0 where this gives null.
 */
export function computeScores(counts: Pick<RelationCounts, "hits" | "predicted" | "gold">, negative: number): Scores {
  const { hits, predicted, gold } = counts;
  let [numHits, numNamed, right, rows, f1Sum, numPresent] = [0, 0, 0, 0, 0, 0];
  for (let r = 0; r < hits.length; r++) {
    const named = predicted[r]! + gold[r]!;
    right += hits[r]!;
    rows += gold[r]!;
    if (r === negative || named === 0) continue;
    numHits += hits[r]!;
    numNamed += named;
    f1Sum += (2 * hits[r]!) / named;
    numPresent++;
  }
  return {
    microF1: orNull(2 * numHits, numNamed),
    macroF1: orNull(f1Sum, numPresent),
    accuracy: orNull(right, rows),
  };
}

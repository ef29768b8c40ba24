/** @file Scores with intervals clustered by document: one set, ID against OOD, and the same per slice. */
import {
  type BootstrapOptions,
  type Clusters,
  indexTwoSamples,
  type Key,
  resample,
  type Resamples,
  summarise,
} from "./bootstrap";
import { type Estimate, MINIMUM_ROWS } from "./estimate";
import { computeScores, isClassId, type LabelledRows, type Scores } from "./metrics";
import { groupRows, guardedEstimate, type SliceOptions, takeRows } from "./slices";

export interface ScoredRows extends LabelledRows {
  /** Document of each row; a row without one is its own document. [N] */
  readonly documents?: ArrayLike<Key>;
}

/** What the classes are. */
export interface Relations {
  /** R. */
  readonly numRelations: number;
  /** Class id of "no relation"; -1 for none. */
  readonly negative: number;
}

export type ScoreEstimates = { readonly [score in keyof Scores]: Estimate };

/** Scores of two sets and of their difference, all from the same resamples. */
export interface ScoreComparison {
  readonly id: ScoreEstimates;
  readonly ood: ScoreEstimates;
  /** OOD minus ID, in [-1, 1]: negative when the model does worse out of distribution. */
  readonly difference: ScoreEstimates;
}

const SCORES = ["microF1", "macroF1", "accuracy"] as const;

/** Rows that have both classes, as typed arrays. */
function pickLabelled(rows: ScoredRows, numRelations: number) {
  if (rows.gold.length !== rows.predicted.length) {
    throw new Error(`scores: expected columns of one length, got ${rows.gold.length} gold, ${rows.predicted.length}.`);
  }
  const kept = Array.from(rows.gold, (_, i) => i).filter(
    (i) => isClassId(rows.gold[i], numRelations) && isClassId(rows.predicted[i], numRelations),
  );
  return {
    gold: Int32Array.from(kept, (i) => rows.gold[i]!),
    predicted: Int32Array.from(kept, (i) => rows.predicted[i]!),
    documents: kept.map((i) => rows.documents?.[i]),
  };
}

/** Counts of the rows, each as often as its document was drawn, into `counts`. */
function countWeighted(
  rows: { gold: Int32Array; predicted: Int32Array },
  cluster: Int32Array,
  weights: Int32Array,
  counts: { hits: Float64Array; predicted: Float64Array; gold: Float64Array },
) {
  for (const column of Object.values(counts)) column.fill(0);
  for (let i = 0; i < cluster.length; i++) {
    const weight = weights[cluster[i]!]!;
    if (weight === 0) continue;
    const [is, said] = [rows.gold[i]!, rows.predicted[i]!];
    counts.gold[is]! += weight;
    counts.predicted[said]! += weight;
    if (is === said) counts.hits[is]! += weight;
  }
}

/** Rows with their classes and the cluster of each. [N] each */
export interface ClusteredRows {
  readonly gold: Int32Array;
  readonly predicted: Int32Array;
  readonly index: Int32Array;
}

/**
 * Scores of sums of sets, all from the same resamples: each of `combinations` gives every set its weight, so [1, 0] is the
 * first set and [-1, 1] the second minus the first. An estimate rests on the smallest of its sets.
 */
export function resampleScores(
  sets: readonly ClusteredRows[],
  clusters: Clusters,
  combinations: readonly (readonly number[])[],
  { numRelations, negative }: Relations,
  options: BootstrapOptions = {},
): ScoreEstimates[] {
  const counts = {
    hits: new Float64Array(numRelations),
    predicted: new Float64Array(numRelations),
    gold: new Float64Array(numRelations),
  };
  const weighted = combinations.map((weights) =>
    weights.flatMap((weight, set) => (weight === 0 ? [] : [{ weight, set }])),
  );
  const statistic = (weights: Int32Array, out: Float64Array) => {
    const scores = sets.map((set) => {
      countWeighted(set, set.index, weights, counts);
      return computeScores(counts, negative);
    });
    weighted.forEach((parts, c) => {
      SCORES.forEach((score, s) => {
        out[3 * c + s] = parts.reduce((sum, { weight, set }) => sum + weight * (scores[set]![score] ?? NaN), 0);
      });
    });
  };
  const resamples = resample(clusters, 3 * combinations.length, statistic, options);
  const numClusters = sets.map(({ index }) => new Set(index).size);
  return weighted.map((parts, c) => {
    const pick = (s: number): Resamples => ({
      ...resamples[3 * c + s]!,
      numRows: Math.min(...parts.map(({ set }) => sets[set]!.gold.length)),
      numClusters: Math.min(...parts.map(({ set }) => numClusters[set]!)),
    });
    return Object.fromEntries(SCORES.map((score, s) => [score, summarise(pick(s), options)])) as ScoreEstimates;
  });
}

/**
 * Micro-F1, macro-F1 and accuracy of ID and OOD rows and of OOD minus ID, with percentile intervals clustered by
 * document. Documents found in both sets are drawn for both at once (paired); see indexTwoSamples. Rows with a missing
 * class are left out. An empty set gives null values with gap "noRows", and so does the difference.
 */
export function compareScores(
  id: ScoredRows,
  ood: ScoredRows,
  relations: Relations,
  options: BootstrapOptions = {},
): ScoreComparison {
  const [first, second] = [pickLabelled(id, relations.numRelations), pickLabelled(ood, relations.numRelations)];
  const clusters = indexTwoSamples(first.documents, second.documents);
  const numFirst = first.gold.length;
  const sets = [
    { ...first, index: clusters.index.subarray(0, numFirst) },
    { ...second, index: clusters.index.subarray(numFirst) },
  ];
  const combinations = [
    [1, 0],
    [0, 1],
    [-1, 1],
  ];
  const [before, after, difference] = resampleScores(sets, clusters, combinations, relations, options);
  return { id: before!, ood: after!, difference: difference! };
}

/** What the guard leaves of a slice's scores. */
export function guardedScores(numRows: number): ScoreEstimates {
  const estimate = guardedEstimate(numRows);
  return { microF1: estimate, macroF1: estimate, accuracy: estimate };
}

/**
 * compareScores per slice, for every slice that occurs in either set, ID slices first. A set with fewer labelled rows
 * than the guard gets no value there, and then neither does the difference.
 */
export function compareScoresBySlice(
  id: ScoredRows & { readonly slices: ArrayLike<Key> },
  ood: ScoredRows & { readonly slices: ArrayLike<Key> },
  relations: Relations,
  options: SliceOptions = {},
): { slice: string | number; comparison: ScoreComparison }[] {
  const { minimumRows = MINIMUM_ROWS } = options;
  const groups = [groupRows(id.slices), groupRows(ood.slices)] as const;
  const cut = (rows: ScoredRows, picked: Int32Array): ScoredRows => ({
    gold: takeRows(rows.gold, picked),
    predicted: takeRows(rows.predicted, picked),
    documents: rows.documents && takeRows(rows.documents, picked),
  });
  return [...new Set([...groups[0].keys(), ...groups[1].keys()])].map((slice) => {
    const parts = [id, ood].map((rows, part) => cut(rows, groups[part]!.get(slice) ?? new Int32Array()));
    const sizes = parts.map((rows) => pickLabelled(rows, relations.numRelations).gold.length);
    const isEnough = sizes.map((size) => size >= Math.max(1, minimumRows));
    const empty: ScoredRows = { gold: [], predicted: [] };
    const comparison = compareScores(
      isEnough[0] ? parts[0]! : empty,
      isEnough[1] ? parts[1]! : empty,
      relations,
      options,
    );
    return {
      slice,
      comparison: {
        id: isEnough[0] ? comparison.id : guardedScores(sizes[0]!),
        ood: isEnough[1] ? comparison.ood : guardedScores(sizes[1]!),
        difference: isEnough[0] && isEnough[1] ? comparison.difference : guardedScores(Math.min(...sizes)),
      },
    };
  });
}

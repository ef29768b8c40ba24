/**
 * @file Percentile bootstrap that resamples whole documents.
 *
 * Rows of one document are not independent, so a resample draws documents with replacement and takes all their rows
 * (cluster bootstrap; Davison and Hinkley, Bootstrap Methods and their Application, 1997, §3.8). A statistic sees one
 * resample as how often each document was drawn: sums per document are made once, so that a resample costs one pass
 * over the documents, however many rows they have.
 */
import { createRandom } from "../math/random";
import { mean, quantile } from "../math/statistics";
import type { Estimate, Gap, Interval } from "./estimate";
import { pickFinite } from "./estimate";

/** What a row is grouped by; null and undefined make the row a group of its own. */
export type Key = string | number | null | undefined;

/** Rows grouped into documents. */
export interface Clusters {
  /** Cluster of each row, in order of first appearance. [N] */
  readonly index: Int32Array;
  readonly numClusters: number;
  /** Sizes of the strata: consecutive ranges of clusters, each resampled to its own size. They add up to numClusters. */
  readonly strata: readonly number[];
}

export interface BootstrapOptions {
  /** Number of resamples B, at least 1. Default 1000; set by `indices` where given. */
  readonly numResamples?: number;
  /** Default 0. */
  readonly seed?: number;
  /** Coverage of the interval, in (0, 1). Default 0.95. */
  readonly level?: number;
  /** Fewer clusters than this get no interval. Default 10: percentiles of fewer are much too narrow. */
  readonly minimumClusters?: number;
  /** Clusters to draw, one resample after the other, instead of random ones. [B * C] */
  readonly indices?: ArrayLike<number>;
}

/** Values of one statistic on all rows and on every resample; NaN stands for "not defined here". */
export interface Resamples {
  readonly point: number;
  /** Empty when there are too few clusters for an interval. [B] */
  readonly values: Float64Array;
  readonly numRows: number;
  readonly numClusters: number;
  readonly seed: number | null;
}

export const DEFAULT_RESAMPLES = 1000;
export const DEFAULT_LEVEL = 0.95;
export const MINIMUM_CLUSTERS = 10;

/** Groups rows by key; without keys every row is its own cluster. No rows: no clusters. */
export function indexClusters(keys: ArrayLike<Key> | undefined, numRows = keys?.length ?? 0): Clusters {
  const seen = new Map<string | number, number>();
  const index = new Int32Array(numRows);
  let numClusters = 0;
  for (let i = 0; i < numRows; i++) {
    const key = keys?.[i];
    const known = key === null || key === undefined ? undefined : seen.get(key);
    index[i] = known ?? numClusters;
    if (known !== undefined) continue;
    if (key !== null && key !== undefined) seen.set(key, numClusters);
    numClusters++;
  }
  return { index, numClusters, strata: [numClusters] };
}

/**
 * Clusters of two samples. If they share a document (the same text with other names), documents are drawn for both at
 * once, so that the difference is paired. If they share none, each sample is a stratum of its own.
 */
export function indexTwoSamples(first: ArrayLike<Key>, second: ArrayLike<Key>): Clusters {
  const joint = indexClusters([...Array.from(first), ...Array.from(second)]);
  const numFirst = indexClusters(first).numClusters;
  const numSecond = indexClusters(second).numClusters;
  const isShared = numFirst + numSecond > joint.numClusters;
  return isShared ? joint : { ...joint, strata: [numFirst, numSecond] };
}

/** Sum of the rows' values in each cluster. [C] */
export function sumByCluster(values: ArrayLike<number>, clusters: Clusters): Float64Array {
  const sums = new Float64Array(clusters.numClusters);
  for (let i = 0; i < values.length; i++) sums[clusters.index[i]!]! += values[i]!;
  return sums;
}

/** Sum over clusters of weight times sum: a total of the resample. */
export function dot(weights: Int32Array, sums: Float64Array): number {
  let total = 0;
  for (let i = 0; i < sums.length; i++) total += weights[i]! * sums[i]!;
  return total;
}

/** `numerator / denominator`, NaN (not defined) when the denominator is 0. */
export function ratio(numerator: number, denominator: number): number {
  return denominator === 0 ? NaN : numerator / denominator;
}

/**
 * Runs `statistic` on all rows and on B resamples. `statistic` gets how often each cluster was drawn [C] and writes its
 * `numStatistics` values to `out`, NaN where not defined; all of them see the same resamples, so their differences are
 * paired. An index is floor(u C / 2^32) for a 32-bit u: uneven by less than C / 2^32.
 */
export function resample(
  clusters: Clusters,
  numStatistics: number,
  statistic: (weights: Int32Array, out: Float64Array) => void,
  options: BootstrapOptions = {},
): Resamples[] {
  const { indices, seed = 0, minimumClusters = MINIMUM_CLUSTERS } = options;
  const { numClusters } = clusters;
  const out = new Float64Array(numStatistics);
  statistic(new Int32Array(numClusters).fill(1), out);
  const points = out.slice();
  const isEnough = numClusters >= Math.max(1, minimumClusters);
  const numResamples = isEnough ? checkNumResamples(clusters, options) : 0;
  const values = Array.from(points, () => new Float64Array(numResamples));
  const random = createRandom(seed);
  const weights = new Int32Array(numClusters);
  for (let b = 0; b < numResamples; b++) {
    weights.fill(0);
    if (indices) {
      for (let i = 0; i < numClusters; i++) weights[indices[b * numClusters + i]!]!++;
    } else {
      let start = 0;
      for (const size of clusters.strata) {
        const scale = size / 2 ** 32;
        for (let i = 0; i < size; i++) weights[start + Math.floor(random.nextUint32() * scale)]!++;
        start += size;
      }
    }
    statistic(weights, out);
    for (let s = 0; s < numStatistics; s++) values[s]![b] = out[s]!;
  }
  const common = { numRows: clusters.index.length, numClusters, seed: indices ? null : seed };
  return values.map((column, s) => ({ ...common, point: points[s]!, values: column }));
}

function checkNumResamples({ numClusters }: Clusters, options: BootstrapOptions): number {
  const { indices, numResamples = DEFAULT_RESAMPLES } = options;
  if (!indices) {
    if (Number.isInteger(numResamples) && numResamples >= 1) return numResamples;
    throw new Error(`resample: expected a whole number of resamples from 1, got ${numResamples}.`);
  }
  if (indices.length === 0 || indices.length % numClusters !== 0) {
    throw new Error(`resample: expected a multiple of ${numClusters} indices, got ${indices.length}.`);
  }
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i]!;
    if (!(Number.isInteger(index) && index >= 0 && index < numClusters)) {
      throw new Error(`resample: expected indices in [0, ${numClusters - 1}], got ${index} at ${i}.`);
    }
  }
  return indices.length / numClusters;
}

/**
 * Percentile interval: quantiles (1 - level) / 2 and (1 + level) / 2 of the values, interpolated as numpy does (Efron
 * 1979). NaN values are left out. Null for no value.
 */
export function percentileInterval(values: ArrayLike<number>, level = DEFAULT_LEVEL): Interval | null {
  if (!(level > 0 && level < 1)) throw new Error(`percentileInterval: expected a level in (0, 1), got ${level}.`);
  const defined = Float64Array.from(values).filter((value) => !Number.isNaN(value));
  if (defined.length === 0) return null;
  const tail = (1 - level) / 2;
  return { low: quantile(defined, tail), high: quantile(defined, 1 - tail), level };
}

/** Value and interval of resampled values; the gap says what is missing. `gap`: the reason to give for a missing point. */
export function summarise(resamples: Resamples, options: BootstrapOptions = {}, gap: Gap = "notDefined"): Estimate {
  const { point, values, numRows, numClusters, seed } = resamples;
  const common = { numRows, numClusters, seed };
  const missing = { ...common, interval: null, numResamples: 0, numUndefined: 0 };
  if (numRows === 0) return { ...missing, value: null, gap: "noRows" };
  if (Number.isNaN(point)) return { ...missing, value: null, gap };
  const isEnough = values.length > 0 && numClusters >= (options.minimumClusters ?? MINIMUM_CLUSTERS);
  if (!isEnough) return { ...missing, value: point, gap: "tooFewDocuments" };
  const numUndefined = values.reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0);
  const counts = { numResamples: values.length, numUndefined };
  if (numUndefined > 0.05 * values.length)
    return { ...common, ...counts, value: point, interval: null, gap: "unstable" };
  return { ...common, ...counts, value: point, interval: percentileInterval(values, options.level), gap: null };
}

/**
 * Two-sided p-value of "the statistic is 0", by turning the percentile interval round: with b = resamples below or at
 * 0 and a = above or at 0, min(1, 2 (min(a, b) + 1) / (B + 1)) (Davison and Hinkley §4.2, the +1 counts the data
 * itself). In [2 / (B + 1), 1]: it cannot be smaller than B allows. Null without resamples.
 */
export function computePValue({ point, values }: Resamples): number | null {
  let [below, above, count] = [0, 0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    count++;
    if (value <= 0) below++;
    if (value >= 0) above++;
  }
  if (count === 0 || Number.isNaN(point)) return null;
  return Math.min(1, (2 * (Math.min(below, above) + 1)) / (count + 1));
}

/** Mean of the finite values with its interval clustered by document. */
export function bootstrapMean(
  values: ArrayLike<number | null | undefined>,
  documents?: ArrayLike<Key>,
  options: BootstrapOptions = {},
): Estimate {
  const finite = pickFinite(values);
  const clusters = indexClusters(documents && Array.from(finite.rows, (row) => documents[row]), finite.rows.length);
  const sums = sumByCluster(finite.values, clusters);
  const sizes = sumByCluster(new Float64Array(finite.values.length).fill(1), clusters);
  const statistic = (weights: Int32Array, out: Float64Array) => {
    out[0] = ratio(dot(weights, sums), dot(weights, sizes));
  };
  const [resamples] = resample(clusters, 1, statistic, options);
  // The plain mean of all rows: weights of 1 would only add in another order.
  return summarise({ ...resamples!, point: mean(finite.values) }, options);
}

/**
 * Mean of `second[i] - first[i]` over rows where both are finite, with its interval clustered by document: two models,
 * or two versions of a text, on the same rows. Throws for columns of different lengths.
 */
export function bootstrapPairedDifference(
  first: ArrayLike<number | null | undefined>,
  second: ArrayLike<number | null | undefined>,
  documents?: ArrayLike<Key>,
  options: BootstrapOptions = {},
): Estimate {
  if (first.length !== second.length) {
    throw new Error(
      `bootstrapPairedDifference: expected columns of one length, got ${first.length}, ${second.length}.`,
    );
  }
  // A missing or broken side makes the difference null, which bootstrapMean leaves out.
  const differences = Array.from(first, (value, i) => {
    const difference = (second[i] ?? NaN) - (value ?? NaN);
    return Number.isFinite(difference) ? difference : null;
  });
  return bootstrapMean(differences, documents, options);
}

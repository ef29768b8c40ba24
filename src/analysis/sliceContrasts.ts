/** @file The mean of a quantity in every slice, each against the other rows, all from the same resamples. */
import {
  type BootstrapOptions,
  computePValue,
  DEFAULT_LEVEL,
  DEFAULT_RESAMPLES,
  dot,
  indexClusters,
  type Key,
  ratio,
  resample,
  type Resamples,
  sumByCluster,
  summarise,
} from "./bootstrap";
import { type Estimate, MINIMUM_ROWS, pickFinite } from "./estimate";
import { adjustPValues, type Correction } from "./multipleComparisons";
import { groupRows, guardedEstimate, type SliceOptions, takeRows } from "./slices";

/** A slice's mean and how far it stands from the others. */
export interface SliceContrast {
  readonly slice: string | number;
  /** Mean of the slice's rows. */
  readonly mean: Estimate;
  /** Mean of the slice minus mean of all other rows, in the unit of the values. */
  readonly difference: Estimate;
  /** Two-sided p-value of "difference = 0", corrected for the slices tested; null without an interval. */
  readonly adjustedPValue: number | null;
  /** Whether the corrected p-value is at most 1 - level. */
  readonly isClear: boolean;
}

export interface SliceContrasts {
  /** Mean of all rows, those in no slice included. */
  readonly all: Estimate;
  /** In order of first appearance; slices under the guard have counts only. */
  readonly slices: readonly SliceContrast[];
  readonly correction: Correction;
  /** Slices that passed the guard. */
  readonly numTested: number;
  /** Slices left without a value by the guard. */
  readonly numGuarded: number;
  readonly numResamples: number;
}

export interface ContrastOptions extends SliceOptions {
  /** Default "holm". */
  readonly correction?: Correction;
}

/**
 * Means per slice with percentile intervals clustered by document, and each slice against the rest: documents are drawn
 * over all rows at once, so that a document in several slices moves them together. Values that are null, NaN or infinite
 * are left out; a slice with fewer of them than the guard has no value. Where one slice holds every row its difference is
 * null, gap "notDefined". B defaults to 100 per tested slice, between 1000 and 10,000. No rows: everything null.
 */
export function contrastSlices(
  values: ArrayLike<number | null | undefined>,
  slices: ArrayLike<Key>,
  documents?: ArrayLike<Key>,
  options: ContrastOptions = {},
): SliceContrasts {
  const { minimumRows = MINIMUM_ROWS, correction = "holm", level = DEFAULT_LEVEL } = options;
  const finite = pickFinite(values);
  const clusters = indexClusters(documents && takeRows(documents, finite.rows), finite.rows.length);
  // Slices are told from all rows, so that one without any finite value is still listed.
  const rowsOf = groupRows(slices);
  const position = new Map(Array.from(finite.rows, (row, i) => [row, i]));
  const groups = [...rowsOf].map(([slice, rows]) => ({
    slice,
    members: Array.from(rows).flatMap((row) => position.get(row) ?? []),
  }));
  const tested = groups.filter(({ members }) => members.length >= Math.max(1, minimumRows));
  const automatic = Math.min(10_000, Math.max(DEFAULT_RESAMPLES, 100 * tested.length));
  const how: BootstrapOptions = { ...options, numResamples: options.numResamples ?? automatic };

  const sums = sumByCluster(finite.values, clusters);
  const sizes = sumByCluster(new Float64Array(finite.values.length).fill(1), clusters);
  /** Of each slice the clusters it has rows in, with their sum and number: most slices touch few clusters. */
  const parts = tested.map(({ members }) => {
    const entries = new Map<number, { sum: number; size: number }>();
    for (const i of members) {
      const cluster = clusters.index[i]!;
      const entry = entries.get(cluster) ?? { sum: 0, size: 0 };
      entries.set(cluster, { sum: entry.sum + finite.values[i]!, size: entry.size + 1 });
    }
    return {
      clusters: Int32Array.from(entries.keys()),
      sums: Float64Array.from(entries.values(), ({ sum }) => sum),
      sizes: Float64Array.from(entries.values(), ({ size }) => size),
    };
  });
  const statistic = (weights: Int32Array, out: Float64Array) => {
    const [sum, size] = [dot(weights, sums), dot(weights, sizes)];
    out[0] = ratio(sum, size);
    parts.forEach((part, s) => {
      let [own, count] = [0, 0];
      for (let i = 0; i < part.clusters.length; i++) {
        const weight = weights[part.clusters[i]!]!;
        own += weight * part.sums[i]!;
        count += weight * part.sizes[i]!;
      }
      out[1 + 2 * s] = ratio(own, count);
      out[2 + 2 * s] = ratio(own, count) - ratio(sum - own, size - count);
    });
  };
  const resamples = resample(clusters, 1 + 2 * tested.length, statistic, how);
  const found = tested.map(({ members }, s) => {
    const numClusters = parts[s]!.clusters.length;
    const size = (part: Resamples, numRows: number): Resamples => ({ ...part, numRows, numClusters });
    const mean = summarise(size(resamples[1 + 2 * s]!, members.length), options);
    const rest = finite.values.length - members.length;
    // The difference rests on the smaller side; without any other row it has no meaning.
    const both = size(resamples[2 + 2 * s]!, rest === 0 ? members.length : Math.min(members.length, rest));
    const difference = summarise(both, options);
    return { mean, difference, pValue: difference.interval && computePValue(both) };
  });
  const pValues = adjustPValues(
    found.map(({ pValue }) => pValue),
    correction,
  );
  const places = new Map(tested.map(({ slice }, s) => [slice, s]));
  return {
    all: summarise(resamples[0]!, options),
    slices: groups.map(({ slice, members }): SliceContrast => {
      const s = places.get(slice);
      if (s === undefined) {
        const guarded = guardedEstimate(members.length);
        return { slice, mean: guarded, difference: guarded, adjustedPValue: null, isClear: false };
      }
      const { mean, difference } = found[s]!;
      const adjustedPValue = pValues[s]!;
      const isClear = adjustedPValue !== null && adjustedPValue <= 1 - level + 1e-12;
      return { slice, mean, difference, adjustedPValue, isClear };
    }),
    correction,
    numTested: tested.length,
    numGuarded: groups.length - tested.length,
    numResamples: how.numResamples!,
  };
}

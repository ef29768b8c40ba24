/** @file How far a quantity moves from ID to OOD rows, over all rows and per slice. */
import {
  type BootstrapOptions,
  computePValue,
  DEFAULT_LEVEL,
  DEFAULT_RESAMPLES,
  dot,
  indexTwoSamples,
  type Key,
  percentileInterval,
  ratio,
  resample,
  type Resamples,
  sumByCluster,
  summarise,
} from "./bootstrap";
import { type Estimate, type Interval, MINIMUM_ROWS, pickFinite } from "./estimate";
import { type KolmogorovSmirnov, testKolmogorovSmirnov } from "./kolmogorovSmirnov";
import { adjustPValues, type Correction } from "./multipleComparisons";
import { groupRows, guardedEstimate, type SliceOptions, takeRows } from "./slices";
import { computeWasserstein } from "./wasserstein";

/** A quantity per row, with the row's document. */
export interface Sample {
  /** Null, undefined, NaN and infinities are left out. [N] */
  readonly values: ArrayLike<number | null | undefined>;
  /** A row without one is its own document. [N] */
  readonly documents?: ArrayLike<Key>;
}

/** ID against OOD. All intervals are from the same resamples. */
export interface Shift {
  readonly id: Estimate;
  readonly ood: Estimate;
  /** Mean of OOD minus mean of ID, in the unit of the values. */
  readonly difference: Estimate;
  /** Two-sided p-value of "difference = 0" from the resamples; null without an interval. */
  readonly pValue: number | null;
  /** Wasserstein-1 distance, in the unit of the values; null when a side is empty or under the guard. */
  readonly wasserstein: number | null;
  /** Two-sample KS test, rows taken as independent; null when a side is empty or under the guard. */
  readonly kolmogorovSmirnov: KolmogorovSmirnov | null;
}

/** A slice's shift with what asking all slices at once costs. */
export interface SliceShift extends Shift {
  readonly slice: string | number;
  /** `pValue` corrected for all slices that passed the guard. */
  readonly adjustedPValue: number | null;
  /** Interval of the difference at level 1 - (1 - level) / m, m slices: all m hold at once (Bonferroni). */
  readonly simultaneousInterval: Interval | null;
  /**
   * Whether the corrected p-value is at most 1 - level. Holm's correction finds a little more than Bonferroni's, so a clear
   * slice's simultaneous interval may still hold 0.
   */
  readonly isClear: boolean;
}

export interface ShiftOptions extends SliceOptions {
  /** Default "holm". */
  readonly correction?: Correction;
}

/** Shifts per slice and how they were corrected. */
export interface SliceShifts {
  readonly slices: readonly SliceShift[];
  readonly correction: Correction;
  /** m: slices that passed the guard and were tested. */
  readonly numTested: number;
  /** Slices left without a value by the guard. */
  readonly numGuarded: number;
  readonly numResamples: number;
}

/**
 * Difference of means with percentile interval clustered by document, Wasserstein distance and KS test. Documents found
 * on both sides are drawn for both at once (paired). With an empty side the difference is null, gap "noRows".
 */
export function computeShift(id: Sample, ood: Sample, options: BootstrapOptions = {}): Shift {
  return computeShiftWithResamples(id, ood, options).shift;
}

function computeShiftWithResamples(id: Sample, ood: Sample, options: BootstrapOptions) {
  const sides = [id, ood].map(({ values, documents }) => {
    const finite = pickFinite(values);
    return { values: finite.values, documents: Array.from(finite.rows, (row) => documents?.[row]) };
  });
  const [first, second] = sides as [(typeof sides)[number], (typeof sides)[number]];
  const clusters = indexTwoSamples(first.documents, second.documents);
  const [m, n] = [first.values.length, second.values.length];
  // Per cluster: sum and number of ID values, sum and number of OOD values.
  const zeros = (count: number) => new Float64Array(count);
  const sums = [
    [...first.values, ...zeros(n)],
    [...zeros(m).fill(1), ...zeros(n)],
    [...zeros(m), ...second.values],
    [...zeros(m), ...zeros(n).fill(1)],
  ].map((column) => sumByCluster(column, clusters));
  const statistic = (weights: Int32Array, out: Float64Array) => {
    const [idSum, idCount, oodSum, oodCount] = sums.map((column) => dot(weights, column));
    out[0] = ratio(idSum!, idCount!);
    out[1] = ratio(oodSum!, oodCount!);
    out[2] = out[1] - out[0];
  };
  const resamples = resample(clusters, 3, statistic, options);
  const countDocuments = (numRows: Float64Array) => numRows.filter((count) => count > 0).length;
  const numDocuments = [countDocuments(sums[1]!), countDocuments(sums[3]!)];
  const numRows = [m, n];
  const parts: Resamples[] = resamples.map((part, i) => ({
    ...part,
    // The difference rests on the smaller side: on nothing, when one side is empty.
    numRows: numRows[i] ?? Math.min(m, n),
    numClusters: numDocuments[i] ?? Math.min(...numDocuments),
  }));
  const [before, after, difference] = parts.map((part) => summarise(part, options));
  const shift: Shift = {
    id: before!,
    ood: after!,
    difference: difference!,
    pValue: difference!.interval && computePValue(parts[2]!),
    wasserstein: computeWasserstein(first.values, second.values),
    kolmogorovSmirnov: testKolmogorovSmirnov(first.values, second.values),
  };
  return { shift, differences: parts[2]!.values };
}

/**
 * computeShift per slice, for every slice that occurs on either side, ID slices first, with p-values corrected for the
 * slices tested. A slice with fewer finite values than the guard on either side is kept with its counts and nothing
 * else. B defaults to 100 per tested slice, between 1000 and 10,000: a corrected p-value can be no smaller than
 * 2 m / (B + 1).
 */
export function computeShiftBySlice(
  id: Sample & { readonly slices: ArrayLike<Key> },
  ood: Sample & { readonly slices: ArrayLike<Key> },
  options: ShiftOptions = {},
): SliceShifts {
  const { minimumRows = MINIMUM_ROWS, correction = "holm", level = DEFAULT_LEVEL } = options;
  const groups = [groupRows(id.slices), groupRows(ood.slices)] as const;
  const cut = ({ values, documents }: Sample, rows: ArrayLike<number> = []): Sample => ({
    values: takeRows(values, rows),
    documents: documents && takeRows(documents, rows),
  });
  const prepared = [...new Set([...groups[0].keys(), ...groups[1].keys()])].map((slice) => {
    const sides = [cut(id, groups[0].get(slice)), cut(ood, groups[1].get(slice))] as const;
    const sizes = sides.map(({ values }) => pickFinite(values).values.length);
    return { slice, sides, sizes, isTested: Math.min(...sizes) >= Math.max(1, minimumRows) };
  });
  const numTested = prepared.filter(({ isTested }) => isTested).length;
  const automatic = Math.min(10_000, Math.max(DEFAULT_RESAMPLES, 100 * numTested));
  const numResamples = options.numResamples ?? automatic;
  const shifts = prepared.map(({ sides, sizes, isTested }) => {
    if (isTested) return computeShiftWithResamples(sides[0], sides[1], { ...options, numResamples });
    const [before, after, difference] = [sizes[0]!, sizes[1]!, Math.min(...sizes)].map((size) => guardedEstimate(size));
    const nothing = { pValue: null, wasserstein: null, kolmogorovSmirnov: null };
    return { shift: { id: before!, ood: after!, difference: difference!, ...nothing }, differences: null };
  });
  const pValues = adjustPValues(
    shifts.map(({ shift }) => shift.pValue),
    correction,
  );
  const simultaneousLevel = 1 - (1 - level) / Math.max(1, numTested);
  const slices = shifts.map(({ shift, differences }, i): SliceShift => {
    const adjustedPValue = pValues[i]!;
    const hasInterval = differences && shift.difference.interval;
    return {
      ...shift,
      slice: prepared[i]!.slice,
      adjustedPValue,
      simultaneousInterval: hasInterval ? percentileInterval(differences, simultaneousLevel) : null,
      isClear: adjustedPValue !== null && adjustedPValue <= 1 - level + 1e-12,
    };
  });
  return { slices, correction, numTested, numGuarded: slices.length - numTested, numResamples };
}

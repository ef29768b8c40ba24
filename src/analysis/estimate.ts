/** @file What an analysis hands out: a number, how sure it is, and why it is missing when it is. Never NaN. */

/**
 * Why a value or its interval is missing.
 * - `noRows`: no usable row (none given, or all null, NaN or unlabelled);
 * - `tooFewRows`: fewer rows than the minimum-n guard asks for;
 * - `tooFewDocuments`: fewer documents than an interval clustered by document needs;
 * - `constant`: one of the variables does not vary, so a correlation or a projection has no meaning;
 * - `notDefined`: rows are there, but the formula divides by zero on them (F1 without any positive);
 * - `unstable`: more than 5% of the resamples gave no value, so percentiles would describe the rest only.
 */
export type Gap = "noRows" | "tooFewRows" | "tooFewDocuments" | "constant" | "notDefined" | "unstable";

/** A confidence interval `[low, high]` at `level` (0.95: 95%). */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly level: number;
}

/** A number with its bootstrap interval. `value` null implies `interval` null; `gap` says why either is missing. */
export interface Estimate {
  readonly value: number | null;
  readonly interval: Interval | null;
  readonly gap: Gap | null;
  /** Usable rows behind the value. */
  readonly numRows: number;
  /** Documents (clusters) that were resampled whole. */
  readonly numClusters: number;
  /** Resamples behind the interval; 0 without one. */
  readonly numResamples: number;
  /** Resamples that gave no value and were left out. */
  readonly numUndefined: number;
  /** Seed of the resamples; null when their indices were given. */
  readonly seed: number | null;
}

/** Default guard: below this many rows a slice gets no estimate. */
export const MINIMUM_ROWS = 20;

/** Finite numbers picked out of a column that may hold null, undefined, NaN or infinities. */
export interface FiniteValues {
  /** The finite numbers, in order. [n] */
  readonly values: Float64Array;
  /** Row of each of them in the column. [n] */
  readonly rows: Int32Array;
  /** Rows that are null or undefined: not measured. */
  readonly numNull: number;
  /** Rows that are NaN or infinite: measured, and broken. */
  readonly numNotFinite: number;
}

/** Splits a column into its finite numbers and counts of the rest. Empty in, empty out. */
export function pickFinite(column: ArrayLike<number | null | undefined>): FiniteValues {
  const values = new Float64Array(column.length);
  const rows = new Int32Array(column.length);
  let [count, numNull, numNotFinite] = [0, 0, 0];
  for (let i = 0; i < column.length; i++) {
    const value = column[i];
    if (value === null || value === undefined) numNull++;
    else if (!Number.isFinite(value)) numNotFinite++;
    else {
      values[count] = value;
      rows[count++] = i;
    }
  }
  return { values: values.slice(0, count), rows: rows.slice(0, count), numNull, numNotFinite };
}

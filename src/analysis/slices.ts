/** @file Rows cut into slices (a relation, a pair of types, a band of frequency), each with its own estimate. */
import type { BootstrapOptions, Key } from "./bootstrap";
import type { Estimate } from "./estimate";

/** Rows of each slice, in order of first appearance. Rows whose key is null or undefined are in no slice. */
export function groupRows(slices: ArrayLike<Key>): Map<string | number, Int32Array> {
  const lists = new Map<string | number, number[]>();
  for (let i = 0; i < slices.length; i++) {
    const key = slices[i];
    if (key === null || key === undefined) continue;
    const list = lists.get(key);
    if (list) list.push(i);
    else lists.set(key, [i]);
  }
  return new Map([...lists].map(([key, rows]) => [key, Int32Array.from(rows)]));
}

/** The column's entries at `rows`. */
export function takeRows<T>(column: ArrayLike<T>, rows: ArrayLike<number>): T[] {
  return Array.from(rows, (row) => column[row]!);
}

export interface SliceOptions extends BootstrapOptions {
  /** Slices with fewer usable rows get no value. Default 20. */
  readonly minimumRows?: number;
}

/** What the minimum-n guard leaves of a slice: its counts and the reason. */
export function guardedEstimate(numRows: number, numClusters = 0): Estimate {
  const gap = numRows === 0 ? "noRows" : "tooFewRows";
  return { value: null, interval: null, gap, numRows, numClusters, numResamples: 0, numUndefined: 0, seed: null };
}

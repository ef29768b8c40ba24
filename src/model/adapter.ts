/**
 * @file Low-rank adapters: a model that is a small difference to another one. The twin of this file in Python is
 * `training/entitybias/adapter.py`.
 *
 *     W' = W + (alpha / rank) B A       A [rank, in], stored as `<matrix>.low`; B [out, rank], as `<matrix>.high`
 *
 * (Hu et al. 2021, arXiv 2106.09685.) Tensors of the adapter that are no such pair replace those of the base, or are
 * its own (a bottleneck the base does not have).
 */
import type { AdapterConfig } from "./config";
import { transpose, type Weights } from "./weights";

/**
 * The weights of the adapted model. What nobody reads is counted for the adapter alone: of the base, whatever the
 * adapter replaces stays unread.
 * @throws Error from `read` when half a pair is missing or has another shape than its matrix asks for
 */
export function adaptWeights(base: Weights, adapter: Weights, { rank, alpha }: AdapterConfig): Weights {
  const read = (name: string, shape: readonly number[]): Float32Array => {
    if (adapter.has(name)) return adapter.read(name, shape);
    const values = base.read(name, shape);
    const matrix = name.replace(/\.weight$/, "");
    const [numRows, numColumns] = shape;
    if (numColumns === undefined || !(adapter.has(`${matrix}.low`) || adapter.has(`${matrix}.high`))) return values;
    const low = adapter.read(`${matrix}.low`, [rank, numColumns]); // [rank, in]
    const high = adapter.read(`${matrix}.high`, [numRows!, rank]); // [out, rank]
    addProduct(values, high, low, numRows!, rank, numColumns, alpha / rank);
    return values;
  };
  return {
    has: (name) => adapter.has(name) || base.has(name),
    read,
    readTransposed: (name, shape) => transpose(read(name, shape), ...shape),
    unread: () => adapter.unread(),
  };
}

/** values [rows, columns] += factor * high [rows, rank] low [rank, columns], in place, row by row. */
function addProduct(
  values: Float32Array,
  high: Float32Array,
  low: Float32Array,
  numRows: number,
  rank: number,
  numColumns: number,
  factor: number,
): void {
  for (let row = 0; row < numRows; row++) {
    const target = values.subarray(row * numColumns, (row + 1) * numColumns);
    for (let k = 0; k < rank; k++) {
      const weight = factor * high[row * rank + k]!;
      const source = low.subarray(k * numColumns, (k + 1) * numColumns);
      for (let column = 0; column < numColumns; column++) target[column]! += weight * source[column]!;
    }
  }
}

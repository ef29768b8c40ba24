/** @file Do two quantities of the same rows go together? */
import { type BootstrapOptions, indexClusters, type Key, resample, summarise } from "./bootstrap";
import type { Estimate } from "./estimate";

export interface Correlation extends Estimate {
  readonly method: "spearman" | "pearson";
  /** Rows left out because one of the two is null, NaN or infinite. */
  readonly numMissing: number;
}

/**
 * Ranks from 1; equal values share the mean of their ranks. `order`: rows in rising order of value; `weights`: how often
 * each row counts, 0 gives it no rank of its own.
 */
function rankWeighted(values: ArrayLike<number>, order: Int32Array, weights: ArrayLike<number>, out: Float64Array) {
  let before = 0;
  for (let i = 0; i < order.length;) {
    let size = 0;
    let end = i;
    for (; end < order.length && values[order[end]!] === values[order[i]!]; end++) size += weights[order[end]!]!;
    for (; i < end; i++) out[order[i]!] = before + (size + 1) / 2;
    before += size;
  }
}

const risingOrder = (values: ArrayLike<number>) =>
  Int32Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]!);

/** Average ranks from 1, as scipy's `rankdata`. Empty in, empty out. */
export function computeRanks(values: ArrayLike<number>): Float64Array {
  const ranks = new Float64Array(values.length);
  rankWeighted(values, risingOrder(values), new Int32Array(values.length).fill(1), ranks);
  return ranks;
}

/** Pearson's r with whole-number weights; NaN when a side does not vary. Two passes, so that offsets do not hurt. */
function correlateWeighted(x: ArrayLike<number>, y: ArrayLike<number>, weights: ArrayLike<number>): number {
  let [size, sumX, sumY] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    size += weights[i]!;
    sumX += weights[i]! * x[i]!;
    sumY += weights[i]! * y[i]!;
  }
  const [meanX, meanY] = [sumX / size, sumY / size];
  let [xx, yy, xy, scaleX, scaleY] = [0, 0, 0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const weight = weights[i]!;
    if (weight === 0) continue;
    const [dx, dy] = [x[i]! - meanX, y[i]! - meanY];
    xx += weight * dx * dx;
    yy += weight * dy * dy;
    xy += weight * dx * dy;
    scaleX = Math.max(scaleX, Math.abs(x[i]!));
    scaleY = Math.max(scaleY, Math.abs(y[i]!));
  }
  // What is left of equal values after rounding counts as no variation.
  const isConstant = (squares: number, scale: number) => !(squares > size * (scale * 1e-13) ** 2);
  if (isConstant(xx, scaleX) || isConstant(yy, scaleY)) return NaN;
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
}

/** Pearson's r = cov(x, y) / (sd(x) sd(y)), in [-1, 1]; null for fewer than two rows or a constant side. */
export function computePearson(x: ArrayLike<number>, y: ArrayLike<number>): number | null {
  const r = correlateWeighted(x, y, new Int32Array(x.length).fill(1));
  return Number.isNaN(r) ? null : r;
}

/** Spearman's rho: Pearson's r of average ranks, in [-1, 1]; null for fewer than two rows or a constant side. */
export function computeSpearman(x: ArrayLike<number>, y: ArrayLike<number>): number | null {
  return computePearson(computeRanks(x), computeRanks(y));
}

/**
 * Spearman's rho (default) or Pearson's r with a percentile interval clustered by document; ranks are made anew in
 * every resample. Rows where a side is missing are left out. Null with gap "noRows" for none, "constant" when a side
 * does not vary (one row included). Throws for columns of different lengths.
 */
export function correlate(
  x: ArrayLike<number | null | undefined>,
  y: ArrayLike<number | null | undefined>,
  documents?: ArrayLike<Key>,
  options: BootstrapOptions & { readonly method?: "spearman" | "pearson" } = {},
): Correlation {
  if (x.length !== y.length)
    throw new Error(`correlate: expected columns of one length, got ${x.length}, ${y.length}.`);
  const { method = "spearman" } = options;
  const rows = Array.from(x, (_, i) => i).filter((i) => Number.isFinite(x[i]) && Number.isFinite(y[i]));
  const [a, b] = [Float64Array.from(rows, (i) => x[i]!), Float64Array.from(rows, (i) => y[i]!)];
  const clusters = indexClusters(documents && rows.map((i) => documents[i]), rows.length);
  const [orderA, orderB] = [risingOrder(a), risingOrder(b)];
  const [ranksA, ranksB] = [new Float64Array(rows.length), new Float64Array(rows.length)];
  const rowWeights = new Int32Array(rows.length);
  const statistic = (weights: Int32Array, out: Float64Array) => {
    for (let i = 0; i < rowWeights.length; i++) rowWeights[i] = weights[clusters.index[i]!]!;
    if (method === "pearson") {
      out[0] = correlateWeighted(a, b, rowWeights);
      return;
    }
    rankWeighted(a, orderA, rowWeights, ranksA);
    rankWeighted(b, orderB, rowWeights, ranksB);
    out[0] = correlateWeighted(ranksA, ranksB, rowWeights);
  };
  const [resamples] = resample(clusters, 1, statistic, options);
  return { ...summarise(resamples!, options, "constant"), method, numMissing: x.length - rows.length };
}

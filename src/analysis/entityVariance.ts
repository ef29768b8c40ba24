/**
 * @file Histograms of entity variance: the mean over sub-tokens and dimensions of sigma^2, as the engine gives it
 * (VIB paper §3). Unit: squared embedding units; range [0, inf).
 */
import { quantile } from "../math/statistics";
import { pickFinite } from "./estimate";

/** Which argument's variance: `pooled` puts both columns into one list, so a row counts twice. */
export type VarianceOf = "subject" | "object" | "pooled";

/** Variances per row; null where a model has no bottleneck or a row was not scored. */
export interface VarianceColumns {
  readonly subject: ArrayLike<number | null | undefined>;
  readonly object: ArrayLike<number | null | undefined>;
}

/** Values counted in bins. */
export interface Histogram {
  /** Bounds of the bins, rising. [B + 1] */
  readonly edges: readonly number[];
  /** Values in [edge i, edge i+1), the last bin closed; values outside are counted in the first or last bin. [B] */
  readonly counts: readonly number[];
  /** counts over numValues, in [0, 1]; all 0 when there is no value. [B] */
  readonly shares: readonly number[];
  /** Finite values counted. */
  readonly numValues: number;
  /** Of these, below the first edge. */
  readonly numBelow: number;
  /** Of these, above the last edge. */
  readonly numAbove: number;
  /** Entries left out because they are null or undefined: not measured. */
  readonly numNull: number;
  /** Entries left out because they are NaN or infinite: a broken measurement, worth a warning. */
  readonly numNotFinite: number;
}

/** Width of a bin in the VIB paper's figures. */
export const PAPER_BIN_WIDTH = 0.1;
/** Bins from 0 to 2; the last one also holds everything above. */
export const NUM_PAPER_BINS = 20;
export const NUM_ZOOM_BINS = 20;

/** Bounds 0, 0.1, 0.2 ... of the paper's bins. [numBins + 1] */
export function computePaperEdges(numBins = NUM_PAPER_BINS): number[] {
  return Array.from({ length: numBins + 1 }, (_, i) => i / 10);
}

/**
 * Bounds that zoom in on the data: `numBins` equal bins between the 0.5% and the 99.5% quantile of all finite values,
 * the same as `entitybias.metrics.histogram` in training/. If both quantiles are one number, one paper bin's width
 * around it. Null without a finite value. Give it ID and OOD together, so that both share an axis.
 */
export function computeZoomEdges(
  columns: readonly ArrayLike<number | null | undefined>[],
  numBins = NUM_ZOOM_BINS,
): number[] | null {
  const values = columns.flatMap((column) => Array.from(pickFinite(column).values));
  if (values.length === 0) return null;
  let [low, high] = [quantile(values, 0.005), quantile(values, 0.995)];
  if (high - low < 1e-9) [low, high] = [low - PAPER_BIN_WIDTH / 2, low + PAPER_BIN_WIDTH / 2];
  return Array.from({ length: numBins + 1 }, (_, i) => (i === numBins ? high : low + (i * (high - low)) / numBins));
}

/** The list a histogram is made of. */
export function selectVariances(
  { subject, object }: VarianceColumns,
  which: VarianceOf,
): ArrayLike<number | null | undefined> {
  if (which === "subject") return subject;
  if (which === "object") return object;
  if (subject instanceof Float64Array && object instanceof Float64Array) {
    const both = new Float64Array(subject.length + object.length);
    both.set(subject);
    both.set(object, subject.length);
    return both;
  }
  return [...Array.from(subject), ...Array.from(object)];
}

/** Counts the finite values in bins. Throws for fewer than two edges or edges that do not rise. */
export function computeHistogram(column: ArrayLike<number | null | undefined>, edges: readonly number[]): Histogram {
  if (edges.length < 2 || edges.some((edge, i) => i > 0 && !(edge > edges[i - 1]!))) {
    throw new Error(`computeHistogram: expected at least two rising edges, got [${edges.join(", ")}].`);
  }
  const { values, numNull, numNotFinite } = pickFinite(column);
  const numBins = edges.length - 1;
  const [first, last] = [edges[0]!, edges[numBins]!];
  const counts = new Array<number>(numBins).fill(0);
  let [numBelow, numAbove] = [0, 0];
  for (const value of values) {
    if (value < first) numBelow++;
    if (value > last) numAbove++;
    counts[findBin(value, edges)]!++;
  }
  const shares = counts.map((count) => (values.length === 0 ? 0 : count / values.length));
  return { edges, counts, shares, numValues: values.length, numBelow, numAbove, numNull, numNotFinite };
}

/** Bin of a finite value: the last i with edge i <= value, kept within [0, B - 1]. */
export function findBin(value: number, edges: readonly number[]): number {
  let [low, high] = [0, edges.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (edges[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

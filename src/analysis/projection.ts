/** @file Principal components of embeddings, and what a diagonal Gaussian looks like in their plane. */
import { createRandom } from "../math/random";
import { innerProduct, iterateLargest, solveJacobi } from "./symmetricEigen";

/** A fitted plane (or line, or space) of K components in D dimensions. */
export interface Projection {
  /** Mean of the rows it was fitted on. [D] */
  readonly mean: Float64Array;
  /** Unit vectors, one after the other, largest variance first; the largest entry of each is positive. [K * D] */
  readonly components: Float64Array;
  readonly dimension: number;
  readonly numComponents: number;
  /** Variance along each component, divided by N - 1, in squared units of the rows. [K] */
  readonly explainedVariance: Float64Array;
  /** explainedVariance over the variance of all D dimensions, in [0, 1]. [K] */
  readonly explainedShare: Float64Array;
  /** Rows it was fitted on, those with NaN or infinities left out. */
  readonly numRows: number;
  readonly numNotFinite: number;
  readonly seed: number;
}

/** One-sigma ellipse of a projected Gaussian, around its projected mean. */
export interface Ellipse {
  /** Half the longer axis: the larger standard deviation, in units of the rows. */
  readonly majorRadius: number;
  readonly minorRadius: number;
  /** Angle from component 1 to the longer axis, counter-clockwise, in radians, in (-pi/2, pi/2]. */
  readonly angle: number;
}

/** Most rows that a fit reads; of more, a seeded sample of this size is drawn. */
export const LARGEST_FIT = 5000;

/**
 * Principal component analysis of N rows of D numbers, by eigenvectors of the covariance matrix (N - 1 below; block power
 * iteration). Signs are fixed by making each component's entry of largest size positive, so that equal rows give equal
 * planes. Null when fewer than two finite rows remain or they are all equal. K = min(numComponents, N - 1, D): two rows
 * have but one direction. Throws unless `rows` holds whole rows.
 */
export function fitProjection(
  rows: Float32Array | Float64Array,
  dimension: number,
  { numComponents = 2, seed = 0 }: { readonly numComponents?: number; readonly seed?: number } = {},
): Projection | null {
  if (!(Number.isInteger(dimension) && dimension > 0) || rows.length % dimension !== 0) {
    throw new Error(`fitProjection: expected whole rows of ${dimension} numbers, got ${rows.length} numbers.`);
  }
  const all = Array.from({ length: rows.length / dimension }, (_, i) =>
    rows.subarray(i * dimension, (i + 1) * dimension),
  );
  const finite = all.filter((row) => row.every(Number.isFinite));
  const picked = sampleRows(finite, seed);
  const count = Math.min(numComponents, picked.length - 1, dimension);
  if (count < 1) return null;
  const mean = new Float64Array(dimension);
  for (const row of picked) for (let k = 0; k < dimension; k++) mean[k]! += row[k]! / picked.length;
  const covariance = computeCovariance(picked, mean);
  let [total, scale] = [0, 0];
  for (let k = 0; k < dimension; k++) {
    total += covariance[k * (dimension + 1)]!;
    scale += mean[k]! ** 2;
  }
  // What rounding leaves of equal rows is no variance.
  if (!(total > 1e-26 * scale)) return null;
  const { values, vectors } = iterateLargest(covariance, dimension, count, seed);
  const components = new Float64Array(count * dimension);
  vectors.forEach((vector, k) => {
    const largest = vector.reduce((best, entry) => (Math.abs(entry) > Math.abs(best) ? entry : best), 0);
    components.set(
      vector.map((entry) => (largest < 0 ? -entry : entry)),
      k * dimension,
    );
  });
  const explainedVariance = values.map((value) => Math.max(0, value));
  return {
    mean,
    components,
    dimension,
    numComponents: count,
    explainedVariance,
    explainedShare: explainedVariance.map((value) => value / total),
    numRows: picked.length,
    numNotFinite: all.length - finite.length,
    seed,
  };
}

/** Covariance matrix of the rows, divided by N - 1. [D * D] */
function computeCovariance(rows: readonly ArrayLike<number>[], mean: Float64Array): Float64Array {
  const n = mean.length;
  const matrix = new Float64Array(n * n);
  const centred = new Float64Array(n);
  for (const row of rows) {
    for (let k = 0; k < n; k++) centred[k] = row[k]! - mean[k]!;
    for (let i = 0; i < n; i++) {
      const entry = centred[i]!;
      for (let j = i; j < n; j++) matrix[i * n + j]! += entry * centred[j]!;
    }
  }
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      const value = matrix[i * n + j]! / (rows.length - 1);
      matrix[i * n + j] = value;
      matrix[j * n + i] = value;
    }
  }
  return matrix;
}

/** All rows, or a seeded sample without repeats when there are too many (Fisher-Yates). */
function sampleRows<T>(rows: T[], seed: number): T[] {
  if (rows.length <= LARGEST_FIT) return rows;
  const random = createRandom(seed);
  for (let i = 0; i < LARGEST_FIT; i++) {
    const j = i + Math.floor(random.next() * (rows.length - i));
    [rows[i], rows[j]] = [rows[j]!, rows[i]!];
  }
  return rows.slice(0, LARGEST_FIT);
}

/** Coordinates of rows [N * D] in the plane, row by row: components times (row - mean). [N * K] NaN rows give NaN. */
export function applyProjection(projection: Projection, rows: ArrayLike<number>): Float64Array {
  const { mean, components, dimension, numComponents } = projection;
  if (rows.length % dimension !== 0) {
    throw new Error(`applyProjection: expected whole rows of ${dimension} numbers, got ${rows.length} numbers.`);
  }
  const points = new Float64Array((rows.length / dimension) * numComponents);
  for (let i = 0; i < points.length; i++) {
    const [row, component] = [Math.floor(i / numComponents), i % numComponents];
    let sum = 0;
    for (let k = 0; k < dimension; k++) {
      sum += components[component * dimension + k]! * (rows[row * dimension + k]! - mean[k]!);
    }
    points[i] = sum;
  }
  return points;
}

/**
 * The one-sigma ellipse of N(mu, diag(sigma^2)) projected on components 1 and 2. A linear map P takes its covariance to
 * P diag(sigma^2) P^T, again a Gaussian: exact, no draws needed. 39% of the projected mass lies inside. Null for a
 * projection of fewer than two components, a sigma of another length, or one with NaN.
 */
export function projectGaussian(projection: Projection, sigma: ArrayLike<number>): Ellipse | null {
  const { components, dimension, numComponents } = projection;
  const variances = Float64Array.from(sigma, (value) => value * value);
  if (numComponents < 2 || sigma.length !== dimension || !variances.every(Number.isFinite)) return null;
  const [u, v] = [components.subarray(0, dimension), components.subarray(dimension, 2 * dimension)];
  const scaled = (axis: Float64Array) => axis.map((entry, k) => entry * variances[k]!);
  const [uu, uv, vv] = [innerProduct(u, scaled(u)), innerProduct(u, scaled(v)), innerProduct(v, scaled(v))];
  const { values, vectors } = solveJacobi(Float64Array.from([uu, uv, uv, vv]), 2);
  const [x, y] = [vectors[0]![0]!, vectors[0]![1]!];
  const angle = Math.atan2(y, x);
  const halfTurn = angle > Math.PI / 2 ? angle - Math.PI : angle <= -Math.PI / 2 ? angle + Math.PI : angle;
  const radius = (value: number) => Math.sqrt(Math.max(0, value));
  return { majorRadius: radius(values[0]!), minorRadius: radius(values[1]!), angle: halfTurn };
}

/** One neighbour: which row, and how like. */
export interface Neighbour {
  readonly row: number;
  /** Cosine of the angle between both vectors, in [-1, 1]. */
  readonly similarity: number;
}

/**
 * The `count` rows [N * D] most like `query` [D] by cosine, the most like first, equals by row. Rows of length 0 or with
 * NaN have no direction and are left out; a query of that kind gives no neighbours.
 */
export function findNeighbours(query: ArrayLike<number>, rows: ArrayLike<number>, count: number): Neighbour[] {
  const dimension = query.length;
  const length = Math.sqrt(innerProduct(query, query));
  const found: Neighbour[] = [];
  for (let row = 0; dimension > 0 && row < rows.length / dimension; row++) {
    let [product, squares] = [0, 0];
    for (let k = 0; k < dimension; k++) {
      const entry = rows[row * dimension + k]!;
      product += entry * query[k]!;
      squares += entry * entry;
    }
    const similarity = product / (length * Math.sqrt(squares));
    if (Number.isFinite(similarity)) found.push({ row, similarity: Math.max(-1, Math.min(1, similarity)) });
  }
  return found.sort((a, b) => b.similarity - a.similarity || a.row - b.row).slice(0, count);
}

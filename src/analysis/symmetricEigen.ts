/** @file Eigenvectors of symmetric matrices, small by rotation, large by iteration. */
import { createRandom } from "../math/random";

/** Eigenpairs, the largest eigenvalue first. */
export interface Eigen {
  readonly values: Float64Array;
  /** Unit eigenvectors, one after the other. [count * size] */
  readonly vectors: Float64Array[];
}

/**
 * All eigenpairs of a small symmetric matrix [n * n] by Jacobi's rotations (Golub and Van Loan §8.5); n up to some tens.
 * The matrix is not changed.
 */
export function solveJacobi(matrix: Float64Array, n: number): Eigen {
  const a = matrix.slice();
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  for (let sweep = 0; sweep < 60; sweep++) {
    let [off, all] = [0, 0];
    for (let i = 0; i < n * n; i++) {
      all += a[i]! ** 2;
      if (i % (n + 1) !== 0) off += a[i]! ** 2;
    }
    if (off <= 1e-32 * all) break;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q);
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j]! - a[i * n + i]!);
  return {
    values: Float64Array.from(order, (i) => a[i * n + i]!),
    vectors: order.map((i) => Float64Array.from({ length: n }, (_, row) => v[row * n + i]!)),
  };
}

/** One Jacobi rotation: makes a[p, q] 0. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number) {
  const apq = a[p * n + q]!;
  if (apq === 0) return;
  const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < n; k++) {
    const [kp, kq] = [a[k * n + p]!, a[k * n + q]!];
    a[k * n + p] = c * kp - s * kq;
    a[k * n + q] = s * kp + c * kq;
  }
  for (let k = 0; k < n; k++) {
    const [pk, qk] = [a[p * n + k]!, a[q * n + k]!];
    a[p * n + k] = c * pk - s * qk;
    a[q * n + k] = s * pk + c * qk;
    const [vp, vq] = [v[k * n + p]!, v[k * n + q]!];
    v[k * n + p] = c * vp - s * vq;
    v[k * n + q] = s * vp + c * vq;
  }
}

/**
 * The `count` largest eigenpairs of a positive semidefinite matrix [n * n] by block power iteration with Rayleigh-Ritz
 * (Golub and Van Loan §8.2.4): eight vectors more than asked for make neighbouring eigenvalues no obstacle. Stops when
 * every residual |A v - lambda v| is at most 1e-12 of the largest eigenvalue, or after 500 rounds. `seed` starts it.
 */
export function iterateLargest(matrix: Float64Array, n: number, count: number, seed: number): Eigen {
  const size = Math.min(n, count + 8);
  const random = createRandom(seed);
  const fresh = () => Float64Array.from({ length: n }, () => random.next() - 0.5);
  let basis = orthonormalise(Array.from({ length: size }, fresh), fresh);
  for (let round = 0; ; round++) {
    const images = basis.map((vector) => multiply(matrix, vector));
    const small = Float64Array.from({ length: size * size }, (_, i) => {
      const [row, column] = [Math.floor(i / size), i % size];
      return (innerProduct(basis[row]!, images[column]!) + innerProduct(basis[column]!, images[row]!)) / 2;
    });
    const ritz = solveJacobi(small, size);
    const vectors = ritz.vectors.map((mix) => combine(basis, mix));
    const turned = ritz.vectors.map((mix) => combine(images, mix));
    const limit = 1e-12 * ritz.values[0]!;
    const isDone = ritz.values.subarray(0, count).every((value, i) => {
      const residual = turned[i]!.map((entry, k) => entry - value * vectors[i]![k]!);
      return Math.sqrt(innerProduct(residual, residual)) <= limit;
    });
    if (isDone || round === 500) return { values: ritz.values.slice(0, count), vectors: vectors.slice(0, count) };
    basis = orthonormalise(turned, fresh);
  }
}

export function innerProduct(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Symmetric matrix [n * n] times vector [n]. */
function multiply(matrix: Float64Array, vector: Float64Array): Float64Array {
  const n = vector.length;
  return vector.map((_, i) => innerProduct(matrix.subarray(i * n, (i + 1) * n), vector));
}

/** Sum of mix_i vectors_i. */
function combine(vectors: readonly Float64Array[], mix: Float64Array): Float64Array {
  const sum = new Float64Array(vectors[0]!.length);
  vectors.forEach((vector, i) => {
    for (let k = 0; k < sum.length; k++) sum[k]! += mix[i]! * vector[k]!;
  });
  return sum;
}

/** Gram-Schmidt, twice for accuracy; a vector that vanishes is replaced by a fresh one. */
function orthonormalise(vectors: Float64Array[], fresh: () => Float64Array): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const vector of vectors) {
    let unit: Float64Array | null = null;
    for (let candidate = vector; !unit; candidate = fresh()) unit = normaliseAgainst(basis, candidate);
    basis.push(unit);
  }
  return basis;
}

function normaliseAgainst(basis: readonly Float64Array[], vector: Float64Array): Float64Array | null {
  const before = Math.sqrt(innerProduct(vector, vector));
  if (before === 0) return null;
  let rest = vector.map((entry) => entry / before);
  for (let pass = 0; pass < 2; pass++) {
    for (const unit of basis) {
      const share = innerProduct(unit, rest);
      rest = rest.map((entry, k) => entry - share * unit[k]!);
    }
    const length = Math.sqrt(innerProduct(rest, rest));
    if (length < 1e-14) return null;
    rest = rest.map((entry) => entry / length);
  }
  return rest;
}

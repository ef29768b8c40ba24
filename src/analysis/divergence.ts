/** @file Jensen-Shannon divergence: how far two answers are apart. */

/** Mean divergence of some answers from one. */
export interface MeanDivergence {
  /** Bits, in [0, 1]; null when no pair has a divergence. */
  readonly value: number | null;
  /** Pairs averaged. */
  readonly numPairs: number;
  /** Pairs left out: a list with NaN, a negative number or no mass. */
  readonly numUndefined: number;
}

/**
 * Jensen-Shannon divergence of two probability vectors in bits: with m = (p + q) / 2,
 * (KL(p || m) + KL(q || m)) / 2, logarithms to base 2 (Lin 1991). In [0, 1]; symmetric; 0 for equal vectors, 1 when no
 * label has mass in both. The square of scipy's `jensenshannon(p, q, base=2)`. Vectors are normalised to sum 1 first.
 * Null for an empty vector, one without mass, or one with NaN, infinite or negative entries. Throws for unlike lengths.
 */
export function computeDivergence(p: ArrayLike<number>, q: ArrayLike<number>): number | null {
  if (p.length !== q.length) {
    throw new Error(`computeDivergence: expected vectors of one length, got ${p.length} and ${q.length}.`);
  }
  const [sumP, sumQ] = [sumMass(p), sumMass(q)];
  if (sumP === null || sumQ === null) return null;
  let bits = 0;
  for (let i = 0; i < p.length; i++) {
    const [a, b] = [p[i]! / sumP, q[i]! / sumQ];
    const m = (a + b) / 2;
    if (a > 0) bits += (a * Math.log2(a / m)) / 2;
    if (b > 0) bits += (b * Math.log2(b / m)) / 2;
  }
  // Rounding alone can leave the range by 1e-16.
  return Math.min(1, Math.max(0, bits));
}

function sumMass(p: ArrayLike<number>): number | null {
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    if (!(p[i]! >= 0)) return null;
    sum += p[i]!;
  }
  return sum > 0 && Number.isFinite(sum) ? sum : null;
}

/** Mean divergence of each of `others` (the swapped versions) from `reference`. No others: null. */
export function computeMeanDivergence(
  reference: ArrayLike<number>,
  others: readonly ArrayLike<number>[],
): MeanDivergence {
  const bits = others.map((other) => computeDivergence(reference, other)).filter((value) => value !== null);
  return {
    value: bits.length === 0 ? null : bits.reduce((sum, value) => sum + value, 0) / bits.length,
    numPairs: bits.length,
    numUndefined: others.length - bits.length,
  };
}

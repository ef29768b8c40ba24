/** @file Two-sample Kolmogorov-Smirnov test. */
import { pickFinite } from "./estimate";

export interface KolmogorovSmirnov {
  /** D = max over x of |F(x) - G(x)|, in [0, 1]. */
  readonly statistic: number;
  /**
   * Probability of a D at least this large if both samples come from one distribution, every row independent of every
   * other. Rows of one document, or one row in two versions, are not: then it is only a description.
   */
  readonly pValue: number;
  /** `exact`: by counting paths; `limit`: by Kolmogorov's limit, for samples where counting is too slow. */
  readonly method: "exact" | "limit";
}

/** Above this product of the sample sizes the limit is used; counting then takes some 10 ms. */
const LARGEST_EXACT = 4_000_000;

/**
 * Two-sided two-sample KS test. Exact p-values count lattice paths (Hodges 1957); they are conservative under ties.
 * The limit is Q(D sqrt(n m / (n + m))), see computeKolmogorov. Values that are not finite are left out. Null when a
 * sample is empty.
 */
export function testKolmogorovSmirnov(
  first: ArrayLike<number | null | undefined>,
  second: ArrayLike<number | null | undefined>,
): KolmogorovSmirnov | null {
  const [a, b] = [pickFinite(first).values.sort(), pickFinite(second).values.sort()];
  const [m, n] = [a.length, b.length];
  if (m === 0 || n === 0) return null;
  // Differences of the two distribution functions as whole multiples of 1 / lcm(m, n): no rounding.
  const divisor = greatestCommonDivisor(m, n);
  const [stepA, stepB] = [n / divisor, m / divisor];
  let [i, j, largest] = [0, 0, 0];
  while (i < m && j < n) {
    const next = Math.min(a[i]!, b[j]!);
    while (i < m && a[i] === next) i++;
    while (j < n && b[j] === next) j++;
    largest = Math.max(largest, Math.abs(i * stepA - j * stepB));
  }
  const statistic = largest / (m * stepA);
  if (m * n <= LARGEST_EXACT) return { statistic, pValue: computeExactPValue(m, n, largest), method: "exact" };
  return { statistic, pValue: computeKolmogorov(statistic * Math.sqrt((m * n) / (m + n))), method: "limit" };
}

/**
 * Share of the paths from (0, 0) to (m, n) that reach |i n - j m| >= h gcd(m, n): a random merge of both samples with a
 * D at least as large. The chance to have been outside on the way to (i, j) is A(i, j) = (i A(i-1, j) + j A(i, j-1)) /
 * (i + j) inside the band, 1 outside. One column of A is kept; the band only moves up, so what it leaves is not read again.
 */
function computeExactPValue(m: number, n: number, h: number): number {
  if (h === 0) return 1;
  const divisor = greatestCommonDivisor(m, n);
  const [stepI, stepJ] = [n / divisor, m / divisor];
  const column = new Float64Array(n + 1).fill(1);
  for (let i = 0; i <= m; i++) {
    // j inside the band: |i stepI - j stepJ| < h.
    const from = Math.max(0, Math.floor((i * stepI - h) / stepJ) + 1);
    const to = Math.min(n, Math.ceil((i * stepI + h) / stepJ) - 1);
    let below = from === 0 ? 0 : 1;
    for (let j = from; j <= to; j++) {
      below = i + j === 0 ? 0 : (i * column[j]! + j * below) / (i + j);
      column[j] = below;
    }
  }
  return Math.min(1, column[n]!);
}

/**
 * Kolmogorov's limit distribution, upper tail: Q(x) = 2 sum over k >= 1 of (-1)^(k-1) exp(-2 k^2 x^2); for small x the
 * equal series 1 - sqrt(2 pi) / x sum over k >= 1 of exp(-(2k-1)^2 pi^2 / (8 x^2)). In [0, 1]; 1 for x <= 0.
 */
export function computeKolmogorov(x: number): number {
  if (x <= 0) return 1;
  let sum = 0;
  if (x < 1) {
    for (let k = 1; k <= 19; k += 2) sum += Math.exp((-k * k * Math.PI * Math.PI) / (8 * x * x));
    return 1 - (Math.sqrt(2 * Math.PI) / x) * sum;
  }
  for (let k = 1; k <= 10; k++) sum += (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * x * x);
  return Math.min(1, 2 * sum);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

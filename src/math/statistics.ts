/** @file Statistics of plain number arrays. */

/** Arithmetic mean; NaN for an empty list. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/**
 * Quantile `p` in [0, 1] with linear interpolation between order statistics (Hyndman and Fan's type 7, the default of
 * R and NumPy): the value at position p (n - 1) of the sorted list. NaN for an empty list; throws for `p` outside [0, 1].
 */
export function quantile(values: ArrayLike<number>, p: number): number {
  if (!(p >= 0 && p <= 1)) throw new Error(`quantile: expected p in [0, 1], got ${p}.`);
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) return NaN;
  const position = p * (sorted.length - 1);
  const below = Math.floor(position);
  const [low, high] = [sorted[below]!, sorted[Math.min(below + 1, sorted.length - 1)]!];
  return low + (position - below) * (high - low);
}

/** Index of the largest value, the first of equals; -1 for an empty list. */
export function argMax(values: ArrayLike<number>): number {
  let best = values.length > 0 ? 0 : -1;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}

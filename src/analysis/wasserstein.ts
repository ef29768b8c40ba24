/** @file Wasserstein-1 distance of two samples. */
import { pickFinite } from "./estimate";

/**
 * Wasserstein-1 (earth mover's) distance of two samples: the integral over x of |F(x) - G(x)|, F and G being the shares
 * of values at or below x (Ramdas, Garcia and Cuturi 2017, Prop. 1). Unit of the values; range [0, inf); symmetric; 0
 * for equal distributions; not smaller than the difference of means. It is never negative, so noise alone makes it
 * positive: judge a shift by the interval of the difference of means, not by this. Values that are not finite are left
 * out. Null when a sample is empty.
 */
export function computeWasserstein(
  first: ArrayLike<number | null | undefined>,
  second: ArrayLike<number | null | undefined>,
): number | null {
  const [a, b] = [pickFinite(first).values.sort(), pickFinite(second).values.sort()];
  if (a.length === 0 || b.length === 0) return null;
  let [i, j, distance] = [0, 0, 0];
  let previous = Math.min(a[0]!, b[0]!);
  while (i < a.length || j < b.length) {
    const next = Math.min(a[i] ?? Infinity, b[j] ?? Infinity);
    distance += Math.abs(i / a.length - j / b.length) * (next - previous);
    previous = next;
    while (i < a.length && a[i] === next) i++;
    while (j < b.length && b[j] === next) j++;
  }
  return distance;
}

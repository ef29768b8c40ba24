/** @file Small statistics of timed runs. */

/** Middle value; the mean of the two middle ones for an even count. NaN when empty. */
export function median(values) {
  if (values.length === 0) return NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Ratio of the medians a / b, with the smallest and largest ratio of runs that were made side by side (same index):
 * how far the ratio wandered while the machine was the same. NaN when either is empty.
 */
export function compareRuns(a, b) {
  const pairs = a.slice(0, b.length).map((value, i) => value / b[i]);
  return { ratio: median(a) / median(b), low: Math.min(...pairs), high: Math.max(...pairs) };
}

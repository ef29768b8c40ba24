/** @file Small statistics of timed runs. */

/** Middle value; the mean of the two middle ones for an even count. NaN when empty. */
export function median(values) {
  if (values.length === 0) return NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Smallest value that at least a share p of all reach at most (nearest rank). NaN when empty. */
export function quantile(values, p) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? NaN;
}

/**
 * How the runs a compare with the runs b, made side by side (same index).
 * `ratio` of the medians; `low` and `high` of single pairs, which show how much the machine wandered; `fastest` of the
 * fastest runs, which other work on the machine disturbs least. All NaN or infinite when either is empty.
 */
export function compareRuns(a, b) {
  const pairs = a.slice(0, b.length).map((value, i) => value / b[i]);
  return {
    ratio: median(a) / median(b),
    low: Math.min(...pairs),
    high: Math.max(...pairs),
    fastest: Math.min(...a) / Math.min(...b),
  };
}

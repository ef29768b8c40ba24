/** @file Shares as percentage points. */
import type { Estimate } from "../../analysis/estimate";

/** An estimate times 100. */
export function toPoints(estimate: Estimate): Estimate {
  const { value, interval } = estimate;
  return {
    ...estimate,
    value: value === null ? null : 100 * value,
    interval: interval && { ...interval, low: 100 * interval.low, high: 100 * interval.high },
  };
}

/** @file The one colour ramp of variance: seven steps of 0.1. */

/** Step of the ramp for a variance: 0 for [0, 0.1), 1 for [0.1, 0.2), ... 6 for 0.6 and above. */
export function rampStep(variance: number): number {
  return Math.min(6, Math.max(0, Math.floor(variance * 10 + 1e-9)));
}

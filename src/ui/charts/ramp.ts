/** @file The one colour ramp of variance: seven steps of 0.2, wide enough for the values of the shipped model (0.3 to 1.3). */

/** Width of one step, in units of variance. */
export const RAMP_STEP = 0.2;

/** Step of the ramp for a variance: 0 for [0, 0.2), 1 for [0.2, 0.4), ... 6 for 1.2 and above. */
export function rampStep(variance: number): number {
  return Math.min(6, Math.max(0, Math.floor(variance / RAMP_STEP + 1e-9)));
}

/** @file What a chart may claim, decided from its numbers; the words are the page's. */
import type { Correlation } from "./correlation";
import type { SliceShift, SliceShifts } from "./distributionShift";
import type { Estimate, Gap, Interval } from "./estimate";

/**
 * A verdict on a difference or a correlation. `higher` and `lower`: the whole interval is above, below 0;
 * `noClearDifference`: it holds 0 (0 at an end included), which is not proof of no difference; `cannotTell`: no
 * interval, and `gap` says why.
 */
export type Verdict = "higher" | "lower" | "noClearDifference" | "cannotTell";

export interface DifferenceFinding {
  readonly verdict: Verdict;
  readonly value: number | null;
  readonly interval: Interval | null;
  readonly gap: Gap | null;
  readonly numRows: number;
}

/** Verdict on an estimate whose null value is 0. */
export function findDifference(estimate: Pick<Estimate, "value" | "interval" | "gap" | "numRows">): DifferenceFinding {
  const { value, interval, gap, numRows } = estimate;
  return { verdict: judge(interval), value, interval, gap, numRows };
}

function judge(interval: Interval | null): Verdict {
  if (!interval) return "cannotTell";
  if (interval.low > 0) return "higher";
  return interval.high < 0 ? "lower" : "noClearDifference";
}

/** What the slices of a chart show together. */
export interface SlicesFinding {
  /** `none`: tested, nothing clear; `cannotTell`: no slice passed the guard. */
  readonly verdict: "some" | "none" | "cannotTell";
  /** Slices that are clear after correction, by size of the difference, the largest first. */
  readonly higher: readonly SliceShift[];
  readonly lower: readonly SliceShift[];
  readonly numTested: number;
  readonly numGuarded: number;
}

/** Which slices differ clearly once the number of slices is paid for. */
export function findClearSlices({ slices, numTested, numGuarded }: SliceShifts): SlicesFinding {
  const clear = slices.filter(({ isClear, difference }) => isClear && difference.value !== null);
  const sizeOf = ({ difference }: SliceShift) => Math.abs(difference.value!);
  const pick = (sign: number) =>
    clear.filter(({ difference }) => Math.sign(difference.value!) === sign).sort((a, b) => sizeOf(b) - sizeOf(a));
  const verdict = numTested === 0 ? "cannotTell" : clear.length > 0 ? "some" : "none";
  return { verdict, higher: pick(1), lower: pick(-1), numTested, numGuarded };
}

export interface CorrelationFinding {
  /** `no`: the interval holds 0; `positive`, `negative`: it does not; `cannotTell`: no interval. */
  readonly verdict: "positive" | "negative" | "no" | "cannotTell";
  /** By size of the coefficient: below 0.1 `negligible`, 0.3 `weak`, 0.5 `moderate`, else `strong` (Cohen 1988). */
  readonly strength: "negligible" | "weak" | "moderate" | "strong" | null;
  readonly value: number | null;
  readonly interval: Interval | null;
  readonly gap: Gap | null;
  readonly numRows: number;
}

/**
 * Does one quantity predict the other on these rows? With variance and flip rate this tests the VIB paper's claim that
 * variance shows reliance on names: `no` means that on this data it does not predict flips.
 */
export function findCorrelation(
  correlation: Pick<Correlation, "value" | "interval" | "gap" | "numRows">,
): CorrelationFinding {
  const { value, interval, gap, numRows } = correlation;
  const verdicts = {
    higher: "positive",
    lower: "negative",
    noClearDifference: "no",
    cannotTell: "cannotTell",
  } as const;
  const size = value === null ? null : Math.abs(value);
  const strength =
    size === null ? null : size < 0.1 ? "negligible" : size < 0.3 ? "weak" : size < 0.5 ? "moderate" : "strong";
  return { verdict: verdicts[judge(interval)], strength, value, interval, gap, numRows };
}

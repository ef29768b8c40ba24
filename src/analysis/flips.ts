/** @file How often another name changes the answer, and to what. */
import { argMax } from "../math/statistics";
import { computeDivergence, computeMeanDivergence, type MeanDivergence } from "./divergence";
import type { Interval } from "./estimate";

/** One swapped version of a sentence, as read. */
export interface SwapReading {
  /** What was put in, as shown to the reader: a name, or "subject / object". */
  readonly replacement: string;
  /** Probabilities over all labels. [R] */
  readonly probabilities: ArrayLike<number>;
}

/** One swap and what it did. */
export interface Swap {
  readonly replacement: string;
  /** Class id of the answer with this name. */
  readonly label: number;
  /** Its probability, in [0, 1]. */
  readonly probability: number;
  readonly isFlip: boolean;
  /** Bits between the original answer and this one, in [0, 1]; null when not defined. */
  readonly divergence: number | null;
}

/** The names that lead to one other answer. */
export interface FlipTarget {
  readonly label: number;
  readonly count: number;
  /** count over all swaps, in [0, 1]. */
  readonly share: number;
  /** In order of the swaps; a name can occur more than once. */
  readonly replacements: readonly string[];
}

export interface Flips {
  /** Class id of the original answer; -1 when it has no usable probabilities. */
  readonly label: number;
  readonly swaps: readonly Swap[];
  readonly numSwaps: number;
  readonly numFlips: number;
  /** Swaps left out because a probability is NaN or missing. */
  readonly numUndefined: number;
  /** numFlips / numSwaps; null without a swap. */
  readonly rate: number | null;
  /** Wilson's 95% interval of the rate; null without a swap. */
  readonly interval: Interval | null;
  /** Other answers, the most frequent first, equals by class id. Empty when nothing flips. */
  readonly targets: readonly FlipTarget[];
  readonly divergence: MeanDivergence;
}

/** 97.5% quantile of the standard normal distribution. */
const Z_95 = 1.959963984540054;

/**
 * Wilson's score interval of a proportion at 95% (Wilson 1927): with z = 1.96 and p = k / n,
 * (p + z^2 / 2n -+ z sqrt(p (1 - p) / n + z^2 / 4n^2)) / (1 + z^2 / n). Within [0, 1], not empty at k = 0 or k = n.
 * The trials count as independent draws from the pool of names. Null for n = 0; throws unless 0 <= k <= n are whole.
 */
export function computeWilsonInterval(k: number, n: number): Interval | null {
  if (!Number.isInteger(k) || !Number.isInteger(n) || k < 0 || k > n) {
    throw new Error(`computeWilsonInterval: expected whole numbers 0 <= k <= n, got k = ${k}, n = ${n}.`);
  }
  if (n === 0) return null;
  const p = k / n;
  const centre = (p + Z_95 ** 2 / (2 * n)) / (1 + Z_95 ** 2 / n);
  const half = (Z_95 * Math.sqrt((p * (1 - p)) / n + Z_95 ** 2 / (4 * n ** 2))) / (1 + Z_95 ** 2 / n);
  // At the ends both terms are equal but for rounding.
  return { low: k === 0 ? 0 : centre - half, high: k === n ? 1 : centre + half, level: 0.95 };
}

const isUsable = (probabilities: ArrayLike<number>) =>
  probabilities.length > 0 && Array.from(probabilities).every(Number.isFinite);

/** Flip rate, targets and divergence of one sentence's swaps against its original answer. */
export function computeFlips(original: ArrayLike<number>, readings: readonly SwapReading[]): Flips {
  const label = isUsable(original) ? argMax(original) : -1;
  const usable = label === -1 ? [] : readings.filter(({ probabilities }) => isUsable(probabilities));
  const swaps = usable.map(({ replacement, probabilities }): Swap => {
    const top = argMax(probabilities);
    const divergence = computeDivergence(original, probabilities);
    return { replacement, label: top, probability: probabilities[top]!, isFlip: top !== label, divergence };
  });
  const flipped = swaps.filter(({ isFlip }) => isFlip);
  const names = new Map<number, string[]>();
  for (const swap of flipped) names.set(swap.label, [...(names.get(swap.label) ?? []), swap.replacement]);
  const targets = [...names]
    .map(([target, replacements]): FlipTarget => {
      const count = replacements.length;
      return { label: target, count, share: count / swaps.length, replacements };
    })
    .sort((a, b) => b.count - a.count || a.label - b.label);
  return {
    label,
    swaps,
    numSwaps: swaps.length,
    numFlips: flipped.length,
    numUndefined: readings.length - usable.length,
    rate: swaps.length === 0 ? null : flipped.length / swaps.length,
    interval: computeWilsonInterval(flipped.length, swaps.length),
    targets,
    divergence: computeMeanDivergence(
      original,
      usable.map(({ probabilities }) => probabilities),
    ),
  };
}

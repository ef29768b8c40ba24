/** @file The curve under a scatter of variance and flips: equal groups by rising variance, each with its mean flip rate. */
import { bootstrapMean, type Key } from "./bootstrap";
import { MINIMUM_ROWS, type Estimate } from "./estimate";

/** Points of one eighth by variance: their mean variance and mean flip rate with its interval. */
export interface FlipGroup {
  readonly variance: number;
  readonly flipRate: Estimate;
}

const MOST_GROUPS = 8;

/**
 * Up to eight groups of equal size, by rising variance. Points without a finite variance and flip rate are left out; empty
 * for fewer points than two groups of the guard need. `documents`: what each point is drawn with. [N] each
 */
export function groupFlips(
  variances: ArrayLike<number>,
  flipRates: ArrayLike<number>,
  documents: ArrayLike<Key>,
  seed: number,
): FlipGroup[] {
  const order = Array.from(variances, (_, i) => i)
    .filter((i) => Number.isFinite(variances[i]) && Number.isFinite(flipRates[i]))
    .sort((a, b) => variances[a]! - variances[b]!);
  const numGroups = Math.min(MOST_GROUPS, Math.floor(order.length / MINIMUM_ROWS));
  if (numGroups < 2) return [];
  return Array.from({ length: numGroups }, (_, g) => {
    const part = order.slice(
      Math.floor((g * order.length) / numGroups),
      Math.floor(((g + 1) * order.length) / numGroups),
    );
    const flips = part.map((i) => flipRates[i]!);
    const variance = part.reduce((sum, i) => sum + variances[i]!, 0) / part.length;
    return {
      variance,
      flipRate: bootstrapMean(
        flips,
        part.map((i) => documents[i]!),
        { seed },
      ),
    };
  });
}

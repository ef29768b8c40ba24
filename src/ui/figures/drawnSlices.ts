/** @file Which slices a drawing shows, and in which order. */
import type { Slicing } from "../../analysis/corpusAnalysis";
import { BAND_LABELS } from "../../analysis/frequencyBands";

/** Slices drawn; the table and the CSV have all. */
const MOST_DRAWN = 14;
/** Of these, slices under the guard. */
const MOST_GUARDED = 3;

/** The first slices that have a value, then a few that are too small, so that the guard is seen. */
export function pickDrawn<T>(slices: readonly T[], isGuarded: (slice: T) => boolean): T[] {
  const guarded = slices.filter(isGuarded);
  const told = slices
    .filter((slice) => !isGuarded(slice))
    .slice(0, MOST_DRAWN - Math.min(MOST_GUARDED, guarded.length));
  return [...told, ...guarded.slice(0, Math.min(MOST_GUARDED, MOST_DRAWN - told.length))];
}

/** Slices by size of effect, the largest first, nulls last; bands of frequency keep their own order. */
export function sortSlices<T extends { readonly slice: string | number }>(
  slices: readonly T[],
  slicing: Slicing,
  effect: (slice: T) => number | null,
  numRows: (slice: T) => number,
): T[] {
  if (slicing === "band") {
    const place = ({ slice }: T) => BAND_LABELS.findIndex((label) => label === slice);
    return [...slices].sort((a, b) => place(a) - place(b));
  }
  return [...slices].sort((a, b) => {
    const [left, right] = [effect(a), effect(b)];
    if (left === null || right === null) return left === right ? numRows(b) - numRows(a) : left === null ? 1 : -1;
    return right - left || numRows(b) - numRows(a);
  });
}

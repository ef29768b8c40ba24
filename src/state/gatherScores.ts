/** @file Scores as they come in: stored ones come fast and in many messages, and every change is a new look at all rows. */
import type { RowResult } from "../analysis/rowScore";
import type { ScoreBatch } from "../worker/protocol";

export interface GatheredScores {
  take(batch: Pick<ScoreBatch, "rows" | "results" | "isStored" | "numDone" | "numTotal">): void;
  /** Shows what has been held back. */
  finish(): void;
}

/**
 * Shows each computed batch at once, and stored ones together. `rows`: the corpus row of each example of the job; `read`
 * gives what is shown now, one entry per row of the corpus.
 */
export function gatherScores(
  rows: readonly number[],
  read: () => readonly (RowResult | null)[],
  show: (results: readonly (RowResult | null)[]) => void,
): GatheredScores {
  let held: (RowResult | null)[] | null = null;
  return {
    take({ rows: places, results, isStored, numDone, numTotal }) {
      const all = held ?? [...read()];
      places.forEach((place, i) => (all[rows[place]!] = results[i]!));
      held = isStored && numDone < numTotal ? all : null;
      if (held === null) show(all);
    },
    finish() {
      if (held !== null) show(held);
      held = null;
    },
  };
}

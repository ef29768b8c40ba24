/** @file How many rows the next batch of a background job takes. */

/**
 * Aim for the time of one batch: short enough that the count moves, long enough that texts of like length come together.
 * The sentence on the stage waits for one forward pass only.
 */
const BATCH_MS = 1000;
/** Longest batch for the sake of speed, and how much longer than the first one it may be where that was longer already. */
const SLOW_MS = 2000;
const SLOWER = 1.5;
const MOST_ROWS = 128;
/** Twice the rows pay when this many times as many are read in the same time. */
const GAIN = 1.3;

export interface BatchSizes {
  /** Rows of the next batch. */
  readonly next: number;
  /** Takes in what a batch took. */
  note(numRows: number, elapsedMs: number): void;
}

/**
 * First doubles for as long as that pays: where a pass costs much the same for one row as for many (a GPU in software, a
 * slow driver), single rows would take forever. Then keeps a batch near its time: grows slowly, shrinks at once.
 */
export function createBatchSizes(): BatchSizes {
  let next = 1;
  let first: number | null = null;
  /** The largest batch that paid, with its rows a millisecond. */
  let paid = { numRows: 1, rate: 0 };
  let isTrying = true;
  return {
    get next() {
      return next;
    },
    note(numRows, elapsedMs) {
      const rate = numRows / Math.max(0.1, elapsedMs);
      first ??= elapsedMs;
      const isShort = elapsedMs <= Math.max(SLOW_MS, SLOWER * first);
      isTrying &&= isShort && rate >= GAIN * paid.rate;
      if (isTrying) paid = { numRows, rate };
      const least = isShort ? paid.numRows : 1;
      const inTime = Math.min(2 * numRows, Math.floor(rate * BATCH_MS));
      next = Math.min(MOST_ROWS, isTrying ? 2 * numRows : Math.max(least, inTime));
    },
  };
}

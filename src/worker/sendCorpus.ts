/** @file A corpus on its way from the worker to the page: some rows at a time, so that the page answers in between. */
import type { Corpus } from "../data/readCorpus";
import type { Example } from "../data/example";
import type { CorpusHead, RowListener } from "./protocol";

/** Rows of one message: a few milliseconds of the page's time. */
const ROWS_PER_MESSAGE = 1000;

/** Hands over rows in order; false when it was cancelled before the last of them had been taken in. */
export async function sendRows(
  rows: readonly Example[],
  onRows: RowListener,
  isCancelled: () => boolean,
): Promise<boolean> {
  for (let first = 0; first < rows.length && !isCancelled(); first += ROWS_PER_MESSAGE) {
    await onRows(rows.slice(first, first + ROWS_PER_MESSAGE));
  }
  return !isCancelled();
}

/** Hands over all rows, then gives what is left of the corpus. */
export async function sendCorpus({ examples, ...head }: Corpus, onRows: RowListener): Promise<CorpusHead> {
  await sendRows(examples, onRows, () => false);
  return head;
}

/** The other end: what `send` answers, and the rows it handed over before. */
export async function receiveRows<T>(
  send: (onRows: RowListener) => Promise<T>,
): Promise<{ answer: T; examples: Example[] }> {
  const examples: Example[] = [];
  const answer = await send((rows) => void examples.push(...rows));
  return { answer, examples };
}

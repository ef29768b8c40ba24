/** @file A corpus on its way from the worker to the page: some rows at a time, so that the page answers in between. */
import { createFactCounter, noteFacts } from "../data/corpusFacts";
import type { Corpus } from "../data/readCorpus";
import type { Argument, Example } from "../data/example";
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

/** Makes rows share their names of relations, types, documents and annotators, of which a message holds a copy for each. */
function createSharer(): (row: Example) => Example {
  const known = new Map<string, string>();
  const share = (text: string) => {
    const first = known.get(text);
    if (first === undefined) known.set(text, text);
    return first ?? text;
  };
  const shareType = (argument: Argument): Argument =>
    argument.type === undefined ? argument : Object.assign(argument, { type: share(argument.type) });
  return (row) => {
    const { relation, docId, annotator } = row;
    shareType(row.subject);
    shareType(row.object);
    return Object.assign(row, {
      ...(relation != null && { relation: share(relation) }),
      ...(docId !== undefined && { docId: share(docId) }),
      ...(annotator !== undefined && { annotator: share(annotator) }),
    });
  };
}

/** The other end: what `send` answers, and the rows it handed over before. */
export async function receiveRows<T>(
  send: (onRows: RowListener) => Promise<T>,
): Promise<{ answer: T; examples: Example[] }> {
  const examples: Example[] = [];
  const counter = createFactCounter();
  const share = createSharer();
  const answer = await send((rows) => {
    for (const row of rows) examples.push(share(row));
    counter.add(rows);
  });
  noteFacts(examples, counter.finish());
  return { answer, examples };
}

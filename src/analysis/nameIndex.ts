/** @file The names of a corpus, numbered once: its texts are not cut and compared again with every selection. */
import type { Example } from "../data/example";
import { namesOf } from "./corpusColumns";

export interface NameIndex {
  /** Every name once, in order of first appearance. */
  readonly names: readonly string[];
  /** Number of the subject's and of the object's name of each row. [N, 2] */
  readonly ids: Int32Array;
}

const indices = new WeakMap<readonly Example[], NameIndex>();

/** Rows that are numbered before others may have their turn. */
const ROWS_PER_PART = 4000;

/** Numbers rows as they are asked for. */
function* number(examples: readonly Example[]): Generator<undefined, NameIndex> {
  const numberOf = new Map<string, number>();
  const ids = new Int32Array(2 * examples.length);
  for (let row = 0; row < examples.length; row++) {
    if (row > 0 && row % ROWS_PER_PART === 0) yield;
    const names = namesOf(examples[row]!);
    for (let i = 0; i < 2; i++) {
      const id = numberOf.get(names[i]!) ?? numberOf.size;
      numberOf.set(names[i]!, id);
      ids[2 * row + i] = id;
    }
  }
  return { names: [...numberOf.keys()], ids };
}

/** The index of these rows: made at the first call, unless `prepareNames` has made it. No rows: no names. */
export function findNameIndex(examples: readonly Example[]): NameIndex {
  const known = indices.get(examples);
  if (known !== undefined) return known;
  const numbering = number(examples);
  let step = numbering.next();
  while (step.done !== true) step = numbering.next();
  indices.set(examples, step.value);
  return step.value;
}

/** Makes the index in parts, `rest` between them: a long task would keep the page from answering. */
export async function prepareNames(examples: readonly Example[], rest: () => Promise<unknown>): Promise<NameIndex> {
  const known = indices.get(examples);
  if (known !== undefined) return known;
  const numbering = number(examples);
  let step = numbering.next();
  while (step.done !== true) {
    await rest();
    step = numbering.next();
  }
  indices.set(examples, step.value);
  return step.value;
}

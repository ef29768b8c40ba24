/** @file Scores examples: reads each one and its versions with unseen names. The page and the command line both call it. */
import type { Example } from "../data/example";
import { makeUnseenSwaps } from "../data/rowSwaps";
import type { NameTables } from "../data/swap/nameTables";
import type { Reading } from "../inference/types";
import { scoreReading, type RowResult } from "./rowScore";

export interface ScoreExamplesOptions {
  /** K: draws of each example as it is written. */
  readonly draws: number;
  /** S: at most this many versions with unseen names. */
  readonly swaps: number;
  readonly seed: number;
  /** Where the names come from; null with no swaps. */
  readonly tables: NameTables | null;
}

/** Reads examples with this many draws; an unreadable one gives its Error in its place. */
export type ReadMany = (examples: readonly Example[], draws: number) => Promise<(Reading | Error)[]>;

/**
 * One result per example, in order. The swapped versions are read without draws, in a call of `read` of their own, so
 * that other work can come between. A version that cannot be read is left out. Rejects with what `read` rejects with.
 */
export async function scoreExamples(
  examples: readonly Example[],
  { draws, swaps, seed, tables }: ScoreExamplesOptions,
  read: ReadMany,
): Promise<RowResult[]> {
  const versions = await Promise.all(
    examples.map((example) => (tables ? makeUnseenSwaps(example, { count: swaps, seed, tables }) : [])),
  );
  const originals = await read(examples, draws);
  const swapped = await read(versions.flat(), 0);
  let next = 0;
  return originals.map((original, i): RowResult => {
    const own = swapped.slice(next, (next += versions[i]!.length));
    if (original instanceof Error) return { kind: "unreadable", error: original.message };
    return scoreReading(
      original,
      own.filter((reading): reading is Reading => !(reading instanceof Error)),
    );
  });
}

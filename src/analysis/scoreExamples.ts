/** @file Scores examples: reads each one, its versions with unseen names and its two probes. Page and command line call it. */
import type { Example } from "../data/example";
import { keepNamesOnly, maskNames } from "../data/probeVersions";
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
 * One result per example, in order. The swapped versions and the probes (names masked, names only) are read without
 * draws, in a call of `read` of their own, so that other work can come between. A swapped version that cannot be read is
 * left out, a probe that cannot is null. Rejects with what `read` rejects with.
 */
export async function scoreExamples(
  examples: readonly Example[],
  { draws, swaps, seed, tables }: ScoreExamplesOptions,
  read: ReadMany,
): Promise<RowResult[]> {
  const swapped = await Promise.all(
    examples.map((example) => (tables ? makeUnseenSwaps(example, { count: swaps, seed, tables }) : [])),
  );
  const originals = await read(examples, draws);
  // An example that cannot be read is not probed either; it would fail in the same way.
  const probes = examples.map((example, i) => (originals[i] instanceof Error ? [] : makeProbes(example)));
  const versions = examples.map((_, i) => [...probes[i]!, ...swapped[i]!]);
  const answers = await read(versions.flat(), 0);
  let next = 0;
  return originals.map((original, i): RowResult => {
    const own = answers.slice(next, (next += versions[i]!.length)).map((one) => (one instanceof Error ? null : one));
    if (original instanceof Error) return { kind: "unreadable", error: original.message };
    const [masked = null, namesOnly = null] = own.slice(0, probes[i]!.length);
    const others = own.slice(probes[i]!.length).filter((reading) => reading !== null);
    return scoreReading(original, others, { masked, namesOnly });
  });
}

/** Names masked, then names only; neither when the names cannot be replaced. */
function makeProbes(example: Example): Example[] {
  try {
    return [maskNames(example), keepNamesOnly(example)];
  } catch {
    return [];
  }
}

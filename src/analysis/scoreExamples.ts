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
  /** Called before the versions of each example are made; they are when it resolves. */
  readonly letOthersIn?: (() => Promise<void>) | undefined;
}

/** Reads examples, each with its number of draws; an unreadable one gives its Error in its place. */
export type ReadMany = (examples: readonly Example[], draws: readonly number[]) => Promise<(Reading | Error)[]>;

/**
 * One result per example, in order. The swapped versions and the probes (names masked, names only) are read without
 * draws, in one call of `read` with the examples themselves, so that texts of like length can go together. A swapped
 * version that cannot be read is left out, a probe that cannot is null. Rejects with what `read` rejects with.
 */
export async function scoreExamples(
  examples: readonly Example[],
  { draws, swaps, seed, tables, letOthersIn }: ScoreExamplesOptions,
  read: ReadMany,
): Promise<RowResult[]> {
  const versions: { readonly probes: Example[]; readonly swapped: Example[] }[] = [];
  for (const example of examples) {
    await letOthersIn?.();
    const swapped = tables ? await makeUnseenSwaps(example, { count: swaps, seed, tables }) : [];
    versions.push({ probes: makeProbes(example), swapped });
  }
  const others = versions.flatMap(({ probes, swapped }) => [...probes, ...swapped]);
  const answers = await read([...examples, ...others], [...examples.map(() => draws), ...others.map(() => 0)]);
  let next = examples.length;
  const takeReadings = ({ length }: readonly Example[]) =>
    answers.slice(next, (next += length)).map((answer) => (answer instanceof Error ? null : answer));
  return versions.map(({ probes, swapped }, i): RowResult => {
    const [masked = null, namesOnly = null] = takeReadings(probes);
    const twins = takeReadings(swapped).filter((reading) => reading !== null);
    const original = answers[i]!;
    if (original instanceof Error) return { kind: "unreadable", error: original.message };
    return scoreReading(original, twins, { masked, namesOnly });
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

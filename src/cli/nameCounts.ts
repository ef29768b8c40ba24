/** @file How often the names of rows fill arguments of training rows, from this disk. */
import { readFile } from "node:fs/promises";
import type { CharSpan, Example } from "../data/example";
import { countInTraining, parseSeenNames } from "../data/seenNames";

/** How often the two names of an example fill arguments of training rows; null for what is no name. */
export type CountNames = (example: Example) => [subject: number | null, object: number | null];

export async function openCounts(): Promise<CountNames> {
  const { buffer } = Uint8Array.from(await readFile(new URL("../../public/names/trainCounts.bin", import.meta.url)));
  const seen = parseSeenNames(buffer);
  const find = (text: string, { start, end }: CharSpan) => {
    const count = countInTraining(seen, text.slice(start, end));
    return count < 0 ? null : count;
  };
  return ({ text, subject, object }) => [find(text, subject), find(text, object)];
}

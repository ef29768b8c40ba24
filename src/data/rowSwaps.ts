/** @file A row's swapped versions for scoring: both arguments replaced by unseen names of their own types. */
import { hashText } from "../math/hashText";
import { swapArguments } from "./entitySwap";
import type { Example, Role } from "./example";
import { listCandidates } from "./nameSources";
import { guessNameType, type NameTables } from "./swap/nameTables";

export interface RowSwapOptions {
  /** S: at most this many versions. */
  readonly count: number;
  /** A whole number in [0, 2^32); every row draws its own names from it and its text. */
  readonly seed: number;
  readonly tables: NameTables;
}

/**
 * Up to `count` versions of the example in which every identical mention of each argument bears a name that training
 * has not seen. The same for the same text, spans, types and seed, whatever the other rows. An argument without a type,
 * or of a type without unseen names, keeps its name; if both do, or the spans cannot be swapped, there is no version.
 */
export async function makeUnseenSwaps(example: Example, options: RowSwapOptions): Promise<Example[]> {
  const { count, tables } = options;
  if (count === 0) return [];
  const seed = (options.seed ^ hashText(example.text)) >>> 0;
  const subjects = await listNames(example, "subject", count, seed, tables);
  const objects = await listNames(example, "object", count, (seed + 1) >>> 0, tables);
  const versions: Example[] = [];
  for (let i = 0; i < Math.min(count, Math.max(subjects.length, objects.length)); i++) {
    const subject = subjects[i % subjects.length];
    const object = objects[i % objects.length];
    const names = { ...(subject !== undefined && { subject }), ...(object !== undefined && { object }) };
    try {
      versions.push(swapArguments(example, names, { allIdentical: true }).example);
    } catch {
      // A name that does not fit this sentence is left out; the others still count.
    }
  }
  return versions;
}

async function listNames(
  example: Example,
  role: Role,
  count: number,
  seed: number,
  tables: NameTables,
): Promise<string[]> {
  const { type, start, end } = example[role];
  if (type === undefined || type.trim() === "") return [];
  const other = example[role === "subject" ? "object" : "subject"];
  const surface = example.text.slice(start, end);
  const guess = guessNameType(tables, type, surface, example.relation, role);
  const candidates = await listCandidates("unseen", {
    ...guess,
    surface,
    seed,
    count,
    exclude: [example.text.slice(other.start, other.end)],
    tables,
  });
  return candidates.map(({ name }) => name);
}

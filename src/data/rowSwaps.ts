/** @file A row's swapped versions: its arguments replaced by names of their own types, drawn for each row by itself. */
import { hashText } from "../math/hashText";
import { createRandom, shuffle } from "../math/random";
import { swapArguments } from "./entitySwap";
import type { Example, Role } from "./example";
import { listCandidates, type NameSource } from "./nameSources";
import { guessNameType, type NameTables } from "./swap/nameTables";

export interface RowSwapOptions {
  /** S: at most this many versions. */
  readonly count: number;
  /** A whole number in [0, 2^32); every row draws its own names from it and its text. */
  readonly seed: number;
  readonly tables: NameTables;
}

/** Where the names of `makeSwaps` come from. */
export interface SwapSource extends RowSwapOptions {
  readonly source: NameSource;
  /** The arguments that get other names; both when absent. */
  readonly roles?: readonly Role[];
  /** For "community", "otherRows" and "userList": see CandidateOptions. A list is drawn from in an order of the row's own. */
  readonly locale?: string;
  readonly otherExamples?: readonly Example[];
  readonly userList?: readonly string[];
}

/** `makeSwaps` of both arguments with unseen names: what scoring reads a row as. */
export function makeUnseenSwaps(example: Example, options: RowSwapOptions): Promise<Example[]> {
  return makeSwaps(example, { ...options, source: "unseen" });
}

/**
 * Up to `count` versions of the example in which every identical mention of each argument bears a name of the source.
 * The same for the same text, spans, types and seed, whatever the other rows (but for "otherRows"). An argument without a
 * type, or of a type the source has no names of, keeps its name; if both do, or the spans cannot be swapped, there is no
 * version. Nonsense, the mask and a list need no type.
 */
export async function makeSwaps(example: Example, options: SwapSource): Promise<Example[]> {
  const { count, roles = ["subject", "object"] } = options;
  if (count === 0) return [];
  const seed = (options.seed ^ hashText(example.text)) >>> 0;
  const list = (role: Role, own: number) =>
    roles.includes(role) ? listNames(example, role, { ...options, seed: own }) : Promise.resolve([]);
  const subjects = await list("subject", seed);
  const objects = await list("object", (seed + 1) >>> 0);
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

/** Whether a source has names for arguments of a known entity type only. */
export function isTyped(source: NameSource): boolean {
  return source !== "nonsense" && source !== "mask" && source !== "userList";
}

async function listNames(
  example: Example,
  role: Role,
  { source, count, seed, tables, locale, otherExamples, userList }: SwapSource,
): Promise<string[]> {
  const { type = "", start, end } = example[role];
  if (type.trim() === "" && isTyped(source)) return [];
  const other = example[role === "subject" ? "object" : "subject"];
  const surface = example.text.slice(start, end);
  const candidates = await listCandidates(source, {
    ...guessNameType(tables, type, surface, example.relation, role),
    surface,
    seed,
    count,
    exclude: [example.text.slice(other.start, other.end)],
    tables,
    ...(locale !== undefined && { locale }),
    ...(otherExamples !== undefined && { otherExamples }),
    ...(userList !== undefined && { userList: shuffle(userList, createRandom(seed)).join("\n") }),
  });
  return candidates.map(({ name }) => name);
}

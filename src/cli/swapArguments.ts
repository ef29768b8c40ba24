/** @file The flags of `swap`: text in, checked options out. */
import { EXPORTERS } from "../data/export/exporters";
import type { Role } from "../data/example";
import type { NameSource } from "../data/nameSources";
import { COMMUNITIES } from "../data/swap/communities";
import {
  CALL,
  FORMAT_HELP,
  oneOf,
  parseFlags,
  readFormatFlag,
  UsageError,
  wholeNumber,
  type InputFormat,
} from "./flags";

const TARGETS = EXPORTERS.map(({ id }) => id);
const LOCALES = COMMUNITIES.map(({ id }) => id);
/** Sources without a part behind a colon, under the names they are called by. */
const SOURCES: Readonly<Record<string, NameSource>> = {
  unseen: "unseen",
  rare: "rare",
  frequent: "frequent",
  rows: "otherRows",
  nonsense: "nonsense",
  mask: "mask",
};

/** What `swap` was asked to do. */
export interface SwapArguments {
  readonly input: string;
  readonly format: InputFormat;
  readonly source: NameSource;
  /** An id of COMMUNITIES; null unless the source is "community". */
  readonly locale: string | null;
  /** A file of names, one a line; null unless the source is "userList". */
  readonly list: string | null;
  readonly roles: readonly Role[];
  readonly seed: number;
  /** Versions of each row, at most. */
  readonly copies: number;
  /** Whether rows that could not be swapped go out as they came. */
  readonly isKeepingOthers: boolean;
  /** Id of an exporter. */
  readonly target: string;
  /** Output file; null: standard output. */
  readonly output: string | null;
}

export const SWAP_HELP = `Usage: ${CALL} swap FILE --source SOURCE --out FILE [options]

Writes the rows of FILE with other names in the place of their arguments, types and relation kept: a test set on which a
model cannot know the names. Every identical mention is replaced; a/an, possessives, capitals and full stops follow.

  --source SOURCE    unseen      names of the same type that the training data does not hold
                     rare, frequent   names of the same type, by how often training holds them
                     locale:ID   names of a language community: ${LOCALES.join(", ")}
                     rows        arguments of the same type of the other rows
                     nonsense    made-up words of the same form
                     mask        the mask token
                     list:FILE   your own names, one a line, in an order drawn for each row
  --out FILE         where to write; standard output when absent
  --to FORMAT        ${TARGETS.join(", ")} (default jsonl)
  --role ROLE        subject, object or both (default)
  --seed N           seed of the names, 0-4294967295 (default 7, as on the page)
  --copies N         versions of each row, 1-32 (default 1); further ones have "~2", "~3" behind their id
  --unswapped WHAT   rows for which there is no such name: drop (default) or keep them as they are
${FORMAT_HELP}
  --help             print this

What was decided, left out and could not be read goes to standard error.
Exit code: 0 when every row was swapped, 1 when some rows could not be read or swapped, 2 when nothing could be done.`;

/** Reads what stands after `swap`; null when help is asked for. Throws UsageError for anything it cannot take. */
export function parseSwapArguments(args: readonly string[]): SwapArguments | null {
  const [first] = args;
  const input = first !== undefined && (first === "-" || !first.startsWith("-")) ? first : undefined;
  const values = parseFlags(input === undefined ? args : args.slice(1), [
    ...(["source", "out", "to", "role", "seed", "copies", "unswapped", "format"] as const),
  ]);
  if (values.help) return null;
  if (input === undefined) throw new UsageError("FILE is missing: whose rows should be swapped? It comes first.");
  if (values.source === undefined) throw new UsageError("--source is missing: where should the names come from?");
  const target = oneOf("--to", TARGETS, values.to ?? "jsonl");
  if (target === "brat" && values.out === undefined)
    throw new UsageError("--out FILE is missing: brat is more than one file.");
  const role = oneOf("--role", ["both", "subject", "object"], values.role ?? "both");
  return {
    input,
    format: readFormatFlag(values.format),
    ...readSource(values.source),
    roles: role === "both" ? ["subject", "object"] : [role],
    seed: wholeNumber("--seed", values.seed ?? "7", 0, 2 ** 32 - 1),
    copies: wholeNumber("--copies", values.copies ?? "1", 1, 32),
    isKeepingOthers: oneOf("--unswapped", ["drop", "keep"], values.unswapped ?? "drop") === "keep",
    target,
    output: values.out ?? null,
  };
}

function readSource(value: string): Pick<SwapArguments, "source" | "locale" | "list"> {
  const [, kind, rest] = /^(locale|list):(.+)$/.exec(value) ?? [];
  if (kind === "locale") return { source: "community", locale: oneOf("--source locale:", LOCALES, rest!), list: null };
  if (kind === "list") return { source: "userList", locale: null, list: rest! };
  const source = Object.hasOwn(SOURCES, value) ? SOURCES[value] : undefined;
  if (source !== undefined) return { source, locale: null, list: null };
  const known = [...Object.keys(SOURCES), "locale:ID", "list:FILE"].join(", ");
  throw new UsageError(`--source: expected one of ${known}, got "${value}".`);
}

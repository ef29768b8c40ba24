/** @file Flags of every command: text in, checked values out. */
import { parseArgs } from "node:util";
import { FORMATS } from "../data/formats/recogniseFormat";

/** Backends of the command line: those of tfjs that exist in Node, and PyTorch with the package of training/. */
export const NODE_BACKENDS = ["wasm", "cpu", "webgpu", "torch"] as const;
export type NodeBackend = (typeof NODE_BACKENDS)[number];

/** Id of the format of an input file; null: told from its content. */
export type InputFormat = string | null;
const FORMAT_IDS = FORMATS.map(({ id }) => id);

/** How this program is called: from a clone, or as an installed command. */
export const CALL = process.env.npm_lifecycle_event === "cli" ? "npm run -s cli --" : "entity-bias-explorer";

/** What --help says of `--format`. */
export const FORMAT_HELP = `  --format FORMAT    what FILE is, when its content does not tell: one of
${wrapIds(FORMAT_IDS)}`;

/** A call that cannot be understood; the command line prints it with a pointer to --help and exits with 2. */
export class UsageError extends Error {}

/** The values of the flags named, and whether help is asked for. Throws UsageError for any other flag or word. */
export function parseFlags<Name extends string>(
  args: readonly string[],
  names: readonly Name[],
): Partial<Record<Name, string>> & { readonly help?: boolean } {
  const text = { type: "string" } as const;
  const options = {
    ...Object.fromEntries(names.map((name) => [name, text])),
    help: { type: "boolean", short: "h" },
  } as const;
  const { values, tokens } = parseArgs({ args: joinNegativeNumbers(args), strict: false, tokens: true, options });
  const known = [...names, "help"].map((name) => `--${name}`).join(", ");
  for (const token of tokens) {
    if (token.kind === "positional") {
      throw new UsageError(`"${token.value}" stands where a flag is expected: one of ${known}. Files come first.`);
    }
    if (token.kind !== "option") continue;
    if (!Object.hasOwn(options, token.name)) {
      throw new UsageError(`${token.rawName} is no flag of this command: expected one of ${known}.`);
    }
    const isText = token.name !== "help";
    if (isText && (token.value === undefined || (!token.inlineValue && /^-./.test(token.value)))) {
      throw new UsageError(`${token.rawName}: expected a value, got ${token.value ?? "nothing"}.`);
    }
    if (!isText && token.value !== undefined)
      throw new UsageError(`${token.rawName} takes no value, got "${token.value}".`);
  }
  return values as Partial<Record<Name, string>> & { help?: boolean };
}

/** "--beta -1" -> "--beta=-1", so that the number is refused for what it is and not taken for a flag. */
function joinNegativeNumbers(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    if (/^-[\d.]/.test(arg) && joined.at(-1)?.startsWith("--")) joined.push(`${joined.pop()}=${arg}`);
    else joined.push(arg);
  }
  return joined;
}

/** Ids in lines that stand under the text of a flag. */
function wrapIds(ids: readonly string[]): string {
  const lines = [""];
  for (const id of ids) {
    const line = lines.at(-1)!;
    if (line !== "" && line.length + id.length > 76) lines.push(id);
    else lines[lines.length - 1] = line === "" ? id : `${line} ${id}`;
  }
  return lines.map((line) => `                     ${line}`).join("\n");
}

/** The format that a flag names. Throws UsageError for one that is none. */
export function readFormatFlag(value: string | undefined): InputFormat {
  return value === undefined ? null : oneOf("--format", FORMAT_IDS, value);
}

/** One of the words allowed. Throws UsageError that names the flag. */
export function oneOf<T extends string>(flag: string, allowed: readonly T[], value: string): T {
  const found = allowed.find((name) => name === value);
  if (found === undefined) throw new UsageError(`${flag}: expected ${allowed.join(" or ")}, got "${value}".`);
  return found;
}

/** A whole number within bounds. Throws UsageError that names the flag. */
export function wholeNumber(flag: string, value: string, min: number, max: number): number {
  const number = /^\d+$/.test(value) ? Number(value) : NaN;
  if (number >= min && number <= max) return number;
  const range = max === Number.MAX_SAFE_INTEGER ? `${min} or more` : `${min} to ${max}`;
  throw new UsageError(`${flag}: expected a whole number, ${range}, got "${value}".`);
}

/** A number in [0, 1]. Throws UsageError that names the flag. */
export function fraction(flag: string, value: string): number {
  const number = /^(\d+\.?\d*|\.\d+)(e-?\d+)?$/i.test(value) ? Number(value) : NaN;
  if (number >= 0 && number <= 1) return number;
  throw new UsageError(`${flag}: expected a number from 0 to 1, got "${value}".`);
}

/** @file The records of a JSON file: the members of one list, or one JSON value a line, or a single object. */
import type { ImportedRow, SourceFile } from "./format";
import { describe, getField } from "./parsedFile";
import { parseJson } from "./parseJson";

/** One record, or why its line is not one. */
export interface JsonRecord {
  /** 1-based member of the list, or line of the file. */
  readonly position: number;
  readonly place: "row" | "line";
  /** Where it stands: `[member]` counted from 0 in a list, `[line]` counted from 1, `[]` for a single object. */
  readonly path: readonly number[];
  readonly content: { readonly value: unknown } | { readonly error: string };
}

/**
 * Reads the records in order. Blank lines are skipped but counted; a line that is not JSON is a record with an error.
 * Throws, with the file's name and the place, when a list or a single object is not JSON. An empty file has no records.
 */
export function* readRecords({ name, text }: SourceFile): Generator<JsonRecord, void> {
  const first = /\S/.exec(text)?.[0];
  if (first === undefined) return;
  if (first === "[") {
    const list = parseWhole(name, text);
    if (!Array.isArray(list)) throw new Error(`${name}: expected a list [...], got ${describe(list)}.`);
    for (const [i, value] of list.entries()) yield { position: i + 1, place: "row", path: [i], content: { value } };
    return;
  }
  const records = readLines(text);
  const { value: record } = records.next();
  if (record && "error" in record.content && /^\s*\{\s*(?:\r?\n|$)/.test(text)) {
    // An object over several lines.
    yield { position: 1, place: "row", path: [], content: { value: parseWhole(name, text) } };
    return;
  }
  if (record) yield record;
  yield* records;
}

function parseWhole(name: string, text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message} Is the file complete?`, { cause: error });
  }
}

function* readLines(text: string): Generator<JsonRecord, void> {
  for (let start = 0, line = 1; start < text.length; line++) {
    const lineEnd = text.indexOf("\n", start);
    const end = lineEnd === -1 ? text.length : lineEnd;
    const body = text.slice(start, end);
    start = end + 1;
    if (body.trim() === "") continue;
    yield { position: line, place: "line", path: [line], content: parseLine(body, line) };
  }
}

function parseLine(body: string, line: number): JsonRecord["content"] {
  try {
    return { value: parseJson(body) };
  } catch (error) {
    // The place is a column of this line.
    return { error: (error as Error).message.replace(/^line \d+/, `line ${line}`) };
  }
}

/** Every key that stands in the beginning of a JSON file, at any depth: what a format is told from. */
export function listKeys(head: string): ReadonlySet<string> {
  return new Set(Array.from(head.matchAll(/"([^"\\\n]{1,60})"\s*:/g), ([, key]) => key!));
}

/** Whether the text begins like JSON. */
export function isJsonHead(head: string): boolean {
  return /^\s*[[{]/.test(head);
}

/** A row for something that cannot be read. */
export function makeBadRow(
  file: number,
  { position, place, path }: Pick<JsonRecord, "position" | "place"> & Pick<ImportedRow, "path">,
  error: unknown,
  id: string | number = `${place} ${position}`,
): ImportedRow {
  const message = error instanceof Error ? error.message : String(error);
  const hasPlace = message.startsWith(`${place} ${position}`);
  return { id, position, file, path, content: { error: hasPlace ? message : `${place} ${position}: ${message}` } };
}

/** A field that must be a list; absent and null are an empty one. Throws a plain message. */
export function readList(record: unknown, key: string, name = key): readonly unknown[] {
  const value = getField(record, key);
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new Error(`expected ${name} to be a list [...], got ${describe(value)}.`);
  return value;
}

/** A text or number as text; anything else is undefined. */
export function readName(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

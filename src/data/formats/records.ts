/** @file The records of a JSON file: the members of one list, or one JSON value a line, or a single object. */
import { t } from "../../messages/translate";
import type { FileHead, ImportedRow, SourceFile } from "./format";
import { findValueEnd, parseBeginning, readListMembers } from "./jsonValues";
import { describe, getField } from "./parsedFile";
import { JsonError, parseFile, parseJson } from "./parseJson";
import { atPlace, hasPlace, inRow, placedError } from "./placedError";

/** One record, or why its line is not one. */
export interface JsonRecord {
  /** 1-based member of the list, or line of the file. */
  readonly position: number;
  readonly place: "row" | "line";
  /** Where it stands: `[member]` counted from 0 in a list, `[line]` counted from 1, `[]` for a single object. */
  readonly path: readonly number[];
  readonly content: { readonly value: unknown } | { readonly error: Error };
}

/**
 * Reads the records in order, each parsed as it is asked for. Blank lines are skipped but counted; a line that is not JSON
 * is a record with an error; where a list breaks, a record says so and is the last. Throws, with the file's name, when
 * there is no JSON to begin with. An empty file has no records.
 */
export function* readRecords(file: SourceFile): Generator<JsonRecord, void> {
  const { text } = file;
  const first = /\S/.exec(text)?.[0];
  if (first === undefined) return;
  if (first === "[") {
    yield* readMembers(file);
    return;
  }
  const records = readLines(file);
  const { value: record } = records.next();
  if (record && "error" in record.content && first === "{") {
    const start = text.indexOf("{");
    const end = findValueEnd(text, start);
    if (
      text
        .slice(start, end ?? undefined)
        .trimEnd()
        .includes("\n") &&
      text.slice(end ?? text.length).trim() === ""
    ) {
      // An object over several lines.
      yield { position: 1, place: "row", path: [], content: { value: parseFile(file) } };
      return;
    }
  }
  if (record) yield record;
  yield* records;
}

function* readMembers({ text, onAdvance }: SourceFile): Generator<JsonRecord, void> {
  let position = 0;
  for (const member of readListMembers(text)) {
    position++;
    const content = "error" in member ? { error: inRow("row", position, member.error) } : { value: member.value };
    if ("end" in member) onAdvance?.(member.end);
    yield { position, place: "row", path: [position - 1], content };
  }
}

function* readLines(file: SourceFile): Generator<JsonRecord, void> {
  for (const { line, body } of readTextLines(file)) {
    if (body.trim() === "") continue;
    yield { position: line, place: "line", path: [line], content: parseLine(body, line) };
  }
}

/** One line of a text file, without its end. */
export interface TextLine {
  /** 1-based. */
  readonly line: number;
  readonly body: string;
}

/** Lines of a file, ended by LF or CRLF, as they are asked for. */
export function* readTextLines({ text, onAdvance }: SourceFile): Generator<TextLine, void> {
  for (let start = 0, line = 1; start < text.length; line++) {
    const lineEnd = text.indexOf("\n", start);
    const end = lineEnd === -1 ? text.length : lineEnd;
    const body = text.slice(start, end > start && text[end - 1] === "\r" ? end - 1 : end);
    start = end + 1;
    onAdvance?.(end);
    yield { line, body };
  }
}

function parseLine(body: string, line: number): JsonRecord["content"] {
  try {
    return { value: JSON.parse(body) as unknown };
  } catch {
    return { error: explainLine(body, line) };
  }
}

/** Why this line of a file is not JSON. */
export function explainLine(body: string, line: number): Error {
  try {
    parseJson(body);
    return inRow("line", line, t("not JSON here."));
  } catch (error) {
    // The place is a column of this line.
    if (error instanceof JsonError) return placedError(new JsonError(line, error.column, error.problem).message);
    throw error;
  }
}

/** What the beginning of a JSON file holds: its first records, the last of them perhaps cut short; none for other text. */
export interface PeekedJson {
  readonly shape: "list" | "lines" | "object" | "none";
  readonly rows: readonly unknown[];
}

const PEEKED_LINES = 50;

/** Looks at the first records. A line too long for the head counts as one object. */
export function peekRecords({ head }: FileHead): PeekedJson {
  const start = head.trimStart();
  if (start.startsWith("[")) {
    const rows = parseBeginning(start);
    return Array.isArray(rows) ? { shape: "list", rows } : { shape: "none", rows: [] };
  }
  if (!start.startsWith("{")) return { shape: "none", rows: [] };
  const rows: unknown[] = [];
  for (const line of start.split("\n", PEEKED_LINES)) {
    try {
      if (line.trim() !== "") rows.push(JSON.parse(line));
    } catch {
      if (rows.length === 0) break; // an object over several lines, or a cut-off one
    }
  }
  if (rows.length > 0) return { shape: rows.length > 1 ? "lines" : "object", rows };
  const value = parseBeginning(start);
  return value === undefined ? { shape: "none", rows } : { shape: "object", rows: [value] };
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
  const said = hasPlace(error) ? message : atPlace(place, position, message);
  return { id, position, file, path, content: { error: said } };
}

/** A field that must be a list; absent and null are an empty one. Throws a plain message. */
export function readList(record: unknown, key: string, name = key): readonly unknown[] {
  const value = getField(record, key);
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value))
    throw new Error(t("expected {name} to be a list [...], got {got}.", { name, got: describe(value) }));
  return value;
}

/** A text or number as text; anything else is undefined. */
export function readName(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

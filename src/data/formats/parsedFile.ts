/** @file What every importer returns: one entry for each row of the file, in order, readable or not. */
import { t } from "../../messages/translate";
import { checkExample, type Example } from "../example";
import { atPlace } from "./placedError";

/** One row of a file. */
export interface ParsedRow {
  /** The row's own id, as it stands in the file; "row 3" (or "line 3") when it has none. Ids may repeat. */
  readonly id: string | number;
  /** 1-based place in the file, as people count: row of a list, line of a line-based file. */
  readonly position: number;
  /** The example, or why the row cannot be read. */
  readonly content: { readonly example: Example } | { readonly error: string };
}

/** A field's value when the row is an object that has it. */
export function getField(row: unknown, key: string): unknown {
  return typeof row === "object" && row !== null ? (row as Record<string, unknown>)[key] : undefined;
}

/**
 * Makes one row: `read` builds its example or throws a plain message; the example is then checked (`checkExample`).
 * `place` names the row when it has no id of its own: "row" or "line".
 */
export function parseRow(
  row: unknown,
  place: "row" | "line",
  position: number,
  read: (id: string) => Example,
): ParsedRow {
  const own = getField(row, "id");
  const id = (typeof own === "string" && own !== "") || typeof own === "number" ? own : `${place} ${position}`;
  try {
    if (typeof row !== "object" || row === null || Array.isArray(row)) {
      throw new Error(t("expected an object '{'...'}', got {got}.", { got: describe(row) }));
    }
    const example = read(String(id));
    const problems = checkExample(example);
    if (problems.length > 0) throw new Error(problems.join(" "));
    return { id, position, content: { example } };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { id, position, content: { error: atPlace(place, position, message) } };
  }
}

/** A required whole number, 0 or more. Throws a plain message. */
export function readIndex(row: unknown, key: string, name = key): number {
  const value = getField(row, key);
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0) {
    throw notWhole(name, value);
  }
  return value;
}

/** An optional text field; absent and null are undefined. Throws a plain message for anything else. */
export function readOptionalText(row: unknown, key: string, name = key): string | undefined {
  const value = getField(row, key);
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw notString(name, value);
  return value;
}

/** The error of a field that should be a text. */
export function notString(name: string, value: unknown): Error {
  return new Error(t("expected {name} to be a string, got {got}.", { name, got: describe(value) }));
}

/** The error of a field that should be a whole number. */
export function notWhole(name: string, value: unknown): Error {
  return new Error(t("expected {name} to be a whole number, 0 or more, got {got}.", { name, got: describe(value) }));
}

/** The error of a field that should be a list of texts. */
export function notTexts(name: string, value: unknown): Error {
  return new Error(t("expected {name} to be a list of texts, got {got}.", { name, got: describe(value) }));
}

/** The error of a field that should be a list. */
export function notList(name: string, value: unknown): Error {
  return new Error(t("expected {name} to be a list, got {got}.", { name, got: describe(value) }));
}

/** The error of a record that should be a document. `shape`: how, as the file would write it. */
export function notDocument(shape: string, value: unknown): Error {
  return new Error(t("expected a document {shape}, got {got}.", { shape, got: describe(value) }));
}

/** The error of a field that should look otherwise. `shape`: how, as the file would write it: "[start, end]". */
export function notShape(name: string, shape: string, value: unknown): Error {
  return new Error(t("expected {name} to be {shape}, got {got}.", { name, shape, got: describe(value) }));
}

/** A value in an error message: short, and telling text "3" from the number 3. */
export function describe(value: unknown): string {
  if (value === undefined) return t("nothing");
  // JSON.stringify calls these null.
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  const json = stringify(value);
  return json.length > 40 ? `${json.slice(0, 37)}...` : json;
}

/** JSON of a value; only its kind when it is nested too deeply to be written. */
function stringify(value: unknown): string {
  try {
    return JSON.stringify(value) ?? typeof value;
  } catch {
    return Array.isArray(value) ? t("a deeply nested list") : t("a deeply nested object");
  }
}

/** @file What every importer returns: one entry for each row of the file, in order, readable or not. */
import { checkExample, type Example } from "../example";

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
      throw new Error(`expected an object {...}, got ${describe(row)}.`);
    }
    const example = read(String(id));
    const problems = checkExample(example);
    if (problems.length > 0) throw new Error(problems.join(" "));
    return { id, position, content: { example } };
  } catch (error) {
    return {
      id,
      position,
      content: { error: `${place} ${position}: ${error instanceof Error ? error.message : error}` },
    };
  }
}

/** A required whole number, 0 or more. Throws a plain message. */
export function readIndex(row: unknown, key: string, name = key): number {
  const value = getField(row, key);
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0) {
    throw new Error(`expected ${name} to be a whole number, 0 or more, got ${describe(value)}.`);
  }
  return value;
}

/** An optional text field; absent and null are undefined. Throws a plain message for anything else. */
export function readOptionalText(row: unknown, key: string, name = key): string | undefined {
  const value = getField(row, key);
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw new Error(`expected ${name} to be a string, got ${describe(value)}.`);
  return value;
}

/** A value in an error message: short, and telling text "3" from the number 3. */
export function describe(value: unknown): string {
  if (value === undefined) return "nothing";
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
    return Array.isArray(value) ? "a deeply nested list" : `a deeply nested ${typeof value}`;
  }
}

/** @file Rows of cells out of delimited text or of flat JSON objects, as they are asked for. */
import { t } from "../../messages/translate";
import Papa from "papaparse";
import type { FileHead, SourceFile } from "./format";
import { peekRecords, readRecords } from "./records";

/** One row of a table, cells by column. */
export interface TableRow {
  /** 1-based, the header not counted; line of a JSON file. */
  readonly position: number;
  readonly place: "row" | "line";
  readonly path: readonly (string | number)[];
  readonly content: { readonly cells: ReadonlyMap<string, string> } | { readonly error: string | Error };
}

const ROWS_PER_PIECE = 1000;
/** As much as recognition sees of a file. */
const HEAD_CHARACTERS = 65_536;
const DELIMITERS = [",", "\t", ";", "|"];

/** Names of the columns, and the first rows under them; null for text that is no table. */
export function peekTable(
  file: FileHead,
): { readonly names: readonly string[]; readonly rows: readonly (readonly string[])[] } | null {
  if (/^\s*[[{]/.test(file.head)) {
    const flat = peekRecords(file).rows.filter(
      (row): row is object => typeof row === "object" && row !== null && !Array.isArray(row),
    );
    if (flat.length === 0) return null;
    const cells = flat.map(flatten);
    const names = [...new Set(cells.flatMap((row) => [...row.keys()]))];
    const rows = cells.map((row) => names.map((name) => row.get(name) ?? ""));
    return { names, rows };
  }
  const parsed = Papa.parse<string[]>(file.head, {
    delimiter: findDelimiter(file.head),
    skipEmptyLines: "greedy",
    preview: 50,
  });
  const [header, ...rows] = parsed.data;
  if (header === undefined || header.length < 2) return null;
  // The last row may be cut off by the end of the head.
  const whole = rows.length > 1 ? rows.slice(0, -1) : rows;
  const isEven = whole.length > 0 && whole.filter((row) => row.length === header.length).length >= 0.5 * whole.length;
  return isEven && header.every((name) => name.length <= 60) ? { names: nameColumns(header), rows: whole } : null;
}

/**
 * The mark between cells: that by which the first rows are as wide as the header; of several the one that gives the most
 * columns. A comma when none gives two. Only the beginning of the text is looked at.
 */
export function findDelimiter(text: string): string {
  const head = text.slice(0, HEAD_CHARACTERS);
  let [best, bestShare, bestWidth] = [",", 0, 0];
  for (const delimiter of DELIMITERS) {
    const { data } = Papa.parse<string[]>(head, { delimiter, skipEmptyLines: "greedy", preview: 50 });
    const [header, ...rows] = data;
    if (header === undefined || header.length < 2) continue;
    // The last row may be cut off by the end of the head.
    const whole = rows.length > 1 ? rows.slice(0, -1) : rows;
    const share = whole.length === 0 ? 0 : whole.filter(({ length }) => length === header.length).length / whole.length;
    if (share > bestShare || (share === bestShare && header.length > bestWidth)) {
      [best, bestShare, bestWidth] = [delimiter, share, header.length];
    }
  }
  return best;
}

/** Reads the rows. A row with too many or too few cells, or an object that is none, is a row with an error. */
export function* readTable(source: SourceFile): Generator<TableRow, void> {
  if (/^\s*[[{]/.test(source.text)) {
    for (const { content, ...place } of readRecords(source)) {
      if ("error" in content) yield { ...place, content };
      else yield { ...place, content: readObject(content.value) };
    }
    return;
  }
  yield* readDelimited(source);
}

function readObject(value: unknown): TableRow["content"] {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { error: t("expected an object '{'...'}'.") };
  return { cells: flatten(value) };
}

/** Cells of an object; two whole numbers in a list are a start and an end. Other lists and objects are left out. */
function flatten(row: object): Map<string, string> {
  const cells = new Map<string, string>();
  for (const [name, value] of Object.entries(row)) {
    if (Array.isArray(value) && value.length === 2 && value.every(Number.isInteger)) {
      cells.set(`${name}_start`, String(value[0]));
      cells.set(`${name}_end`, String(value[1]));
    } else if (["string", "number", "boolean"].includes(typeof value)) {
      cells.set(name, String(value));
    }
  }
  return cells;
}

function* readDelimited({ text, onAdvance }: SourceFile): Generator<TableRow, void> {
  let names: string[] | null = null;
  const delimiter = findDelimiter(text);
  let settings: { newline?: "\r\n" | "\n" | "\r" } = {};
  let position = 0;
  for (let at = 0; at < text.length;) {
    const config = { ...settings, delimiter, preview: ROWS_PER_PIECE };
    const { data, meta } = Papa.parse<string[]>(text.slice(at), config);
    settings = { newline: meta.linebreak as "\n" };
    if (meta.cursor <= 0) return;
    at += meta.cursor;
    onAdvance?.(at);
    for (const cells of data) {
      if (cells.every((cell) => cell.trim() === "")) continue;
      if (names === null) {
        names = nameColumns(cells);
        continue;
      }
      position++;
      const row = { position, place: "row" as const, path: [position] };
      if (cells.length !== names.length) {
        yield {
          ...row,
          content: {
            error: t(
              "{expected, plural, one {expected # cell} other {expected # cells}}, got {got}. Is a quote missing?",
              {
                expected: names.length,
                got: cells.length,
              },
            ),
          },
        };
      } else {
        yield { ...row, content: { cells: new Map(names.map((name, i) => [name, cells[i]!])) } };
      }
    }
  }
}

/** Names of columns, each once: a second "label" is "label (2)", an empty one "column 3". */
export function nameColumns(header: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return header.map((cell, i) => {
    const name = cell.trim() || `column ${i + 1}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

/**
 * @file Changed labels, flags and scores put back into JSON or JSON lines; every other character stays as it was.
 *
 * A label is replaced where it stands. What the app adds goes under the key "entity_bias" of the object that holds the
 * label; where the label is in a list, that key holds the additions by their place below the object ("relations.0.4").
 */
import type { ImportedRow, SourceFile } from "../formats/format";
import { describeAddition, sayUnnamed, type Exported, type ExportRow, type RowAddition } from "./exporter";
import { locateJson, type JsonPath, type JsonPlace, type JsonPlaces } from "./jsonPlaces";
import { applyEdits, findLines, type TextEdit } from "./textEdits";

/** The key that additions stand under. */
export const ADDITION_KEY = "entity_bias";

/** Writes one file back. Rows of other files are the caller's to leave out. */
export function writeBackJson(source: SourceFile, rows: readonly ExportRow[]): Exported {
  const isList = /^\s*\[/.test(source.text);
  const records = new Map<number, { places: JsonPlaces; rows: ExportRow[]; isPython: boolean }>();
  let lines: ReturnType<typeof findLines> | null = null;
  let numUnnamed = 0;
  const added = rows.filter(({ addition }) => addition !== undefined);
  for (const row of added) {
    const { path, content } = row.row;
    if (!("example" in content)) continue;
    if (path.includes("pair")) {
      numUnnamed++;
      continue;
    }
    const line = !isList && typeof path[0] === "number" ? path[0] : 0;
    let record = records.get(line);
    if (record === undefined) {
      lines ??= line === 0 ? null : findLines(source.text);
      const span = line === 0 ? undefined : lines![line];
      const isPython = span !== undefined && !isJson(source.text.slice(span.start, span.end));
      record = { places: locateJson(source.text, span?.start, span?.end), rows: [], isPython };
      records.set(line, record);
    }
    record.rows.push(row);
  }
  const edits: TextEdit[] = [];
  for (const [line, record] of records) {
    edits.push(...editRecord(source.text, record, (row) => (line === 0 ? row.path : row.path.slice(1))));
  }
  return {
    files: [{ name: source.name, text: applyEdits(source.text, edits) }],
    notices: numUnnamed > 0 ? [sayUnnamed(numUnnamed)] : [],
  };
}

/** OpenNRE's lines may be Python literals instead. */
function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

function editRecord(
  text: string,
  { places, rows, isPython }: { places: JsonPlaces; rows: readonly ExportRow[]; isPython: boolean },
  pathOf: (row: ImportedRow) => JsonPath,
): TextEdit[] {
  /** What comes into an object or a list that is there: by its place. */
  const inserted = new Map<JsonPlace, string[]>();
  const replaced = new Map<number, TextEdit>();
  const set = (path: JsonPath, value: unknown) => {
    const place = places.find(path);
    if (place !== undefined) {
      const put = value === null && isPython ? "None" : JSON.stringify(value);
      replaced.set(place.start, { start: place.start, end: place.end, put });
      return;
    }
    // None is written as it is read: by silence.
    if (value === null && isPython) return;
    // The deepest part of the path that is there takes the rest.
    let depth = path.length - 1;
    while (depth > 0 && places.find(path.slice(0, depth)) === undefined) depth--;
    const holder = places.find(path.slice(0, depth));
    const nested = path.slice(depth + 1).reduceRight<unknown>((inner, step) => {
      return typeof step === "number" ? [inner] : { [step]: inner };
    }, value);
    if (holder?.kind === "object") {
      const member = `${JSON.stringify(String(path[depth]))}: ${JSON.stringify(nested)}`;
      inserted.set(holder, [...(inserted.get(holder) ?? []), member]);
    } else if (holder?.kind === "list") {
      inserted.set(holder, [...(inserted.get(holder) ?? []), JSON.stringify(nested)]);
    }
  };

  const labels = new Map<string, { path: JsonPath; label: string | null }>();
  const additions = new Map<string, { path: JsonPath; value: Record<string, unknown> }>();
  for (const { row, addition } of rows) {
    const path = pathOf(row);
    if (addition?.label !== undefined) labels.set(JSON.stringify(path), { path, label: addition.label });
    const own = describeOf(row, addition);
    if (own === null) continue;
    let depth = path.length - 1;
    while (depth > 0 && places.find(path.slice(0, depth))?.kind !== "object") depth--;
    const holder = path.slice(0, depth);
    const key = JSON.stringify(holder);
    const known = additions.get(key) ?? { path: [...holder, ADDITION_KEY], value: {} };
    if (path.length - depth === 1) Object.assign(known.value, own);
    else known.value[path.slice(depth).join(".")] = own;
    additions.set(key, known);
  }
  for (const { path, label } of labels.values()) set(path, label);
  for (const { path, value } of additions.values()) set(path, value);
  return [
    ...replaced.values(),
    ...[...inserted].map(([{ end, start, size }, members]): TextEdit => {
      // Before the closing bracket and the space in front of it.
      const inside = text.slice(start + 1, end - 1).trimEnd().length;
      const at = start + 1 + inside;
      return { start: at, end: at, put: `${size > 0 ? ", " : ""}${members.join(", ")}` };
    }),
  ];
}

function describeOf({ id }: ImportedRow, addition: RowAddition | undefined): Record<string, unknown> | null {
  const described = describeAddition(addition);
  return described === null ? null : { row: id, ...described };
}

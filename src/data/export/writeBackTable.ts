/**
 * @file Changed labels, flags and scores put back into CSV and TSV: labels in their column, what is added in columns of its
 * own at the end ("entity_bias_score"). Every other cell stays as it was written, quotes, delimiter and line ends included.
 */
import { t } from "../../messages/translate";
import Papa from "papaparse";
import type { SourceFile } from "../formats/format";
import { findDelimiter, nameColumns } from "../formats/tableRows";
import { describeAddition, type Exported, type ExportRow } from "./exporter";

const PREFIX = "entity_bias_";
const ADDED = ["flag", "prediction", "score", "variance"] as const;

/** One record as it is written. */
interface RawRecord {
  /** Cells as written, with their quotes. */
  readonly cells: string[];
  /** Its line end; empty at the end of the file. */
  readonly lineEnd: string;
}

/** Writes one file back. A label for which the table has no column gets one: "relation". */
export function writeBackTable(source: SourceFile, rows: readonly ExportRow[]): Exported {
  const { records, delimiter } = splitRecords(source.text);
  const isBlank = ({ cells }: RawRecord) => cells.every((cell) => readCell(cell).trim() === "");
  // As the reader counts them: blank lines are none, the first row is the header.
  const [header, ...body] = records.filter((record) => !isBlank(record));
  if (header === undefined) throw new Error(t("expected a header, got an empty file."));
  const names = nameColumns(header.cells.map(readCell));
  const width = names.length;
  const columnOf = new Map(names.map((name, i) => [name, i]));
  const place = (name: string) => {
    let column = columnOf.get(name);
    if (column === undefined) {
      column = columnOf.size;
      columnOf.set(name, column);
      // In every row, so that one with too few or too many cells keeps that fault.
      for (const { cells } of body) cells.push("");
      header.cells.push(writeCell(name, "", delimiter));
    }
    return column;
  };
  let numMissing = 0;
  for (const { row, addition } of rows) {
    const [position, labelColumn] = row.path;
    const record = typeof position === "number" ? body[position - 1] : undefined;
    if (addition === undefined || !("example" in row.content)) continue;
    if (record === undefined || record.cells.length - (columnOf.size - width) !== width) {
      numMissing++;
      continue;
    }
    const put = (name: string, value: string) => {
      const column = place(name);
      record.cells[column] = writeCell(value, record.cells[column] ?? "", delimiter);
    };
    if (addition.label !== undefined) put(String(labelColumn ?? "relation"), addition.label ?? "");
    const described = describeAddition(addition);
    if (described === null) continue;
    for (const key of ADDED) {
      // An earlier addition is taken back as a whole.
      if (key in described || columnOf.has(PREFIX + key)) put(PREFIX + key, String(described[key] ?? ""));
    }
  }
  const text = records.map(({ cells, lineEnd }) => cells.join(delimiter) + lineEnd).join("");
  const notices =
    numMissing > 0
      ? [
          t(
            "{n, plural, one {# row could not be found in the table again and was left out.} other {# rows could not be found in the table again and were left out.}}",
            { n: numMissing },
          ),
        ]
      : [];
  return { files: [{ name: source.name, text }], notices };
}

/** Records as they are written. Throws when the reader would cut them otherwise. */
function splitRecords(text: string): { records: RawRecord[]; delimiter: string } {
  const records: RawRecord[] = [];
  const delimiter = findDelimiter(text);
  let start = 0;
  Papa.parse<string[]>(text, {
    delimiter,
    step({ data, meta }) {
      // The last record has no line end, and its cursor may be that of its beginning.
      const end = meta.cursor > start ? meta.cursor : text.length;
      const whole = text.slice(start, end);
      const lineEnd = /(?:\r\n|\n|\r)$/.exec(whole)?.[0] ?? "";
      const cells = splitCells(whole.slice(0, whole.length - lineEnd.length), delimiter);
      const isSame = cells.length === data.length && cells.every((cell, i) => readCell(cell) === data[i]);
      records.push({ cells: isSame ? cells : data.map((cell) => writeCell(cell, "", delimiter)), lineEnd });
      start = end;
    },
  });
  return { records, delimiter };
}

/** The cells of one record with their quotes. */
function splitCells(record: string, delimiter: string): string[] {
  const cells: string[] = [];
  for (let at = 0; ;) {
    let end = at;
    if (record[at] === '"') {
      for (end = at + 1; end < record.length; end++) {
        if (record[end] !== '"') continue;
        if (record[end + 1] !== '"') break;
        end++;
      }
    }
    const next = record.indexOf(delimiter, end);
    if (next === -1) return [...cells, record.slice(at)];
    cells.push(record.slice(at, next));
    at = next + delimiter.length;
  }
}

/** What a cell says. */
function readCell(cell: string): string {
  return cell.length >= 2 && cell.startsWith('"') && cell.endsWith('"')
    ? cell.slice(1, -1).replaceAll('""', '"')
    : cell;
}

/** A cell that says `value`: quoted where it must be, or where the one in its place was. */
function writeCell(value: string, before: string, delimiter: string): string {
  const mustQuote = value.includes(delimiter) || /["\r\n]|^\s|\s$/.test(value);
  return mustQuote || before.startsWith('"') ? `"${value.replaceAll('"', '""')}"` : value;
}

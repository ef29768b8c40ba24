/**
 * @file Tables: CSV, TSV, or flat JSON rows, whose columns are told from their names or chosen by the reader.
 *
 * The two arguments are given by offsets, by their words, or by markers in the sentence (`inlineMarkers.ts`). DeepKE's and
 * Spark NLP's tables are among them. Offsets count characters (code points); a start without an end goes as far as the words.
 */
import { t } from "../../messages/translate";
import type { Argument, Example, Role } from "../example";
import type { Decision, Format, ImportedRow, ReadOptions, ReadSummary, SourceFile } from "./format";
import { hasMarkers, removeMarkers } from "./inlineMarkers";
import { emptyArgument, locateArguments, type Occurrence } from "./locateArguments";
import { parseRow } from "./parsedFile";
import { makeBadRow } from "./records";
import { chooseReading, createSpanReader, isSameSurface, type SpanClaim, type SpanReading } from "./spanRepair";
import { chooseColumns, describeColumns, guessColumns, isEnough, type ColumnMap } from "./tableColumns";
import { peekTable, readTable, type TableRow } from "./tableRows";

type Cells = ReadonlyMap<string, string>;

const SAMPLED_ROWS = 2000;

export const tableFormat: Format = {
  id: "table",
  get title() {
    return t("Table (CSV, TSV or flat JSON)");
  },
  recognise(files) {
    const sure = files.map((file) => {
      const table = peekTable(file);
      if (table === null) return 0;
      const map = guessColumns(table.names);
      const texts = map.text === undefined ? [] : table.rows.map((row) => row[table.names.indexOf(map.text!)] ?? "");
      if (isEnough(map, texts.length > 0 && texts.every(hasMarkers))) return 0.6;
      // A table all the same: its reader can say what the columns are.
      const hasSentences = table.names.some((_, i) => table.rows.some((row) => /\S+\s+\S+\s+\S+/.test(row[i] ?? "")));
      return hasSentences ? 0.1 : 0;
    });
    return Math.min(...sure);
  },
  *read(files, options) {
    const table =
      files[0] === undefined ? null : peekTable({ name: files[0].name, head: files[0].text.slice(0, 65_536) });
    const names = table?.names ?? [];
    const map = chooseColumns(names, options.decisions);
    const columns = describeColumns(names, table?.rows[0] ?? [], map, options.decisions);
    const sample = sampleCells(files);
    const isMarked =
      map.text !== undefined && sample.length > 0 && sample.every((cells) => hasMarkers(cells.get(map.text!) ?? ""));
    if (!isEnough(map, isMarked)) {
      const skipped: Record<string, number> = {
        [t("rows wait for you to say which column is what")]: countRows(files),
      };
      return { decisions: columns, notices: [], skipped };
    }
    const { reading, decision } = chooseReading(collectClaims(sample, map), {
      base: "code-point",
      decisions: options.decisions,
    });
    const occurrence: Occurrence = options.decisions["occurrence"] === "only" ? "only" : "first";
    const counts = { numAmbiguous: 0 };
    const context: Context = { map, isMarked, reading, occurrence, counts };
    for (const [file, source] of files.entries()) {
      for (const row of readTable(source)) yield toRow(row, file, context);
    }
    return {
      decisions: [...columns, ...listDecisions(map, isMarked, decision, context, options)],
      notices: [],
      skipped: {},
    } satisfies ReadSummary;
  },
};

interface Context {
  readonly map: ColumnMap;
  readonly isMarked: boolean;
  readonly reading: SpanReading;
  readonly occurrence: Occurrence;
  readonly counts: { numAmbiguous: number };
}

function toRow(row: TableRow, file: number, context: Context): ImportedRow {
  const { position, place, path, content } = row;
  if ("error" in content) return makeBadRow(file, row, content.error);
  const { cells } = content;
  const id = cellOf(cells, context.map.id) ?? "";
  const parsed = parseRow({ id }, place, position, (own) => readExample(cells, own, context));
  return { ...parsed, file, path: [...path, context.map.relation ?? "relation"] };
}

function cellOf(cells: Cells, column: string | undefined): string | undefined {
  const cell = column === undefined ? undefined : cells.get(column);
  return cell === undefined || cell.trim() === "" ? undefined : cell;
}

function readExample(cells: Cells, id: string, { map, isMarked, reading, occurrence, counts }: Context): Example {
  const whole = cellOf(cells, map.text);
  if (whole === undefined) throw new Error(t("the column {column} is empty.", { column: map.text! }));
  const docId = cellOf(cells, map.docId);
  const annotator = cellOf(cells, map.annotator);
  const rest = {
    id,
    ...(docId !== undefined && { docId }),
    relation: cellOf(cells, map.relation)?.trim() ?? null,
    ...(annotator !== undefined && { annotator }),
  };
  const typed = (span: Argument, type: string | undefined): Argument => ({
    ...span,
    ...(type !== undefined && { type }),
  });
  const [subjectType, objectType] = [cellOf(cells, map.subjectType), cellOf(cells, map.objectType)];
  if (isMarked || (hasMarkers(whole) && (map.subject === undefined || map.object === undefined))) {
    const { text, first, second } = removeMarkers(whole);
    return { ...rest, text, subject: typed(first, subjectType), object: typed(second, objectType) };
  }
  const readSpan = createSpanReader(whole, "code-point", reading);
  const readOffsets = (name: Role): Argument | null => {
    const offsets = offsetsOf(cells, map, name);
    if (offsets === null) return null;
    const span = readSpan(offsets.start, offsets.end);
    if (span === null) {
      throw new Error(
        t(
          "{role, select, subject {the subject [{start}, {end}) is no part of the text.} other {the object [{start}, {end}) is no part of the text.}}",
          { role: name, ...offsets },
        ),
      );
    }
    const [words, surface] = [whole.slice(span.start, span.end), cellOf(cells, map[name])];
    if (surface !== undefined && !isSameSurface(words, surface)) {
      throw new Error(
        t(
          "{role, select, subject {the subject is “{surface}”, but its offsets say “{words}”.} other {the object is “{surface}”, but its offsets say “{words}”.}}",
          { role: name, surface: surface.slice(0, 40), words: words.slice(0, 40) },
        ),
      );
    }
    return span;
  };
  const [first, second] = [readOffsets("subject"), readOffsets("object")];
  if (first !== null && second !== null) {
    return { ...rest, text: whole, subject: typed(first, subjectType), object: typed(second, objectType) };
  }
  const [subject, object] = [cellOf(cells, map.subject), cellOf(cells, map.object)];
  if (subject === undefined || object === undefined) throw emptyArgument(subject === undefined ? "subject" : "object");
  const found = locateArguments(whole, subject, object, occurrence);
  if (found.isAmbiguous) counts.numAmbiguous++;
  return { ...rest, text: whole, subject: typed(found.subject, subjectType), object: typed(found.object, objectType) };
}

/** Offsets as the table counts them; null where it has none. Throws for cells that are no whole numbers. */
function offsetsOf(cells: Cells, map: ColumnMap, name: Role): { start: number; end: number } | null {
  const start = cellOf(cells, map[`${name}Start`]);
  if (start === undefined) return null;
  const end = cellOf(cells, map[`${name}End`]);
  const surface = cellOf(cells, map[name]);
  if (end === undefined && surface === undefined) return null;
  const read = (cell: string) => {
    if (/^\s*\d+(?:\.0+)?\s*$/.test(cell)) return Number(cell);
    throw new Error(
      t(
        "{role, select, subject {expected the offsets of the subject to be whole numbers, got “{got}”.} other {expected the offsets of the object to be whole numbers, got “{got}”.}}",
        { role: name, got: cell.slice(0, 20) },
      ),
    );
  };
  return { start: read(start), end: end === undefined ? read(start) + [...surface!].length : read(end) };
}

function sampleCells(files: readonly SourceFile[]): Cells[] {
  const sample: Cells[] = [];
  for (const { name, text } of files) {
    for (const { content } of readTable({ name, text })) {
      if (sample.length === SAMPLED_ROWS) return sample;
      if ("cells" in content) sample.push(content.cells);
    }
  }
  return sample;
}

function collectClaims(sample: readonly Cells[], map: ColumnMap): SpanClaim[] {
  return sample.flatMap((cells) => {
    const text = cellOf(cells, map.text);
    return (["subject", "object"] as const).flatMap((name): SpanClaim[] => {
      const surface = cellOf(cells, map[name]);
      if (text === undefined || surface === undefined) return [];
      try {
        const offsets = offsetsOf(cells, map, name);
        return offsets === null ? [] : [{ text, ...offsets, surface }];
      } catch {
        return []; // the row itself will say so
      }
    });
  });
}

function countRows(files: readonly SourceFile[]): number {
  let numRows = 0;
  for (const { name, text } of files) for (const _ of readTable({ name, text })) numRows++;
  return numRows;
}

/** What was decided besides the columns. */
function listDecisions(
  map: ColumnMap,
  isMarked: boolean,
  spans: Decision,
  { occurrence, counts }: Context,
  { decisions }: ReadOptions,
): Decision[] {
  if (isMarked) return [];
  if (map.subjectStart !== undefined && map.objectStart !== undefined) return [spans];
  return [
    {
      id: "occurrence",
      question: t("Which place is meant when a name stands more than once in its sentence?"),
      value: occurrence,
      choices: [
        { value: "first", label: t("the first") },
        { value: "only", label: t("none: leave such rows out") },
      ],
      because: t(
        "{n, plural, one {# row has such a name, and the table gives no offsets.} other {# rows have such a name, and the table gives no offsets.}}",
        { n: counts.numAmbiguous },
      ),
      isForced: decisions["occurrence"] !== undefined,
    },
  ];
}

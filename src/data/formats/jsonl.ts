/**
 * @file JSON lines, our own plain format: one row a line, spans in UTF-16 units of the text, end exclusive.
 *
 * `{"id","text","subj":{"start","end","type"?},"obj":{"start","end","type"?},"relation"?,"docId"?}`
 */
import type { Argument, Example } from "../example";
import type { Format, ImportedRow, ReadSummary, SourceFile } from "./format";
import { getField, notShape, notString, parseRow, readIndex, readOptionalText } from "./parsedFile";
import { makeBadRow, peekRecords, readRecords } from "./records";

export const jsonlFormat: Format = {
  id: "jsonl",
  title: "JSON lines (text, subj, obj)",
  recognise(files) {
    const sure = files.map((file) => {
      const { rows } = peekRecords(file);
      const isOurs = (row: unknown) =>
        typeof getField(row, "text") === "string" && [getField(row, "subj"), getField(row, "obj")].some(isSpan);
      return rows.length === 0 ? 0 : 0.95 * (rows.filter(isOurs).length / rows.length);
    });
    return Math.min(...sure);
  },
  *read(files) {
    for (const [file, source] of files.entries()) yield* readFile(source, file);
    return { decisions: [], notices: [], skipped: {} } satisfies ReadSummary;
  },
};

function isSpan(value: unknown): boolean {
  return typeof value === "object" && value !== null && "start" in value;
}

/** Blank lines are skipped but counted; a line that is not JSON is a bad row, not a bad file. */
function* readFile(source: SourceFile, file: number): Generator<ImportedRow, void> {
  for (const record of readRecords(source)) {
    const { position, place, path, content } = record;
    if ("error" in content) yield makeBadRow(file, record, content.error);
    else {
      const row = parseRow(content.value, place, position, (id) => readExample(content.value, id));
      yield { ...row, file, path: [...path, "relation"] };
    }
  }
}

function readExample(row: unknown, id: string): Example {
  const text = getField(row, "text");
  if (typeof text !== "string") throw notString("text", text);
  const readArgument = (name: "subj" | "obj"): Argument => {
    const argument = getField(row, name);
    if (typeof argument !== "object" || argument === null) {
      throw notShape(name, '{"start","end"}', argument);
    }
    const type = readOptionalText(argument, "type", `${name}.type`);
    return {
      start: readIndex(argument, "start", `${name}.start`),
      end: readIndex(argument, "end", `${name}.end`),
      ...(type !== undefined && { type }),
    };
  };
  const docId = readOptionalText(row, "docId");
  const annotator = readOptionalText(row, "annotator");
  return {
    id,
    ...(docId !== undefined && { docId }),
    text,
    subject: readArgument("subj"),
    object: readArgument("obj"),
    relation: readOptionalText(row, "relation") ?? null,
    ...(annotator !== undefined && { annotator }),
  };
}

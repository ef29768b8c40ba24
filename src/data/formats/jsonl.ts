/**
 * @file JSON lines, our own plain format: one row a line, spans in UTF-16 units of the text, end exclusive.
 *
 * `{"id","text","subj":{"start","end","type"?},"obj":{"start","end","type"?},"relation"?,"docId"?}`
 */
import type { Argument, Example } from "../example";
import { describe, getField, parseRow, readIndex, readOptionalText, type ParsedRow } from "./parsedFile";
import { parseJson } from "./parseJson";

/** Reads a JSONL file. Blank lines are skipped but counted; a line that is not JSON is a bad row, not a bad file. */
export function parseJsonl(text: string): ParsedRow[] {
  const lines = text.replace(/^\ufeff/, "").split(/\r?\n/);
  return lines.flatMap((line, i) => (line.trim() === "" ? [] : [parseLine(line, i + 1)]));
}

function parseLine(line: string, position: number): ParsedRow {
  let row: unknown;
  try {
    row = parseJson(line);
  } catch (error) {
    // The place is a column of this line: "line 1, column 9: ..." -> "line 4, column 9: ...".
    const message = (error as Error).message.replace(/^line \d+/, `line ${position}`);
    return { id: `line ${position}`, position, content: { error: message } };
  }
  return parseRow(row, "line", position, (id) => readExample(row, id));
}

function readExample(row: unknown, id: string): Example {
  const text = getField(row, "text");
  if (typeof text !== "string") throw new Error(`expected text to be a string, got ${describe(text)}.`);
  const readArgument = (name: "subj" | "obj"): Argument => {
    const argument = getField(row, name);
    if (typeof argument !== "object" || argument === null) {
      throw new Error(`expected ${name} to be {"start","end"}, got ${describe(argument)}.`);
    }
    const type = readOptionalText(argument, "type", `${name}.type`);
    return {
      start: readIndex(argument, "start", `${name}.start`),
      end: readIndex(argument, "end", `${name}.end`),
      ...(type !== undefined && { type }),
    };
  };
  const docId = readOptionalText(row, "docId");
  return {
    id,
    ...(docId !== undefined && { docId }),
    text,
    subject: readArgument("subj"),
    object: readArgument("obj"),
    relation: readOptionalText(row, "relation") ?? null,
  };
}

/**
 * @file TACRED JSON (Zhang et al. 2017; also TACREV and Re-TACRED): one list of rows, spans in tokens, ends INCLUSIVE.
 *
 * `{"id","token":[...],"subj_start","subj_end","obj_start","obj_end","subj_type"?,"obj_type"?,"relation"?,"docid"?}`
 */
import type { Argument, Example } from "../example";
import { describe, getField, parseRow, readIndex, readOptionalText, type ParsedRow } from "./parsedFile";
import { parseJson } from "./parseJson";

/** Penn Treebank's names of the brackets, as they stand in tokens. */
const BRACKETS: Readonly<Record<string, string>> = {
  "-LRB-": "(",
  "-RRB-": ")",
  "-LSB-": "[",
  "-RSB-": "]",
  "-LCB-": "{",
  "-RCB-": "}",
};

/**
 * Reads a TACRED file. The text of a row is its tokens joined by one space, brackets restored. An empty file or an empty
 * list has no rows. Throws when the file as a whole is not JSON (saying where) or not a list.
 */
export function parseTacred(text: string): ParsedRow[] {
  if (text.replace("\ufeff", "").trim() === "") return [];
  const rows = parseJson(text);
  if (!Array.isArray(rows)) throw new Error(`line 1, column 1: expected a list of rows [...], got ${describe(rows)}.`);
  return rows.map((row: unknown, i) => parseRow(row, "row", i + 1, (id) => readExample(row, id)));
}

function readExample(row: unknown, id: string): Example {
  const tokens = getField(row, "token");
  if (!Array.isArray(tokens) || !tokens.every((token) => typeof token === "string")) {
    throw new Error(`expected token to be a list of texts, got ${describe(tokens)}.`);
  }
  const words = tokens.map((token) => BRACKETS[token.toUpperCase()] ?? token);
  const starts: number[] = [];
  let length = 0;
  for (const word of words) {
    starts.push(length);
    length += word.length + 1;
  }
  const readArgument = (name: "subj" | "obj"): Argument => {
    const first = readIndex(row, `${name}_start`);
    const last = readIndex(row, `${name}_end`);
    if (last < first) throw new Error(`${name}_end ${last} is before ${name}_start ${first}; ends are inclusive.`);
    if (last >= words.length) {
      throw new Error(
        `${name}_end ${last} is outside the ${words.length} tokens; counting starts at 0 and ends are inclusive.`,
      );
    }
    const type = readOptionalText(row, `${name}_type`);
    return { start: starts[first]!, end: starts[last]! + words[last]!.length, ...(type !== undefined && { type }) };
  };
  const docId = readOptionalText(row, "docid");
  return {
    id,
    ...(docId !== undefined && { docId }),
    text: words.join(" "),
    subject: readArgument("subj"),
    object: readArgument("obj"),
    relation: readOptionalText(row, "relation") ?? null,
  };
}

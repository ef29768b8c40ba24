/**
 * @file TACRED JSON (Zhang et al. 2017), TACREV and Re-TACRED with their patch files, and the copies of it on the Hugging Face
 * hub: one list of rows, or one row a line, with spans in tokens.
 *
 * `{"id","token":[...],"subj_start","subj_end","obj_start","obj_end","subj_type"?,"obj_type"?,"relation"?,"docid"?}`
 *
 * The files of the LDC have INCLUSIVE ends, the copies EXCLUSIVE ones under the same keys (`tacredEnds.ts`). Also read:
 * `tokens` for `token`, and `head_start`, `head_end`, `tail_start`, `tail_end`, `label` of an older copy.
 */
import { t } from "../../messages/translate";
import type { Argument, Example } from "../example";
import type { FileHead, Format, ImportedRow, ReadSummary, SourceFile } from "./format";
import { getField, parseRow, readIndex, readOptionalText } from "./parsedFile";
import { makeBadRow, peekRecords, readRecords } from "./records";
import { isTacredPatch, readPatches, type Patches } from "./tacredPatch";
import { chooseTacredEnds, type TokenEnds } from "./tacredEnds";
import { keysOf, type TacredKeys } from "./tacredKeys";
import { joinTokens, readTokens } from "./tokens";

export const tacredFormat: Format = {
  id: "tacred",
  title: "TACRED JSON",
  recognise(files) {
    const rowFiles = files.filter((file) => !isTacredPatch(file));
    if (rowFiles.length === 0) return 0;
    return Math.min(...rowFiles.map(recogniseRows));
  },
  *read(files, options) {
    const patchFiles = files.filter(isPatchFile);
    const patches = readPatches(patchFiles);
    const rowFiles = files.flatMap((source, file) => (patchFiles.includes(source) ? [] : [{ source, file }]));
    const { ends, decision } = chooseTacredEnds(sampleRows(rowFiles.map(({ source }) => source)), options.decisions);
    for (const { source, file } of rowFiles) yield* readFile(source, file, ends, patches);
    return { decisions: [decision], ...patches.summarise() } satisfies ReadSummary;
  },
};

function isPatchFile(source: SourceFile): boolean {
  return isTacredPatch({ name: source.name, head: source.text.slice(0, 65_536) });
}

function recogniseRows(file: FileHead): number {
  const { rows } = peekRecords(file);
  const isTacred = (row: unknown) => {
    const keys = keysOf(row);
    return Array.isArray(getField(row, keys.tokens)) && getField(row, `${keys.subject}_start`) !== undefined;
  };
  // The last row may be cut off by the end of the head.
  return rows.length === 0 ? 0 : 0.95 * (rows.filter(isTacred).length / rows.length);
}

function* sampleRows(files: readonly SourceFile[]): Generator<unknown, void> {
  for (const { name, text } of files) {
    for (const { content } of readRecords({ name, text })) if ("value" in content) yield content.value;
  }
}

function* readFile(source: SourceFile, file: number, ends: TokenEnds, patches: Patches): Generator<ImportedRow, void> {
  for (const record of readRecords(source)) {
    const { position, place, content } = record;
    if ("error" in content) {
      yield makeBadRow(file, record, content.error);
      continue;
    }
    const keys = keysOf(content.value);
    const path = [...record.path, keys.relation];
    const row = parseRow(content.value, place, position, (id) => readExample(content.value, id, keys, ends));
    const patched = patches.apply(row);
    if (patched !== null) yield { ...patched, file, path };
  }
}

function readExample(row: unknown, id: string, keys: TacredKeys, ends: TokenEnds): Example {
  const tokens = joinTokens(readTokens(getField(row, keys.tokens), keys.tokens));
  const readArgument = (name: string): Argument => {
    const first = readIndex(row, `${name}_start`);
    const end = readIndex(row, `${name}_end`);
    const last = ends === "inclusive" ? end : end - 1;
    if (last < first) {
      const values = { last: `${name}_end`, end, first: `${name}_start`, start: first };
      throw new Error(
        ends === "inclusive"
          ? t("{last} {end} is before {first} {start}; ends are inclusive.", values)
          : end < first
            ? t("{last} {end} is before {first} {start}; ends are exclusive.", values)
            : t("{last} {end} equals {first} {start}; ends are exclusive.", values),
      );
    }
    if (last >= tokens.starts.length) {
      throw new Error(
        ends === "inclusive"
          ? t("{last} {end} is outside the {n} tokens; counting starts at 0 and ends are inclusive.", {
              last: `${name}_end`,
              end,
              n: tokens.starts.length,
            })
          : t("{last} {end} is outside the {n} tokens; counting starts at 0 and ends are exclusive.", {
              last: `${name}_end`,
              end,
              n: tokens.starts.length,
            }),
      );
    }
    const type = readOptionalText(row, `${name}_type`);
    return { start: tokens.starts[first]!, end: tokens.ends[last]!, ...(type !== undefined && { type }) };
  };
  const docId = readOptionalText(row, "docid");
  return {
    id,
    ...(docId !== undefined && { docId }),
    text: tokens.text,
    subject: readArgument(keys.subject),
    object: readArgument(keys.object),
    relation: readOptionalText(row, keys.relation) ?? null,
  };
}

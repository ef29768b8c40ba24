/**
 * @file doccano's JSONL(relation) export: one text a line, or one file for each annotator.
 *
 * `{"id","text","entities":[{"id","label","start_offset","end_offset"}],"relations":[{"id","from_id","to_id","type"}]}`
 *
 * Offsets are UTF-16 units, or grapheme clusters where the project was set so; the file does not carry the words, so the
 * unit is taken under which most entities begin and end at the edge of a word.
 */
import { t } from "../../messages/translate";
import { createDocumentPairs, type AnnotatedDocument, type MarkedRelation, type Mention } from "./documentPairs";
import { chooseUnit, createUnitReader, type DoccanoUnit } from "./doccanoUnits";
import type { Decision, Format, ImportedRow, ReadOptions, ReadSummary, SourceFile } from "./format";
import { describe, getField, notString, readIndex } from "./parsedFile";
import { inFile } from "./placedError";
import { isJsonHead, listKeys, makeBadRow, readList, readName, readRecords, type JsonRecord } from "./records";

export const doccano: Format = {
  id: "doccano",
  title: "doccano JSONL(relation)",
  recognise(files) {
    const isMine = files.every(({ head }) => {
      const keys = listKeys(head);
      return isJsonHead(head) && (keys.has("start_offset") || isPlain(head, keys));
    });
    return files.length > 0 && isMine ? 0.9 : 0;
  },
  *read(files, options): Generator<ImportedRow, ReadSummary> {
    for (const { name, text } of files) {
      const head = text.slice(0, 65_536);
      if (isPlain(head, listKeys(head))) {
        throw inFile(
          name,
          t("this is doccano's plain JSONL, which leaves out the relations. Export “JSONL(relation)” instead."),
        );
      }
    }
    const pairs = createDocumentPairs(options);
    const { unit, decision } = chooseUnit(listOffsets(files), options);
    const annotators = chooseAnnotators(files, options);
    for (const [file, source] of files.entries()) {
      const annotator = annotators.isEach ? source.name.replace(/^.*[\\/]/, "").replace(/\.jsonl?$/i, "") : undefined;
      for (const record of readRecords(source)) {
        const bad: ImportedRow[] = [];
        const id = "value" in record.content ? readName(getField(record.content.value, "id")) : undefined;
        try {
          if ("error" in record.content) throw record.content.error;
          const document = readDocument(file, record, record.content.value, unit, id, bad);
          yield* pairs.rowsOf({
            ...document,
            ...(annotator !== undefined && { annotator, key: `${document.id}/${annotator}` }),
          });
        } catch (error) {
          yield makeBadRow(file, record, error, id);
        }
        yield* bad;
      }
    }
    return {
      decisions: [decision, ...annotators.decisions, ...pairs.decisions()],
      notices: pairs.notices(),
      skipped: pairs.skipped,
    };
  },
};

/** `"label": [[0, 3, "PER"]]`, or under doccano's older name: spans without relations. */
function isPlain(head: string, keys: ReadonlySet<string>): boolean {
  return keys.has("text") && !keys.has("entities") && /"labels?"\s*:\s*\[\s*\[\s*\d+\s*,\s*\d+\s*,\s*"/.test(head);
}

function readText(value: unknown): string {
  const text = getField(value, "text") ?? getField(value, "data");
  if (typeof text === "string") return text;
  throw notString("text", text);
}

function readDocument(
  file: number,
  { position, place, path }: JsonRecord,
  value: unknown,
  unit: DoccanoUnit,
  given: string | undefined,
  bad: ImportedRow[],
): AnnotatedDocument {
  const id = given ?? `${place} ${position}`;
  const text = readText(value);
  const readSpan = createUnitReader(text, unit);
  const mentionOf = new Map<string, number>();
  const report = (at: ImportedRow["path"], error: unknown) =>
    bad.push(makeBadRow(file, { position, place, path: [...path, ...at] }, error, id));
  const mentions: Mention[] = [];
  for (const [i, entity] of readList(value, "entities").entries()) {
    const name = `entities[${i}]`;
    try {
      const [start, end] = ["start_offset", "end_offset"].map((key) => readIndex(entity, key, `${name}.${key}`));
      const span = readSpan(start!, end!);
      const type = readName(getField(entity, "label"));
      const problem = t("{name}: span [{start}, {end}) is not in the text.", { name, start: start!, end: end! });
      const place = span ?? { start: 0, end: 0, problem };
      mentionOf.set(
        String(getField(entity, "id")),
        mentions.push({ ...place, ...(type !== undefined && { type }) }) - 1,
      );
    } catch (error) {
      report(["entities", i], error);
    }
  }
  const relations = readList(value, "relations").flatMap((relation, i): MarkedRelation[] => {
    const [subject, object] = ["from_id", "to_id"].map((key) => mentionOf.get(String(getField(relation, key))));
    const path_ = [...path, "relations", i, "type"];
    if (subject === undefined || object === undefined) {
      const [from, to] = ["from_id", "to_id"].map((key) => describe(getField(relation, key)));
      report(
        ["relations", i, "type"],
        t("{name} joins entities {from} and {to}, which are not both there.", {
          name: `relations[${i}]`,
          from: from!,
          to: to!,
        }),
      );
      return [];
    }
    const label = readName(getField(relation, "type")) ?? null;
    return [{ id: readName(getField(relation, "id")), subjects: [subject], objects: [object], label, path: path_ }];
  });
  return { file, position, id, text, mentions, relations, path };
}

function* listOffsets(files: readonly SourceFile[]): Generator<{ text: string; start: number; end: number }> {
  for (const source of files) {
    for (const { content } of readRecords(source)) {
      const value = "value" in content ? content.value : null;
      const text = getField(value, "text") ?? getField(value, "data");
      const entities = getField(value, "entities");
      if (typeof text !== "string" || !Array.isArray(entities)) continue;
      for (const entity of entities as unknown[]) {
        const [start, end] = [getField(entity, "start_offset"), getField(entity, "end_offset")];
        if (typeof start === "number" && typeof end === "number") yield { text, start, end };
      }
    }
  }
}

/** Whether each file is one annotator's: so when two files hold the same text. */
function chooseAnnotators(
  files: readonly SourceFile[],
  { decisions }: ReadOptions,
): { readonly isEach: boolean; readonly decisions: readonly Decision[] } {
  if (files.length < 2) return { isEach: false, decisions: [] };
  const seen = new Set<unknown>();
  let numShared = 0;
  for (const source of files) {
    const own = new Set<unknown>();
    for (const { content } of readRecords(source)) {
      if ("value" in content) own.add(getField(content.value, "text") ?? getField(content.value, "data"));
    }
    for (const text of own) {
      if (seen.has(text)) numShared++;
      seen.add(text);
    }
  }
  const forced = ["yes", "no"].find((value) => value === decisions.annotators);
  const value = forced ?? (numShared > 0 ? "yes" : "no");
  const decision: Decision = {
    id: "annotators",
    question: t("Is each file the work of one annotator?"),
    value,
    choices: [
      { value: "yes", label: t("yes: its name is the annotator") },
      { value: "no", label: t("no: they are parts of one set") },
    ],
    because: t(
      "{n, plural, one {# text stands in more than one of the {files} files.} other {# texts stand in more than one of the {files} files.}}",
      { n: numShared, files: files.length },
    ),
    isForced: forced !== undefined,
  };
  return { isEach: value === "yes", decisions: [decision] };
}

/**
 * @file What this site finds in plain text: one sentence a line.
 *
 * `{"text","entities":[{"start","end","type","score"}],"relations":[{"subj","obj","relation","score"}]}`
 *
 * Offsets are UTF-16 units of the sentence, ends exclusive; "subj" and "obj" are places in "entities". Scores are not read.
 */
import { t } from "../../messages/translate";
import { createDocumentPairs, type AnnotatedDocument, type MarkedRelation, type Mention } from "./documentPairs";
import type { Format, ImportedRow, ReadSummary } from "./format";
import { getField, notString, readIndex } from "./parsedFile";
import { isJsonHead, listKeys, makeBadRow, readList, readName, readRecords, type JsonRecord } from "./records";

export const extracted: Format = {
  id: "extracted",
  title: "JSON lines of found entities",
  recognise(files) {
    const isMine = files.every(({ head }) => {
      const keys = listKeys(head);
      return isJsonHead(head) && ["text", "entities", "relations", "start", "score"].every((key) => keys.has(key));
    });
    return files.length > 0 && isMine ? 0.8 : 0;
  },
  *read(files, options): Generator<ImportedRow, ReadSummary> {
    const pairs = createDocumentPairs(options);
    for (const [file, source] of files.entries()) {
      for (const record of readRecords(source)) {
        const bad: ImportedRow[] = [];
        try {
          if ("error" in record.content) throw record.content.error;
          yield* pairs.rowsOf(readSentence(file, record, record.content.value, bad));
        } catch (error) {
          yield makeBadRow(file, record, error);
        }
        yield* bad;
      }
    }
    return { decisions: pairs.decisions(), notices: pairs.notices(), skipped: pairs.skipped };
  },
};

function readSentence(
  file: number,
  { position, place, path }: JsonRecord,
  value: unknown,
  bad: ImportedRow[],
): AnnotatedDocument {
  const text = getField(value, "text");
  if (typeof text !== "string") throw notString("text", text);
  const mentions = readList(value, "entities").map((entity, i): Mention => {
    const name = `entities[${i}]`;
    const [start, end] = [readIndex(entity, "start", `${name}.start`), readIndex(entity, "end", `${name}.end`)];
    const type = readName(getField(entity, "type"));
    const isInside = start < end && end <= text.length;
    return {
      ...(isInside ? { start, end } : { start: 0, end: 0 }),
      ...(isInside ? {} : { problem: t("{name}: span [{start}, {end}) is not in the text.", { name, start, end }) }),
      ...(type !== undefined && { type }),
    };
  });
  const relations = readList(value, "relations").flatMap((relation, i): MarkedRelation[] => {
    const name = `relations[${i}]`;
    const at = [...path, "relations", i, "relation"];
    try {
      const [subject, object] = (["subj", "obj"] as const).map((key) => readIndex(relation, key, `${name}.${key}`));
      if (mentions[subject!] === undefined || mentions[object!] === undefined) {
        const values = { name, from: subject!, to: object! };
        throw new Error(t("{name} joins entities {from} and {to}, which are not both there.", values));
      }
      const label = readName(getField(relation, "relation")) ?? null;
      return [{ subjects: [subject!], objects: [object!], label, path: at }];
    } catch (error) {
      bad.push(makeBadRow(file, { position, place, path: at }, error));
      return [];
    }
  });
  // The sentence is one already: it is not cut again.
  const sentences = [{ start: 0, end: text.length }];
  return { file, position, id: `${place} ${position}`, text, sentences, mentions, relations, path };
}

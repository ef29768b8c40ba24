/**
 * @file CrossRE JSON lines: one sentence a line, spans in tokens, ends inclusive.
 *
 * `{"doc_key","sentence":[token...],"ner":[[first,last,type]...],"relations":[[f,l,f,l,label,note,isUncertain,isAmbiguous]...]}`
 */
import { t } from "../../messages/translate";
import { createDocumentPairs, type AnnotatedDocument } from "./documentPairs";
import type { Format, ImportedRow, ReadSummary, SourceFile } from "./format";
import { getField, notDocument } from "./parsedFile";
import { isJsonHead, listKeys, makeBadRow, readList, readName, readRecords, type JsonRecord } from "./records";
import { chooseEnds, layOut, type TokenEnds } from "./tokenDocument";
import { countSingles, readTokenRelations } from "./tokenRelations";
import { readTokens } from "./tokens";

export const crossre: Format = {
  id: "crossre",
  title: "CrossRE JSON lines",
  recognise(files) {
    const isMine = files.every(({ head }) => {
      const keys = listKeys(head);
      return isJsonHead(head) && keys.has("sentence") && keys.has("ner") && !keys.has("sentences");
    });
    return files.length > 0 && isMine ? 0.95 : 0;
  },
  *read(files, options): Generator<ImportedRow, ReadSummary> {
    const pairs = createDocumentPairs(options);
    const { ends, decision } = chooseEnds("inclusive", countSingles(listMentions(files)), options);
    let numUncertain = 0;
    for (const [file, source] of files.entries()) {
      for (const record of readRecords(source)) {
        const bad: ImportedRow[] = [];
        const id = "value" in record.content ? readName(getField(record.content.value, "doc_key")) : undefined;
        try {
          if ("error" in record.content) throw record.content.error;
          const { value } = record.content;
          const document = readSentence(file, record, value, id, ends, (path, error) =>
            bad.push(makeBadRow(file, { ...record, path }, error, id)),
          );
          const marked = readList(value, "relations");
          numUncertain += marked.filter((list) => Array.isArray(list) && list[6] === true).length;
          yield* pairs.rowsOf(document);
        } catch (error) {
          yield makeBadRow(file, record, error, id);
        }
        yield* bad;
      }
    }
    const uncertain = t(
      "{n, plural, one {# relation is marked as uncertain by its annotators; it is read like the others.} other {# relations are marked as uncertain by their annotators; they are read like the others.}}",
      { n: numUncertain },
    );
    return {
      decisions: [decision, ...pairs.decisions()],
      notices: [...(numUncertain > 0 ? [uncertain] : []), ...pairs.notices()],
      skipped: pairs.skipped,
    };
  },
};

function readSentence(
  file: number,
  { position, place, path }: JsonRecord,
  value: unknown,
  id: string | undefined,
  ends: TokenEnds,
  onBad: (path: ImportedRow["path"], error: unknown) => void,
): AnnotatedDocument {
  if (getField(value, "sentence") === undefined) {
    throw notDocument('{"doc_key","sentence","ner","relations"}', value);
  }
  const laidOut = layOut([readTokens(getField(value, "sentence"), "sentence")]);
  const listAll = (key: string) => readList(value, key).map((list, i) => ({ list, path: [...path, key, i] }));
  const marked = { mentions: listAll("ner"), relations: listAll("relations") };
  const { mentions, relations } = readTokenRelations(laidOut, ends, marked, onBad);
  const { text, sentences } = laidOut;
  return { file, position, id: id ?? `${place} ${position}`, text, sentences, mentions, relations, path };
}

function* listMentions(files: readonly SourceFile[]): Generator<unknown> {
  for (const source of files) {
    for (const { content } of readRecords(source)) {
      const list = "value" in content ? getField(content.value, "ner") : null;
      if (Array.isArray(list)) yield* list as unknown[];
    }
  }
}

/**
 * @file SciERC JSON lines, as DyGIE++, PURE and PL-Marker read them: documents whose spans count the tokens of the whole
 * document, ends inclusive.
 *
 * `{"doc_key","sentences":[[token...]...],"ner":[[[first,last,type]...]...],"relations":[[[f,l,f,l,label,score?...]...]...],
 *   "clusters"?:[[[first,last]...]...]}`: `ner` and `relations` have one list for each sentence.
 */
import { t } from "../../messages/translate";
import { createDocumentPairs, type AnnotatedDocument } from "./documentPairs";
import type { Format, ImportedRow, ReadSummary, SourceFile } from "./format";
import { getField, notDocument, notList } from "./parsedFile";
import { isJsonHead, listKeys, makeBadRow, readList, readName, readRecords, type JsonRecord } from "./records";
import { chooseEnds, layOutSentences, type TokenEnds } from "./tokenDocument";
import { countSingles, readTokenRelations, type NumberedList } from "./tokenRelations";

export const scierc: Format = {
  id: "scierc",
  title: "SciERC JSON lines (DyGIE++, PURE, PL-Marker)",
  recognise(files) {
    const isMine = files.every(({ head }) => {
      const keys = listKeys(head);
      return isJsonHead(head) && keys.has("sentences") && (keys.has("ner") || keys.has("doc_key"));
    });
    return files.length > 0 && isMine ? 0.9 : 0;
  },
  *read(files, options): Generator<ImportedRow, ReadSummary> {
    const pairs = createDocumentPairs(options);
    const { ends, decision } = chooseEnds("inclusive", countSingles(listMentions(files)), options);
    for (const [file, source] of files.entries()) {
      for (const record of readRecords(source)) {
        const bad: ImportedRow[] = [];
        const id = "value" in record.content ? readName(getField(record.content.value, "doc_key")) : undefined;
        try {
          if ("error" in record.content) throw record.content.error;
          const { value } = record.content;
          const document = readDocument(file, record, value, id, ends, (path, error) =>
            bad.push(makeBadRow(file, { ...record, path }, error, id)),
          );
          if (getField(value, "relations") === undefined) pairs.skip(t("documents without relations"));
          yield* pairs.rowsOf(document);
        } catch (error) {
          yield makeBadRow(file, record, error, id);
        }
        yield* bad;
      }
    }
    return { decisions: [decision, ...pairs.decisions()], notices: pairs.notices(), skipped: pairs.skipped };
  },
};

function readDocument(
  file: number,
  { position, place, path }: JsonRecord,
  value: unknown,
  id: string | undefined,
  ends: TokenEnds,
  onBad: (path: ImportedRow["path"], error: unknown) => void,
): AnnotatedDocument {
  if (getField(value, "sentences") === undefined) {
    throw notDocument('{"doc_key","sentences","ner","relations"}', value);
  }
  const laidOut = layOutSentences(value, "sentences");
  const listAll = (key: string): NumberedList[] =>
    readList(value, key).flatMap((lists, s) => {
      if (!Array.isArray(lists)) throw notList(`${key}[${s}]`, lists);
      return lists.map((list: unknown, i) => ({ list, path: [...path, key, s, i] }));
    });
  const marked = { mentions: listAll("ner"), relations: listAll("relations") };
  const { mentions, relations, mentionAt } = readTokenRelations(laidOut, ends, marked, onBad);
  const clusterOf = new Map<number, number>();
  for (const [cluster, members] of readList(value, "clusters").entries()) {
    if (!Array.isArray(members)) continue;
    for (const member of members as unknown[]) {
      const place = Array.isArray(member) ? mentionAt(member[0], member[1]) : undefined;
      if (place !== undefined) clusterOf.set(place, cluster);
    }
  }
  const { text, sentences } = laidOut;
  return {
    ...{ file, position, id: id ?? `${place} ${position}`, text, sentences, relations, path },
    mentions: mentions.map((mention, i) => (clusterOf.has(i) ? { ...mention, entity: clusterOf.get(i)! } : mention)),
  };
}

function* listMentions(files: readonly SourceFile[]): Generator<unknown> {
  for (const source of files) {
    for (const { content } of readRecords(source)) {
      const lists = "value" in content ? getField(content.value, "ner") : null;
      if (Array.isArray(lists)) yield* lists.flat() as unknown[];
    }
  }
}

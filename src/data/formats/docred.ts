/**
 * @file DocRED and Re-DocRED JSON: documents as token lists, entities with several mentions, relations between entities.
 *
 * `[{"title","sents":[[token...]...],"vertexSet":[[{"name","sent_id","pos":[start,end),"type"}...]...],
 *    "labels":[{"h","t","r","evidence"}...]?}]`: `pos` counts the tokens of sentence `sent_id`; h and t count `vertexSet`.
 */
import { t } from "../../messages/translate";
import { createDocumentPairs, type AnnotatedDocument, type MarkedRelation, type Mention } from "./documentPairs";
import type { Format, ImportedRow, ReadSummary, SourceFile } from "./format";
import { describe, getField, notDocument, notList, readIndex } from "./parsedFile";
import { isJsonHead, listKeys, makeBadRow, readList, readName, readRecords, type JsonRecord } from "./records";
import { chooseEnds, layOutSentences, type EndsEvidence, type TokenEnds } from "./tokenDocument";

export const docred: Format = {
  id: "docred",
  get title() {
    return t("DocRED or Re-DocRED JSON");
  },
  recognise(files) {
    const isMine = files.every(({ head }) => isJsonHead(head) && listKeys(head).has("vertexSet"));
    return files.length > 0 && isMine ? 0.95 : 0;
  },
  *read(files, options): Generator<ImportedRow, ReadSummary> {
    const pairs = createDocumentPairs(options);
    const { ends, decision } = chooseEnds("exclusive", collectEvidence(files), options);
    const notices = new Set<string>();
    for (const [file, source] of files.entries()) {
      for (const record of readRecords(source)) {
        if ("error" in record.content) {
          yield makeBadRow(file, record, record.content.error);
          continue;
        }
        const { value } = record.content;
        const title = readName(getField(value, "title"));
        let document: AnnotatedDocument;
        const bad: ImportedRow[] = [];
        try {
          document = readDocument(file, record, value, title, ends, (path, error) =>
            bad.push(makeBadRow(file, { ...record, path }, error, title)),
          );
        } catch (error) {
          yield makeBadRow(file, record, error, title);
          continue;
        }
        if (!Array.isArray(getField(value, "labels"))) pairs.skip(t("documents without labels"));
        yield* pairs.rowsOf(document);
        yield* bad;
      }
    }
    notices.add(t("A relation between two entities gives one row for each two of their mentions in one sentence."));
    return {
      decisions: [decision, ...pairs.decisions()],
      notices: [...notices, ...pairs.notices()],
      skipped: pairs.skipped,
    };
  },
};

function readDocument(
  file: number,
  { position, place, path }: JsonRecord,
  value: unknown,
  title: string | undefined,
  ends: TokenEnds,
  onBad: (path: ImportedRow["path"], error: unknown) => void,
): AnnotatedDocument {
  if (getField(value, "sents") === undefined) {
    throw notDocument('{"title","sents","vertexSet"}', value);
  }
  const laidOut = layOutSentences(value, "sents");
  const mentions: Mention[] = [];
  const mentionsOf = readList(value, "vertexSet").map((entity, e) => {
    if (!Array.isArray(entity)) throw notList(`vertexSet[${e}]`, entity);
    return entity.map((mention: unknown, m) => {
      const name = `vertexSet[${e}][${m}]`;
      const [first, end] = readPosition(mention, name);
      const type = readName(getField(mention, "type"));
      const sentence = readIndex(mention, "sent_id", `${name}.sent_id`);
      const span = laidOut.spanOf(sentence, first, ends === "inclusive" ? end + 1 : end, name);
      return mentions.push({ ...span, ...(type !== undefined && { type }), entity: e }) - 1;
    });
  });
  const relations = readList(value, "labels").flatMap((label, i): MarkedRelation[] => {
    try {
      const [subjects, objects] = (["h", "t"] as const).map((key) => {
        const entity = readIndex(label, key, `labels[${i}].${key}`);
        if (mentionsOf[entity]) return mentionsOf[entity];
        throw new Error(
          t("{name} is {entity}, outside the {n} entities of vertexSet.", {
            name: `labels[${i}].${key}`,
            entity,
            n: mentionsOf.length,
          }),
        );
      });
      const relation = readName(getField(label, "r")) ?? null;
      return [{ subjects: subjects!, objects: objects!, label: relation, path: [...path, "labels", i, "r"] }];
    } catch (error) {
      onBad([...path, "labels", i, "r"], error);
      return [];
    }
  });
  const { text, sentences } = laidOut;
  return { file, position, id: title ?? `${place} ${position}`, text, sentences, mentions, relations, path };
}

function readPosition(mention: unknown, name: string): [number, number] {
  const position = getField(mention, "pos");
  if (Array.isArray(position) && position.length === 2 && position.every((value) => Number.isInteger(value))) {
    return position as [number, number];
  }
  throw new Error(
    t("expected {name} to be [start, end] in tokens, got {got}.", { name: `${name}.pos`, got: describe(position) }),
  );
}

/** Compares mentions with the names they carry; spaces do not count. Looks at the first 2,000 mentions. */
function collectEvidence(files: readonly SourceFile[]): EndsEvidence {
  const plain = (words: string) => words.replace(/\s+/g, "").toLowerCase();
  const matches = { exclusive: 0, inclusive: 0 };
  let numSpans = 0;
  for (const source of files) {
    for (const { content } of readRecords(source)) {
      const value = "value" in content ? content.value : null;
      const [sents, entities] = [getField(value, "sents"), getField(value, "vertexSet")];
      if (!Array.isArray(sents) || !Array.isArray(entities)) continue;
      for (const mention of entities.flat() as unknown[]) {
        const [name, position, sentence] = ["name", "pos", "sent_id"].map((key) => getField(mention, key));
        const tokens: unknown = sents[sentence as number];
        if (typeof name !== "string" || !Array.isArray(position) || !Array.isArray(tokens)) continue;
        const [start, end] = position as [number, number];
        numSpans++;
        if (plain(tokens.slice(start, end).join("")) === plain(name)) matches.exclusive++;
        if (plain(tokens.slice(start, end + 1).join("")) === plain(name)) matches.inclusive++;
        if (numSpans >= 2000) return { numSpans, numSingle: 0, matches };
      }
    }
  }
  return { numSpans, numSingle: 0, ...(numSpans > 0 && { matches }) };
}

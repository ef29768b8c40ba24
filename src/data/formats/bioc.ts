/**
 * @file BioC, as XML (DTD 1 and 2) and as JSON: documents of passages, mentions, and relations between mentions (nodes) or
 * between concepts (`entity1`, `entity2`, as in BioRED and PubTator exports).
 *
 * Offsets count from the start of the document, in code points; a mention is an offset and a length. One of several
 * locations is discontinuous and is read from its first to its last piece.
 */
import { t } from "../../messages/translate";
import { parseBiocXml } from "./biocXml";
import { readBiocDocument, type BiocDocument, type BiocRelation } from "./biocDocument";
import { chooseDirections, createConceptIndex } from "./concepts";
import { createDocumentPairs, sayDiscontinuous, type MarkedRelation, type Mention } from "./documentPairs";
import type { Format, ImportedRow, ReadSummary, SourceFile } from "./format";
import { getField } from "./parsedFile";
import { inFile } from "./placedError";
import { isJsonHead, listKeys, makeBadRow, readList, readRecords, type JsonRecord } from "./records";
import { splitSentences } from "./sentences";
import type { SpanClaim } from "./spanRepair";
import { createSurfaceReader } from "./surfaces";

export const bioc: Format = {
  id: "bioc",
  get title() {
    return t("BioC XML or JSON");
  },
  recognise(files) {
    const isMine = files.every(({ head }) => {
      if (/^\s*</.test(head)) return /<collection[\s>]/.test(head) && /<(?:document|source|date|key)[\s>/]/.test(head);
      const keys = listKeys(head);
      return isJsonHead(head) && keys.has("passages") && (keys.has("infons") || keys.has("documents"));
    });
    return files.length > 0 && isMine ? 0.9 : 0;
  },
  *read(files, options): Generator<ImportedRow, ReadSummary> {
    const pairs = createDocumentPairs(options);
    const read = files.flatMap((source, file) => readFile(source, file));
    const documents = read.flatMap((part) => ("document" in part ? [part.document] : []));
    const reader = createSurfaceReader(listClaims(documents), "code-point", options);
    const labels = new Set(documents.flatMap(({ relations }) => relations.flatMap(({ label }) => label ?? [])));
    const { isDirected, decision } = chooseDirections(labels, options);
    let [numDiscontinuous, hasConcepts] = [0, false];
    for (const part of read) {
      if (!("document" in part)) {
        yield part.bad;
        continue;
      }
      const { units, relations: given, ...place } = part.document;
      let text = "";
      const sentences: { start: number; end: number }[] = [];
      const mentions: Mention[] = [];
      const byId = new Map<string, number>();
      const concepts = createConceptIndex();
      for (const unit of units) {
        if (text !== "") text += "\n";
        const start = text.length;
        text += unit.text;
        const readSpan = reader.inText(unit.text, start);
        const inUnit = unit.mentions.map((mention): Mention => {
          if (mention.isDiscontinuous) numDiscontinuous++;
          const span = readSpan(mention, () => t("annotation {id}", { id: mention.id }));
          const [entity] = mention.concepts;
          return { ...span, ...(mention.type && { type: mention.type }), ...(entity && { entity }) };
        });
        if (unit.isSentence) sentences.push({ start, end: text.length });
        else {
          const local = inUnit.map((mention) => ({ start: mention.start - start, end: mention.end - start }));
          const found = splitSentences(unit.text, local);
          sentences.push(...found.map((sentence) => ({ start: sentence.start + start, end: sentence.end + start })));
        }
        for (const [i, mention] of inUnit.entries()) {
          const index = mentions.push(mention) - 1;
          byId.set(unit.mentions[i]!.id, index);
          for (const identifiers of unit.mentions[i]!.concepts) concepts.add(identifiers, index);
        }
      }
      const relations: MarkedRelation[] = [];
      const bad: ImportedRow[] = [];
      for (const relation of given) {
        const found = join(relation, byId, concepts.find);
        hasConcepts ||= relation.concepts !== null;
        if (typeof found === "string") {
          bad.push(
            makeBadRow(place.file, { ...part.record, path: relation.path }, found, `${place.id}#${relation.id}`),
          );
        } else if (found === null) pairs.skip(t("relations with more or fewer than two nodes"));
        else {
          const { id, label, path } = relation;
          relations.push({ ...found, id, label, path, isSymmetric: relation.concepts !== null && !isDirected });
        }
      }
      yield* pairs.rowsOf({ ...place, text, sentences, mentions, relations });
      yield* bad;
    }
    return {
      decisions: [reader.choice.decision, ...(hasConcepts ? [decision] : []), ...pairs.decisions()],
      notices: [
        ...(hasConcepts
          ? [t("A relation between two concepts gives one row for each two of their mentions in one sentence.")]
          : []),
        ...(numDiscontinuous > 0 ? [sayDiscontinuous(numDiscontinuous)] : []),
        ...pairs.notices(),
      ],
      skipped: pairs.skipped,
    };
  },
};

/** Arguments of a relation; text: why there are none; null: it is not between two. */
function join(
  { nodes, concepts }: BiocRelation,
  byId: ReadonlyMap<string, number>,
  find: (concept: string) => readonly number[],
): Pick<MarkedRelation, "subjects" | "objects"> | string | null {
  if (concepts) return { subjects: find(concepts[0]), objects: find(concepts[1]) };
  if (nodes.length !== 2) return null;
  const places: number[] = [];
  for (const { id } of nodes) {
    const place = byId.get(id);
    if (place === undefined) {
      return t("a relation names annotation {id}, which is not in the document.", { id });
    }
    places.push(place);
  }
  return { subjects: [places[0]!], objects: [places[1]!] };
}

type ReadPart = { readonly document: BiocDocument; readonly record: JsonRecord } | { readonly bad: ImportedRow };

function readFile(source: SourceFile, file: number): ReadPart[] {
  if (/^\s*</.test(source.text)) {
    try {
      const value = parseBiocXml(source.text);
      return readCollection(value, file, { position: 1, place: "row", path: [], content: { value } });
    } catch (error) {
      throw inFile(source.name, (error as Error).message, error);
    }
  }
  return [...readRecords(source)].flatMap((record) => {
    if ("error" in record.content) return [{ bad: makeBadRow(file, record, record.content.error) }];
    return readCollection(record.content.value, file, record);
  });
}

/** The documents of a collection, or the one document that a line of BioC JSON lines is. */
function readCollection(value: unknown, file: number, record: JsonRecord): ReadPart[] {
  const isCollection = getField(value, "documents") !== undefined;
  return (isCollection ? readList(value, "documents") : [value]).map((document, i): ReadPart => {
    const place = isCollection ? { ...record, position: i + 1, place: "row" as const } : record;
    const path = isCollection ? [...record.path, "documents", i] : record.path;
    try {
      return { document: readBiocDocument(document, file, place.position, path), record: place };
    } catch (error) {
      return { bad: makeBadRow(file, { ...place, path }, error) };
    }
  });
}

function* listClaims(documents: readonly BiocDocument[]): Generator<SpanClaim> {
  for (const { units } of documents) {
    for (const { text, mentions } of units) {
      for (const { start, end, surface } of mentions) if (surface !== undefined) yield { text, start, end, surface };
    }
  }
}

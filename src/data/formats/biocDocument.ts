/** @file One BioC document: its passages or sentences with the mentions that stand in them, and its relations. */
import { t } from "../../messages/translate";
import type { ImportedRow } from "./format";
import { describe, getField, notWhole } from "./parsedFile";
import { readList, readName } from "./records";

/** A passage, or a sentence of one that has sentences. */
export interface BiocUnit {
  readonly isSentence: boolean;
  readonly text: string;
  readonly offset: number;
  readonly mentions: BiocMention[];
}

export interface BiocMention {
  readonly id: string;
  readonly type: string | undefined;
  /** Counted from the start of the unit. */
  readonly start: number;
  readonly end: number;
  /** Absent for a discontinuous mention, whose words are not those of its span. */
  readonly surface?: string;
  readonly isDiscontinuous: boolean;
  /** What its infons link it to. */
  readonly concepts: readonly string[];
}

export interface BiocRelation {
  readonly id: string;
  readonly label: string | null;
  readonly nodes: readonly { readonly id: string; readonly role: string }[];
  /** The two concepts of a relation without nodes. */
  readonly concepts: readonly [string, string] | null;
  /** Where the label stands, in BioC JSON's terms. */
  readonly path: ImportedRow["path"];
}

export interface BiocDocument {
  readonly file: number;
  readonly position: number;
  readonly id: string;
  readonly path: ImportedRow["path"];
  readonly units: readonly BiocUnit[];
  readonly relations: readonly BiocRelation[];
}

/** Reads a document. Annotations and relations may stand at the document, a passage or a sentence. Throws a message. */
export function readBiocDocument(
  document: unknown,
  file: number,
  position: number,
  path: ImportedRow["path"],
): BiocDocument {
  if (!Array.isArray(getField(document, "passages"))) {
    throw new Error(t("expected a document with passages, got {got}.", { got: describe(document) }));
  }
  const id = readName(getField(document, "id")) ?? `document ${position}`;
  const units: BiocUnit[] = [];
  const annotations: { value: unknown; unit: BiocUnit | null }[] = [];
  const relations: BiocRelation[] = [];
  const collect = (place: unknown, unit: BiocUnit | null, at: ImportedRow["path"]) => {
    for (const value of readList(place, "annotations")) annotations.push({ value, unit });
    for (const [i, value] of readList(place, "relations").entries()) {
      relations.push(readRelation(value, relations.length, [...at, "relations", i]));
    }
  };
  const addUnit = (place: unknown, isSentence: boolean, offset: number): BiocUnit => {
    const text = getField(place, "text");
    const unit: BiocUnit = { isSentence, text: typeof text === "string" ? text : "", offset, mentions: [] };
    units.push(unit);
    return unit;
  };
  for (const [p, passage] of readList(document, "passages").entries()) {
    const at = [...path, "passages", p];
    const offset = readNumber(getField(passage, "offset"), `passages[${p}].offset`);
    const sentences = readList(passage, "sentences");
    const unit = sentences.length === 0 ? addUnit(passage, false, offset) : null;
    for (const [s, sentence] of sentences.entries()) {
      const begin = readNumber(getField(sentence, "offset"), `passages[${p}].sentences[${s}].offset`);
      collect(sentence, addUnit(sentence, true, begin), [...at, "sentences", s]);
    }
    collect(passage, unit, at);
  }
  collect(document, null, path);
  for (const { value, unit } of annotations) addMention(value, unit, units);
  return { file, position, id, path, units, relations };
}

function addMention(value: unknown, own: BiocUnit | null, units: readonly BiocUnit[]): void {
  const id = readName(getField(value, "id")) ?? t("without an id");
  const pieces = readList(value, "locations").map((location) => {
    const offset = readNumber(getField(location, "offset"), t("offset of annotation {id}", { id }));
    return { offset, end: offset + readNumber(getField(location, "length"), t("length of annotation {id}", { id })) };
  });
  if (pieces.length === 0) return;
  const start = Math.min(...pieces.map(({ offset }) => offset));
  const end = Math.max(...pieces.map((piece) => piece.end));
  const unit = own ?? units.findLast(({ offset }) => offset <= start);
  if (!unit) {
    throw new Error(t("annotation {id} at offset {start} stands before the first passage.", { id, start }));
  }
  const infons = getField(value, "infons");
  const surface = getField(value, "text");
  const isDiscontinuous = pieces.length > 1;
  unit.mentions.push({
    id,
    type: readName(getField(infons, "type")),
    start: start - unit.offset,
    end: end - unit.offset,
    ...(typeof surface === "string" && surface !== "" && !isDiscontinuous && { surface }),
    isDiscontinuous,
    concepts: readConcepts(infons),
  });
}

/** `identifier`; in older files the name of the database is the key. */
function readConcepts(infons: unknown): string[] {
  const identifier = readName(getField(infons, "identifier")) ?? readName(getField(infons, "Identifier"));
  if (identifier !== undefined) return [identifier];
  if (typeof infons !== "object" || infons === null) return [];
  return Object.entries(infons).flatMap(([key, value]) =>
    /mesh|ncbi|omim|chebi/i.test(key) ? (readName(value) ?? []) : [],
  );
}

function readRelation(value: unknown, count: number, path: ImportedRow["path"]): BiocRelation {
  const infons = getField(value, "infons");
  const key = ["type", "relation", "relation type", "relation_type", "label"].find(
    (name) => readName(getField(infons, name)) !== undefined,
  );
  const nodes = readList(value, "nodes").map((node) => ({
    id: readName(getField(node, "refid")) ?? "",
    role: readName(getField(node, "role")) ?? "",
  }));
  if (nodes.length === 2 && /2$/.test(nodes[0]!.role) && /1$/.test(nodes[1]!.role)) nodes.reverse();
  const first = readConcept(infons, "entity1") ?? readConcept(infons, "role1");
  const second = readConcept(infons, "entity2") ?? readConcept(infons, "role2");
  const hasConcepts = nodes.length === 0 && first !== undefined && second !== undefined;
  return {
    id: readName(getField(value, "id")) ?? `relation ${count + 1}`,
    label: readName(getField(infons, key ?? "type")) ?? null,
    nodes,
    concepts: hasConcepts ? [first, second] : null,
    path: [...path, "infons", key ?? "type"],
  };
}

/** A concept: its identifier, "Type|identifier" as in PubTator's XML, or an object that has it. */
function readConcept(infons: unknown, key: string): string | undefined {
  const value = getField(infons, key);
  if (typeof value === "object" && value !== null) return readName(getField(value, "identifier"));
  const name = readName(value);
  return key.startsWith("role")
    ? name?.replace(/^(?:Gene|Disease|Chemical|Variant|Species|CellLine|Mutation)\|/, "")
    : name;
}

function readNumber(value: unknown, name: string): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number === "number" && Number.isInteger(number) && number >= 0) return number;
  throw notWhole(name, value);
}

/**
 * @file UIMA CAS JSON 0.4, as INCEpTION exports it: typed feature structures over one text.
 *
 * Offsets are UTF-16 units, ends exclusive; "@x" is a reference to an "%ID". A relation is any structure with @Governor and
 * @Dependent: the governor is the subject. The text is the sofa of the structure.
 */
import { t } from "../../messages/translate";
import { createDocumentPairs, type AnnotatedDocument, type MarkedRelation, type Mention } from "./documentPairs";
import type { Format, ImportedRow, ReadSummary } from "./format";
import { getField } from "./parsedFile";
import { isJsonHead, listKeys, makeBadRow, readName } from "./records";
import { parseFile } from "./parseJson";
import { inFile } from "./placedError";

export const casJson: Format = {
  id: "cas-json",
  title: "UIMA CAS JSON (INCEpTION)",
  recognise(files) {
    const isMine = files.every(({ head }) => {
      const keys = listKeys(head);
      return isJsonHead(head) && (keys.has("%FEATURE_STRUCTURES") || keys.has("%TYPES") || keys.has("_referenced_fss"));
    });
    return files.length > 0 && isMine ? 0.95 : 0;
  },
  *read(files, options): Generator<ImportedRow, ReadSummary> {
    const pairs = createDocumentPairs(options);
    for (const [file, source] of files.entries()) {
      const { name } = source;
      const cas = parseFile(source);
      const structures = listStructures(cas);
      if (structures === null) {
        throw inFile(
          name,
          t('expected "{key}", as in UIMA CAS JSON 0.4. Export it as “UIMA CAS JSON 0.4”.', {
            key: "%FEATURE_STRUCTURES",
          }),
        );
      }
      const bad: ImportedRow[] = [];
      const document = readDocument(file, name, structures, bad);
      if (document.relations.length === 0) pairs.skip(t("files without relations"));
      yield* pairs.rowsOf(document);
      yield* bad;
    }
    return { decisions: pairs.decisions(), notices: pairs.notices(), skipped: pairs.skipped };
  },
};

interface Structure {
  readonly id: number | string;
  readonly type: string;
  readonly value: unknown;
  readonly path: ImportedRow["path"];
}

/** Feature structures, from a list or from an object by id; null when there are none. */
function listStructures(cas: unknown): Structure[] | null {
  const given = getField(cas, "%FEATURE_STRUCTURES");
  if (typeof given !== "object" || given === null) return null;
  return Object.entries(given).map(([key, value]): Structure => {
    const step = Array.isArray(given) ? Number(key) : key;
    const id = getField(value, "%ID");
    return {
      id: typeof id === "number" || typeof id === "string" ? id : key,
      type: readName(getField(value, "%TYPE")) ?? "",
      value,
      path: ["%FEATURE_STRUCTURES", step],
    };
  });
}

function readDocument(
  file: number,
  name: string,
  structures: readonly Structure[],
  bad: ImportedRow[],
): AnnotatedDocument {
  const { id, annotator } = readPlace(name);
  const byId = new Map(structures.map((structure) => [String(structure.id), structure]));
  const relationsGiven = structures.filter(
    ({ value, type }) =>
      getField(value, "@Governor") !== undefined &&
      getField(value, "@Dependent") !== undefined &&
      !/\bDependency\b/.test(type),
  );
  // The text is the sofa that the relations (or else the spans) refer to; a view without text may stand beside it.
  const sofas = new Map<string, number>();
  for (const { value } of structures) {
    const sofa = String(getField(value, "@sofa") ?? "");
    if (typeof getField(byId.get(sofa)?.value, "sofaString") === "string") sofas.set(sofa, (sofas.get(sofa) ?? 0) + 1);
  }
  const [sofa] = [...sofas].sort(([, a], [, b]) => b - a)[0] ?? [];
  const text = getField(byId.get(sofa ?? "")?.value, "sofaString");
  if (typeof text !== "string") throw inFile(name, t("expected a text (sofaString), found none."));

  const mentions: Mention[] = [];
  const mentionOf = new Map<string, number>();
  const addMention = (reference: unknown, relation = ""): number => {
    const key = String(reference);
    const known = mentionOf.get(key);
    if (known !== undefined) return known;
    const structure = byId.get(key);
    const [start, end] = ["begin", "end"].map((edge) => getField(structure?.value, edge));
    if (typeof start !== "number" || typeof end !== "number") {
      throw new Error(
        t("relation {relation} refers to {reference}, which marks no text.", { relation, reference: key }),
      );
    }
    const isInside =
      Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start < end && end <= text.length;
    const problem = t(
      "{n, plural, one {span [{start}, {end}) of {key} is not in the text, which has # character.} other {span [{start}, {end}) of {key} is not in the text, which has # characters.}}",
      { key, start, end, n: text.length },
    );
    const type = readLabel(structure!.value);
    const place = mentions.push({
      ...(isInside ? { start, end } : { start: 0, end: 0, problem }),
      ...(type && { type }),
    });
    mentionOf.set(key, place - 1);
    return place - 1;
  };
  // Spans of the layers that relations join; tokens and sentences are no mentions.
  const layers = new Set(
    relationsGiven.flatMap(({ value }) =>
      ["@Governor", "@Dependent"].flatMap((end) => byId.get(String(getField(value, end)))?.type ?? []),
    ),
  );
  for (const { id: key, type, value } of structures) {
    if (layers.has(type) && !/\bToken$/.test(type) && typeof getField(value, "begin") === "number") addMention(key);
  }
  const relations = relationsGiven.flatMap(({ id: key, value, path }): MarkedRelation[] => {
    const feature = labelKey(value);
    try {
      const [subject, object] = ["@Governor", "@Dependent"].map((end) => addMention(getField(value, end), String(key)));
      const label = readLabel(value) ?? null;
      return [{ id: String(key), subjects: [subject!], objects: [object!], label, path: [...path, feature] }];
    } catch (error) {
      bad.push(makeBadRow(file, { position: 1, place: "row", path: [...path, feature] }, error, `${id}#${key}`));
      return [];
    }
  });
  const sentences = structures.flatMap(({ type, value }) => {
    const [start, end] = ["begin", "end"].map((edge) => getField(value, edge));
    const isSentence = /\.Sentence$/.test(type) && typeof start === "number" && typeof end === "number" && start < end;
    return isSentence && end <= text.length ? [{ start, end }] : [];
  });
  return {
    ...{ file, position: 1, id, text, mentions, relations, path: [] },
    ...(sentences.length > 0 && { sentences }),
    ...(annotator !== undefined && { annotator, key: `${id}/${annotator}` }),
  };
}

/** The feature that names a span or a relation: "label", "value", or the first text that is no reference. */
function labelKey(value: unknown): string {
  const known = ["label", "value"].find((key) => readName(getField(value, key)) !== undefined);
  if (known !== undefined || typeof value !== "object" || value === null) return known ?? "label";
  const first = Object.entries(value).find(([key, item]) => /^\w/.test(key) && typeof item === "string");
  return first?.[0] ?? "label";
}

function readLabel(value: unknown): string | undefined {
  return readName(getField(value, labelKey(value)));
}

/** In a project export: annotation/DOCUMENT/ANNOTATOR.json. */
function readPlace(name: string): { id: string; annotator?: string } {
  const found = /(?:^|\/)annotation\/([^/]+)\/([^/]+)\.json$/.exec(name);
  return found ? { id: found[1]!, annotator: found[2]! } : { id: name.replace(/\.json$/i, "") };
}

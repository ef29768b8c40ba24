/**
 * @file Label Studio's "JSON" export: tasks with the annotations that each annotator made of them.
 *
 * `[{"id","data":{"text"},"annotations":[{"completed_by","was_cancelled","result":[
 *    {"id","type":"labels","value":{"start","end","text"?,"labels":[...]}},
 *    {"type":"relation","from_id","to_id","direction":"right"|"left"|"bi","labels":[...]?}]}]}]`
 *
 * Offsets are UTF-16 units, ends exclusive. Each annotation gives its own rows, with its annotator, so that they can be
 * compared. JSON-MIN, CSV and TSV exports leave relations out: they are recognised and explained.
 */
import { t } from "../../messages/translate";
import { createDocumentPairs, type AnnotatedDocument, type MarkedRelation, type Mention } from "./documentPairs";
import type { Decision, Format, ImportedRow, ReadOptions, ReadSummary, SourceFile } from "./format";
import { listTextFields, readTaskText } from "./labelStudioText";
import { describe, getField } from "./parsedFile";
import { inFile } from "./placedError";
import { isJsonHead, listKeys, makeBadRow, readList, readName, readRecords, type JsonRecord } from "./records";
import type { SpanClaim } from "./spanRepair";
import { createSurfaceReader, type SurfaceReader } from "./surfaces";

export const labelStudio: Format = {
  id: "label-studio",
  title: "Label Studio JSON",
  recognise(files) {
    const isMine = files.every(({ head }) => {
      const keys = listKeys(head);
      if (!isJsonHead(head)) return isTableWithoutRelations(head);
      const hasResults = (keys.has("annotations") || keys.has("completions")) && keys.has("data");
      return hasResults || isMinimal(keys);
    });
    return files.length > 0 && isMine ? 0.9 : 0;
  },
  *read(files, options): Generator<ImportedRow, ReadSummary> {
    for (const { name, text } of files) {
      if (!isJsonHead(text) || isMinimal(listKeys(text.slice(0, 65_536)))) {
        throw inFile(
          name,
          isJsonHead(text)
            ? t("this is Label Studio's JSON-MIN, which leaves out the relations. Export “JSON” instead.")
            : t("this is Label Studio's CSV or TSV, which leaves out the relations. Export “JSON” instead."),
        );
      }
    }
    const pairs = createDocumentPairs(options);
    const text = chooseTextField(files, options);
    const reader = createSurfaceReader(listClaims(files, text.field), "utf16", options);
    const counts = { unlabelled: 0, predictions: 0 };
    for (const [file, source] of files.entries()) {
      for (const record of readRecords(source)) {
        const id = "value" in record.content ? readName(getField(record.content.value, "id")) : undefined;
        try {
          if ("error" in record.content) throw record.content.error;
          const task = record.content.value;
          counts.predictions += readList(task, "predictions").length;
          const annotations = listAnnotations(task);
          if (annotations.length === 0) pairs.skip(t("tasks without annotations"));
          for (const annotation of annotations) {
            if (isCancelled(annotation.value)) {
              pairs.skip(t("annotations that were cancelled"));
              continue;
            }
            const bad: ImportedRow[] = [];
            const read = readAnnotation(file, record, task, annotation, { id, field: text.field, reader, counts, bad });
            yield* pairs.rowsOf({ ...read, ...(annotations.length > 1 && { key: `${read.id}/${annotation.name}` }) });
            yield* bad;
          }
        } catch (error) {
          yield makeBadRow(file, record, error, id);
        }
      }
    }
    return {
      decisions: [reader.choice.decision, ...text.decisions, ...pairs.decisions()],
      notices: [
        ...(counts.unlabelled > 0
          ? [
              t(
                "{n, plural, one {# relation carries no label and is read as unlabelled.} other {# relations carry no label and are read as unlabelled.}}",
                { n: counts.unlabelled },
              ),
            ]
          : []),
        ...(counts.predictions > 0
          ? [
              t(
                "{n, plural, one {# prediction of a model is not read.} other {# predictions of models are not read.}}",
                { n: counts.predictions },
              ),
            ]
          : []),
        ...pairs.notices(),
      ],
      skipped: pairs.skipped,
    };
  },
};

function isMinimal(keys: ReadonlySet<string>): boolean {
  return keys.has("annotation_id") && !keys.has("annotations") && !keys.has("result");
}

function isTableWithoutRelations(head: string): boolean {
  const columns = (/^.*/.exec(head.trimStart())?.[0] ?? "").split(/[,\t]/).map((name) => name.replace(/"/g, "").trim());
  return columns.includes("annotation_id") && columns.includes("lead_time");
}

interface Annotation {
  readonly value: unknown;
  readonly name: string;
  /** Where its results stand, from the task on. */
  readonly path: readonly (string | number)[];
}

function listAnnotations(task: unknown): Annotation[] {
  const key = Array.isArray(getField(task, "annotations")) ? "annotations" : "completions";
  return readList(task, key).map((value, i) => ({
    value,
    name: readName(getField(value, "id")) ?? String(i + 1),
    path: [key, i, "result"],
  }));
}

function isCancelled(annotation: unknown): boolean {
  return getField(annotation, "was_cancelled") === true || getField(annotation, "skipped") === true;
}

/** Who made an annotation: an address, a name or a number. */
function readAnnotator(annotation: unknown): string | undefined {
  const by = getField(annotation, "completed_by");
  return readName(by) ?? readName(getField(by, "email")) ?? readName(getField(by, "id"));
}

interface Region {
  readonly id: string;
  readonly value: unknown;
  readonly labels: readonly unknown[];
  readonly isHtml: boolean;
}

/** A result that marks a piece of text; null for any other. */
function readRegion(result: unknown): Region | null {
  const [id, value, type] = ["id", "value", "type"].map((key) => getField(result, key));
  if (typeof id !== "string" || typeof value !== "object" || value === null || type === "relation") return null;
  const labels = ["labels", "hypertextlabels", "paragraphlabels"]
    .map((key) => getField(value, key))
    .find(Array.isArray);
  if (getField(value, "start") === undefined) return null;
  return { id, value, labels: (labels as unknown[] | undefined) ?? [], isHtml: type === "hypertextlabels" };
}

function readAnnotation(
  file: number,
  { position, place, path }: JsonRecord,
  task: unknown,
  annotation: Annotation,
  context: {
    readonly id: string | undefined;
    readonly field: string | null;
    readonly reader: SurfaceReader;
    readonly counts: { unlabelled: number };
    readonly bad: ImportedRow[];
  },
): AnnotatedDocument {
  const id = context.id ?? `${place} ${position}`;
  const results = readList(annotation.value, "result");
  const regions = results.flatMap((result) => readRegion(result) ?? []);
  const { text, placeOf } = openText(task, context.field, regions);
  const readSpan = context.reader.inText(text);
  const mentions: Mention[] = [];
  const mentionOf = new Map<string, number>();
  for (const region of regions) {
    const known = mentionOf.get(region.id);
    const type = readName(region.labels[0]);
    if (known !== undefined) {
      if (type && !mentions[known]!.type) mentions[known] = { ...mentions[known]!, type };
      continue;
    }
    mentionOf.set(region.id, mentions.length);
    const surface = getField(region.value, "text");
    try {
      const given = { ...placeOf(region.value), ...(typeof surface === "string" && { surface }) };
      mentions.push({ ...readSpan(given, () => t("region {region}", { region: region.id })), ...(type && { type }) });
    } catch (error) {
      mentions.push({
        start: 0,
        end: 0,
        problem: t("region {region}: {problem}", { region: region.id, problem: (error as Error).message }),
      });
    }
  }
  const relations = results.flatMap((result, i): MarkedRelation[] => {
    if (getField(result, "type") !== "relation") return [];
    const at = [...path, ...annotation.path, i, "labels"];
    const ends = ["from_id", "to_id"].map((key) => mentionOf.get(String(getField(result, key))));
    const [from, to] = getField(result, "direction") === "left" ? ends.reverse() : ends;
    if (from === undefined || to === undefined) {
      const error = t("the relation from {from} to {to} names a region that is not there.", {
        from: describe(getField(result, "from_id")),
        to: describe(getField(result, "to_id")),
      });
      context.bad.push(makeBadRow(file, { position, place, path: at }, error, id));
      return [];
    }
    const labels = readList(result, "labels").flatMap((label) => readName(label) ?? []);
    if (labels.length === 0) context.counts.unlabelled++;
    const isSymmetric = getField(result, "direction") === "bi";
    return (labels.length === 0 ? [null] : labels).map((label, k) => ({
      ...{ subjects: [from], objects: [to], label, isSymmetric, path: [...at, k] },
    }));
  });
  const annotator = readAnnotator(annotation.value);
  return {
    ...{ file, position, id, text, mentions, relations, path: [...path, ...annotation.path] },
    ...(annotator !== undefined && { annotator }),
  };
}

function openText(task: unknown, field: string | null, regions: readonly Region[]) {
  const data = getField(task, "data");
  const fields = listTextFields(data);
  const name = field !== null && fields.includes(field) ? field : fields[0];
  if (name === undefined) throw new Error(t("expected a text in data, got {got}.", { got: describe(data) }));
  const isHtml = regions.some((region) => region.isHtml);
  return readTaskText(getField(data, name), isHtml);
}

/** The data field that holds the text: the one in which most regions find their words; "text" or the first by default. */
function chooseTextField(
  files: readonly SourceFile[],
  { decisions }: ReadOptions,
): { readonly field: string | null; readonly decisions: readonly Decision[] } {
  const fields = new Map<string, number>();
  let numTasks = 0;
  for (const source of files) {
    for (const { content } of readRecords(source)) {
      if (!("value" in content) || ++numTasks > 500) break;
      const data = getField(content.value, "data");
      const words = listAnnotations(content.value).flatMap(({ value }) =>
        readList(value, "result").flatMap((result) => getField(getField(result, "value"), "text") ?? []),
      );
      for (const field of listTextFields(data)) {
        const text = String(getField(data, field));
        const found = words.filter((surface) => typeof surface === "string" && text.includes(surface)).length;
        fields.set(field, (fields.get(field) ?? 0) + found);
      }
    }
  }
  if (fields.size === 0) return { field: null, decisions: [] };
  const ranked = [...fields].sort(([a, x], [b, y]) => y - x || Number(b === "text") - Number(a === "text"));
  const forced = ranked.find(([field]) => field === decisions.text)?.[0];
  const field = forced ?? ranked[0]![0];
  if (ranked.length === 1) return { field, decisions: [] };
  const decision: Decision = {
    id: "text",
    question: t("Which field of the tasks holds the text?"),
    value: field,
    choices: ranked.map(([value]) => ({ value, label: value })),
    because: t(
      "{n, plural, one {The words of # region are found in it.} other {The words of # regions are found in it.}}",
      { n: fields.get(field)! },
    ),
    isForced: forced !== undefined,
  };
  return { field, decisions: [decision] };
}

function* listClaims(files: readonly SourceFile[], field: string | null): Generator<SpanClaim> {
  for (const source of files) {
    for (const { content } of readRecords(source)) {
      if (!("value" in content)) continue;
      for (const { value } of listAnnotations(content.value)) {
        const regions = readList(value, "result").flatMap((result) => readRegion(result) ?? []);
        for (const region of regions) {
          const surface = getField(region.value, "text");
          if (typeof surface !== "string") continue;
          try {
            const { text, placeOf } = openText(content.value, field, regions);
            yield { text, ...placeOf(region.value), surface };
          } catch {
            // said when the region is read
          }
        }
      }
    }
  }
}

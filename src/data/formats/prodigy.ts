/**
 * @file Prodigy's rel.manual: one example a line, with tokens, spans and relations between tokens or spans.
 *
 * `{"text","tokens":[{"text","start","end","id"}],"spans":[{"start","end","token_start","token_end","label"}],
 *   "relations":[{"head","child","head_span"?,"child_span"?,"label"}],"answer"}`
 *
 * Offsets are code points, ends exclusive; head and child are the numbers of the last tokens. Head is the subject. Only
 * examples answered "accept", or not answered, are read.
 */
import { t } from "../../messages/translate";
import { createDocumentPairs, type AnnotatedDocument, type MarkedRelation, type Mention } from "./documentPairs";
import type { Format, ImportedRow, ReadSummary, SourceFile } from "./format";
import { getField, notString, readIndex } from "./parsedFile";
import { isJsonHead, listKeys, makeBadRow, readList, readName, readRecords, type JsonRecord } from "./records";
import type { SpanClaim } from "./spanRepair";
import { createSurfaceReader, type GivenSpan, type SurfaceReader } from "./surfaces";

export const prodigy: Format = {
  id: "prodigy",
  title: "Prodigy rel.manual JSON lines",
  recognise(files) {
    const isMine = files.every(({ head }) => {
      const keys = listKeys(head);
      const isRelation = keys.has("head") && keys.has("child");
      const isProdigy =
        keys.has("_task_hash") || keys.has("_input_hash") || keys.has("answer") || keys.has("head_span");
      return isJsonHead(head) && keys.has("text") && (isRelation || (isProdigy && keys.has("relations")));
    });
    return files.length > 0 && isMine ? 0.9 : 0;
  },
  *read(files, options): Generator<ImportedRow, ReadSummary> {
    const pairs = createDocumentPairs(options);
    const reader = createSurfaceReader(listClaims(files), "code-point", options);
    for (const [file, source] of files.entries()) {
      for (const record of readRecords(source)) {
        const bad: ImportedRow[] = [];
        try {
          if ("error" in record.content) throw record.content.error;
          const { value } = record.content;
          const answer = readName(getField(value, "answer")) ?? "accept";
          if (answer === "accept") yield* pairs.rowsOf(readExample(file, record, value, reader, bad));
          else pairs.skip(t("examples answered “{answer}”", { answer }));
        } catch (error) {
          yield makeBadRow(file, record, error);
        }
        yield* bad;
      }
    }
    return {
      decisions: [reader.choice.decision, ...pairs.decisions()],
      notices: pairs.notices(),
      skipped: pairs.skipped,
    };
  },
};

function readText(value: unknown): string {
  const text = getField(value, "text");
  if (typeof text === "string") return text;
  throw notString("text", text);
}

function readGiven(span: unknown, name: string): GivenSpan {
  const surface = getField(span, "text");
  return {
    start: readIndex(span, "start", `${name}.start`),
    end: readIndex(span, "end", `${name}.end`),
    ...(typeof surface === "string" && surface !== "" && { surface }),
  };
}

function readExample(
  file: number,
  { position, place, path }: JsonRecord,
  value: unknown,
  reader: SurfaceReader,
  bad: ImportedRow[],
): AnnotatedDocument {
  const text = readText(value);
  const key = `${place} ${position}`;
  const readSpan = reader.inText(text);
  const mentions: Mention[] = [];
  const places = new Map<string, number>();
  const addMention = (span: unknown, name: string): number => {
    const given = readGiven(span, name);
    const at = `${given.start} ${given.end}`;
    const known = places.get(at);
    if (known !== undefined) return known;
    const type = readName(getField(span, "label"));
    const place = mentions.push({ ...readSpan(given, name), ...(type !== undefined && { type }) }) - 1;
    places.set(at, place);
    return place;
  };
  const report = (name: string, at: ImportedRow["path"], read: () => void) => {
    try {
      read();
    } catch (error) {
      bad.push(makeBadRow(file, { position, place, path: [...path, ...at] }, error, `${key}#${name}`));
    }
  };
  const spans = readList(value, "spans");
  for (const [i, span] of spans.entries()) report(`spans[${i}]`, ["spans", i], () => addMention(span, `spans[${i}]`));
  const tokens = readList(value, "tokens");
  /** The span of an argument, or else the one that ends with its token, or else the token itself. */
  const findSpan = (relation: unknown, role: "head" | "child", name: string): unknown => {
    const own = getField(relation, `${role}_span`);
    if (own !== undefined && own !== null) return own;
    const number = readIndex(relation, role, `${name}.${role}`);
    const span = spans.find((candidate) => getField(candidate, "token_end") === number);
    const token = tokens.find((candidate) => getField(candidate, "id") === number) ?? tokens[number];
    if (span === undefined && token === undefined) {
      throw new Error(
        t("{name} is token {token}, outside the {n} tokens.", {
          name: `${name}.${role}`,
          token: number,
          n: tokens.length,
        }),
      );
    }
    return span ?? token;
  };
  const relations: MarkedRelation[] = [];
  for (const [i, relation] of readList(value, "relations").entries()) {
    const name = `relations[${i}]`;
    report(`${i + 1}`, ["relations", i, "label"], () =>
      relations.push({
        id: String(i + 1),
        subjects: [addMention(findSpan(relation, "head", name), `${name}.head_span`)],
        objects: [addMention(findSpan(relation, "child", name), `${name}.child_span`)],
        label: readName(getField(relation, "label")) ?? null,
        path: [...path, "relations", i, "label"],
      }),
    );
  }
  const id = readName(getField(value, "_input_hash")) ?? key;
  const annotator = readName(getField(value, "_annotator_id")) ?? readName(getField(value, "_session_id"));
  return {
    ...{ file, position, id, key, text, mentions, relations, path },
    ...(annotator !== undefined && { annotator }),
  };
}

/** Spans with their words, and the tokens, which always carry theirs. */
function* listClaims(files: readonly SourceFile[]): Generator<SpanClaim> {
  for (const source of files) {
    for (const { content } of readRecords(source)) {
      const value = "value" in content ? content.value : null;
      const text = getField(value, "text");
      if (typeof text !== "string") continue;
      for (const key of ["spans", "tokens"]) {
        const spans = getField(value, key);
        for (const span of Array.isArray(spans) ? (spans as unknown[]) : []) {
          const [start, end, surface] = ["start", "end", "text"].map((name) => getField(span, name));
          if (typeof start !== "number" || typeof end !== "number" || typeof surface !== "string") continue;
          if (surface.trim() !== "") yield { text, start, end, surface };
        }
      }
    }
  }
}

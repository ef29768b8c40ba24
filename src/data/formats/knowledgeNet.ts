/**
 * @file KnowledgeNet as JSON lines: one passage and one fact a line, spans in code points, ends exclusive.
 *
 * `{"doc","text","relation","subj":[start,end],"obj":[start,end],"subj_text"?,"obj_text"?,"subj_type"?,"obj_type"?}`; a line
 * whose relation is null has no spans: it says that a passage has none of a property's facts.
 */
import { t } from "../../messages/translate";
import { checkExample } from "../example";
import type { Format, ImportedRow, ReadSummary, SourceFile } from "./format";
import { getField, notShape, notString, readOptionalText } from "./parsedFile";
import { isJsonHead, listKeys, makeBadRow, readName, readRecords } from "./records";
import type { SpanClaim } from "./spanRepair";
import { createSurfaceReader, type GivenSpan, type SurfaceReader } from "./surfaces";

export const knowledgeNet: Format = {
  id: "knowledgenet",
  title: "KnowledgeNet JSON lines",
  recognise(files) {
    const isMine = files.every(({ head }) => {
      const keys = listKeys(head);
      return isJsonHead(head) && keys.has("text") && keys.has("property") && keys.has("fold");
    });
    return files.length > 0 && isMine ? 0.95 : 0;
  },
  *read(files, options): Generator<ImportedRow, ReadSummary> {
    const skipped: Record<string, number> = {};
    const reader = createSurfaceReader(listClaims(files), "code-point", options);
    for (const [file, source] of files.entries()) {
      for (const record of readRecords(source)) {
        try {
          if ("error" in record.content) throw record.content.error;
          const { value } = record.content;
          if (getField(value, "relation") === null && getField(value, "subj") === undefined) {
            const reason = t("passages without a fact, which mark no names");
            skipped[reason] = (skipped[reason] ?? 0) + 1;
            continue;
          }
          const { position, place, path } = record;
          const id = `${place} ${position}`;
          const example = readExample(value, id, reader);
          const problems = checkExample(example);
          if (problems.length > 0) throw new Error(problems.join(" "));
          yield { id, position, file, path: [...path, "relation"], content: { example } };
        } catch (error) {
          yield makeBadRow(file, record, error);
        }
      }
    }
    return { decisions: [reader.choice.decision], notices: [], skipped };
  },
};

function readGiven(value: unknown, name: "subj" | "obj"): GivenSpan {
  const span = getField(value, name);
  if (!Array.isArray(span) || span.length !== 2 || !span.every((offset) => Number.isInteger(offset))) {
    throw notShape(name, "[start, end]", span);
  }
  const surface = getField(value, `${name}_text`);
  return { start: span[0] as number, end: span[1] as number, ...(typeof surface === "string" && { surface }) };
}

function readExample(value: unknown, id: string, reader: SurfaceReader) {
  const text = getField(value, "text");
  if (typeof text !== "string") throw notString("text", text);
  const readSpan = reader.inText(text);
  const readArgument = (name: "subj" | "obj") => {
    const { start, end, problem } = readSpan(readGiven(value, name), name);
    if (problem !== undefined) throw new Error(problem);
    const type = readOptionalText(value, `${name}_type`);
    return { start, end, ...(type !== undefined && { type }) };
  };
  const docId = readName(getField(value, "doc"));
  return {
    id,
    ...(docId !== undefined && { docId }),
    text,
    subject: readArgument("subj"),
    object: readArgument("obj"),
    relation: readOptionalText(value, "relation") ?? null,
  };
}

function* listClaims(files: readonly SourceFile[]): Generator<SpanClaim> {
  for (const source of files) {
    for (const { content } of readRecords(source)) {
      const value = "value" in content ? content.value : null;
      const text = getField(value, "text");
      if (typeof text !== "string" || getField(value, "subj") === undefined) continue;
      for (const name of ["subj", "obj"] as const) {
        try {
          const { start, end, surface } = readGiven(value, name);
          if (surface !== undefined) yield { text, start, end, surface };
        } catch {
          // said when the line is read
        }
      }
    }
  }
}

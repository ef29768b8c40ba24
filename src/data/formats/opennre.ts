/**
 * @file OpenNRE (Han et al. 2019), also Wiki80, NYT10, KnowPrompt: one row a line, as JSON or as a Python literal.
 *
 * `{"token":[...] or "text":"...","h":{"name","id","pos":[start,end]},"t":{...},"relation"?}`: ends exclusive, `pos` counts
 * tokens where there is `token`, characters (code points) where there is `text`. Names may be in lower case.
 */
import { t } from "../../messages/translate";
import type { Argument, Example } from "../example";
import type { FileHead, Format, ImportedRow, ReadSummary, SourceFile } from "./format";
import { describe, getField, notShape, parseRow, readOptionalText } from "./parsedFile";
import { inRow } from "./placedError";
import { parsePythonLiteral } from "./pythonLiteral";
import { explainLine, makeBadRow, readRecords, readTextLines, type JsonRecord } from "./records";
import { chooseReading, createSpanReader, isSameSurface, type SpanClaim, type SpanReading } from "./spanRepair";
import { chooseEnds, type EndsEvidence, type TokenEnds } from "./tokenDocument";
import { joinTokens, readTokens, spanOfTokens } from "./tokens";

/** Rows looked at before the first is read. */
const SAMPLED_ROWS = 5000;
const PEEKED_LINES = 20;

export const opennreFormat: Format = {
  id: "opennre",
  get title() {
    return t("OpenNRE lines");
  },
  recognise(files) {
    return Math.min(...files.map(recogniseHead));
  },
  *read(files, options) {
    const evidence = collectEvidence(files);
    const { ends, decision: endsDecision } = chooseEnds("exclusive", evidence.tokens, options);
    const choice = { base: "code-point", decisions: options.decisions, isCaseFree: true } as const;
    const { reading, decision: spansDecision } = chooseReading(evidence.claims, choice);
    const counts = { numSeveral: 0, numPython: 0 };
    for (const [file, source] of files.entries()) {
      for (const record of readLines(source, counts)) {
        const { position, place, content } = record;
        if ("error" in content) {
          yield makeBadRow(file, record, content.error);
          continue;
        }
        const { value } = content;
        const row = parseRow(value, place, position, (id) => readExample(value, id, ends, reading, counts));
        yield { ...row, file, path: [...record.path, "relation"] } satisfies ImportedRow;
      }
    }
    const notices = [
      ...(counts.numPython > 0 ? [t("Lines are Python literals; they were read as data, nothing was run.")] : []),
      ...(counts.numSeveral > 0
        ? [
            t(
              "{n, plural, one {# row has several labels; the first is read.} other {# rows have several labels; the first is read.}}",
              { n: counts.numSeveral },
            ),
          ]
        : []),
    ];
    const decisions = [
      ...(evidence.tokens.numSpans > 0 ? [endsDecision] : []),
      ...(evidence.claims.length > 0 ? [spansDecision] : []),
    ];
    return { decisions, notices, skipped: {} } satisfies ReadSummary;
  },
};

function recogniseHead({ head }: FileHead): number {
  let numRows = 0;
  let numMine = 0;
  const isMention = (value: unknown) => Array.isArray(getField(value, "pos"));
  for (const line of head.split("\n", PEEKED_LINES)) {
    const value = tryParse(line);
    if (value === undefined) continue;
    numRows++;
    if (isMention(getField(value, "h")) && isMention(getField(value, "t"))) numMine++;
  }
  if (numRows === 0) {
    // One line longer than the head, or a list.
    return /^\s*\[?\s*\{/.test(head) && /["']h["']\s*:\s*\{[^{}]*["']pos["']\s*:\s*[[(]/.test(head) ? 0.9 : 0;
  }
  return 0.95 * (numMine / numRows);
}

function tryParse(line: string): unknown {
  const body = line.trim();
  if (!body.startsWith("{")) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    try {
      return parsePythonLiteral(body);
    } catch {
      return undefined;
    }
  }
}

/** Records of a file: of a list as JSON, of lines as JSON or, where that fails, as Python literals. */
function* readLines(source: SourceFile, counts: { numPython: number }): Generator<JsonRecord, void> {
  if (source.text.trimStart().startsWith("[")) {
    yield* readRecords(source);
    return;
  }
  for (const { line, body } of readTextLines(source)) {
    if (body.trim() === "") continue;
    yield { position: line, place: "line", path: [line], content: parseLine(body, line, counts) };
  }
}

function parseLine(body: string, line: number, counts: { numPython: number }): JsonRecord["content"] {
  try {
    return { value: JSON.parse(body) as unknown };
  } catch {
    // Single quotes, brackets of tuples and None are Python's; what has none of them is broken JSON.
    if (!/^\s*\{\s*'|:\s*'|\(|\b(?:None|True|False)\b/.test(body)) {
      return { error: explainLine(body, line) };
    }
    try {
      const value = parsePythonLiteral(body);
      counts.numPython++;
      return { value };
    } catch (error) {
      const problem = t("neither JSON nor a Python literal; {problem}", { problem: (error as Error).message });
      return { error: inRow("line", line, problem) };
    }
  }
}

function collectEvidence(files: readonly SourceFile[]): { tokens: EndsEvidence; claims: SpanClaim[] } {
  const claims: SpanClaim[] = [];
  const matches: Record<TokenEnds, number> = { inclusive: 0, exclusive: 0 };
  let [numSpans, numSingle, numRows] = [0, 0, 0];
  for (const { name, text } of files) {
    for (const { content } of readLines({ name, text }, { numPython: 0 })) {
      if (numRows++ >= SAMPLED_ROWS) break;
      if ("error" in content) continue;
      const [tokens, whole] = [getField(content.value, "token"), getField(content.value, "text")];
      for (const key of ["h", "t"]) {
        const mention = getField(content.value, key);
        const [pos, surface] = [getField(mention, "pos"), getField(mention, "name")];
        if (!Array.isArray(pos) || typeof surface !== "string") continue;
        const [start, end] = pos as [number, number];
        if (Array.isArray(tokens)) {
          numSpans++;
          if (start === end) numSingle++;
          const same = (last: number) => isSameSurface(tokens.slice(start, last).join(" "), surface, true);
          if (same(end)) matches.exclusive++;
          if (same(end + 1)) matches.inclusive++;
        } else if (typeof whole === "string") {
          claims.push({ text: whole, start, end, surface });
        }
      }
    }
  }
  return { tokens: { numSpans, numSingle, matches }, claims };
}

function readExample(
  row: unknown,
  id: string,
  ends: TokenEnds,
  reading: SpanReading,
  counts: { numSeveral: number },
): Example {
  const whole = getField(row, "text");
  const hasTokens = Array.isArray(getField(row, "token"));
  if (!hasTokens && typeof whole !== "string") {
    throw new Error(
      t("expected token to be a list of texts or text to be a text, got {got}.", {
        got: describe(getField(row, "token") ?? whole),
      }),
    );
  }
  const tokens = hasTokens ? joinTokens(readTokens(getField(row, "token"), "token")) : null;
  const text = tokens?.text ?? (whole as string);
  const readSpan = createSpanReader(text, "code-point", reading);
  const readArgument = (name: "h" | "t"): Argument => {
    const mention = getField(row, name);
    const pos = getField(mention, "pos");
    if (!Array.isArray(pos) || pos.length !== 2 || !pos.every((place) => Number.isInteger(place))) {
      throw notShape(`${name}.pos`, "[start, end]", pos);
    }
    const [start, end] = pos as [number, number];
    const type = readOptionalText(mention, "type", `${name}.type`);
    const span = tokens
      ? spanOfTokens(tokens, start, ends === "inclusive" ? end + 1 : end, `${name}.pos`)
      : readSpan(start, end);
    if (span === null) {
      throw new Error(t("{name} [{start}, {end}) is no part of the text.", { name: `${name}.pos`, start, end }));
    }
    return { ...span, ...(type !== undefined && { type }) };
  };
  return { id, text, subject: readArgument("h"), object: readArgument("t"), relation: readLabel(row, counts) };
}

/** The label; of several (`anno_relation_list` of test sets) the first. */
function readLabel(row: unknown, counts: { numSeveral: number }): string | null {
  const several = getField(row, "anno_relation_list");
  const labels = Array.isArray(several) ? several.filter((label) => typeof label === "string") : [];
  if (labels.length > 1) counts.numSeveral++;
  return readOptionalText(row, "relation") ?? labels[0] ?? null;
}

/**
 * @file FewRel 1.0 and 2.0 (Han et al. 2018, Gao et al. 2019): an object of lists by relation, or one flat list without.
 *
 * `{"P177":[{"tokens":[...],"h":["name","Q1",[[3,4]]],"t":["name","Q2",[[9]]]}]}`: all token numbers of each mention.
 * A mention that stands more than once is read where it stands first, as the authors' loader does. A file of names beside
 * it (`{"P177":["crosses","..."]}`) gives the relations their names.
 */
import type { CharSpan, Example } from "../example";
import type { Decision, FileHead, Format, ImportedRow, ReadSummary, SourceFile } from "./format";
import { describe, getField, parseRow } from "./parsedFile";
import { parseJson } from "./parseJson";
import { peekRecords } from "./records";
import { joinTokens, readTokens, type TokenText } from "./tokens";

export const fewrelFormat: Format = {
  id: "fewrel",
  title: "FewRel JSON",
  recognise(files) {
    const rows = files.filter((file) => !isNames(file));
    return rows.length > 0 && rows.every(isFewrel) ? 0.95 : 0;
  },
  *read(files, options) {
    const heads = files.map(({ name, text }) => ({ name, head: text.slice(0, 65_536) }));
    const names = new Map(files.flatMap((source, i) => (isNames(heads[i]!) ? readNames(source) : [])));
    const wanted = options.decisions["names"] === "id" ? "id" : "name";
    const counts = { numSeveral: 0, numGaps: 0 };
    let position = 0;
    for (const [file, source] of files.entries()) {
      if (isNames(heads[file]!)) continue;
      const groups = readGroups(source);
      const numRows = groups.reduce((total, [, rows]) => total + rows.length, 0);
      let numDone = 0;
      for (const [relation, rows] of groups) {
        const label = relation === null ? null : wanted === "name" ? (names.get(relation) ?? relation) : relation;
        for (const [i, row] of rows.entries()) {
          position++;
          source.onAdvance?.(Math.floor((source.text.length * ++numDone) / numRows));
          const own = getField(row, "id");
          const id =
            typeof own === "string" || typeof own === "number"
              ? own
              : relation === null
                ? `row ${position}`
                : `${relation}#${i + 1}`;
          const named = typeof row === "object" && row !== null && !Array.isArray(row) ? { ...row, id } : row;
          const parsed = parseRow(named, "row", position, (text) => readExample(row, text, label, counts));
          yield { ...parsed, file, path: relation === null ? [i] : [relation, i] } satisfies ImportedRow;
        }
      }
    }
    return {
      decisions: names.size > 0 ? [decideNames(wanted, names.size, options.decisions)] : [],
      notices: describeCounts(counts),
      skipped: {},
    } satisfies ReadSummary;
  },
};

function isFewrel(file: FileHead): boolean {
  const { shape, rows } = peekRecords(file);
  const [first] = rows;
  const row =
    shape === "object"
      ? Object.values((first ?? {}) as object).find((rows) => Array.isArray(rows) && rows.length > 0)?.[0]
      : shape === "list"
        ? first
        : undefined;
  return Array.isArray(getField(row, "tokens")) && Array.isArray(getField(row, "h"));
}

/** Whether a file gives names to relations: `{"P6":["head of government","..."]}`. */
function isNames(file: FileHead): boolean {
  const { shape, rows } = peekRecords(file);
  if (shape !== "object" || rows.length !== 1) return false;
  const values = Object.values(rows[0] as object);
  return (
    values.length > 0 &&
    values.every(
      (value) => Array.isArray(value) && value.length <= 2 && value.every((part) => typeof part === "string"),
    )
  );
}

function readNames({ name, text }: SourceFile): [string, string][] {
  return Object.entries(parseWhole(name, text) as object).flatMap(([id, value]): [string, string][] =>
    Array.isArray(value) && typeof value[0] === "string" ? [[id, value[0]]] : [],
  );
}

/** Rows by relation; null for rows without one. Throws when the file is neither an object of lists nor a list. */
function readGroups({ name, text }: SourceFile): [string | null, readonly unknown[]][] {
  const whole = parseWhole(name, text);
  if (Array.isArray(whole)) return [[null, whole]];
  if (typeof whole !== "object" || whole === null)
    throw new Error(`${name}: expected {relation: [...]}, got ${describe(whole)}.`);
  return Object.entries(whole).map(([relation, rows]): [string, readonly unknown[]] => {
    if (!Array.isArray(rows))
      throw new Error(`${name}: expected a list of rows for "${relation.slice(0, 60)}", got ${describe(rows)}.`);
    return [relation, rows];
  });
}

function parseWhole(name: string, text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message} Is the file complete?`, { cause: error });
  }
}

interface Counts {
  numSeveral: number;
  numGaps: number;
}

function readExample(row: unknown, id: string, relation: string | null, counts: Counts): Example {
  const tokens = joinTokens(readTokens(getField(row, "tokens"), "tokens"));
  return {
    id,
    text: tokens.text,
    subject: readMention(tokens, getField(row, "h"), "h", counts),
    object: readMention(tokens, getField(row, "t"), "t", counts),
    relation,
  };
}

function readMention(tokens: TokenText, mention: unknown, name: string, counts: Counts): CharSpan {
  const places: unknown = Array.isArray(mention) ? mention[2] : undefined;
  const indices: unknown = Array.isArray(places) ? places[0] : undefined;
  if (!Array.isArray(indices) || indices.length === 0) {
    throw new Error(`expected ${name} to be [name, id, [[token numbers]]], got ${describe(mention)}.`);
  }
  const numTokens = tokens.starts.length;
  const bad: unknown = indices.find((index) => !Number.isInteger(index) || index < 0 || index >= numTokens);
  if (bad !== undefined)
    throw new Error(`${name}: ${describe(bad)} is none of the ${numTokens} tokens; counting starts at 0.`);
  if (Array.isArray(places) && places.length > 1) counts.numSeveral++;
  let [first, last] = [indices[0] as number, indices[0] as number];
  for (const index of indices as number[]) [first, last] = [Math.min(first, index), Math.max(last, index)];
  if (last - first + 1 !== indices.length) counts.numGaps++;
  return { start: tokens.starts[first]!, end: tokens.ends[last]! };
}

function describeCounts({ numSeveral, numGaps }: Counts): string[] {
  return [
    ...(numSeveral > 0
      ? [`${numSeveral.toLocaleString("en")} arguments are mentioned more than once; the first mention is read.`]
      : []),
    ...(numGaps > 0
      ? [`${numGaps.toLocaleString("en")} arguments have gaps; they are read from their first word to their last.`]
      : []),
  ];
}

function decideNames(value: "id" | "name", numNames: number, decisions: Readonly<Record<string, string>>): Decision {
  return {
    id: "names",
    question: "What should relations be called?",
    value,
    choices: [
      { value: "name", label: "by the names in the file beside it" },
      { value: "id", label: "as in the file itself" },
    ],
    because: `A file of ${numNames.toLocaleString("en")} names was opened with it.`,
    isForced: decisions["names"] !== undefined,
  };
}

/**
 * @file FewRel 1.0 and 2.0 (Han et al. 2018, Gao et al. 2019): an object of lists by relation, or one flat list without.
 *
 * `{"P177":[{"tokens":[...],"h":["name","Q1",[[3,4]]],"t":["name","Q2",[[9]]]}]}`: all token numbers of each mention.
 * A mention that stands more than once is read where it stands first, as the authors' loader does. A file of names beside
 * it (`{"P177":["crosses","..."]}`) gives the relations their names.
 */
import { t } from "../../messages/translate";
import type { CharSpan, Example } from "../example";
import type { Decision, FileHead, Format, ImportedRow, ReadSummary, SourceFile } from "./format";
import { describe, getField, notShape, parseRow } from "./parsedFile";
import { parseFile } from "./parseJson";
import { inFile } from "./placedError";
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

function readNames(source: SourceFile): [string, string][] {
  return Object.entries(parseFile(source) as object).flatMap(([id, value]): [string, string][] =>
    Array.isArray(value) && typeof value[0] === "string" ? [[id, value[0]]] : [],
  );
}

/** Rows by relation; null for rows without one. Throws when the file is neither an object of lists nor a list. */
function readGroups(source: SourceFile): [string | null, readonly unknown[]][] {
  const { name } = source;
  const whole = parseFile(source);
  if (Array.isArray(whole)) return [[null, whole]];
  if (typeof whole !== "object" || whole === null)
    throw inFile(name, t("expected {shape}, got {got}.", { shape: "{relation: [...]}", got: describe(whole) }));
  return Object.entries(whole).map(([relation, rows]): [string, readonly unknown[]] => {
    if (!Array.isArray(rows))
      throw inFile(
        name,
        t('expected a list of rows for "{relation}", got {got}.', {
          relation: relation.slice(0, 60),
          got: describe(rows),
        }),
      );
    return [relation, rows];
  });
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
    throw notShape(name, "[name, id, [[token, ...]]]", mention);
  }
  const numTokens = tokens.starts.length;
  const bad: unknown = indices.find((index) => !Number.isInteger(index) || index < 0 || index >= numTokens);
  if (bad !== undefined)
    throw new Error(
      t("{name}: {got} is none of the {n} tokens; counting starts at 0.", { name, got: describe(bad), n: numTokens }),
    );
  if (Array.isArray(places) && places.length > 1) counts.numSeveral++;
  let [first, last] = [indices[0] as number, indices[0] as number];
  for (const index of indices as number[]) [first, last] = [Math.min(first, index), Math.max(last, index)];
  if (last - first + 1 !== indices.length) counts.numGaps++;
  return { start: tokens.starts[first]!, end: tokens.ends[last]! };
}

function describeCounts({ numSeveral, numGaps }: Counts): string[] {
  return [
    ...(numSeveral > 0
      ? [
          t(
            "{n, plural, one {# argument is mentioned more than once; the first mention is read.} other {# arguments are mentioned more than once; the first mention is read.}}",
            { n: numSeveral },
          ),
        ]
      : []),
    ...(numGaps > 0
      ? [
          t(
            "{n, plural, one {# argument has gaps; it is read from its first word to its last.} other {# arguments have gaps; they are read from their first word to their last.}}",
            { n: numGaps },
          ),
        ]
      : []),
  ];
}

function decideNames(value: "id" | "name", numNames: number, decisions: Readonly<Record<string, string>>): Decision {
  return {
    id: "names",
    question: t("What should relations be called?"),
    value,
    choices: [
      { value: "name", label: t("by the names in the file beside it") },
      { value: "id", label: t("as in the file itself") },
    ],
    because: t(
      "{n, plural, one {A file of # name was opened with it.} other {A file of # names was opened with it.}}",
      {
        n: numNames,
      },
    ),
    isForced: decisions["names"] !== undefined,
  };
}

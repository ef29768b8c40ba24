/**
 * @file SpERT JSON (Eberts and Ulges 2020), the form of CoNLL04, ADE and SciERC for joint extraction: sentences as tokens, with
 * entities and relations between them. Ends exclusive.
 *
 * `{"tokens":[...],"entities":[{"type","start","end"}],"relations":[{"type","head","tail"}],"orig_id"?}`: head and tail
 * count `entities`. Also read: `tags` (BILOU or BIO) for `entities`, lists `[start,end,type]` for entities and
 * `[start,end,start,end,type]` for relations, one row a line, and a file of types beside it that says which relations
 * have no direction (`{"entities","relations":{name:{"symmetric"}}}`).
 */
import { t } from "../../messages/translate";
import { createDocumentPairs, type MarkedRelation, type Mention } from "./documentPairs";
import type { FileHead, Format, ImportedRow, ReadSummary, SourceFile } from "./format";
import { describe, getField, readIndex } from "./parsedFile";
import { parseFile } from "./parseJson";
import { makeBadRow, peekRecords, readList, readName, readRecords, type JsonRecord } from "./records";
import { readTags } from "./tags";
import { joinTokens, readTokens, spanOfTokens, type TokenText } from "./tokens";

export const spertFormat: Format = {
  id: "spert",
  title: "SpERT JSON",
  recognise(files) {
    const rows = files.filter((file) => !isTypes(file));
    return rows.length === 0 ? 0 : Math.min(...rows.map(recogniseRows));
  },
  *read(files, options) {
    const pairs = createDocumentPairs(options);
    const heads = files.map(({ name, text }) => ({ name, head: text.slice(0, 65_536) }));
    const symmetric = new Set(files.flatMap((source, i) => (isTypes(heads[i]!) ? readSymmetric(source) : [])));
    for (const [file, source] of files.entries()) {
      if (isTypes(heads[file]!)) continue;
      for (const record of readRecords(source)) {
        if ("error" in record.content) {
          yield makeBadRow(file, record, record.content.error);
          continue;
        }
        const { value } = record.content;
        if (!Array.isArray(getField(value, "tokens")) && (Array.isArray(value) || typeof value === "string")) {
          pairs.skip(t("sentences without entities"));
          continue;
        }
        let document: ReturnType<typeof readDocument>;
        try {
          document = readDocument(file, record, value, symmetric);
        } catch (error) {
          yield makeBadRow(file, record, error);
          continue;
        }
        if (document.mentions.length < 2) pairs.skip(t("sentences with fewer than two entities"));
        yield* pairs.rowsOf(document);
        for (const { path, error } of document.bad) yield makeBadRow(file, { ...record, path }, error);
      }
    }
    return { decisions: pairs.decisions(), notices: pairs.notices(), skipped: pairs.skipped } satisfies ReadSummary;
  },
};

function recogniseRows(file: FileHead): number {
  const { rows } = peekRecords(file);
  const isMine = (row: unknown) =>
    Array.isArray(getField(row, "tokens")) &&
    (Array.isArray(getField(row, "entities")) || Array.isArray(getField(row, "tags"))) &&
    getField(row, "h") === undefined;
  return rows.length === 0 ? 0 : 0.93 * (rows.filter(isMine).length / rows.length);
}

function isTypes(file: FileHead): boolean {
  const { shape, rows } = peekRecords(file);
  const isMap = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);
  return shape === "object" && isMap(getField(rows[0], "entities")) && isMap(getField(rows[0], "relations"));
}

function readSymmetric(source: SourceFile): string[] {
  const relations = getField(parseFile(source), "relations");
  return Object.entries(relations as object).flatMap(([type, about]) =>
    getField(about, "symmetric") === true ? [type] : [],
  );
}

/** A relation that cannot be read, and where it stands. */
interface BadPart {
  readonly path: ImportedRow["path"];
  readonly error: unknown;
}

function readDocument(file: number, { position, path }: JsonRecord, row: unknown, symmetric: ReadonlySet<string>) {
  const words = readTokens(getField(row, "tokens"), "tokens");
  const tokens = joinTokens(words);
  const bad: BadPart[] = [];
  const mentions = readMentions(row, words.length, tokens);
  const relations = readList(row, "relations").flatMap((relation, i): MarkedRelation[] => {
    const place = [...path, "relations", i];
    try {
      const { head, tail, label, step } = readRelation(relation, `relations[${i}]`, mentions, tokens);
      const isSymmetric = symmetric.has(label);
      return [{ subjects: [head], objects: [tail], label, isSymmetric, path: [...place, step] }];
    } catch (error) {
      bad.push({ path: place, error });
      return [];
    }
  });
  const id = readName(getField(row, "orig_id")) ?? readName(getField(row, "id")) ?? readTitle(row) ?? `row ${position}`;
  const sentences = [{ start: 0, end: tokens.text.length }];
  return { file, position, id, text: tokens.text, sentences, mentions, relations, path, bad };
}

/** Title and sentence number of a document that was cut into sentences. */
function readTitle(row: unknown): string | undefined {
  const [title, sentence] = [readName(getField(row, "title")), readName(getField(row, "sent"))];
  return title !== undefined && sentence !== undefined ? `${title} ${sentence}` : title;
}

function readMentions(row: unknown, numTokens: number, tokens: TokenText): Mention[] {
  const tags = getField(row, "tags");
  if (Array.isArray(tags) && getField(row, "entities") === undefined) {
    if (tags.length !== numTokens)
      throw new Error(
        t("expected one tag for each of the {n} tokens, got {tags} tags.", { n: numTokens, tags: tags.length }),
      );
    return readTags(tags).map(({ first, end, type }) => ({ ...spanOfTokens(tokens, first, end, "tags"), type }));
  }
  return readList(row, "entities").map((entity, i): Mention => {
    const name = `entities[${i}]`;
    const [start, end, type] = Array.isArray(entity)
      ? [readNumber(entity[0], name), readNumber(entity[1], name), readName(entity[2])]
      : [
          readIndex(entity, "start", `${name}.start`),
          readIndex(entity, "end", `${name}.end`),
          readName(getField(entity, "type")),
        ];
    return { ...spanOfTokens(tokens, start, end, name), ...(type !== undefined && { type }) };
  });
}

function readNumber(value: unknown, name: string): number {
  if (Number.isInteger(value)) return value as number;
  throw new Error(t("expected {name} to begin with two token numbers, got {got}.", { name, got: describe(value) }));
}

function readRelation(relation: unknown, name: string, mentions: Mention[], tokens: TokenText) {
  if (Array.isArray(relation)) {
    const [head, tail] = [relation.slice(0, 2), relation.slice(2, 4)].map((pair) => {
      const span = spanOfTokens(tokens, readNumber(pair[0], name), readNumber(pair[1], name), name);
      const known = mentions.findIndex(({ start, end }) => start === span.start && end === span.end);
      return known === -1 ? mentions.push(span) - 1 : known;
    });
    return { head: head!, tail: tail!, label: readType(relation[4], name), step: 4 };
  }
  const readPlace = (key: "head" | "tail") => {
    const place = readIndex(relation, key, `${name}.${key}`);
    if (place < mentions.length) return place;
    throw new Error(
      t("{name} {place} is none of the {n} entities; counting starts at 0.", {
        name: `${name}.${key}`,
        place,
        n: mentions.length,
      }),
    );
  };
  return {
    head: readPlace("head"),
    tail: readPlace("tail"),
    label: readType(getField(relation, "type"), name),
    step: "type",
  };
}

function readType(value: unknown, name: string): string {
  if (typeof value === "string") return value;
  throw new Error(t("expected {name} to have a type, got {got}.", { name, got: describe(value) }));
}

/**
 * @file CoNLL04 as it was published (Roth and Yih 2004): a table of nine columns for each sentence, an empty line, the
 * relations as `head TAB tail TAB type`, an empty line. A row of the table is a word, or a whole entity whose words are
 * joined by "/"; head and tail are row numbers. COMMA stands for a comma.
 */
import { t } from "../../messages/translate";
import { createDocumentPairs, type MarkedRelation, type Mention } from "./documentPairs";
import type { Format, ReadSummary, SourceFile } from "./format";
import { makeBadRow, readTextLines } from "./records";
import { joinTokens } from "./tokens";

/** A sentence's table and its relations, by line. */
interface Block {
  readonly id: string;
  readonly line: number;
  readonly words: { readonly type: string; readonly token: string }[];
  readonly relations: { readonly line: number; readonly body: string }[];
}

const WORD = /^\s*(\d+)\t(\S+)\t\s*\d+\t\S+\t\S+\t([^\t]+)\t\S+\t\S+\t\S+\s*$/;
const RELATION = /^\s*(\d+)\t\s*(\d+)\t\s*(\S+)\s*$/;

export const conll04Format: Format = {
  id: "conll04",
  get title() {
    return t("CoNLL04 table");
  },
  recognise(files) {
    const isTable = ({ head }: { head: string }) => {
      const lines = head
        .split("\n")
        .slice(0, -1)
        .filter((line) => line.trim() !== "");
      const words = lines.filter((line) => WORD.test(line));
      return words.length >= 2 && lines.every((line) => WORD.test(line) || RELATION.test(line));
    };
    return files.length > 0 && files.every(isTable) ? 0.95 : 0;
  },
  *read(files, options) {
    const pairs = createDocumentPairs(options);
    for (const [file, source] of files.entries()) {
      for (const block of readBlocks(source, (line) =>
        pairs.skip(t("lines that are no row of a table, the first at line {line}", { line })),
      )) {
        const { text, starts, ends } = joinTokens(block.words.map(({ token }) => readToken(token)));
        const mentions: Mention[] = [];
        const places = new Map<number, number>();
        for (const [row, { type }] of block.words.entries()) {
          if (type !== "O") places.set(row, mentions.push({ start: starts[row]!, end: ends[row]!, type }) - 1);
        }
        const relations: MarkedRelation[] = [];
        const bad: { line: number; error: string }[] = [];
        for (const { line, body } of block.relations) {
          const [, head, tail, label] = RELATION.exec(body)!;
          const [subject, object] = [places.get(Number(head)), places.get(Number(tail))];
          if (subject === undefined || object === undefined) {
            bad.push({
              line,
              error: t("row {row} of the sentence is no entity; counting starts at 0.", {
                row: (subject === undefined ? head : tail)!,
              }),
            });
          } else {
            relations.push({ subjects: [subject], objects: [object], label: label!, path: [line] });
          }
        }
        const sentences = [{ start: 0, end: text.length }];
        if (mentions.length < 2) pairs.skip(t("sentences with fewer than two entities"));
        yield* pairs.rowsOf({
          file,
          position: block.line,
          id: block.id,
          text,
          sentences,
          mentions,
          relations,
          path: [block.line],
        });
        for (const { line, error } of bad)
          yield makeBadRow(file, { position: line, place: "line", path: [line] }, error);
      }
    }
    return { decisions: pairs.decisions(), notices: pairs.notices(), skipped: pairs.skipped } satisfies ReadSummary;
  },
};

function readToken(token: string): string {
  if (token === "COMMA") return ",";
  return token.length > 1 ? token.replaceAll("/", " ") : token;
}

function* readBlocks(source: SourceFile, onLoose: (line: number) => void): Generator<Block, void> {
  let block: Block | null = null;
  for (const { line, body } of readTextLines(source)) {
    const word = WORD.exec(body);
    if (word) {
      const isNew: boolean = block === null || block.relations.length > 0 || block.id !== word[1];
      if (isNew && block !== null) yield block;
      if (isNew) block = { id: word[1]!, line, words: [], relations: [] };
      block!.words.push({ type: word[2]!, token: word[3]! });
    } else if (RELATION.test(body) && block !== null) {
      block.relations.push({ line, body });
    } else if (body.trim() !== "") {
      onLoose(line);
    }
  }
  if (block !== null) yield block;
}

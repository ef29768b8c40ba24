/**
 * @file PubTator text: for each article a title, an abstract, mentions and relations between concepts.
 *
 * `ID|t|title`, `ID|a|abstract`, `ID⇥start⇥end⇥words⇥type⇥concepts`, `ID⇥relation⇥concept⇥concept`; a blank line ends an
 * article. Offsets are code points of title, one character, abstract; ends exclusive. A relation between two concepts
 * gives one row for each two of their mentions in one sentence.
 */
import { t } from "../../messages/translate";
import { chooseDirections, createConceptIndex } from "./concepts";
import { createDocumentPairs, type MarkedRelation, type Mention } from "./documentPairs";
import type { Format, ImportedRow, ReadSummary, SourceFile } from "./format";
import { atPlace } from "./placedError";
import type { SpanClaim } from "./spanRepair";
import { createSurfaceReader } from "./surfaces";

export const pubtator: Format = {
  id: "pubtator",
  title: "PubTator",
  recognise(files) {
    return files.length > 0 && files.every(({ head }) => /^\s*[^\s|]+\|t\|/.test(head)) ? 0.95 : 0;
  },
  *read(files, options): Generator<ImportedRow, ReadSummary> {
    const pairs = createDocumentPairs(options);
    const reader = createSurfaceReader(listClaims(files), "code-point", options);
    const labels = new Set<string>();
    for (const article of readArticles(files)) for (const { label } of article.relations) labels.add(label);
    const { isDirected, decision } = chooseDirections(labels, options);
    for (const { file, id, line, text, mentions: given, relations: links, bad } of readArticles(files)) {
      const readSpan = reader.inText(text);
      const concepts = createConceptIndex();
      const mentions = given.map((mention, i): Mention => {
        concepts.add(mention.concepts, i);
        const concept = mention.concepts.trim();
        const isLinked = concept !== "" && concept !== "-" && concept !== "-1";
        return {
          ...readSpan(mention, () => t("line {line}", { line: mention.line })),
          type: mention.type,
          ...(isLinked && { entity: concept }),
        };
      });
      const relations = links.map(({ line, label, first, second }): MarkedRelation => {
        const [subjects, objects] = [concepts.find(first), concepts.find(second)];
        return { subjects, objects, label, isSymmetric: !isDirected, path: [line] };
      });
      yield* pairs.rowsOf({ file, position: line, id, text, mentions, relations, path: [line] });
      for (const { line, message } of bad) {
        const content = { error: atPlace("line", line, message) };
        yield { id: `line ${line}`, position: line, content, file, path: [line] };
      }
    }
    return {
      decisions: [reader.choice.decision, decision, ...pairs.decisions()],
      notices: [
        t("A relation between two concepts gives one row for each two of their mentions in one sentence."),
        ...pairs.notices(),
      ],
      skipped: pairs.skipped,
    };
  },
};

interface Article {
  readonly file: number;
  readonly id: string;
  /** 1-based line of its title. */
  readonly line: number;
  text: string;
  readonly mentions: { line: number; start: number; end: number; surface: string; type: string; concepts: string }[];
  readonly relations: { line: number; label: string; first: string; second: string }[];
  readonly bad: { line: number; message: string }[];
}

function* readArticles(files: readonly SourceFile[]): Generator<Article> {
  for (const [file, { text }] of files.entries()) {
    let article: Article | null = null;
    for (const [i, line] of text.split(/\r?\n/).entries()) {
      if (line.trim() === "") {
        if (article) yield article;
        article = null;
        continue;
      }
      const part = /^([^\s|]+)\|([ta])\|(.*)$/.exec(line);
      if (part && (part[2] === "t" || article === null)) {
        if (article) yield article;
        article = { file, id: part[1]!, line: i + 1, text: part[3]!, mentions: [], relations: [], bad: [] };
      } else if (part) {
        article!.text += `\n${part[3]!}`;
      } else {
        article ??= { file, id: `line ${i + 1}`, line: i + 1, text: "", mentions: [], relations: [], bad: [] };
        readLine(article, line, i + 1);
      }
    }
    if (article) yield article;
  }
}

function readLine(article: Article, body: string, line: number): void {
  const columns = body.split("\t");
  const [, second = "", third = "", fourth = "", fifth = "", concepts = ""] = columns;
  if (columns[0] !== article.id) {
    const message = t("expected a line of article {article}, got “{got}”.", {
      article: article.id,
      got: body.slice(0, 40),
    });
    article.bad.push({ line, message });
  } else if (/^\d+$/.test(second)) {
    if (/^\d+$/.test(third) && columns.length >= 5) {
      const [start, end] = [Number(second), Number(third)];
      article.mentions.push({ line, start, end, surface: fourth, type: fifth, concepts });
    } else {
      const message = sayColumns("ID, start, end, words, type", columns.length);
      article.bad.push({ line, message });
    }
  } else if (columns.length >= 4) {
    article.relations.push({ line, label: second, first: third, second: fourth });
  } else {
    article.bad.push({ line, message: sayColumns("ID, relation, concept, concept", columns.length) });
  }
}

function sayColumns(expected: string, n: number): string {
  return t('{n, plural, one {expected "{expected}", got # column.} other {expected "{expected}", got # columns.}}', {
    expected,
    n,
  });
}

function* listClaims(files: readonly SourceFile[]): Generator<SpanClaim> {
  for (const { text, mentions } of readArticles(files)) {
    for (const { start, end, surface } of mentions) if (surface !== "") yield { text, start, end, surface };
  }
}

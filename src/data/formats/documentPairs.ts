/** @file From a document with marked mentions and relations to rows: the ordered pairs of mentions in one sentence. */
import { formatCount } from "../../messages/formatNumber";
import { formatNumber } from "../../messages/formatNumber";
import { t } from "../../messages/translate";
import { createRandom } from "../../math/random";
import { checkExample, type CharSpan, type Example } from "../example";
import type { Decision, ImportedRow, ReadOptions } from "./format";
import { NO_RELATION } from "./negatives";
import { splitSentences } from "./sentences";

/** A mention, in UTF-16 units of the document's text. */
export interface Mention extends CharSpan {
  readonly type?: string;
  /** Mentions with the same key mean the same thing and make no pair. */
  readonly entity?: string | number;
  /** Why its place in the text cannot be trusted: its relations become bad rows, and it makes no other pair. */
  readonly problem?: string;
}

/** A relation of the file. A relation between concepts names every mention of each. */
export interface MarkedRelation {
  /** Its id in the file, unique in the document; absent: counted. */
  readonly id?: string;
  /** Places in `mentions`. */
  readonly subjects: readonly number[];
  readonly objects: readonly number[];
  readonly label: string | null;
  /** Whether the pair means the same in both orders: then the mention that stands first is the subject. */
  readonly isSymmetric?: boolean;
  /** Where the label stands in the file. */
  readonly path: ImportedRow["path"];
  /** Its file, where that is not the document's. */
  readonly file?: number;
}

export interface AnnotatedDocument {
  /** Place of the file among those read. */
  readonly file: number;
  /** 1-based place in the file. */
  readonly position: number;
  readonly id: string;
  /** What the ids of its rows begin with, where one document is marked several times; absent: its id. */
  readonly key?: string;
  readonly text: string;
  /** Sentences, in order; absent: they are found in the text. */
  readonly sentences?: readonly CharSpan[];
  readonly mentions: readonly Mention[];
  readonly relations: readonly MarkedRelation[];
  readonly annotator?: string;
  /** Where the document stands in the file. */
  readonly path: ImportedRow["path"];
}

/** Unlabelled pairs are not read beyond this many in one import. */
export const MAX_UNLABELLED_PAIRS = 50_000;
/** A relation between concepts gives at most this many rows. */
export const MAX_PAIRS_PER_RELATION = 200;

/** Collects what documents yield and what they leave out, over all documents of one import. */
export interface DocumentPairs {
  /** The rows of one document: its relations in file order, then the unlabelled pairs that were asked for. */
  rowsOf(document: AnnotatedDocument): Generator<ImportedRow, void>;
  /** Counts parts of the file that give no row. */
  skip(reason: string, count?: number): void;
  readonly skipped: Readonly<Record<string, number>>;
  /** Caps that were met. */
  notices(): string[];
  /** What an unlabelled pair counts as; empty when none were asked for. */
  decisions(): Decision[];
}

export function createDocumentPairs({ pairs, decisions }: ReadOptions): DocumentPairs {
  const skipped: Record<string, number> = Object.create(null);
  const skip = (reason: string, count = 1) => {
    if (count > 0) skipped[reason] = (skipped[reason] ?? 0) + count;
  };
  const random = createRandom(pairs.seed);
  const negative = decisions.negatives === "unlabelled" ? null : NO_RELATION;
  let numUnlabelled = 0;
  let numTrimmed = 0;
  let numTurned = 0;
  let isCapped = false;
  let isRelationCapped = false;

  function* rowsOf(document: AnnotatedDocument): Generator<ImportedRow, void> {
    const mentions = document.mentions.map((mention) => trimMention(document.text, mention));
    numTrimmed += mentions.filter((mention, i) => mention !== document.mentions[i]).length;
    const sentences = document.sentences ?? splitSentences(document.text, mentions);
    const sentenceOf = findSentences(sentences, mentions);
    const makeRow = (
      id: string,
      subject: number,
      object: number,
      relation: string | null,
      path: ImportedRow["path"],
      file = document.file,
    ): ImportedRow => {
      const sentence = sentences[sentenceOf[subject]!]!;
      const argument = ({ start, end, type }: Mention) => ({
        start: start - sentence.start,
        end: end - sentence.start,
        ...(type !== undefined && { type }),
      });
      const example: Example = {
        id,
        docId: document.id,
        text: document.text.slice(sentence.start, sentence.end),
        subject: argument(mentions[subject]!),
        object: argument(mentions[object]!),
        relation,
        ...(document.annotator !== undefined && { annotator: document.annotator }),
      };
      const problems = checkExample(example);
      const content =
        problems.length === 0 ? { example } : { error: t("{id}: {problem}", { id, problem: problems.join(" ") }) };
      return { id, position: document.position, content, file, path };
    };

    const labelled = new Set<string>();
    for (const [i, relation] of document.relations.entries()) {
      const id = `${document.key ?? document.id}#${relation.id ?? i + 1}`;
      const problem = [...relation.subjects, ...relation.objects]
        .map((place) => mentions[place]!.problem)
        .find(Boolean);
      if (problem !== undefined) {
        const { position } = document;
        const file = relation.file ?? document.file;
        yield { id, position, content: { error: t("{id}: {problem}", { id, problem }) }, file, path: relation.path };
        continue;
      }
      let numRows = 0;
      let numTogether = 0;
      for (const first of relation.subjects) {
        for (const second of relation.objects) {
          const isTurned = relation.isSymmetric === true && mentions[second]!.start < mentions[first]!.start;
          const [subject, object] = isTurned ? [second, first] : [first, second];
          if (sentenceOf[subject] === -1 || sentenceOf[subject] !== sentenceOf[object]) continue;
          if (numRows >= MAX_PAIRS_PER_RELATION) {
            isRelationCapped = true;
            break;
          }
          numTogether++;
          if (overlaps(mentions[subject]!, mentions[object]!)) continue;
          labelled.add(`${subject} ${object}`);
          if (relation.isSymmetric) labelled.add(`${object} ${subject}`);
          numRows++;
          if (isTurned) numTurned++;
          yield makeRow(
            numRows === 1 ? id : `${id}.${numRows}`,
            subject,
            object,
            relation.label,
            relation.path,
            relation.file,
          );
        }
      }
      if (numRows === 0) {
        if (numTogether > 0) skip(t("relations whose two mentions overlap"));
        else if (relation.subjects.length === 0 || relation.objects.length === 0)
          skip(t("relations with an argument that is marked nowhere in the text"));
        else skip(t("relations whose two arguments never stand in one sentence"));
      }
    }
    if (pairs.kind === "gold") return;
    const members = sentences.map((): number[] => []);
    sentenceOf.forEach((sentence, mention) => {
      if (mentions[mention]!.problem === undefined) members[sentence]?.push(mention);
    });
    for (const inSentence of members) {
      for (const subject of inSentence) {
        for (const object of inSentence) {
          const [a, b] = [mentions[subject]!, mentions[object]!];
          if (subject === object || overlaps(a, b) || labelled.has(`${subject} ${object}`)) continue;
          if (a.entity !== undefined && a.entity === b.entity) continue;
          if (pairs.kind === "sample" && random.next() >= pairs.share) continue;
          if (numUnlabelled >= MAX_UNLABELLED_PAIRS) {
            isCapped = true;
            return;
          }
          numUnlabelled++;
          const path = [...document.path, "pair", subject, object];
          yield makeRow(`${document.key ?? document.id}#${subject}-${object}`, subject, object, negative, path);
        }
      }
    }
  }

  return {
    rowsOf,
    skip,
    skipped,
    notices: () => [
      ...(numTurned > 0
        ? [
            t(
              "{n, plural, one {Relations without a direction have the mention that stands first as subject: # was turned.} other {Relations without a direction have the mention that stands first as subject: # were turned.}}",
              { n: numTurned },
            ),
          ]
        : []),
      ...(numTrimmed > 0
        ? [
            t(
              "{n, plural, one {White space at the ends of mentions was left out: # time.} other {White space at the ends of mentions was left out: # times.}}",
              { n: numTrimmed },
            ),
          ]
        : []),
      ...(isCapped
        ? [
            t("Unlabelled pairs stop at {most}: later ones were left out.", {
              most: formatCount(MAX_UNLABELLED_PAIRS),
            }),
          ]
        : []),
      ...(isRelationCapped
        ? [
            t("A relation between concepts gives at most {most} rows; some were left out.", {
              most: formatCount(MAX_PAIRS_PER_RELATION),
            }),
          ]
        : []),
      ...(pairs.kind === "sample"
        ? [
            t("Of the unlabelled pairs a share of {share} was kept, drawn with seed {seed}.", {
              share: formatNumber(pairs.share),
              seed: pairs.seed,
            }),
          ]
        : []),
    ],
    decisions: () =>
      pairs.kind === "gold"
        ? []
        : [
            {
              id: "negatives",
              question: t("What does a pair without a label count as?"),
              value: negative === null ? "unlabelled" : NO_RELATION,
              choices: [
                { value: NO_RELATION, label: t("no_relation: every relation of the file is marked") },
                { value: "unlabelled", label: t("unlabelled: left out of the scores") },
              ],
              because: t(
                "{n, plural, one {# pair carries no label; in this kind of file that means no relation.} other {# pairs carry no label; in this kind of file that means no relation.}}",
                { n: numUnlabelled },
              ),
              isForced: decisions.negatives !== undefined,
            },
          ],
  };
}

/** For each mention the place of the sentence that holds all of it; -1: none does. Both lists may be in any order. */
function findSentences(sentences: readonly CharSpan[], mentions: readonly Mention[]): number[] {
  const order = [...sentences.keys()].sort((a, b) => sentences[a]!.start - sentences[b]!.start);
  return mentions.map(({ start, end }) => {
    let [low, high] = [0, order.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sentences[order[middle]!]!.start <= start) low = middle + 1;
      else high = middle;
    }
    const found = order[low - 1];
    return found !== undefined && end <= sentences[found]!.end ? found : -1;
  });
}

function trimMention(text: string, mention: Mention): Mention {
  const marked = text.slice(mention.start, mention.end);
  const before = marked.length - marked.trimStart().length;
  const after = marked.length - marked.trimEnd().length;
  if (before + after === 0 || before === marked.length) return mention;
  return { ...mention, start: mention.start + before, end: mention.end - after };
}

function overlaps(a: CharSpan, b: CharSpan): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Notice of mentions in several pieces. */
export function sayDiscontinuous(n: number): string {
  return t(
    "{n, plural, one {# discontinuous mention is read from its first to its last piece.} other {# discontinuous mentions are read from their first to their last piece.}}",
    { n },
  );
}

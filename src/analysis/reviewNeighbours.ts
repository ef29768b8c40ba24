/** @file What the rest of a corpus says about a row: its pair of names elsewhere, and other annotators of the same words. */
import type { Example } from "../data/example";
import type { Neighbours, OtherSentences } from "./reviewReasons";

const NONE: ReadonlyMap<string, number> = new Map();
const ALONE: OtherSentences = { numSentences: 0, numAgreeing: 0, labels: NONE };
/** Stands among labels for a row that has none. */
export const UNLABELLED = "no label";

/** Same text, same two spans: what several annotators may have labelled. */
export function keyOfWords({ text, subject, object }: Pick<Example, "text" | "subject" | "object">): string {
  return `${subject.start} ${subject.end} ${object.start} ${object.end} ${text}`;
}

/** The two names in their order, without regard to case and spaces. */
export function keyOfPair({ text, subject, object }: Pick<Example, "text" | "subject" | "object">): string {
  const fold = (name: string) => name.trim().toLowerCase().replace(/\s+/g, " ");
  return `${fold(text.slice(subject.start, subject.end))}\t${fold(text.slice(object.start, object.end))}`;
}

/** The labels of one pair of names. */
interface PairLabels {
  /** Labels of each text. */
  readonly byText: ReadonlyMap<string, ReadonlySet<string>>;
  /** Texts with a label. */
  readonly numTexts: ReadonlyMap<string, number>;
  /** Texts with that label and no other. */
  readonly numOnly: ReadonlyMap<string, number>;
}

const count = (counts: Map<string, number>, key: string, by = 1) => counts.set(key, (counts.get(key) ?? 0) + by);

function collectPair(examples: readonly Example[], rows: readonly number[]): PairLabels {
  const byText = new Map<string, Set<string>>();
  for (const row of rows) {
    const { text, relation } = examples[row]!;
    byText.set(text, (byText.get(text) ?? new Set()).add(relation!));
  }
  const [numTexts, numOnly] = [new Map<string, number>(), new Map<string, number>()];
  for (const labels of byText.values()) {
    for (const label of labels) count(numTexts, label);
    const [first] = labels;
    if (labels.size === 1) count(numOnly, first!);
  }
  return { byText, numTexts, numOnly };
}

function lookElsewhere({ byText, numTexts, numOnly }: PairLabels, { text, relation }: Example): OtherSentences {
  const numSentences = byText.size - (byText.has(text) ? 1 : 0);
  if (numSentences === 0 || relation == null) return ALONE;
  const own = byText.get(text) ?? new Set();
  const labels = new Map<string, number>();
  for (const [label, all] of numTexts) {
    const others = all - (own.has(label) ? 1 : 0);
    if (others > 0) labels.set(label, others);
  }
  const isOwnOnly = own.size === 1 && own.has(relation);
  return { numSentences, numAgreeing: (numOnly.get(relation) ?? 0) - (isOwnOnly ? 1 : 0), labels };
}

/** Rows between two rests. */
const RUN = 2000;

/** Numbers keys in the order in which they first come. */
function createNumbering() {
  const ids = new Map<string, number>();
  return (key: string) => {
    const id = ids.get(key) ?? ids.size;
    if (id === ids.size) ids.set(key, id);
    return id;
  };
}

/**
 * Finds the neighbours of every row. "Other sentences" have another text, so that the same words labelled by several
 * annotators are no conflict of the pair, but one among annotators. An annotator counts once for the same words, with the
 * last label given. Rows without a label count for annotators only, as "no label". `rest`: awaited now and then.
 */
export async function indexNeighbours(
  examples: readonly Example[],
  rest?: () => Promise<void>,
): Promise<(row: number) => Neighbours> {
  const [numberPair, numberWords] = [createNumbering(), createNumbering()];
  /** Of each row; -1 for a row without a label, or without an annotator. */
  const [pairs, words] = [new Int32Array(examples.length).fill(-1), new Int32Array(examples.length).fill(-1)];
  const rowsOfPair: number[][] = [];
  const labelsOfWords: Map<string, string>[] = [];
  for (let row = 0; row < examples.length; row++) {
    if (rest && row % RUN === RUN - 1) await rest();
    const example = examples[row]!;
    const { relation, annotator } = example;
    if (relation != null) (rowsOfPair[(pairs[row] = numberPair(keyOfPair(example)))] ??= []).push(row);
    if (annotator === undefined) continue;
    const labels = (labelsOfWords[(words[row] = numberWords(keyOfWords(example)))] ??= new Map<string, string>());
    labels.set(annotator, relation ?? UNLABELLED);
  }
  const collected = new Map<number, PairLabels>();
  const findPair = (row: number): OtherSentences => {
    const pair = pairs[row]!;
    const rows = rowsOfPair[pair] ?? [];
    if (rows.length < 2) return ALONE;
    const labels = collected.get(pair) ?? collectPair(examples, rows);
    collected.set(pair, labels);
    return lookElsewhere(labels, examples[row]!);
  };
  return (row) => {
    const labels = labelsOfWords[words[row]!];
    const annotators = new Map<string, number>();
    if (labels !== undefined && labels.size > 1) for (const label of labels.values()) count(annotators, label);
    return { pair: findPair(row), annotators };
  };
}

/** @file Who labelled what: the rows of a corpus with several annotators as ratings. */
import type { Example } from "../data/example";
import { keyOfWords, UNLABELLED } from "./reviewNeighbours";

/** What one annotator said of one item. Class ids index the labels. */
export interface Rating {
  readonly annotator: number;
  readonly label: number;
}

/** Ratings by item: an item is one text with its two spans. */
export interface Ratings {
  /** In order of first appearance. */
  readonly annotators: readonly string[];
  readonly labels: readonly string[];
  /** Ratings of each item, one an annotator. [items] */
  readonly items: readonly (readonly Rating[])[];
  /** What each item is resampled with: its document, or its text. [items] */
  readonly documents: readonly string[];
}

/**
 * The ratings in a corpus. Rows without an annotator are left out. An annotator counts once for an item, with the last
 * label given; a row without a label is a rating of its own kind (`UNLABELLED`).
 */
export function listRatings(examples: readonly Example[]): Ratings {
  const [annotators, labels] = [new Map<string, number>(), new Map<string, number>()];
  const numberOf = (names: Map<string, number>, name: string) => {
    const id = names.get(name) ?? names.size;
    names.set(name, id);
    return id;
  };
  const places = new Map<string, number>();
  const items: Map<number, number>[] = [];
  const documents: string[] = [];
  for (const example of examples) {
    if (example.annotator === undefined) continue;
    const item = numberOf(places, keyOfWords(example));
    if (item === items.length) {
      items.push(new Map());
      documents.push(example.docId ?? example.text);
    }
    items[item]!.set(numberOf(annotators, example.annotator), numberOf(labels, example.relation ?? UNLABELLED));
  }
  return {
    annotators: [...annotators.keys()],
    labels: [...labels.keys()],
    items: items.map((ratings) => Array.from(ratings, ([annotator, label]) => ({ annotator, label }))),
    documents,
  };
}

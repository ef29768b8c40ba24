/**
 * @file Which of a model's labels a file's own label is: the same name, the same name in another spelling, a usual name
 * of "no relation", or what the reader chose. Nothing is guessed: a label that is none of these stays unmapped.
 */
import { isNegativeLabel } from "./formats/negatives";
import { normaliseType } from "./swap/nameTables";

/** A reader's choice for one of a file's names; null: left out. */
export type Choice = readonly [own: string, put: string | null];

/** How a file's name was told; "unmapped": nothing tells it, "left out": the reader does not want it. */
export type Manner = "same" | "spelling" | "negative" | "chosen" | "left out" | "unmapped";

/** One of a file's names and what it stands for. */
export interface NameMatch {
  /** As in the file. */
  readonly own: string;
  /** Rows with this relation, or arguments with this type. */
  readonly count: number;
  /** The model's label, or the type that swaps know; null when it is unmapped or left out. */
  readonly put: string | null;
  readonly manner: Manner;
}

/**
 * The words of a label: letter case, camel case and separators do not count. "placeOfBirth", "Place-of-birth" and
 * "place_of_birth" are one. Empty for a label of marks only.
 */
export function spell(label: string): string {
  return label
    .normalize("NFKC")
    .replace(/(\p{Ll}|\p{N})(?=\p{Lu})/gu, "$1 ")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim()
    .toLowerCase();
}

/** A label without what stands before it: "per:spouse", "org:gpe:headquarters in", "/people/person/religion". */
function stripPrefix(label: string): string {
  const end = label.trim();
  if (end.startsWith("/")) return end.slice(end.lastIndexOf("/") + 1);
  return end.slice(end.lastIndexOf(":") + 1);
}

/** Class ids by key; -1 where two labels of the model share a key, since neither can be told. */
function indexLabels(labels: readonly string[], keyOf: (label: string) => string): ReadonlyMap<string, number> {
  const ids = new Map<string, number>();
  labels.forEach((label, id) => {
    const key = keyOf(label);
    if (key !== "") ids.set(key, ids.has(key) ? -1 : id);
  });
  return ids;
}

/** Tells class id and manner of any label of a file; -1 for one that is unmapped or left out. */
export type LabelFinder = (own: string) => { readonly id: number; readonly manner: Manner };

/**
 * Finds a file's labels among the model's. In this order: the reader's choice, the same name, the same words, the same
 * words without a prefix, a usual name of "no relation". A choice of a label that this model does not have is passed over.
 */
export function createLabelFinder(
  labels: readonly string[],
  negative: string,
  choices: readonly Choice[] = [],
): LabelFinder {
  const same = new Map(labels.map((label, id) => [label, id]));
  const spelt = [spell, (label: string) => spell(stripPrefix(label))].map((keyOf) => ({
    keyOf,
    ids: indexLabels(labels, keyOf),
  }));
  const chosen = new Map(choices);
  const negativeId = labels.indexOf(negative);
  const find: LabelFinder = (own) => {
    const put = chosen.get(own);
    if (put === null) return { id: -1, manner: "left out" };
    if (put !== undefined && same.has(put)) return { id: same.get(put)!, manner: "chosen" };
    if (same.has(own)) return { id: same.get(own)!, manner: "same" };
    for (const { keyOf, ids } of spelt) {
      const id = ids.get(keyOf(own)) ?? -1;
      if (id >= 0) return { id, manner: "spelling" };
    }
    if (negativeId >= 0 && isNegativeLabel(own)) return { id: negativeId, manner: "negative" };
    return { id: -1, manner: "unmapped" };
  };
  const found = new Map<string, ReturnType<LabelFinder>>();
  return (own) => {
    let match = found.get(own);
    if (match === undefined) found.set(own, (match = find(own)));
    return match;
  };
}

/** Class id of a file's label; -1 for one that does not count. */
export type GoldOf = (relation: string) => number;

/** What `createLabelFinder` says of a label, without how it was told. */
export function createGoldOf(labels: readonly string[], negative: string, choices: readonly Choice[] = []): GoldOf {
  const find = createLabelFinder(labels, negative, choices);
  return (relation) => find(relation).id;
}

/** Every label of a file with what it stands for, in the order of `counts`. */
export function matchLabels(
  counts: ReadonlyMap<string, number>,
  labels: readonly string[],
  negative: string,
  choices: readonly Choice[] = [],
): NameMatch[] {
  const find = createLabelFinder(labels, negative, choices);
  return Array.from(counts, ([own, count]) => {
    const { id, manner } = find(own);
    return { own, count, put: labels[id] ?? null, manner };
  });
}

/** Every type of a file with the one that swaps know it by, in the order of `counts`. `known`: the types to choose from. */
export function matchTypes(
  counts: ReadonlyMap<string, number>,
  known: readonly string[],
  choices: readonly Choice[] = [],
): NameMatch[] {
  const chosen = new Map(choices);
  return Array.from(counts, ([own, count]): NameMatch => {
    const put = chosen.get(own);
    if (put != null) return { own, count, put, manner: "chosen" };
    const { type } = normaliseType(own);
    if (!known.includes(type)) return { own, count, put: null, manner: "unmapped" };
    return { own, count, put: type, manner: type === own ? "same" : "spelling" };
  });
}

/** The choices with one more, or without that of `own` (undefined: what its name says). */
export function choose(choices: readonly Choice[], own: string, put: string | null | undefined): readonly Choice[] {
  const others = choices.filter(([name]) => name !== own);
  return put === undefined ? others : [...others, [own, put]];
}

/** @file How many of the marked entities and pairs of a text were found, and how many of those found are marked. */
import type { CharSpan, Example } from "../data/example";
import type { WorkedSentence } from "./foundCandidates";
import type { Interval } from "./estimate";
import { computeWilsonInterval } from "./flips";

/** What is marked in a text; offsets count in the whole text. */
export interface GoldMarks {
  readonly text: string;
  /** Each span once. Without a type: any found type agrees. */
  readonly entities: readonly (CharSpan & { readonly type?: string })[];
  readonly relations: readonly { readonly subject: CharSpan; readonly object: CharSpan; readonly relation: string }[];
}

/** A share k / n; null rate and interval for n = 0. */
export interface Share {
  readonly k: number;
  readonly n: number;
  readonly rate: number | null;
  /** Wilson's 95% interval. */
  readonly interval: Interval | null;
}

export interface FoundScore {
  /** Found and marked, over all found. */
  readonly precision: Share;
  /** Found and marked, over all marked. */
  readonly recall: Share;
}

export interface FoundScores {
  /** Both ends of the span are the same. */
  readonly entities: FoundScore;
  /** The same ends, and the same type where the mark has one. */
  readonly typedEntities: FoundScore;
  /** Both spans and the relation are the same. */
  readonly relations: FoundScore;
}

/** Rows put together that share a text, and the marks they make in it. Texts stand one after another, parted by a blank line. */
export function joinRows(rows: readonly Example[], isNegative: (label: string) => boolean): GoldMarks {
  const offsets = new Map<string, number>();
  let text = "";
  for (const row of rows) {
    if (offsets.has(row.text)) continue;
    if (text !== "") text += "\n\n";
    offsets.set(row.text, text.length);
    text += row.text;
  }
  const entities = new Map<string, GoldMarks["entities"][number]>();
  const relations = new Map<string, GoldMarks["relations"][number]>();
  for (const { text: own, subject, object, relation } of rows) {
    const move = ({ start, end }: CharSpan) => ({ start: start + offsets.get(own)!, end: end + offsets.get(own)! });
    for (const { type, ...span } of [subject, object]) {
      const moved = move(span);
      const key = keyOf(moved);
      if (entities.get(key)?.type === undefined) entities.set(key, type ? { ...moved, type } : moved);
    }
    if (relation == null || isNegative(relation)) continue;
    const pair = { subject: move(subject), object: move(object), relation };
    relations.set(`${keyOf(pair.subject)} ${keyOf(pair.object)} ${relation}`, pair);
  }
  return { text, entities: [...entities.values()], relations: [...relations.values()] };
}

/**
 * Precision TP / found and recall TP / marked, counted over the text. `shown`: sentences read so far; marks behind them do
 * not count yet. A pair in both directions is two pairs.
 */
export function computeFoundScores(shown: readonly WorkedSentence[], gold: GoldMarks): FoundScores {
  const readTo = shown.at(-1)?.end ?? 0;
  const marks = gold.entities.filter(({ end }) => end <= readTo);
  const pairs = gold.relations.filter(({ subject, object }) => subject.end <= readTo && object.end <= readTo);
  const found = shown.flatMap(({ entities }) => entities);
  const byKey = new Map(marks.map((mark) => [keyOf(mark), mark]));
  const hits = found.filter((entity) => byKey.has(keyOf(entity)));
  const typed = hits.filter((entity) => (byKey.get(keyOf(entity))!.type ?? entity.type) === entity.type);
  const goldPairs = new Set(
    pairs.map(({ subject, object, relation }) => [keyOf(subject), keyOf(object), relation].join()),
  );
  const foundPairs = shown.flatMap(({ entities, relations }) =>
    relations.map(({ subject, object, relation }) =>
      [keyOf(entities[subject]!), keyOf(entities[object]!), relation].join(),
    ),
  );
  const pairHits = foundPairs.filter((pair) => goldPairs.has(pair)).length;
  return {
    entities: makeScore(hits.length, found.length, marks.length),
    typedEntities: makeScore(typed.length, found.length, marks.length),
    relations: makeScore(pairHits, foundPairs.length, goldPairs.size),
  };
}

const keyOf = ({ start, end }: CharSpan) => `${start}-${end}`;

function makeScore(hits: number, numFound: number, numGold: number): FoundScore {
  return { precision: makeShare(hits, numFound), recall: makeShare(hits, numGold) };
}

function makeShare(k: number, n: number): Share {
  return { k, n, rate: n === 0 ? null : k / n, interval: computeWilsonInterval(k, n) };
}

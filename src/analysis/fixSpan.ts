/** @file Setting found entities right: their ends by words or by characters, their type, new ones, fewer ones. */
import type { WorkedEntity, WorkedSentence } from "./foundCandidates";
import type { CharSpan } from "../data/example";

export type Edge = "start" | "end";
export type StepUnit = "word" | "character";

/** Stretches of a text that an edge can stop at, without those of white space. A user's character is a grapheme. */
function listUnits(text: string, unit: StepUnit): CharSpan[] {
  const segmenter = new Intl.Segmenter("en", { granularity: unit === "word" ? "word" : "grapheme" });
  return Array.from(segmenter.segment(text), ({ index, segment }) => ({
    start: index,
    end: index + segment.length,
  })).filter(({ start, end }) => text.slice(start, end).trim() !== "");
}

/**
 * The span with one of its edges a step to the left (-1) or to the right (1). Offsets count in `text`. Null where there is
 * no further stop, or where nothing would be left of the span.
 */
export function moveEdge(text: string, span: CharSpan, edge: Edge, step: 1 | -1, unit: StepUnit): CharSpan | null {
  const stops = listUnits(text, unit).map((one) => one[edge]);
  const from = span[edge];
  const to = step === 1 ? stops.find((stop) => stop > from) : stops.findLast((stop) => stop < from);
  if (to === undefined) return null;
  const moved = { ...span, [edge]: to };
  return moved.start < moved.end ? moved : null;
}

type Change = Partial<CharSpan & Pick<WorkedEntity, "type">>;

/** Gives an entity of a sentence other ends or another type. The pairs it is in stay. Unknown ids change nothing. */
export function changeEntity(sentence: WorkedSentence, id: string, change: Change): WorkedSentence {
  return {
    ...sentence,
    entities: sentence.entities.map((entity) => (entity.id === id ? settle({ ...entity, ...change }) : entity)),
  };
}

/** One that is again as it was found has its score back. */
function settle(entity: WorkedEntity): WorkedEntity {
  const { origin, start, end, type } = entity;
  if (origin === null || origin.start !== start || origin.end !== end || origin.type !== type) {
    return { ...entity, score: 1, isByHand: true };
  }
  return { ...entity, score: origin.score, isByHand: false };
}

/** Takes an entity out of a sentence, with the pairs it is in. */
export function removeEntity(sentence: WorkedSentence, id: string): WorkedSentence {
  const place = sentence.entities.findIndex((entity) => entity.id === id);
  if (place === -1) return sentence;
  const move = (other: number) => (other > place ? other - 1 : other);
  return {
    ...sentence,
    entities: sentence.entities.filter((_, other) => other !== place),
    relations: sentence.relations.flatMap((relation) =>
      relation.subject === place || relation.object === place
        ? []
        : [{ ...relation, subject: move(relation.subject), object: move(relation.object) }],
    ),
  };
}

/**
 * Puts an entity into a sentence behind the others, so that the pairs keep their places. `span`: in the whole text; less the
 * white space at its ends. The sentence itself when nothing is left of the span, or it leaves the sentence.
 */
export function addEntity(sentence: WorkedSentence, span: CharSpan, type: string, id: string): WorkedSentence {
  const { start: from, end: to, text } = sentence;
  if (span.start < from || span.end > to) return sentence;
  const words = text.slice(span.start - from, span.end - from);
  if (words.trim() === "") return sentence;
  const start = span.start + words.length - words.trimStart().length;
  const entity = { start, end: start + words.trim().length, type, score: 1 };
  return { ...sentence, entities: [...sentence.entities, { ...entity, id, origin: null, isByHand: true }] };
}

/**
 * Entities among `ids` that share characters with a mark but have other ends get its ends, and its type where it has one:
 * the best of several, one for each mark, and none where the mark's own ends are there already. Sentences in which nothing
 * changes stay the same objects.
 */
export function correctByMarks(
  sentence: WorkedSentence,
  marks: readonly (CharSpan & { readonly type?: string })[],
  ids: ReadonlySet<string>,
): WorkedSentence {
  let corrected = sentence;
  for (const { start, end, type } of marks) {
    if (start < sentence.start || end > sentence.end) continue;
    const candidates = corrected.entities.filter((one) => ids.has(one.id) && one.start < end && start < one.end);
    if (candidates.some((one) => one.start === start && one.end === end)) continue;
    const [best] = candidates.filter(({ isByHand }) => !isByHand).sort((a, b) => b.score - a.score);
    if (best !== undefined) corrected = changeEntity(corrected, best.id, { start, end, ...(type && { type }) });
  }
  return corrected;
}

/** The first word of a sentence that lies in none of these entities, in the whole text; null when there is none. */
export function findFreeWord(sentence: WorkedSentence, entities: readonly CharSpan[]): CharSpan | null {
  const words = listUnits(sentence.text, "word")
    .filter(({ start, end }) => /[\p{L}\p{N}]/u.test(sentence.text.slice(start, end)))
    .map(({ start, end }) => ({ start: start + sentence.start, end: end + sentence.start }));
  return words.find((word) => entities.every(({ start, end }) => word.end <= start || end <= word.start)) ?? null;
}

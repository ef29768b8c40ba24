/** @file What remains of found entities and relations above thresholds: a slider moves without a new run. */
import type { ExtractedSentence } from "../inference/types";

/** Least scores, in [0, 1]. */
export interface FoundThresholds {
  readonly entity: number;
  readonly relation: number;
}

/**
 * The sentence with the entities that score more than `entity`, and the relations between these that score at least
 * `relation`; relations count among the entities that remain. With thresholds of 0 it is the sentence itself.
 */
export function selectFound(sentence: ExtractedSentence, { entity, relation }: FoundThresholds): ExtractedSentence {
  const kept = sentence.entities.flatMap(({ score }, place) => (score > entity || entity === 0 ? [place] : []));
  return keepEntities(sentence, kept, relation);
}

/**
 * The sentence without entities that share a character with one that scores better (of two equal ones the first
 * remains), and without their relations.
 */
export function withoutOverlaps(sentence: ExtractedSentence): ExtractedSentence {
  const { entities } = sentence;
  const byScore = [...entities.keys()].sort((a, b) => entities[b]!.score - entities[a]!.score || a - b);
  const kept: number[] = [];
  for (const place of byScore) {
    const { start, end } = entities[place]!;
    if (kept.every((other) => entities[other]!.end <= start || end <= entities[other]!.start)) kept.push(place);
  }
  return keepEntities(
    sentence,
    kept.sort((a, b) => a - b),
    0,
  );
}

/** The sentence with the entities at these places alone, ascending. */
function keepEntities(sentence: ExtractedSentence, places: readonly number[], relation: number): ExtractedSentence {
  const moved = new Map(places.map((place, i) => [place, i]));
  return {
    ...sentence,
    entities: places.map((place) => sentence.entities[place]!),
    relations: sentence.relations.flatMap((found) => {
      const [subject, object] = [moved.get(found.subject), moved.get(found.object)];
      if (subject === undefined || object === undefined || found.score < relation) return [];
      return [{ ...found, subject, object }];
    }),
  };
}

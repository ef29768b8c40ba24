/** @file Pairs of a text that a model takes for related, best first, and the entities that stand above the thresholds. */
import type { Example } from "../data/example";
import type { ExtractedSentence, FoundEntity, FoundRelation } from "../inference/types";
import { selectFound, withoutOverlaps, type FoundThresholds } from "./foundAbove";

/** An entity that may have been set right by hand. */
export interface WorkedEntity extends FoundEntity {
  /** Stable within a reading of the text: place of the sentence and of the entity, or "+" and a number. */
  readonly id: string;
  /** As the model found it; null for one that was added. */
  readonly origin: FoundEntity | null;
  /** Whether span or type were set by hand: its score is 1 then, and no threshold leaves it out. */
  readonly isByHand: boolean;
}

/** A sentence with what was found in it, and what was set right. */
export interface WorkedSentence extends ExtractedSentence {
  readonly entities: readonly WorkedEntity[];
}

/** A pair on offer. */
export interface Candidate {
  /** Stable within a reading: both entities and the relation. */
  readonly key: string;
  /** Place of its sentence. */
  readonly place: number;
  readonly sentence: WorkedSentence;
  readonly subject: WorkedEntity;
  readonly object: WorkedEntity;
  readonly relation: string;
  /** Score of the pair as it was found, in [0, 1]. */
  readonly score: number;
}

/** Sentences as the model gave them, their entities named. `from`: place of the first. */
export function toWorked(sentences: readonly ExtractedSentence[], from = 0): WorkedSentence[] {
  return sentences.map((sentence, i) => ({
    ...sentence,
    entities: sentence.entities.map((entity, j) => ({
      ...entity,
      id: `${from + i}.${j}`,
      origin: entity,
      isByHand: false,
    })),
  }));
}

/**
 * What stands above the thresholds, sentence by sentence: no two entities share a character, the best of them stays. One
 * that was set by hand stays before any that was found.
 */
export function selectShown(
  sentences: readonly WorkedSentence[],
  { entity, relation }: FoundThresholds,
): WorkedSentence[] {
  return sentences.map((sentence) => {
    // A long text comes in thousands of parts: what has not changed is not selected again.
    const known = selected.get(sentence);
    if (known?.entity === entity && known.relation === relation) return known.shown;
    const shown = withoutOverlaps(selectFound(sentence, { entity, relation })) as WorkedSentence;
    selected.set(sentence, { entity, relation, shown });
    return shown;
  });
}

const selected = new WeakMap<WorkedSentence, FoundThresholds & { readonly shown: WorkedSentence }>();

/** The pairs of shown sentences, best first, equals in text order. Empty when nothing is shown. */
export function listCandidates(shown: readonly WorkedSentence[]): Candidate[] {
  return shown
    .flatMap((sentence, place) => sentence.relations.map((relation) => makeCandidate(sentence, place, relation)))
    .sort((a, b) => b.score - a.score || a.place - b.place);
}

function makeCandidate(
  sentence: WorkedSentence,
  place: number,
  { subject: from, object: to, relation, score }: FoundRelation,
): Candidate {
  const [subject, object] = [sentence.entities[from]!, sentence.entities[to]!];
  return { key: `${subject.id} ${object.id} ${relation}`, place, sentence, subject, object, relation, score };
}

/**
 * The pair as the Bench reads it: its sentence alone, spans counted in it. `isAsFound`: with the spans and types that the
 * model gave, where they were changed since. The relation is no gold label, so it is left out unless `isLabelled`.
 */
export function toExample(
  { key, sentence, subject, object, relation }: Candidate,
  { isAsFound = false, isLabelled = false } = {},
): Example {
  const place = (entity: WorkedEntity) => {
    const { start, end, type } = (isAsFound ? entity.origin : null) ?? entity;
    return { start: start - sentence.start, end: end - sentence.start, type };
  };
  return {
    id: key,
    text: sentence.text,
    subject: place(subject),
    object: place(object),
    relation: isLabelled ? relation : null,
  };
}

/** Whether the model found both entities and one of them has been given other ends or another type since. */
export function isCorrected({ subject, object }: Candidate): boolean {
  return subject.origin !== null && object.origin !== null && (subject.isByHand || object.isByHand);
}

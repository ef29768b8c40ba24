/** @file What was found in a text as rows of JSON lines, a sentence each. */
import type { ExtractedSentence } from "../inference/types";

/** One line of a file of what was found: offsets count UTF-16 units of this sentence, `subj` and `obj` places among its entities. */
export interface FoundRow {
  readonly text: string;
  readonly entities: readonly {
    readonly start: number;
    readonly end: number;
    readonly type: string;
    readonly score: number;
  }[];
  readonly relations: readonly {
    readonly subj: number;
    readonly obj: number;
    readonly relation: string;
    readonly score: number;
  }[];
}

/** Seven significant digits: all that a float32 holds. */
const round = (score: number) => Number(score.toPrecision(7));

/** A sentence as it is written to a file. */
export function toFoundRow({ start: from, text, entities, relations }: ExtractedSentence): FoundRow {
  return {
    text,
    entities: entities.map(({ start, end, type, score }) => ({
      ...{ start: start - from, end: end - from, type },
      score: round(score),
    })),
    relations: relations.map(({ subject, object, relation, score }) => ({
      ...{ subj: subject, obj: object, relation },
      score: round(score),
    })),
  };
}

/** @file A sentence of a lesson with its arguments found by their words. */
import type { LessonSentence } from "./schema";

type Mention = readonly [words: string, type: string];

/** Throws when a mention does not occur exactly once. */
export function markSentence(
  text: string,
  subject: Mention,
  object: Mention,
  relation: string | null = null,
): LessonSentence {
  const locate = ([words, type]: Mention) => {
    const start = text.indexOf(words);
    if (start < 0 || text.indexOf(words, start + 1) >= 0) {
      throw new Error(`markSentence: expected "${words}" once in "${text}", got ${start < 0 ? "none" : "several"}.`);
    }
    return { start, end: start + words.length, type };
  };
  return { text, subject: locate(subject), object: locate(object), relation };
}

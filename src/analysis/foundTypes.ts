/** @file Types of marked arguments from entities found in their text, for models that read types (BIO tags). */
import type { Argument, CharSpan, Example } from "../data/example";
import { splitSentences } from "../data/formats/sentences";
import type { ExtractedSentence, FoundEntity } from "../inference/types";

/** Least overlap of a marked span and a found entity that counts as the same mention. */
const LEAST_OVERLAP = 0.5;

/** |a and b| / |a or b| in UTF-16 units, in [0, 1]. */
function overlapOf(a: CharSpan, b: CharSpan): number {
  const both = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return both <= 0 ? 0 : both / (a.end - a.start + (b.end - b.start) - both);
}

/** Whether an argument has no type. */
export function isUntyped({ type }: Argument): boolean {
  return (type ?? "").trim() === "";
}

/**
 * The entity that a marked span is: of those that overlap it by half or more, the one with the largest overlap times
 * score. Null when there is none.
 */
export function findMention(sentences: readonly ExtractedSentence[], span: CharSpan): FoundEntity | null {
  let best: { readonly entity: FoundEntity; readonly worth: number } | null = null;
  for (const { entities } of sentences) {
    for (const entity of entities) {
      const overlap = overlapOf(entity, span);
      const worth = overlap * entity.score;
      if (overlap >= LEAST_OVERLAP && (best === null || worth > best.worth)) best = { entity, worth };
    }
  }
  return best?.entity ?? null;
}

/**
 * The part of a text in which a marked span's entity is looked for: the sentence that holds it, or those that it reaches
 * into. An extractor reads sentence by sentence, so what it finds there is what it finds in the whole text.
 */
export function sentencesAround(text: string, span: CharSpan): CharSpan {
  const touched = splitSentences(text).filter(({ start, end }) => start < span.end && end > span.start);
  return { start: touched[0]?.start ?? span.start, end: touched.at(-1)?.end ?? span.end };
}

/**
 * The example with a type for each argument that has none, as far as its text shows one; what the user said stays.
 * @param sentences what was found in the example's own text
 */
export function fillTypes(example: Example, sentences: readonly ExtractedSentence[]): Example {
  const fill = (argument: Argument): Argument => {
    if (!isUntyped(argument)) return argument;
    const found = findMention(sentences, argument);
    return found === null ? argument : { ...argument, type: found.type };
  };
  return { ...example, subject: fill(example.subject), object: fill(example.object) };
}

/** @file Types of marked arguments from entities found in their text, for models that read types (BIO tags). */
import type { Argument, CharSpan, Example } from "../data/example";
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

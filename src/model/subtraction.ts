/**
 * @file What the names alone say, taken off the answer (CoRE: Wang et al. 2022, "Should we rely on entity mentions for
 * relation extraction?"). Works on any model; nothing is trained. The twin of this file in Python is
 * `training/entitybias/core.py`.
 *
 *     logits_r = full_r - l1 names_r + l2 [r is the negative label]
 *
 * `full` are the model's logits for the sentence, `names` its logits for the two names in their order with every other
 * word of the text left out: `[CLS] @ subject @ # object # [SEP]`, and the prompt where the model has one.
 */
import type { ModelInput } from "./batch";
import type { SubtractionConfig } from "./config";

/** The input without the words around and between the arguments; these keep their order and their number of tokens. */
export function keepNames(input: ModelInput): ModelInput {
  const { inputIds, entityPositions, subjectPosition, objectPosition, maskPosition, tagIds } = input;
  const isEntity = new Set(entityPositions);
  const endOfArgument = (opening: number) => {
    let end = opening + 1;
    while (isEntity.has(end)) end++;
    return end + 1; // the closing marker
  };
  const range = (start: number, end: number) => Array.from({ length: end - start }, (_, i) => start + i);
  const openings = [subjectPosition, objectPosition].sort((a, b) => a - b);
  const kept = [
    0, // [CLS]
    ...openings.flatMap((opening) => range(opening, endOfArgument(opening))),
    ...range(findEndOfText(inputIds, maskPosition), inputIds.length),
  ];
  const moved = new Map(kept.map((position, place) => [position, place]));
  return {
    inputIds: kept.map((position) => inputIds[position]!),
    entityPositions: entityPositions.map((position) => moved.get(position)!),
    subjectPosition: moved.get(subjectPosition)!,
    objectPosition: moved.get(objectPosition)!,
    ...(maskPosition === undefined ? {} : { maskPosition: moved.get(maskPosition)! }),
    ...(tagIds === undefined ? {} : { tagIds: kept.map((position) => tagIds[position]!) }),
  };
}

/** Position of the [SEP] that ends the text: the last one before the prompt's mask, or the last token. */
function findEndOfText(inputIds: ArrayLike<number>, maskPosition: number | undefined): number {
  const last = inputIds.length - 1;
  if (maskPosition === undefined) return last;
  let position = maskPosition;
  while (inputIds[position] !== inputIds[last]) position--;
  return position;
}

/**
 * full - l1 names, and l2 on the negative label, in place of `full`.
 * @param full [rows * R]; @param names [rows * R]; @param negativeIndex class id of the negative label
 */
export function subtractNames(
  full: Float32Array,
  names: Float32Array,
  { names: factor, negativeShift }: SubtractionConfig,
  { numLabels, negativeIndex }: { readonly numLabels: number; readonly negativeIndex: number },
): Float32Array {
  for (let i = 0; i < full.length; i++) {
    full[i]! -= factor * names[i]!;
    if (i % numLabels === negativeIndex) full[i]! += negativeShift;
  }
  return full;
}

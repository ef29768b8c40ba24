/** @file The two versions of a row that tell its text from its names: names masked, and names only. */
import { MASK_TOKEN, swapArguments } from "./entitySwap";
import type { Example } from "./example";

/**
 * Every identical mention of both arguments replaced by the mask token: what is left is the text. Throws an Error with
 * the reason when the arguments are empty, nested, overlapping or outside the text.
 */
export function maskNames(example: Example): Example {
  return swapArguments(example, { subject: MASK_TOKEN, object: MASK_TOKEN }, { allIdentical: true }).example;
}

/** The two mentions alone, in the order of the text, with a space between: the context taken away. */
export function keepNamesOnly(example: Example): Example {
  const { text, subject, object } = example;
  const isSubjectFirst = subject.start < object.start;
  const [first, second] = isSubjectFirst ? [subject, object] : [object, subject];
  const [a, b] = [text.slice(first.start, first.end), text.slice(second.start, second.end)];
  const [left, right] = [
    { start: 0, end: a.length },
    { start: a.length + 1, end: a.length + 1 + b.length },
  ];
  return {
    ...example,
    text: `${a} ${b}`,
    subject: { ...subject, ...(isSubjectFirst ? left : right) },
    object: { ...object, ...(isSubjectFirst ? right : left) },
  };
}

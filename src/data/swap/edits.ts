/** @file Several replacements in one text, and where spans land after them. Offsets are UTF-16 units. */
import type { CharSpan } from "../example";

/** Put `text` in the place of `[start, end)`; `start === end` inserts. */
export interface Edit extends CharSpan {
  readonly text: string;
}

/** True when the two ranges share at least one unit. */
export function isOverlapping(a: CharSpan, b: CharSpan): boolean {
  return a.start < b.end && b.start < a.end;
}

/** `text` after all edits, which must not overlap each other; their order does not matter. No edits: `text` itself. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = "";
  let position = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < position) throw new Error(`applyEdits: expected separate edits, got one at ${edit.start} twice.`);
    result += text.slice(position, edit.start) + edit.text;
    position = edit.end;
  }
  return result + text.slice(position);
}

/**
 * Where `span` lies after the edits: an edit of exactly the span gives its new text, an edit inside it stretches it,
 * text inserted at one of its ends stays outside. Null when an edit cuts the span or swallows it.
 */
export function moveSpan(span: CharSpan, edits: readonly Edit[]): CharSpan | null {
  let { start, end } = span;
  for (const edit of edits) {
    const grown = edit.text.length - (edit.end - edit.start);
    if (edit.end <= span.start) {
      start += grown;
      end += grown;
    } else if (edit.start >= span.end) {
      continue;
    } else if (edit.start >= span.start && edit.end <= span.end) {
      end += grown;
    } else {
      return null;
    }
  }
  return start < end ? { start, end } : null;
}

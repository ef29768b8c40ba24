/** @file Keeps a marked span on its words while the text around it, or inside it, is edited. */
import type { CharSpan } from "../data/example";

const WORD = /[\p{L}\p{N}\p{M}]/u;

/** The one region in which two texts differ: `[start, oldEnd)` became `[start, newEnd)`. */
export function findChange(before: string, after: string): { start: number; oldEnd: number; newEnd: number } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { start, oldEnd: before.length - tail, newEnd: after.length - tail };
}

/** The span without white space at its ends; null when nothing is left of it. */
export function trimSpan(text: string, span: CharSpan): CharSpan | null {
  let { start, end } = span;
  while (start < end && /\s/.test(text[start] ?? "")) start++;
  while (end > start && /\s/.test(text[end - 1] ?? "")) end--;
  return start < end ? { start, end } : null;
}

/** The occurrence of `mention` in `text` that starts nearest to `near`; null when there is none. */
function findMention(text: string, mention: string, near: number): CharSpan | null {
  let best: CharSpan | null = null;
  for (let at = text.indexOf(mention); at >= 0; at = text.indexOf(mention, at + 1)) {
    if (best === null || Math.abs(at - near) < Math.abs(best.start - near)) {
      best = { start: at, end: at + mention.length };
    }
  }
  return best;
}

/**
 * Where `span` of `before` stands in `after`.
 * An edit before the span shifts it, an edit after it leaves it, an edit inside it stretches or shrinks it; letters typed
 * right at its border join it, since they continue the same word. When an edit takes part of the span away the rest
 * stays marked; when all of it is gone the same words are looked for elsewhere.
 * Null: nothing left to mark.
 */
export function moveSpan(before: string, after: string, span: CharSpan): CharSpan | null {
  if (before === after) return span;
  const change = findChange(before, after);
  const shift = after.length - before.length;
  const isInsertion = change.oldEnd === change.start;
  const inserted = after.slice(change.start, change.newEnd);
  let moved: CharSpan;
  if (isInsertion && change.start === span.start) {
    const joins = WORD.test(inserted.at(-1) ?? "");
    moved = { start: joins ? span.start : span.start + shift, end: span.end + shift };
  } else if (isInsertion && change.start === span.end) {
    const joins = WORD.test(inserted[0] ?? "");
    moved = { start: span.start, end: joins ? span.end + shift : span.end };
  } else if (change.oldEnd <= span.start) {
    moved = { start: span.start + shift, end: span.end + shift };
  } else if (change.start >= span.end) {
    moved = span;
  } else if (change.start >= span.start && change.oldEnd <= span.end) {
    moved = { start: span.start, end: span.end + shift };
  } else if (change.start < span.start && change.oldEnd < span.end) {
    moved = { start: change.newEnd, end: span.end + shift };
  } else if (change.start > span.start) {
    moved = { start: span.start, end: change.start };
  } else {
    moved = { start: 0, end: 0 };
  }
  return trimSpan(after, moved) ?? findMention(after, before.slice(span.start, span.end), span.start);
}

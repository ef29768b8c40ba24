/** @file Changing a text in a few places, everything else as it was. */
import type { CharSpan } from "../example";

/** Puts `put` in place of `[start, end)`; equal offsets insert. */
export interface TextEdit extends CharSpan {
  readonly put: string;
}

/** Applies edits that do not overlap, in any order; those at one place keep theirs. No edits: the text itself. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = "";
  let at = 0;
  for (const { start, end, put } of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (start < at) throw new Error(`applyEdits: two edits overlap at ${start}.`);
    result += text.slice(at, start) + put;
    at = end;
  }
  return result + text.slice(at);
}

/** Span of each line of a text, without its end (LF or CRLF); line 1 has index 1. */
export function findLines(text: string): readonly CharSpan[] {
  const lines: CharSpan[] = [{ start: 0, end: 0 }];
  for (let start = 0; start <= text.length;) {
    const lineEnd = text.indexOf("\n", start);
    const stop = lineEnd === -1 ? text.length : lineEnd;
    lines.push({ start, end: stop > start && text[stop - 1] === "\r" ? stop - 1 : stop });
    start = stop + 1;
  }
  return lines;
}

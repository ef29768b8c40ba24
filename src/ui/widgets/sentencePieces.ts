/** @file Cuts a sentence into words and arguments, in reading order. */
import type { CharSpan, Role } from "../../data/example";

/** A stretch of text that is a word (or one sign) or the space between words. */
export interface Piece extends CharSpan {
  readonly isWord: boolean;
  /** Number of the word in the sentence, from 0; -1 for space. */
  readonly word: number;
}

/** Pieces that stand in one argument, or outside both. */
export interface PieceGroup {
  readonly role: Role | null;
  readonly pieces: readonly Piece[];
}

interface RoleSpan extends CharSpan {
  readonly role: Role;
}

function segmentsOf(text: string): string[] {
  if (typeof Intl !== "undefined" && "Segmenter" in Intl) {
    return Array.from(new Intl.Segmenter(undefined, { granularity: "word" }).segment(text), ({ segment }) => segment);
  }
  return text.match(/\s+|[\p{L}\p{N}\p{M}'’]+|[^\s]/gu) ?? [];
}

/** The arguments to draw, in order; when two overlap only the first is drawn, and a message says so elsewhere. */
function drawable(spans: readonly RoleSpan[]): RoleSpan[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start);
  return sorted.filter((span, index) => index === 0 || (sorted[index - 1]?.end ?? 0) <= span.start);
}

/** Groups of pieces that, joined, give the text back. Words are also cut where an argument begins or ends. */
export function cutSentence(text: string, arguments_: Readonly<Record<Role, CharSpan | null>>): PieceGroup[] {
  const spans = drawable(
    (["subject", "object"] as const).flatMap((role) => {
      const span = arguments_[role];
      return span && span.end > span.start ? [{ role, start: span.start, end: span.end }] : [];
    }),
  );
  const borders = spans.flatMap(({ start, end }) => [start, end]);
  const groups: { role: Role | null; pieces: Piece[] }[] = [];
  let at = 0;
  let word = 0;
  for (const segment of segmentsOf(text)) {
    const segmentEnd = at + segment.length;
    const isWord = segment.trim() !== "";
    while (at < segmentEnd) {
      const from = at;
      const end = Math.min(segmentEnd, ...borders.filter((border) => border > from));
      const role = spans.find((span) => span.start <= from && from < span.end)?.role ?? null;
      const piece: Piece = { start: from, end, isWord, word: isWord ? word : -1 };
      const last = groups.at(-1);
      if (last && last.role === role) last.pieces.push(piece);
      else groups.push({ role, pieces: [piece] });
      if (isWord) word++;
      at = end;
    }
  }
  return groups;
}

/** @file Where sentences begin and end in running text. */
import type { CharSpan } from "../example";

/** Words before a full stop that is not the end of a sentence, lower case. */
const ABBREVIATIONS = new Set(
  (
    "mr mrs ms dr prof sr jr st mt rev hon gen col sgt capt lt gov sen rep pres inc ltd co corp bros dept univ assn " +
    "no nos vol vols fig figs eq eqs sec ch pp p ed eds vs etc al e.g i.e cf ca approx resp viz a.k.a u.s u.k u.n d.c " +
    "jan feb mar apr jun jul aug sep sept oct nov dec"
  ).split(" "),
);

/** UTF-16 units at the end of a sentence that are searched for an abbreviation: a text may be one long word. */
const TAIL = 64;

/**
 * Sentences of `text`, in order, without the white space around them; empty text has none. Intl.Segmenter finds them
 * (UAX #29); its breaks are taken back after an abbreviation or an initial, at a single line end before a small letter
 * (a wrapped line), and inside a span of `whole` (a mention is never cut).
 */
export function splitSentences(text: string, whole: readonly CharSpan[] = []): CharSpan[] {
  // One UTF-16 unit for one, so that offsets stay.
  const flat = text.replace(/\r?\n(?=[ \t]*\p{Ll})/gu, (lineEnd) => " ".repeat(lineEnd.length));
  const breaks: number[] = [];
  let start = 0;
  for (const { segment, end } of segmentSentences(flat)) {
    if (
      end < flat.length &&
      !segment.includes("\n") &&
      endsInAbbreviation(flat.slice(Math.max(start, end - TAIL), end))
    )
      continue;
    breaks.push(end);
    start = end;
  }
  const inside = [...whole].sort((a, b) => a.start - b.start);
  const sentences: CharSpan[] = [];
  let first = 0;
  let next = 0;
  let reach = 0; // end of the farthest mention that begins before this break
  for (const end of breaks) {
    while (next < inside.length && inside[next]!.start < end) reach = Math.max(reach, inside[next++]!.end);
    if (reach > end) continue;
    const trimmed = trim(text, first, end);
    if (trimmed.end > trimmed.start) sentences.push(trimmed);
    first = end;
  }
  const rest = trim(text, first, text.length);
  if (rest.end > rest.start) sentences.push(rest);
  return sentences;
}

/** UTF-16 units that Intl.Segmenter is given at once: its time grows faster than the text. */
const PIECE = 4096;

/**
 * What Intl.Segmenter says of a whole text, piece by piece. A sentence that a piece may have cut, and the one before it,
 * are read again at the beginning of the next piece.
 */
function* segmentSentences(text: string): Generator<{ readonly segment: string; readonly end: number }> {
  const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });
  for (let from = 0, size = PIECE; from < text.length;) {
    const isLast = from + size >= text.length;
    const segments = Array.from(segmenter.segment(text.slice(from, from + size)), ({ segment }) => segment);
    const sure = isLast ? segments : segments.slice(0, -2);
    for (const segment of sure) yield { segment, end: (from += segment.length) };
    size = sure.length === 0 ? 2 * size : PIECE;
  }
}

function endsInAbbreviation(sentence: string): boolean {
  const word = /([\p{L}.]+)\.["')\]]*\s*$/u.exec(sentence)?.[1];
  if (word === undefined) return false;
  return /^\p{Lu}$/u.test(word) || ABBREVIATIONS.has(word.toLowerCase());
}

function trim(text: string, start: number, end: number): CharSpan {
  while (start < end && /\s/.test(text[start]!)) start++;
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  return { start, end };
}

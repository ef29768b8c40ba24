/** @file Cuts a caption into lines, for drawings as files: SVG wraps no text itself. */

/** Written without spaces, and twice as wide as a Latin letter: Chinese characters and full-width punctuation. */
const WIDE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;
/** Of a word with such characters: where a line may end. No line begins with a closing mark or ends with an opening one. */
const PIECES =
  /[（《「『【“‘]*(?:\p{Script=Han}|[^\p{Script=Han}\u3000-\u303f\uff00-\uffef“‘”’…])?(?:(?<!\p{Script=Han})[^\p{Script=Han}\u3000-\u303f\uff00-\uffef“‘”’…])*[，。、；：？！）》」』】”’…％]*/gu;
/** Marks that take no room: begin and end of an isolate, vowel signs. */
const NO_ROOM = /[\u200e\u200f\u2066-\u2069]|\p{Mn}/gu;
const ISOLATE = { begin: "\u2068", end: "\u2069" };

/** Room of a text in Latin letters. */
function measure(text: string): number {
  return [...text.replace(NO_ROOM, "")].reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0);
}

/** Each line closes the isolates it has opened, and the next opens them again: lines are texts of their own. */
function closeIsolates(lines: readonly string[]): string[] {
  let numOpen = 0;
  return lines.map((line) => {
    const before = numOpen;
    for (const character of line) {
      if (character === ISOLATE.begin) numOpen++;
      else if (character === ISOLATE.end) numOpen = Math.max(0, numOpen - 1);
    }
    return ISOLATE.begin.repeat(before) + line + ISOLATE.end.repeat(numOpen);
  });
}

/**
 * Lines of fewer than `most` Latin letters, or of one word that is longer; Chinese breaks between its characters. Empty
 * for an empty text.
 */
export function wrapCaption(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    const pieces = WIDE.test(word) ? (word.match(PIECES) ?? []).filter((piece) => piece !== "") : [word];
    pieces.forEach((piece, i) => {
      const last = lines.at(-1);
      const gap = i === 0 ? " " : "";
      if (last !== undefined && measure(last) + measure(piece) < most) lines[lines.length - 1] = last + gap + piece;
      else lines.push(piece);
    });
  }
  return closeIsolates(lines);
}

/** @file Other places where the same name stands. */
import type { CharSpan } from "../example";

const WORD = /[\p{L}\p{N}\p{M}_]/u;
/** Scripts written without blanks: a neighbouring letter says nothing about where a word ends. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * Every whole-word occurrence of `name`, case-sensitive, from left to right and not overlapping. "Ann" is found in
 * "Ann's" and "Ann-led", not in "Anna", "Mary-Ann", "Ann-Marie" or "O'Ann". Empty for a name without characters.
 */
export function findIdentical(text: string, name: string): CharSpan[] {
  const found: CharSpan[] = [];
  if (name === "") return found;
  for (let start = text.indexOf(name); start !== -1; start = text.indexOf(name, start + 1)) {
    const end = start + name.length;
    if (start >= (found.at(-1)?.end ?? 0) && isWhole(text, start, end)) found.push({ start, end });
  }
  return found;
}

function isWhole(text: string, start: number, end: number): boolean {
  const before = characterBefore(text, start);
  const after = text.slice(end, end + 2);
  if (isJoined(before, characterAt(text, start)) || isJoined(characterAt(text, end), characterBefore(text, end))) {
    return false;
  }
  // A name that goes on to the left: "Mary-Ann", "O'Ann".
  if (/['’-]/u.test(before) && WORD.test(characterBefore(text, start - 1))) return false;
  // To the right a possessive or "Paris-based" may follow, not "Ann-Marie" or "D'Arc".
  if (/^-\p{Lu}/u.test(after)) return false;
  return !/^['’](?![sS](?![\p{L}\p{N}]))[\p{L}\p{N}]/u.test(text.slice(end));
}

/** True when a word or a character made of several (an emoji with a skin tone) goes on from one to the other. */
function isJoined(outside: string, inside: string): boolean {
  if (/^(?:\u200d|\ufe0f|\p{M}|\p{Emoji_Modifier})/u.test(outside)) return true;
  return WORD.test(outside) && WORD.test(inside) && !(UNSPACED.test(outside) && UNSPACED.test(inside));
}

/** The whole character that ends at `offset`; empty at the start. */
function characterBefore(text: string, offset: number): string {
  if (offset <= 0) return "";
  const pair = text.slice(Math.max(0, offset - 2), offset);
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(pair) ? pair : text.slice(offset - 1, offset);
}

/** The whole character that starts at `offset`; empty at the end. */
function characterAt(text: string, offset: number): string {
  const code = text.codePointAt(offset);
  return code === undefined ? "" : String.fromCodePoint(code);
}

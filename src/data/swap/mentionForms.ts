/** @file The parts around a name that belong to its form: possessive endings and letter case. */
import type { CharSpan } from "../example";

/** Names that carry 's themselves, so that the ending is no possessive. */
const NAMES_WITH_APOSTROPHE_S =
  /(?:^|\s)(?:mcdonald|macy|wendy|levi|sotheby|christie|lloyd|moody|kellogg|sainsbury|domino|denny|hershey|kohl|lowe|bloomingdale|chili|arby|carl|trader joe|st\.? \p{L}+|people)['’]s$/iu;

/** A mention cut into the name and the possessive ending inside it: "Ann's" is "Ann" + "'s", "James'" is "James" + "'". */
export function splitPossessive(surface: string): { name: string; ending: string } {
  const match = /(?:(?<=\S)['’][sS]|(?<=[sS])['’])$/u.exec(surface);
  if (!match || NAMES_WITH_APOSTROPHE_S.test(surface)) return { name: surface, ending: "" };
  return { name: surface.slice(0, match.index), ending: match[0] };
}

/** The possessive ending after `name`, with the apostrophe of the old `ending`: 's, but only ' after a name in s that had only '. */
export function formPossessive(name: string, ending: string, isShouted: boolean): string {
  if (ending === "" || /['’]s$/iu.test(name)) return "";
  if (ending.length > 1 || /s$/iu.test(name)) return ending;
  return ending + (isShouted ? "S" : "s");
}

/**
 * The possessive ending that follows `span` in `text`: "'s", or a bare apostrophe after a name in s. A bare apostrophe
 * that closes a quotation opened before the span is none. Empty when nothing of the kind follows.
 */
export function endingAfter(text: string, span: CharSpan): string {
  const after = /^['’](?:[sS](?![\p{L}\p{N}])|(?![\p{L}\p{N}'’]))/u.exec(text.slice(span.end))?.[0] ?? "";
  if (after.length !== 1) return after;
  if (!/s$/iu.test(text.slice(span.start, span.end))) return "";
  const before = text.slice(0, span.start);
  const opened = before.match(/(?<![\p{L}\p{N}])['‘](?=\S|$)/gu)?.length ?? 0;
  const closed = before.match(/(?<=[^\s\p{L}\p{N}])['’]|(?<=[\p{L}\p{N}])['’](?![\p{L}\p{N}])/gu)?.length ?? 0;
  return opened > closed ? "" : after;
}

/** How the letters of a text are cased: every one upper, every one lower, or neither (also with under four letters). */
export type TextCase = "upper" | "lower" | "mixed";

/** The case of `text` without the `names` in it. */
export function readTextCase(text: string, names: readonly CharSpan[]): TextCase {
  let around = "";
  let position = 0;
  for (const span of [...names].sort((a, b) => a.start - b.start)) {
    around += text.slice(position, span.start) + " ";
    position = Math.max(position, span.end);
  }
  around += text.slice(position);
  // A possessive's s is in lower case in any text, a mask in capitals.
  around = around.replace(/['’]s(?!\p{L})|\[MASK\]/gu, " ");
  const numUpper = around.match(/\p{Lu}|\p{Lt}/gu)?.length ?? 0;
  const numLower = around.match(/\p{Ll}/gu)?.length ?? 0;
  if (numLower === 0 && numUpper >= 4) return "upper";
  return numUpper === 0 && numLower >= 4 ? "lower" : "mixed";
}

/**
 * `name` in the case of the text around it: all upper or all lower if both the text and the old name are; with a capital
 * in place of an old name that had one at the start of a sentence ("Painter" to "sculptor" gives "Sculptor", "iBeacons"
 * stays as it is).
 */
export function followCase(name: string, oldName: string, textCase: TextCase, isAtSentenceStart: boolean): string {
  if (textCase === "upper" && !/\p{Ll}/u.test(oldName) && /\p{Lu}/u.test(oldName)) return name.toUpperCase();
  if (textCase === "lower" && !/\p{Lu}|\p{Lt}/u.test(oldName) && /\p{Ll}/u.test(oldName)) return name.toLowerCase();
  if (isAtSentenceStart && /^\p{Lu}/u.test(oldName) && /^\p{Ll}(?!\p{Lu})/u.test(name)) {
    const first = String.fromCodePoint(name.codePointAt(0)!);
    return first.toUpperCase() + name.slice(first.length);
  }
  return name;
}

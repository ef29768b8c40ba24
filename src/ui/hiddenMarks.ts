/**
 * @file Characters that a text can hold and a reader cannot see, or that turn the reading direction: control characters,
 * bidirectional marks, marks of no width. A file controls them; the page spells them out wherever it shows its words.
 * Sources: Unicode's general category Cc, Bidi_Control and Default_Ignorable_Code_Point.
 */

/** A stretch of text, or one mark. Joined, the texts of all pieces are the text that was cut. */
export interface MarkPiece {
  readonly text: string;
  /** Code point as Unicode writes it ("U+202E"); null for a stretch of text. */
  readonly code: string | null;
}

/** Tab, line feed and carriage return are left: they are drawn as space. Lone surrogates are no characters at all. */
const HIDDEN =
  /(?![\t\n\r])\p{Cc}|\p{Bidi_Control}|\p{Default_Ignorable_Code_Point}|[\u2028\u2029\uFFF9-\uFFFB]|\p{Surrogate}/u;
const EVERY = new RegExp(HIDDEN.source, "gu");

/** Joiners and variation selectors have their place after pictures, and joiners within scripts that join letters. */
const AFTER_PICTURE =
  /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Script=Han}|\p{S}|[0-9#*]|\uFE0F|\u200D|[\u{E0020}-\u{E007E}])$/u;
const JOINING =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}]$/u;
const SELECTOR = /[\uFE00-\uFE0F\u{E0100}-\u{E01EF}\u{E0020}-\u{E007F}]/u;
const JOINER = /[\u200C\u200D]/;

/** Whether the mark at this place belongs to the writing: in a joined picture, or between letters that join. */
function belongs(mark: string, before: string): boolean {
  const last = before.slice(-2);
  if (SELECTOR.test(mark)) return AFTER_PICTURE.test(last);
  return JOINER.test(mark) && (AFTER_PICTURE.test(last) || JOINING.test(last));
}

/** Code point of a mark, as "U+202E". */
const codeOf = (mark: string) => `U+${mark.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;

/** The text in pieces; one piece, the text itself, when it holds no such mark. No piece for an empty text. */
export function cutMarks(text: string): MarkPiece[] {
  if (text === "") return [];
  if (!HIDDEN.test(text)) return [{ text, code: null }];
  const pieces: MarkPiece[] = [];
  let from = 0;
  for (const { 0: mark, index } of text.matchAll(EVERY)) {
    if (belongs(mark, text.slice(0, index))) continue;
    if (index > from) pieces.push({ text: text.slice(from, index), code: null });
    pieces.push({ text: mark, code: codeOf(mark) });
    from = index + mark.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), code: null });
  return pieces;
}

/** The marks around numbers of right-to-left languages, which `Intl` writes, and isolates around what a message holds. */
const OF_NUMBERS = /[\u200E\u200F\u061C](?=[-+−%٪0-9٠-٩])|(?<=[%٪])[\u200E\u200F\u061C]/gu;
/** What makes a right-to-left text of a message that has no letter of its own before what it holds. */
const BEFORE_ISOLATE = /\u200F(?=\uF8F3)/g;
const ISOLATE = /\u2068([^\u2066-\u2069]*)\u2069/g;

/** The text with all that the page's own messages add to it put out of the way, each mark by a private character. */
function shelter(text: string): string {
  let sheltered = text.replace(OF_NUMBERS, (mark) => SHELTERS[mark]!);
  for (let before = ""; before !== sheltered;) {
    before = sheltered;
    sheltered = before.replace(ISOLATE, `${SHELTERS["\u2068"]!}$1${SHELTERS["\u2069"]!}`); // from the inside outwards
  }
  return sheltered.replace(BEFORE_ISOLATE, SHELTERS["\u200F"]!);
}

const SHELTERS: Readonly<Record<string, string>> = {
  "\u200E": "\uF8F0",
  "\u200F": "\uF8F1",
  "\u061C": "\uF8F2",
  "\u2068": "\uF8F3",
  "\u2069": "\uF8F4",
};
const MARK_OF = Object.fromEntries(Object.entries(SHELTERS).map(([mark, stand]) => [stand, mark]));

/**
 * The text with each such mark spelled out, as "[U+202E]": for drawings, names for screen readers, names of files. A
 * first-strong isolate that is closed again stays, as do direction marks at a number or before such an isolate: they turn
 * nothing around, and the page's own Arabic texts are written with them.
 */
export function spellMarks(text: string): string {
  if (!HIDDEN.test(text)) return text;
  return cutMarks(shelter(text))
    .map((piece) => (piece.code === null ? piece.text : `[${piece.code}]`))
    .join("")
    .replace(/[\uF8F0-\uF8F4]/g, (stand) => MARK_OF[stand]!);
}

/** @file English "a" or "an" by the sound that a name's spelling suggests. */

/** "use", "Europe", "one", "UNESCO", "Utah": a vowel letter that sounds like a consonant. After accents are taken off. */
const CONSONANT_SOUND = new RegExp(
  "^(?:eu(?!ler)|ewe|ewin|one(?:s|[^a-z]|$)|once|oua|oaxa|oui|uni(?!n[a-z]|m)|unan|une[sp]|us[aeiu]|ut[aeio](?!r)|utre|" +
    "ura[ln]|uru|urol|ubiq|ugan|ukr|ukul|ulys|ural|u(?:[^a-z]|$))",
);
/** "hour", "honest", "heir", "Yvonne": a consonant letter that is silent or sounds like a vowel. */
const VOWEL_SOUND = /^(?:hour|honest|hono|heir|y[bdglmnprstv])/;
const LETTERS_SAID_WITH_VOWEL = "AEFHILMNORSX";

/**
 * The article that English puts before `name`: by the sound of its first word, letter (acronyms spelled out) or number.
 * Undefined when the name does not start with a Latin letter or a digit (another script, a "[MASK]", nothing).
 */
export function articleBefore(name: string): "a" | "an" | undefined {
  if (name.startsWith("[")) return undefined;
  const plain = name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/^[^\p{L}\p{N}]+/u, "")
    // Latin letters that are no letter of A to Z with an accent: vowels, then consonants such as Ł.
    .replace(/^[ØøŒœÆæƏəıƆɔƐɛ]/u, "o")
    .replace(/^(?=[^A-Za-z])\p{Script=Latin}/u, "t");
  const number = /^\d[\d,]*/.exec(plain)?.[0].replaceAll(",", "");
  if (number !== undefined) return isNumberWithVowel(number) ? "an" : "a";
  const word = /^[A-Za-z](?:[A-Za-z.]*[A-Za-z.])?/.exec(plain)?.[0];
  if (word === undefined) return undefined;
  if (isSpelledOut(word, plain)) return LETTERS_SAID_WITH_VOWEL.includes(word[0]!) ? "an" : "a";
  const lower = plain.toLowerCase();
  if (VOWEL_SOUND.test(lower)) return "an";
  return /^[aeiou]/.test(lower) && !CONSONANT_SOUND.test(lower) ? "an" : "a";
}

/** Eight, eleven, eighteen, eighty, and the years and thousands that start with one of them. */
function isNumberWithVowel(digits: string): boolean {
  if (digits.startsWith("8")) return true;
  return /^1[18]/.test(digits) && (digits.length % 3 === 2 || digits.length === 4);
}

/** "FBI", "M.I.T.", "X-ray", "F16"; not "NATO" or "SONY", whose four letters or more can be said as a word. */
function isSpelledOut(word: string, name: string): boolean {
  if (/^(?:[A-Z]\.)+[A-Z]?$/.test(word)) return true;
  if (!/^[A-Z]+$/.test(word)) return false;
  if (word.length === 1) return !/^.['’\s]/.test(name) && name.length > 1;
  return word.length <= 3 || !/^[^AEIOU]{0,2}[AEIOU]/.test(word) || /[^AEIOUY]{4}/.test(word);
}

const ENGLISH = /(?<!\p{L})(?:the|of|was|is|and|with|by|from|who|that|his|her|has|were|are|this|for|at)(?!\p{L})/iu;
const OTHER =
  /(?<!\p{L})(?:el|los|las|que|y|en|una|les|des|est|il|di|che|da|do|em|os|um|és|az|și|la|le|une)(?!\p{L})/iu;

/**
 * The article edit that a swap asks for, or undefined: only in front of the mention at `start`, only when the old and
 * the new name ask for different articles and the text has the old one. An upper-case "A" in mid-sentence may be a
 * letter ("vitamin A") and is left, as is "a" in a text whose small words are those of another language.
 */
export function editArticle(
  text: string,
  start: number,
  oldName: string,
  newName: string,
  isShouted: boolean,
): { start: number; end: number; text: string } | undefined {
  const match = /(?<![\p{L}\p{N}\p{M}'’.-])(an?)\s+[“"'‘(«*_]*$/iu.exec(text.slice(0, start));
  if (!match) return undefined;
  const article = match[1]!;
  // In a shouted text "MAN" is no acronym.
  const wanted = articleBefore(newName);
  const was = articleBefore(isShouted ? oldName.toLowerCase() : oldName);
  if (!wanted || was !== article.toLowerCase() || wanted === was) return undefined;
  if (!isShouted && article[0] === "A" && !isSentenceStart(text, match.index)) return undefined;
  if (!ENGLISH.test(text) && OTHER.test(text)) return undefined;
  const [first, rest] = [article[0]!, isShouted ? "N" : "n"];
  return { start: match.index, end: match.index + article.length, text: wanted === "an" ? first + rest : first };
}

/** True at the start of the text, of a line or after the mark that ends a sentence; opening quotes may stand between. */
export function isSentenceStart(text: string, offset: number): boolean {
  return /(?:^|[\n\r]\s*|[.!?…]["'”’)\]]*\s+)["'“‘«(¿¡]*$/u.test(text.slice(0, offset));
}

/** @file Pronounceable strings that name nothing. */
import type { Random } from "../../math/random";

const ONSETS = "b c d f g h j k l m n p r s t v w z br cl dr fl gr kr pl pr sk sl st tr".split(" ");
const VOWELS = "a a e e i o o u ai ea oo".split(" ");
const CODAS = ["", "", "", "b", "d", "g", "k", "l", "m", "n", "p", "r", "s", "t", "x", "nd", "rk", "lt"];

/**
 * As many nonsense words as `surface` has, parted as in `surface`, each about as long as its model (2 to 12 letters) and
 * with its case: small, capital at the start, or all capitals. Marks and hyphens inside a word are not kept.
 */
export function makeNonsense(surface: string, random: Random): string {
  const words = surface.trim().split(/(\s+)/u);
  return words.map((part, i) => (i % 2 === 1 ? part : makeWord(part, random))).join("");
}

function makeWord(model: string, random: Random): string {
  const pick = (list: readonly string[]) => list[Math.floor(random.next() * list.length)]!;
  const numLetters = Math.min(12, Math.max(2, [...model].filter((c) => /[\p{L}\p{N}]/u.test(c)).length));
  let word = "";
  while (word.length < numLetters) word += pick(ONSETS) + pick(VOWELS) + (random.next() < 0.4 ? pick(CODAS) : "");
  word = word.slice(0, numLetters);
  // The cut may leave a word that nobody can say: "p", "Paijoopfl".
  const isSayable = /[aeiou]/.test(word) && !/[^aeiou](?:[^aeiou]{2}|[^aeioudkt])$/.test(word);
  if (!isSayable) word = word.slice(0, -1) + pick(["a", "e", "i", "o", "u"]);
  const letters = model.replace(/[^\p{L}]/gu, "");
  if (letters.length > 1 && /\p{Lu}/u.test(letters) && letters === letters.toUpperCase()) return word.toUpperCase();
  return /^\p{Ll}/u.test(letters) ? word : word[0]!.toUpperCase() + word.slice(1);
}

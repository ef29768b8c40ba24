/**
 * @file Byte-level byte-pair encoding (GPT-2, RoBERTa, LUKE) with exact character spans, equal to Python `tokenizers`.
 *
 * Text is cut into words by GPT-2's expression, each word into the bytes of its UTF-8 form, and bytes are joined by the
 * ranked merges of the vocabulary (Sennrich et al. 2016; byte alphabet of Radford et al. 2019). The vocabulary writes a
 * byte as one visible character: a leading space is "Ġ".
 */
import { t } from "../messages/translate";
import type { Segment, Tokenizer } from "./wordPiece";

/** White space as Unicode defines it; JavaScript's own class differs in two characters. */
const SPACE = "\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const WORDS = new RegExp(
  `'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^${SPACE}\\p{L}\\p{N}]+|[${SPACE}]+(?![^${SPACE}])|[${SPACE}]+`,
  "gu",
);
const STARTS_WITH_SPACE = new RegExp(`^[${SPACE}]`, "u");
const SPACES_AT_END = new RegExp(`[${SPACE}]+$`, "u");
const SPACES_AT_START = new RegExp(`^[${SPACE}]+`, "u");

/** Words remembered: names and function words come again and again. */
const MOST_CACHED_WORDS = 20_000;

/** A token that is found in the raw text before anything else. */
interface AddedToken {
  readonly id: number;
  readonly content: string;
  /** Whether it swallows the white space before it, or behind it. */
  readonly lstrip: boolean;
  readonly rstrip: boolean;
}

/** What is needed of a vocabulary. */
export interface BpeFile {
  readonly vocab: Readonly<Record<string, number>>;
  /** Pairs that are joined, the most wanted first: "a b", or ["a", "b"]. */
  readonly merges: readonly (string | readonly [string, string])[];
  readonly addedTokens: readonly AddedToken[];
  /** Whether text that does not begin with white space is read as if a space stood before it. */
  readonly addPrefixSpace: boolean;
  /** Whether a word that is in the vocabulary is taken whole, whatever the merges say. */
  readonly ignoreMerges: boolean;
}

/** Builds a tokenizer from a checked vocabulary. Pieces of one character share its span where they split its bytes. */
export function createByteLevelBpe(file: BpeFile): Tokenizer {
  const ids = new Map(Object.entries(file.vocab));
  for (const { content, id } of file.addedTokens) ids.set(content, id);
  const ranks = new Map<string, number>();
  file.merges.forEach((pair, rank) => {
    const key = typeof pair === "string" ? pair : `${pair[0]} ${pair[1]}`;
    if (!ranks.has(key)) ranks.set(key, rank);
  });
  const added = [...file.addedTokens].sort((a, b) => b.content.length - a.content.length);
  const cache = new Map<string, readonly string[]>();

  function tokenId(piece: string): number {
    const id = ids.get(piece);
    if (id === undefined)
      throw new Error(t("tokenizer: the vocabulary has no token {token}.", { token: JSON.stringify(piece) }));
    return id;
  }

  function splitWord(symbols: string): readonly string[] {
    const known = cache.get(symbols);
    if (known !== undefined) return known;
    const pieces = file.ignoreMerges && ids.has(symbols) ? [symbols] : mergePairs([...symbols], ranks);
    if (cache.size >= MOST_CACHED_WORDS) cache.clear();
    cache.set(symbols, pieces);
    return pieces;
  }

  /** @param starts source position of each byte; @param ends of the character behind it; both [bytes of the word] */
  function addWord(symbols: string, starts: readonly number[], ends: readonly number[], segment: Segment): void {
    let at = 0;
    for (const piece of splitWord(symbols)) {
      const last = at + piece.length - 1;
      // The space that a piece begins with is not part of the name it stands for.
      const first = Math.min(last, at + (/^Ġ*/.exec(piece)?.[0].length ?? 0));
      const id = ids.get(piece);
      if (id !== undefined) {
        segment.ids.push(id);
        segment.pieces.push(piece);
        segment.spans.push({ start: piece[first - at] === "Ġ" ? starts[at]! : starts[first]!, end: ends[last]! });
      }
      at += piece.length;
    }
  }

  /** Text without added tokens. */
  function addText(text: string, offset: number, segment: Segment): void {
    if (text === "") return;
    const isPrefixed = file.addPrefixSpace && !STARTS_WITH_SPACE.test(text);
    const source = isPrefixed ? ` ${text}` : text;
    const from = offset - (isPrefixed ? 1 : 0);
    for (const { 0: word, index } of source.matchAll(WORDS)) {
      let symbols = "";
      const starts: number[] = [];
      const ends: number[] = [];
      let at = from + index;
      for (const character of word) {
        for (const byte of encodeUtf8(character)) {
          symbols += BYTE_CHARACTERS[byte]!;
          starts.push(Math.max(offset, at));
          ends.push(Math.max(offset, at + character.length));
        }
        at += character.length;
      }
      addWord(symbols, starts, ends, segment);
    }
  }

  function encodeSegment(text: string, offset: number): Segment {
    const segment: Segment = { ids: [], pieces: [], spans: [] };
    let start = 0;
    let at = 0;
    while (at < text.length) {
      const token = added.find(({ content }) => text.startsWith(content, at));
      if (token === undefined) {
        at++;
        continue;
      }
      const before = text.slice(start, at);
      addText(token.lstrip ? before.replace(SPACES_AT_END, "") : before, offset + start, segment);
      segment.ids.push(token.id);
      segment.pieces.push(token.content);
      segment.spans.push({ start: offset + at, end: offset + at + token.content.length });
      at += token.content.length;
      if (token.rstrip) at += SPACES_AT_START.exec(text.slice(at))?.[0].length ?? 0;
      start = at;
    }
    addText(text.slice(start), offset + start, segment);
    return segment;
  }

  const specials = { start: "<s>", end: "</s>", mask: "<mask>" };
  return { encodeSegment, tokenId, specials, hasLeadingSpaces: true };
}

/** Joins the best-ranked pair wherever it stands, from left to right, until none is left. */
function mergePairs(symbols: readonly string[], ranks: ReadonlyMap<string, number>): readonly string[] {
  let current = symbols;
  for (;;) {
    let best = Infinity;
    for (let i = 0; i + 1 < current.length; i++) {
      best = Math.min(best, ranks.get(`${current[i]} ${current[i + 1]}`) ?? Infinity);
    }
    if (best === Infinity) return current;
    const joined: string[] = [];
    for (let i = 0; i < current.length; i++) {
      const isPair = i + 1 < current.length && ranks.get(`${current[i]} ${current[i + 1]}`) === best;
      joined.push(isPair ? current[i]! + current[++i]! : current[i]!);
    }
    current = joined;
  }
}

/** Lone surrogates become U+FFFD, as everywhere. */
function encodeUtf8(character: string): Uint8Array {
  return UTF8.encode(character);
}
const UTF8 = new TextEncoder();

/** Byte -> the character that stands for it: itself where it is visible, else the next free one from U+0100. */
const BYTE_CHARACTERS: readonly string[] = (() => {
  const isVisible = (byte: number) => (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 255 && byte !== 173);
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(isVisible(byte) ? byte : next++));
})();

/**
 * @file Word pieces with exact character spans, equal to Python `tokenizers` (ids, pieces and offsets).
 *
 * `@huggingface/tokenizers` gives the vocabulary, the normaliser and the WordPiece search; it has no offsets, so
 * words are formed here, character by character, each normalised character remembering the source range it is from.
 */
import { t } from "../messages/translate";
import { Tokenizer as HfTokenizer } from "@huggingface/tokenizers";
import type { CharSpan } from "../data/example";
import { readCharacter, type NormalCharacter } from "./characterClasses";

/** One text segment in word pieces; the three arrays have the same length, 0 for text without readable characters. */
export interface Segment {
  readonly ids: number[];
  /** Pieces as the vocabulary writes them; a piece that continues a word starts with "##". */
  readonly pieces: string[];
  /**
   * Where each piece stands, in UTF-16 units of the whole text, in reading order. Spans do not overlap, except that
   * the pieces of one decomposed character (Hangul) share its span. Removed characters at a piece's edge (combining
   * marks, zero-width characters) lie outside its span, as in the reference.
   */
  readonly spans: CharSpan[];
}

/** A tokenizer: WordPiece (BERT uncased or cased, here) or byte-level BPE. Equal text gives equal pieces. */
export interface Tokenizer {
  /** Tokenises `text` by itself, without [CLS] and [SEP]; `offset` is added to every span. */
  encodeSegment(text: string, offset: number): Segment;
  /** Id of a piece that must exist. Throws when the vocabulary lacks it. */
  tokenId(piece: string): number;
  /** The tokens around a sequence and the one that stands for a hidden word. */
  readonly specials: { readonly start: string; readonly end: string; readonly mask: string };
  /** Whether a space belongs to the word behind it; a segment then takes the space before it. */
  readonly hasLeadingSpaces: boolean;
}

/** One normalised character and the source range `[start, end)` it comes from. */
interface SourcedCharacter extends CharSpan {
  readonly text: string;
}

/**
 * Builds a tokenizer from the content of a `tokenizer.json`. Its `truncation` and `padding` are ignored.
 * Throws when the file is not a WordPiece tokenizer with BERT normalisation, or has added tokens of a kind that
 * would need other rules than "found as it stands in the raw text".
 */
export function createTokenizer(tokenizerJson: unknown): Tokenizer {
  const file = checkTokenizerJson(tokenizerJson);
  const library = new HfTokenizer(file, {});
  const { normalizer, model } = library;
  if (!normalizer || !model) throw new Error(t("tokenizer.json: expected a normalizer and a model, got none."));
  const prefix = file.model.continuing_subword_prefix;
  const unknown = file.model.unk_token;
  const addedTokens = file.added_tokens.map((token) => token.content).sort((a, b) => b.length - a.length);
  const characters = new Map<string, NormalCharacter>();

  function tokenId(piece: string): number {
    const id = library.token_to_id(piece);
    if (id === undefined)
      throw new Error(t("tokenizer: the vocabulary has no token {token}.", { token: JSON.stringify(piece) }));
    return id;
  }

  function read(character: string): NormalCharacter {
    let known = characters.get(character);
    if (!known) characters.set(character, (known = readCharacter(character, (text) => normalizer!.normalize(text))));
    return known;
  }

  function addWord(word: readonly SourcedCharacter[], segment: Segment): void {
    const pieces = model!.encode([word.map((character) => character.text).join("")]);
    let at = 0;
    for (const [i, piece] of pieces.entries()) {
      const isWholeWord = pieces.length === 1 || piece === unknown;
      const length = isWholeWord ? word.length : [...piece].length - (i > 0 ? prefix.length : 0);
      const [first, last] = [word[at], word[at + length - 1]];
      if (!first || !last) throw new Error(`internal: pieces ${pieces.join(" ")} are longer than their word.`);
      segment.ids.push(tokenId(piece));
      segment.pieces.push(piece);
      segment.spans.push({ start: first.start, end: last.end });
      at += length;
    }
  }

  function encodeSegment(text: string, offset: number): Segment {
    const segment: Segment = { ids: [], pieces: [], spans: [] };
    let word: SourcedCharacter[] = [];
    const endWord = () => {
      if (word.length > 0) addWord(word, segment);
      word = [];
    };
    let at = 0;
    while (at < text.length) {
      const added = addedTokens.find((content) => text.startsWith(content, at));
      const source = added ?? String.fromCodePoint(text.codePointAt(at)!);
      const span = { start: offset + at, end: offset + at + source.length };
      at += source.length;
      if (added !== undefined) {
        endWord();
        segment.ids.push(tokenId(added));
        segment.pieces.push(added);
        segment.spans.push(span);
        continue;
      }
      const normal = read(source);
      if (normal.kind !== "word") endWord();
      for (const character of normal.text) word.push({ text: character, ...span });
      if (normal.kind === "alone") endWord();
    }
    endWord();
    return segment;
  }

  const specials = { start: "[CLS]", end: "[SEP]", mask: "[MASK]" };
  return { encodeSegment, tokenId, specials, hasLeadingSpaces: false };
}

/** The parts of a `tokenizer.json` that are read here. */
interface TokenizerFile {
  readonly added_tokens: readonly { readonly content: string }[];
  readonly model: { readonly unk_token: string; readonly continuing_subword_prefix: string };
}

function checkTokenizerJson(json: unknown): TokenizerFile {
  const part = (value: unknown, key: string): unknown =>
    typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  const expectEqual = (path: readonly string[], expected: unknown) => {
    const got = path.reduce(part, json);
    if (got !== expected) {
      const [want, have] = [JSON.stringify(expected), JSON.stringify(got) ?? t("nothing")];
      throw new Error(
        t("tokenizer.json: expected {where} to be {wanted}, got {got}.", {
          where: path.join("."),
          wanted: want,
          got: have,
        }),
      );
    }
  };
  expectEqual(["model", "type"], "WordPiece");
  expectEqual(["normalizer", "type"], "BertNormalizer");
  expectEqual(["pre_tokenizer", "type"], "BertPreTokenizer");
  for (const key of ["unk_token", "continuing_subword_prefix"]) {
    const got = part(part(json, "model"), key);
    if (typeof got !== "string")
      throw new Error(t("tokenizer.json: expected model.{key} to be text, got {got}.", { key, got: typeof got }));
  }
  const vocab = part(part(json, "model"), "vocab");
  if (typeof vocab !== "object" || vocab === null)
    throw new Error(t("tokenizer.json: expected model.vocab, got nothing."));
  const added = part(json, "added_tokens");
  if (!Array.isArray(added)) throw new Error(t("tokenizer.json: expected a list added_tokens, got none."));
  for (const token of added) {
    const content = part(token, "content");
    if (typeof content !== "string" || content === "") {
      throw new Error(t("tokenizer.json: expected every added token to have content, got one without."));
    }
    for (const key of ["single_word", "lstrip", "rstrip", "normalized"]) {
      if (part(token, key) !== false) {
        throw new Error(
          t('tokenizer.json: expected "{key}": false on the added token {content}, got something else.', {
            key,
            content,
          }),
        );
      }
    }
  }
  return json as TokenizerFile;
}

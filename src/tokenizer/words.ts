/** @file Words of raw text as the tokenizer sees them: blanks, punctuation and CJK characters divide. */
import type { CharSpan } from "../data/example";
import type { Tokenizer } from "./wordPiece";

/** A word with its pieces. Its span is that of its pieces: see Segment.spans for removed characters at its edges. */
export interface TextWord extends CharSpan {
  readonly ids: readonly number[]; // at least one
}

/**
 * The words of a text in reading order; none for text without readable characters. The twin in Python is `word_offsets` of
 * `training/entitybias/joint/sentences.py`.
 * @param tokenizer WordPiece: a piece that continues a word starts with "##"; @param offset added to every span
 */
export function readWords(tokenizer: Tokenizer, text: string, offset = 0): TextWord[] {
  const { ids, pieces, spans } = tokenizer.encodeSegment(text, offset);
  const words: { start: number; end: number; ids: number[] }[] = [];
  ids.forEach((id, i) => {
    const word = words.at(-1);
    const { start, end } = spans[i]!;
    if (word === undefined || !pieces[i]!.startsWith("##")) return words.push({ start, end, ids: [id] });
    word.ids.push(id);
    word.end = Math.max(word.end, end);
  });
  return words;
}

/**
 * Words between [CLS] and [SEP].
 * @returns the ids, and the place of each word: word w has the pieces `edges[w] .. edges[w + 1]`
 */
export function joinWords(
  tokenizer: Tokenizer,
  words: readonly TextWord[],
): { readonly inputIds: number[]; readonly edges: number[] } {
  const inputIds = [tokenizer.tokenId(tokenizer.specials.start)];
  const edges = [1];
  for (const { ids } of words) {
    inputIds.push(...ids);
    edges.push(inputIds.length);
  }
  return { inputIds: [...inputIds, tokenizer.tokenId(tokenizer.specials.end)], edges };
}

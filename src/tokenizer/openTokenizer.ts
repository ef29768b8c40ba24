/**
 * @file A tokenizer from the files of a Hugging Face folder: tokenizer.json (WordPiece or byte-level BPE), or the older
 * vocab.json + merges.txt (+ added_tokens.json) that LUKE checkpoints come with.
 */
import { t } from "../messages/translate";
import { createByteLevelBpe, type BpeFile } from "./byteLevelBpe";
import { createTokenizer, type Tokenizer } from "./wordPiece";

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Builds a tokenizer from a parsed tokenizer.json.
 * @throws Error that names the first field which this program cannot follow exactly
 */
export function openTokenizer(json: unknown): Tokenizer {
  const model = isObject(json) && isObject(json.model) ? json.model : {};
  if (model.type === "WordPiece") return createTokenizer(json);
  if (model.type === "BPE") return createByteLevelBpe(readBpe(json as Json, model));
  throw new Error(
    t(
      'tokenizer.json: expected model.type to be "WordPiece" or "BPE", got {got}. Only the tokenizers of BERT, RoBERTa and LUKE are read here.',
      { got: JSON.stringify(model.type) ?? t("nothing") },
    ),
  );
}

/**
 * Builds RoBERTa's tokenizer from vocab.json and merges.txt.
 * @param vocab parsed vocab.json; @param merges text of merges.txt; @param added parsed added_tokens.json, or null
 */
export function openVocabAndMerges(vocab: unknown, merges: string, added: unknown): Tokenizer {
  const ids = { ...readVocab(vocab, "vocab.json"), ...(added === null ? {} : readVocab(added, "added_tokens.json")) };
  const special = ["<s>", "</s>", "<unk>", "<pad>", "<mask>", ...(isObject(added) ? Object.keys(added) : [])];
  const addedTokens = [...new Set(special)]
    .filter((content) => content in ids)
    .map((content) => ({ id: ids[content]!, content, lstrip: content === "<mask>", rstrip: false }));
  const pairs = merges.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("#version"));
  return createByteLevelBpe({ vocab: ids, merges: pairs, addedTokens, addPrefixSpace: false, ignoreMerges: false });
}

function readBpe(json: Json, model: Json): BpeFile {
  const expect = (where: string, got: unknown, allowed: readonly unknown[], wanted: string) => {
    if (allowed.includes(got)) return;
    throw new Error(
      t(
        "tokenizer.json: expected {where} to be {wanted}, got {got}. Only byte-level BPE as in RoBERTa and LUKE is read here.",
        { where, wanted, got: JSON.stringify(got) ?? t("nothing") },
      ),
    );
  };
  const step = json.pre_tokenizer;
  const split = isObject(step) ? step : {};
  expect("normalizer", json.normalizer ?? null, [null], "null");
  expect("pre_tokenizer.type", split.type, ["ByteLevel"], '"ByteLevel"');
  expect("pre_tokenizer.use_regex", split.use_regex ?? true, [true], "true");
  expect("model.dropout", model.dropout ?? null, [null, 0], "null");
  expect("model.byte_fallback", model.byte_fallback ?? false, [false], "false");
  for (const key of ["continuing_subword_prefix", "end_of_word_suffix"]) {
    expect(`model.${key}`, model[key] ?? "", [""], t("empty"));
  }
  if (!Array.isArray(model.merges)) throw new Error(t("tokenizer.json: expected a list model.merges, got none."));
  const tokens = Array.isArray(json.added_tokens) ? (json.added_tokens as unknown[]) : [];
  return {
    vocab: readVocab(model.vocab, "tokenizer.json: model.vocab"),
    merges: model.merges as BpeFile["merges"],
    addPrefixSpace: split.add_prefix_space === true,
    ignoreMerges: model.ignore_merges === true,
    addedTokens: tokens.map((token) => {
      const { id, content, lstrip, rstrip, single_word: single } = isObject(token) ? token : ({} as Json);
      if (typeof id !== "number" || typeof content !== "string" || content === "") {
        throw new Error(t("tokenizer.json: expected every added token to have an id and content, got one without."));
      }
      expect(t('"single_word" of the added token {content}', { content }), single ?? false, [false], "false");
      return { id, content, lstrip: lstrip === true, rstrip: rstrip === true };
    }),
  };
}

function readVocab(value: unknown, where: string): Record<string, number> {
  if (!isObject(value) || !Object.values(value).every((id) => Number.isInteger(id))) {
    throw new Error(t("{where}: expected tokens with whole numbers as ids, got something else.", { where }));
  }
  return value as Record<string, number>;
}

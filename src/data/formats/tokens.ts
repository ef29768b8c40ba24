/** @file Token lists as text: joined as people write, with the place of every token. */
import { t } from "../../messages/translate";
import type { CharSpan } from "../example";
import { notTexts } from "./parsedFile";

/** Penn Treebank's names of brackets and quotes, and what they stand for. Brackets in either case. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ["-LRB-", "("],
  ["-RRB-", ")"],
  ["-LSB-", "["],
  ["-RSB-", "]"],
  ["-LCB-", "{"],
  ["-RCB-", "}"],
  ["``", '"'],
  ["''", '"'],
]);

/** Tokens that stand close to the one before: marks, closing brackets, and what an apostrophe cuts off ("'s", "n't"). */
const CLOSES = /^(?:[.,;:!?)\]}']+|'\p{L}+|n't)$/u;
/** Tokens that the next one stands close to. */
const OPENS = /^[([{]$/;

/** A text and where its tokens are. */
export interface TokenText {
  readonly text: string;
  /** UTF-16 offset of the start and of the end of each token; equal for a blank token. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** What a token stands for: "-LRB-" is "(". */
export function unescapeToken(token: string): string {
  return NAMED.get(token.toUpperCase()) ?? token;
}

/** Whether a token is one of Penn Treebank's bracket names. */
export function isBracketName(token: string): boolean {
  return /^-[LR][RSC]B-$/i.test(token);
}

/**
 * Joins tokens by one space, without it before marks and closing brackets and after opening ones. A token may hold spaces
 * and keeps them inside; a blank token adds nothing. No tokens: the empty text.
 */
export function joinTokens(tokens: readonly string[]): TokenText {
  const starts: number[] = [];
  const ends: number[] = [];
  let text = "";
  let isOpen = true; // whether the next token stands close to what there is
  for (const token of tokens) {
    const word = unescapeToken(token).trim();
    const isClose = isOpen || token === "''" || CLOSES.test(word);
    if (word !== "" && !isClose) text += " ";
    starts.push(text.length);
    text += word;
    ends.push(text.length);
    if (word !== "") isOpen = OPENS.test(word) || token === "``";
  }
  return { text, starts, ends };
}

/**
 * Where the tokens [first, end) stand in the text. Throws a plain message, with `name` for what the span is called, when
 * there are no such tokens.
 */
export function spanOfTokens({ starts, ends }: TokenText, first: number, end: number, name: string): CharSpan {
  if (end <= first) {
    throw new Error(
      t("{name}: tokens [{first}, {end}) are no token; the end must be after the start.", { name, first, end }),
    );
  }
  if (first < 0 || end > starts.length) {
    throw new Error(
      t("{name}: tokens [{first}, {end}) are outside the {n} tokens; counting starts at 0, the end is exclusive.", {
        name,
        first,
        end,
        n: starts.length,
      }),
    );
  }
  return { start: starts[first]!, end: ends[end - 1]! };
}

/** A field that must be a list of texts. Throws a plain message. */
export function readTokens(value: unknown, name: string): readonly string[] {
  if (Array.isArray(value) && value.every((token) => typeof token === "string")) return value;
  throw notTexts(name, value);
}

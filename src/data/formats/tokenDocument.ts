/** @file A document given as sentences of tokens, laid out as one text. */
import { formatCount } from "../../messages/formatNumber";
import { t } from "../../messages/translate";
import type { CharSpan } from "../example";
import type { Decision, ReadOptions } from "./format";
import { readList } from "./records";
import { joinTokens, readTokens } from "./tokens";

/** A text, its sentences, and where tokens stand in it. */
export interface TokenDocument {
  readonly text: string;
  readonly sentences: readonly CharSpan[];
  /** Span of the tokens [first, end) of one sentence, or of the whole document for `sentence` null. Throws if none. */
  spanOf(sentence: number | null, first: number, end: number, name: string): CharSpan;
}

/** Lays out sentences one after the other, a space between. Throws a plain message when a sentence is not a token list. */
export function layOutSentences(record: unknown, key: string): TokenDocument {
  return layOut(readList(record, key).map((tokens, i) => readTokens(tokens, `${key}[${i}]`)));
}

/** Lays out token lists one after the other, a space between. */
export function layOut(lists: readonly (readonly string[])[]): TokenDocument {
  const sentences: CharSpan[] = [];
  const firstToken: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let text = "";
  for (const tokens of lists) {
    const joined = joinTokens(tokens);
    if (text !== "" && joined.text !== "") text += " ";
    const offset = text.length;
    firstToken.push(starts.length);
    starts.push(...joined.starts.map((start) => start + offset));
    ends.push(...joined.ends.map((end) => end + offset));
    text += joined.text;
    sentences.push({ start: offset, end: text.length });
  }
  return {
    text,
    sentences,
    spanOf(sentence, first, end, name) {
      const base = sentence === null ? 0 : firstToken[sentence];
      if (base === undefined) {
        throw new Error(
          t("{name}: sentence {sentence} is outside the {n} sentences; counting starts at 0.", {
            name,
            sentence: sentence!,
            n: lists.length,
          }),
        );
      }
      const numTokens = sentence === null ? starts.length : lists[sentence]!.length;
      if (!Number.isInteger(first) || !Number.isInteger(end) || first < 0 || end <= first || end > numTokens) {
        throw new Error(
          t(
            "{name}: tokens [{first}, {end}) are not among the {n} tokens; counting starts at 0, this end is exclusive.",
            { name, first, end, n: numTokens },
          ),
        );
      }
      return { start: starts[base + first]!, end: ends[base + end - 1]! };
    },
  };
}

/** How token spans end. */
export type TokenEnds = "inclusive" | "exclusive";

/** What is known of the spans of a file: how many hold under each reading. */
export interface EndsEvidence {
  readonly numSpans: number;
  /** Spans whose end equals their start: they can only be inclusive. */
  readonly numSingle: number;
  /** Spans that are the words the file gives for them, by reading; absent when it gives none. */
  readonly matches?: Readonly<Record<TokenEnds, number>>;
}

/** Spans that an inclusive file would hold, one of a single token among them, before their lack says "exclusive". */
const MIN_SPANS = 50;
const MENDING_SHARE = 0.95;

/** Decides how the ends of a file are meant: by the words it carries, else by the rule that an empty span is none. */
export function chooseEnds(
  base: TokenEnds,
  { numSpans, numSingle, matches }: EndsEvidence,
  { decisions }: Pick<ReadOptions, "decisions">,
): { readonly ends: TokenEnds; readonly decision: Decision } {
  const other = base === "inclusive" ? "exclusive" : "inclusive";
  const all = formatCount(numSpans);
  let found = base;
  let because = t("This is how the format counts.");
  if (matches && numSpans > 0) {
    if (matches[other] > matches[base] && matches[other] >= MENDING_SHARE * numSpans) found = other;
    because = t("{n} of {all} spans are the words the file gives for them.", { n: formatCount(matches[found]), all });
  } else if (numSingle > 0) {
    found = "inclusive";
    because = t("{n} of {all} spans end where they start: with exclusive ends they would be empty.", {
      n: formatCount(numSingle),
      all,
    });
  } else if (base === "inclusive" && numSpans >= MIN_SPANS) {
    found = "exclusive";
    because = t("None of {all} spans ends where it starts, so their ends are taken as exclusive.", { all });
  }
  const forced = (["inclusive", "exclusive"] as const).find((ends) => ends === decisions.ends);
  const ends = forced ?? found;
  return {
    ends,
    decision: {
      id: "ends",
      question: t("Is the last token of a span the one its end names?"),
      value: ends,
      choices: [
        { value: "inclusive", label: t("yes: ends are inclusive") },
        { value: "exclusive", label: t("no: the end is the first token after the span") },
      ],
      because,
      isForced: forced !== undefined,
    },
  };
}

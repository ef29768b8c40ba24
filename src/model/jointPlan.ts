/** @file Which piece of which text goes where: index arrays of the joint network, as plain numbers. No tensors here. */
import { PADDING_SCORE } from "./batch";
import type { JointParts } from "./jointConfig";
import type { Stretch } from "./spans";

/** Spans of a batch. Stretches are places in the states of all texts, one text after another. */
export interface SpanPlan {
  readonly stretches: readonly Stretch[]; // [S]
  /** Text of each span. */
  readonly rows: Int32Array; // [S]
  /** Row of the width table: its words, at most the last row. */
  readonly widths: Int32Array; // [S]
}

/** Pairs of chosen spans of a batch. */
export interface PairPlan {
  readonly stretches: readonly Stretch[]; // [E] the chosen spans
  readonly widths: Int32Array; // [E]
  /** Scores of each chosen span that join a pair; empty where none do. */
  readonly joined: Float32Array; // [E * joined]
  /** What lies between two spans: the same for both directions. */
  readonly between: readonly Stretch[]; // [U]
  /** For each ordered pair: place of its first and second span among the chosen, and of its stretch in `between`. */
  readonly first: Int32Array; // [M]
  readonly second: Int32Array; // [M]
  readonly gap: Int32Array; // [M]
}

/** One text in word pieces. W words. */
export interface TextInput {
  /** With [CLS] and [SEP]. */
  readonly inputIds: readonly number[];
  /** Word w has the pieces `edges[w] .. edges[w + 1]`; edges[0] = 1. */
  readonly edges: readonly number[]; // [W + 1]
}

/** B texts padded to L pieces. */
export interface TextPlan {
  readonly numRows: number; // B
  readonly numTokens: number; // L
  readonly inputIds: Int32Array; // [B * L], padded with 0
  /** Added to attention scores: 0 on pieces, PADDING_SCORE on padding; null without padding. */
  readonly paddingScores: Float32Array | null; // [B * L]
  readonly inputs: readonly TextInput[]; // [B]
}

/**
 * Lays texts out as one padded batch. Throws without any.
 * @param multipleOf L is rounded up to a multiple of this (as far as `maxTokens`)
 */
export function planText(inputs: readonly TextInput[], multipleOf = 1, maxTokens = Infinity): TextPlan {
  if (inputs.length === 0) throw new Error("planText: expected at least one text, got none.");
  const longest = Math.max(...inputs.map(({ inputIds }) => inputIds.length));
  const numTokens = Math.max(longest, Math.min(maxTokens, Math.ceil(longest / multipleOf) * multipleOf));
  const inputIds = new Int32Array(inputs.length * numTokens);
  const paddingScores = new Float32Array(inputIds.length);
  inputs.forEach((input, row) => {
    inputIds.set(input.inputIds, row * numTokens);
    paddingScores.fill(PADDING_SCORE, row * numTokens + input.inputIds.length, (row + 1) * numTokens);
  });
  const hasPadding = inputs.some((input) => input.inputIds.length < numTokens);
  return { numRows: inputs.length, numTokens, inputIds, paddingScores: hasPadding ? paddingScores : null, inputs };
}

/** A span of words of one text of a batch. */
export interface TextSpan {
  /** Place of the text in the batch. */
  readonly row: number;
  /** In words. */
  readonly span: Stretch;
}

const widthOf = ({ span: [start, end] }: TextSpan, { widthRows }: JointParts) => Math.min(end - start, widthRows - 1);

/** Where the pieces of a span stand among those of all texts. */
function placeOf({ numTokens, inputs }: TextPlan, { row, span: [start, end] }: TextSpan): Stretch {
  const { edges } = inputs[row]!;
  return [row * numTokens + edges[start]!, row * numTokens + edges[end]!];
}

/** Lays out spans that are to be scored. */
export function planSpans(texts: TextPlan, spans: readonly TextSpan[], parts: JointParts): SpanPlan {
  return {
    stretches: spans.map((span) => placeOf(texts, span)),
    rows: Int32Array.from(spans, ({ row }) => row),
    widths: Int32Array.from(spans, (span) => widthOf(span, parts)),
  };
}

/**
 * Lays out both directions of every pair of chosen spans of the same text: for the spans a, b, c of a text the pairs ab, ac,
 * ba, bc, ca, cb.
 * @param chosen text after text; @param joined scores of each that join a pair, [E * joined]
 */
export function planPairs(
  texts: TextPlan,
  chosen: readonly TextSpan[],
  joined: Float32Array,
  parts: JointParts,
): PairPlan {
  const stretches = chosen.map((span) => placeOf(texts, span));
  const [first, second, gap]: number[][] = [[], [], []];
  const between: Stretch[] = [];
  for (let from = 0, to = 0; from < chosen.length; from = to) {
    while (to < chosen.length && chosen[to]!.row === chosen[from]!.row) to++;
    const places = new Map<number, number>();
    const numChosen = chosen.length;
    for (let a = from; a < to; a++) {
      for (let b = from; b < to; b++) {
        if (a === b) continue;
        const key = Math.min(a, b) * numChosen + Math.max(a, b);
        let place = places.get(key);
        if (place === undefined) {
          places.set(key, (place = between.length));
          between.push([Math.min(stretches[a]![1], stretches[b]![1]), Math.max(stretches[a]![0], stretches[b]![0])]);
        }
        first!.push(a);
        second!.push(b);
        gap!.push(place);
      }
    }
  }
  return {
    stretches,
    widths: Int32Array.from(chosen, (span) => widthOf(span, parts)),
    joined,
    between,
    first: Int32Array.from(first!),
    second: Int32Array.from(second!),
    gap: Int32Array.from(gap!),
  };
}

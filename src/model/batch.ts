/** @file Which token goes where: index arrays of a forward pass, as plain numbers. No tensors here. */
import type { ReadoutConfig } from "./config";
import { listReadPositions } from "./readout";

/** Score of a padded key; exp of it is exactly 0 in float32. */
export const PADDING_SCORE = -1e9;

/** What the network needs of one encoded example. */
export interface ModelInput {
  readonly inputIds: ArrayLike<number>; // [own length]
  /** Positions of the argument sub-tokens, ascending. */
  readonly entityPositions: readonly number[];
  /** Position of the opening subject marker. */
  readonly subjectPosition: number;
  /** Position of the opening object marker. */
  readonly objectPosition: number;
  /** Position of the prompt's [MASK]; absent without a prompt. */
  readonly maskPosition?: number | undefined;
  /** Row of the tag embedding of each token; absent in a model without tags. */
  readonly tagIds?: ArrayLike<number> | undefined; // [own length]
}

/** Index arrays of a batch of N examples padded to L tokens. */
export interface TokenPlan {
  readonly numExamples: number; // N
  readonly numTokens: number; // L
  readonly inputIds: Int32Array; // [N * L], padded with 0
  /** Padded with 0; null where no example has tags. */
  readonly tagIds: Int32Array | null; // [N * L]
  /** Flat index of every argument sub-token, examples one after another. */
  readonly entityIndex: Int32Array; // [E]
  /** Where each example's argument sub-tokens start in entityIndex, and E at the end. */
  readonly entityOffsets: readonly number[]; // [N + 1]
  readonly inputs: readonly ModelInput[]; // [N]
}

/** One row of a forward pass: an example, with a sample of its posterior or with the mean. */
export interface Row {
  /** Index of the example in the TokenPlan. */
  readonly example: number;
  /** Standard normal numbers, token after token, [its argument sub-tokens * D]; null for the mean. */
  readonly noise: Float32Array | null;
}

/** Index arrays of B rows over a TokenPlan. */
export interface RowPlan {
  readonly numRows: number; // B
  readonly numTokens: number; // L
  /** Index into [embeddings (N * L); blended argument rows] of every token of every row. */
  readonly assembleIndex: Int32Array; // [B * L]
  /** Whether row i is example i, for all of them: without a bottleneck nothing needs to be assembled then. */
  readonly isIdentity: boolean;
  /** Index into the TokenPlan's argument sub-tokens, rows one after another. */
  readonly entityIndex: Int32Array; // [argument sub-tokens of all rows]
  /** Noise of these sub-tokens, 0 for the mean; null when every row takes the mean. */
  readonly noise: Float32Array | null; // [argument sub-tokens of all rows * D]
  /** Added to attention scores: 0 on tokens, PADDING_SCORE on padding; null without padding. */
  readonly paddingScores: Float32Array | null; // [B * L]
  /** Flat indices of the states that are read, row after row: opening subject marker, opening object marker, mask. */
  readonly readIndex: Int32Array; // [B * Q]
  /** Places [start, end) of both mentions of each row in its own sequence, their markers included. */
  readonly mentions: Int32Array; // [B * 4]
}

/**
 * Lays examples out as one padded batch.
 * @param multipleOf L is rounded up to a multiple of this (as far as `maxTokens`), so that a GPU can reuse its pipelines
 */
export function planTokens(inputs: readonly ModelInput[], multipleOf = 1, maxTokens = Infinity): TokenPlan {
  if (inputs.length === 0) throw new Error("planTokens: expected at least one example, got none.");
  const longest = Math.max(...inputs.map((input) => input.inputIds.length));
  const numTokens = Math.max(longest, Math.min(maxTokens, Math.ceil(longest / multipleOf) * multipleOf));
  const inputIds = new Int32Array(inputs.length * numTokens);
  const tagIds = inputs.some((input) => input.tagIds !== undefined) ? new Int32Array(inputIds.length) : null;
  const entityIndex: number[] = [];
  const entityOffsets = [0];
  inputs.forEach((input, n) => {
    inputIds.set(input.inputIds, n * numTokens);
    tagIds?.set(input.tagIds ?? [], n * numTokens);
    for (const position of input.entityPositions) entityIndex.push(n * numTokens + position);
    entityOffsets.push(entityIndex.length);
  });
  return {
    numExamples: inputs.length,
    numTokens,
    inputIds,
    tagIds,
    entityIndex: Int32Array.from(entityIndex),
    entityOffsets,
    inputs,
  };
}

/**
 * Lays rows out over a batch.
 * @param width D
 * @param hasBottleneck whether argument tokens are replaced by their blend; if not, rows are copies of examples
 * @param readout which states of a row are read
 */
export function planRows(
  tokens: TokenPlan,
  rows: readonly Row[],
  width: number,
  hasBottleneck: boolean,
  readout: ReadoutConfig["kind"] = "entity_markers",
): RowPlan {
  const { numExamples, numTokens } = tokens;
  const assembleIndex = new Int32Array(rows.length * numTokens);
  const paddingScores = new Float32Array(rows.length * numTokens);
  const readIndex: number[] = [];
  const mentions: number[] = [];
  const entityIndex: number[] = [];
  let hasPadding = false;
  rows.forEach(({ example }, row) => {
    const input = tokens.inputs[example]!;
    const start = row * numTokens;
    for (let t = 0; t < numTokens; t++) assembleIndex[start + t] = example * numTokens + t;
    const blended = hasBottleneck ? input.entityPositions : [];
    blended.forEach((position, i) => {
      assembleIndex[start + position] = numExamples * numTokens + entityIndex.length;
      entityIndex.push(tokens.entityOffsets[example]! + i);
    });
    paddingScores.fill(PADDING_SCORE, start + input.inputIds.length, start + numTokens);
    hasPadding ||= input.inputIds.length < numTokens;
    for (const position of listReadPositions(readout, input)) readIndex.push(start + position);
    for (const opening of [input.subjectPosition, input.objectPosition]) mentions.push(...coverMention(input, opening));
  });
  return {
    numRows: rows.length,
    numTokens,
    assembleIndex,
    isIdentity: rows.length === numExamples && rows.every((row, i) => row.example === i),
    entityIndex: Int32Array.from(entityIndex),
    noise: hasBottleneck ? joinNoise(tokens, rows, width) : null,
    paddingScores: hasPadding ? paddingScores : null,
    readIndex: Int32Array.from(readIndex),
    mentions: Int32Array.from(mentions),
  };
}

/** Places [start, end) of the mention behind an opening marker: from that marker to the closing one. */
function coverMention({ entityPositions }: ModelInput, opening: number): [start: number, end: number] {
  let end = opening + 1;
  for (const position of entityPositions) if (position === end) end++;
  return [opening, end + 1];
}

function joinNoise(tokens: TokenPlan, rows: readonly Row[], width: number): Float32Array | null {
  if (rows.every((row) => row.noise === null)) return null;
  const sizes = rows.map(({ example }) => tokens.inputs[example]!.entityPositions.length * width);
  const joined = new Float32Array(sizes.reduce((sum, size) => sum + size, 0));
  let offset = 0;
  rows.forEach(({ noise }, row) => {
    if (noise !== null && noise.length !== sizes[row]) {
      throw new Error(`planRows: expected ${sizes[row]} noise numbers for row ${row}, got ${noise.length}.`);
    }
    if (noise !== null) joined.set(noise, offset);
    offset += sizes[row]!;
  });
  return joined;
}

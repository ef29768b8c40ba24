/** @file From what the network computes for an example to the reading the app shows. */
import type { CharSpan, Example } from "../data/example";
import type { EncodedExample } from "../tokenizer/markers";
import type { Reading, TokenReading } from "./types";

/** What a model gives for one example, before it is put into words and roles. R labels, K draws. */
export interface RawReading {
  readonly modelId: string;
  readonly logits: Float32Array; // [(1 + K) * R], the mean first
  readonly numDraws: number; // K
  readonly numLabels: number; // R
  readonly seed: number;
  readonly beta: number | null;
  readonly variance: Float32Array | null; // [argument sub-tokens]
  readonly elapsedMs: number;
}

/** A reading from logits and token variances: probabilities, roles, mean variances. */
export function describeReading(
  { example, encoded }: { readonly example: Example; readonly encoded: EncodedExample },
  raw: RawReading,
): Reading {
  const { logits, numDraws, numLabels } = raw;
  const drawProbabilities = new Float32Array(numDraws * numLabels);
  for (let k = 0; k < numDraws; k++) {
    const draw = logits.subarray((k + 1) * numLabels, (k + 2) * numLabels);
    drawProbabilities.set(computeSoftmax(draw), k * numLabels);
  }
  const tokens = describeTokens(encoded, raw.variance);
  const meanVariance = (...roles: TokenReading["role"][]) =>
    computeMean(
      tokens.filter(({ role, variance }) => roles.includes(role) && variance !== null).map((t) => t.variance!),
    );
  return {
    modelId: raw.modelId,
    exampleId: example.id,
    probabilities: computeSoftmax(logits.subarray(0, numLabels)),
    logits: logits.slice(0, numLabels),
    drawProbabilities,
    numDraws,
    seed: raw.seed,
    beta: raw.beta,
    tokens,
    variance: {
      subject: meanVariance("subject"),
      object: meanVariance("object"),
      row: meanVariance("subject", "object"),
    },
    numTokensCut: encoded.numTokensCut,
    elapsedMs: raw.elapsedMs,
  };
}

function describeTokens(encoded: EncodedExample, variance: Float32Array | null): TokenReading[] {
  let rank = 0;
  return encoded.tokens.map(({ piece, role, span }, position) => ({
    piece,
    role,
    span: span satisfies CharSpan | null,
    variance: encoded.entityMask[position] === 1 ? (variance?.[rank++] ?? null) : null,
  }));
}

/** exp(x_i) / sum_j exp(x_j), shifted by the maximum so that nothing overflows. Any length >= 1. */
export function computeSoftmax(logits: Float32Array): Float32Array {
  const largest = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  const weights = Array.from(logits, (value) => Math.exp(value - largest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return Float32Array.from(weights, (weight) => weight / total);
}

/** Arithmetic mean; null of nothing. */
function computeMean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

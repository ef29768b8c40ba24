/** @file Small readings for unit tests. */
import type { Reading, TokenReading } from "../inference/types";
import type { Answer } from "./answer";

/** What a test says about a reading; the rest is empty. */
export interface TestReading {
  readonly labels?: readonly string[];
  readonly probabilities: readonly number[];
  /** One row of probabilities a draw. */
  readonly draws?: readonly (readonly number[])[];
  readonly hasBottleneck?: boolean;
  readonly gold?: string | null;
  readonly variance?: { readonly subject: number | null; readonly object: number | null };
  readonly tokens?: readonly TokenReading[];
  readonly text?: string;
}

/** An answer with these numbers. */
export function makeAnswer(given: TestReading): Answer {
  const { labels = ["a", "b", "c"], draws = [], hasBottleneck = true, gold = null, text = "" } = given;
  const reading: Reading = {
    modelId: "test",
    exampleId: "test",
    probabilities: Float32Array.from(given.probabilities),
    logits: Float32Array.from(given.probabilities, Math.log),
    drawProbabilities: Float32Array.from(draws.flat()),
    numDraws: draws.length,
    seed: 7,
    beta: hasBottleneck ? 0.5 : null,
    tokens: given.tokens ?? [],
    variance: { subject: null, object: null, row: null, ...given.variance },
    numTokensCut: { before: 0, after: 0 },
    elapsedMs: 1,
  };
  const model = {
    id: hasBottleneck ? "test" : "test-base",
    hash: "0".repeat(64),
    title: "Test",
    labels,
    negative: "a",
    hasBottleneck,
    beta: reading.beta,
  };
  return { key: "", model, reading, text, gold, isBuilt: false };
}

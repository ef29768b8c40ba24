/** @file Entities and relations of a text through the app's own worker, timed. */
import type { BackendName } from "../../src/inference/types";
import { createInferenceClient, type InferenceClient } from "../../src/worker/client";

let client: InferenceClient | null = null;

/** One reading of a text. */
export interface ExtractTimes {
  /** Until the first sentence with its entities is here. */
  readonly firstMs: number;
  /** Until the last one is. */
  readonly lastMs: number;
  readonly numSentences: number;
  /** Entities and relations that are kept below the thresholds too: what had to be scored. */
  readonly numEntities: number;
  readonly numRelations: number;
}

/** Loads an extractor; returns the backend it runs on, the self-test's largest difference there, and the time in ms. */
export async function loadExtractor(modelId: string, backend: BackendName) {
  const startedAt = performance.now();
  client ??= createInferenceClient();
  const info = await client.loadExtractor(modelId, { backend });
  const maxError = info.attempts.at(-1)?.maxError ?? null;
  return { backend: info.backend, maxError, elapsedMs: performance.now() - startedAt };
}

/** Reads a text once. */
export async function timeExtract(modelId: string, text: string): Promise<ExtractTimes> {
  if (client === null) throw new Error("bench: expected an extractor to be loaded, got none.");
  const startedAt = performance.now();
  let firstMs = NaN;
  const onSentences = () => {
    if (Number.isNaN(firstMs)) firstMs = performance.now() - startedAt;
  };
  const all = await client.extract(modelId, text, {}, { lane: "bench", onSentences });
  const count = (key: "entities" | "relations") => all.reduce((sum, sentence) => sum + sentence[key].length, 0);
  return {
    firstMs,
    lastMs: performance.now() - startedAt,
    numSentences: all.length,
    numEntities: count("entities"),
    numRelations: count("relations"),
  };
}

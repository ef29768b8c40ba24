/** @file Readings computed when the page was built, so that the page is never blank. */
import type { Reading } from "../inference/types";
import type { ModelFacts } from "../state/answer";
import type { BuiltAnswers } from "../state/store";

/** A reading as JSON: numbers rounded, arrays plain. */
export interface StoredReading extends Omit<Reading, "probabilities" | "logits" | "drawProbabilities"> {
  readonly probabilities: readonly number[];
  readonly drawProbabilities: readonly number[];
}

/** What `scripts/buildExamples.mjs` writes. */
export interface StoredReadings {
  readonly defaultModelId: string;
  readonly models: readonly ModelFacts[];
  readonly readings: readonly StoredReading[];
}

/** The stored reading as the engine would give it; logits are the logs of the probabilities, equal up to a constant. */
export function decodeReading(stored: StoredReading): Reading {
  const probabilities = Float32Array.from(stored.probabilities);
  return {
    ...stored,
    probabilities,
    logits: probabilities.map((p) => Math.log(Math.max(p, 1e-7))),
    drawProbabilities: Float32Array.from(stored.drawProbabilities),
  };
}

/** Looks stored readings up. Nothing stored: nothing found. */
export function createBuiltAnswers(parts: readonly StoredReadings[]): BuiltAnswers {
  return {
    defaultModelId: parts[0]?.defaultModelId ?? null,
    find(modelId, exampleId) {
      for (const { models, readings } of parts) {
        const model = models.find(({ id }) => id === modelId);
        const reading = readings.find((one) => one.modelId === modelId && one.exampleId === exampleId);
        if (model && reading) return { model, reading: decodeReading(reading) };
      }
      return null;
    },
  };
}

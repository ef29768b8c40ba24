/** @file One model's answer as the page keeps it, and the question it answers. */
import type { ModelInfo, Reading } from "../inference/types";
import type { Draft } from "./draft";

/** What a drawing needs to know of the model it draws. */
export type ModelFacts = Pick<
  ModelInfo,
  "id" | "hash" | "title" | "labels" | "negative" | "hasBottleneck" | "beta" | "typesRead" | "ranksLabels"
>;

/** A reading with the question it answers. */
export interface Answer {
  /** `questionKey` of the question asked. */
  readonly key: string;
  readonly model: ModelFacts;
  readonly reading: Reading;
  /** The text that was read; token spans point into it. */
  readonly text: string;
  /** Gold relation of the example, when it has one. */
  readonly gold: string | null;
  /** Whether this was computed when the page was built, not by the model now running. */
  readonly isBuilt: boolean;
}

/** The knobs a prediction depends on. `beta` null: the model's own. */
export interface Knobs {
  readonly beta: number | null;
  readonly draws: number;
  readonly seed: number;
}

/**
 * Equal keys, equal answers: text, spans, for a model with a bottleneck only beta, K and seed, and for a model that reads
 * them only the entity types. Empty when an argument is missing.
 */
export function questionKey(
  draft: Draft,
  knobs: Knobs,
  model: Pick<ModelFacts, "hasBottleneck" | "typesRead">,
): string {
  const { text, subject, object } = draft;
  if (subject === null || object === null) return "";
  const asked: unknown[] = [text, subject.start, subject.end, object.start, object.end];
  if (model.hasBottleneck) asked.push(knobs.beta, knobs.draws, knobs.seed);
  if (model.typesRead !== undefined) asked.push([subject.type ?? null, object.type ?? null]);
  return JSON.stringify(asked);
}

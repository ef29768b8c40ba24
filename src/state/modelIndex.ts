/** @file The list of model folders the page can load. */

/** One row of `models/index.json`. */
export interface ModelEntry {
  readonly id: string;
  readonly title: string;
  readonly role: "vib" | "base" | "test" | "own";
  readonly bottleneck: boolean;
  /** Bytes to download: weights, tokenizer and the small files. */
  readonly bytes: number;
}

export interface ModelIndex {
  readonly default: string;
  readonly models: readonly ModelEntry[];
}

/** Checks the parsed `index.json`. Throws with what was expected and what to do. */
export function parseModelIndex(value: unknown): ModelIndex {
  const fail = (expected: string): never => {
    throw new Error(`models/index.json: expected ${expected}. The site's files do not fit together; reload the page.`);
  };
  if (typeof value !== "object" || value === null) return fail("an object");
  const { default: chosen, models } = value as { default?: unknown; models?: unknown };
  if (!Array.isArray(models) || models.length === 0) return fail("a list of models");
  for (const model of models as Partial<Record<keyof ModelEntry, unknown>>[]) {
    if (typeof model?.id !== "string" || typeof model.title !== "string") fail("an id and a title for each model");
    if (typeof model?.bottleneck !== "boolean" || typeof model.bytes !== "number") fail("bottleneck and bytes");
  }
  const entries = models as ModelEntry[];
  const found = entries.find(({ id }) => id === chosen) ?? fail("a default that is one of the models");
  return { default: found.id, models: entries };
}

/** Whether an id is that of a model from the reader's own disk; see OwnFacts. */
export function isOwnModel(id: string): boolean {
  return /^own-[0-9a-f]{12}$/.test(id);
}

/**
 * The model to set beside `id`: the first one of the same kind (test or not) that differs in having a bottleneck.
 * Null when there is none,
 * and for a model of the reader's own, whose labels are others.
 */
export function findPartner(index: ModelIndex, id: string): ModelEntry | null {
  const own = index.models.find((model) => model.id === id);
  if (!own || own.role === "own") return null;
  const isTest = own.role === "test";
  return (
    index.models.find(
      ({ role, bottleneck }) => role !== "own" && (role === "test") === isTest && bottleneck !== own.bottleneck,
    ) ?? null
  );
}

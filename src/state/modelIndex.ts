/** @file The list of model folders the page can load. */
import { t } from "../messages/translate";

/** One row of `models/index.json`. */
export interface ModelEntry {
  readonly id: string;
  readonly title: string;
  readonly role: "vib" | "base" | "variant" | "test" | "own";
  readonly bottleneck: boolean;
  /** Bytes of the model's own files: for a variant that is a small difference to a base, without those of the base. */
  readonly bytes: number;
  /** Id of the model whose files it needs besides its own; absent when it stands alone. */
  readonly base?: string;
  /** How names are treated in training or in use ("none", "vib", "scm" ..); absent in an older list. */
  readonly treatment?: string;
  /** Which labels it gives ("wikipedia", "biored", "semeval"); absent in an older list, where all are "wikipedia". */
  readonly labelSet?: string;
}

/** The labels a model gives, by the name of their set. */
export function labelSetOf({ labelSet }: ModelEntry): string {
  return labelSet ?? "wikipedia";
}

/** A model that finds entities and relations in text; the Bench cannot read marked pairs with it. */
export interface ExtractorEntry extends Pick<ModelEntry, "id" | "title" | "bytes" | "base"> {
  /** Absent: a model for readers. */
  readonly role?: "test";
}

export interface ModelIndex {
  readonly default: string;
  readonly models: readonly ModelEntry[];
  /** Empty in an older list. */
  readonly extractors: readonly ExtractorEntry[];
}

/** Checks the parsed `index.json`. Throws with what was expected and what to do. */
export function parseModelIndex(value: unknown): ModelIndex {
  const fail = (expected: string): never => {
    throw new Error(
      t("models/index.json: expected {expected}. The site's files do not fit together; reload the page.", { expected }),
    );
  };
  if (typeof value !== "object" || value === null) return fail(t("an object"));
  const { default: chosen, models, extractors = [] } = value as Partial<Record<keyof ModelIndex, unknown>>;
  if (!Array.isArray(models) || models.length === 0) return fail(t("a list of models"));
  for (const model of models as Partial<Record<keyof ModelEntry, unknown>>[]) {
    if (typeof model?.id !== "string" || typeof model.title !== "string") fail(t("an id and a title for each model"));
    if (typeof model?.bottleneck !== "boolean" || typeof model.bytes !== "number") fail(t("bottleneck and bytes"));
    for (const key of ["base", "treatment", "labelSet"] as const) {
      if (model?.[key] !== undefined && typeof model[key] !== "string") fail(t("a text as {key}", { key }));
    }
  }
  if (!Array.isArray(extractors)) return fail(t("a list of models"));
  for (const model of extractors as Partial<Record<keyof ExtractorEntry, unknown>>[]) {
    if (typeof model?.id !== "string" || typeof model.title !== "string") fail(t("an id and a title for each model"));
  }
  const entries = models as ModelEntry[];
  const found = entries.find(({ id }) => id === chosen) ?? fail(t("a default that is one of the models"));
  return { default: found.id, models: entries, extractors: extractors as ExtractorEntry[] };
}

/**
 * The model that finds entities in text for the reader of model `id`: the first of the same kind (test or not). Null when
 * there is none; a model of the reader's own is no test model.
 */
export function findExtractor(index: Pick<ModelIndex, "models" | "extractors">, id: string): ExtractorEntry | null {
  const isTest = index.models.find((model) => model.id === id)?.role === "test";
  return index.extractors.find(({ role }) => (role === "test") === isTest) ?? null;
}

/** Whether a model that finds entities goes with the one on the stage. */
export function canFindEntities(state: {
  readonly index: ModelIndex | null;
  readonly modelId: string | null;
}): boolean {
  const { index, modelId } = state;
  return index !== null && modelId !== null && findExtractor(index, modelId) !== null;
}

/** Whether an id is that of a model from the reader's own disk; see OwnFacts. */
export function isOwnModel(id: string): boolean {
  return /^own-[0-9a-f]{12}$/.test(id);
}

/**
 * The model to set beside `id`: the first one of the same kind (test or not) and the same labels that differs in having
 * a bottleneck. Null when there is none, and for a model of the reader's own, whose labels are others.
 */
export function findPartner(index: Pick<ModelIndex, "models">, id: string): ModelEntry | null {
  const own = index.models.find((model) => model.id === id);
  if (!own || own.role === "own") return null;
  const isOfKind = (model: ModelEntry) =>
    model.role !== "own" && (model.role === "test") === (own.role === "test") && labelSetOf(model) === labelSetOf(own);
  return index.models.find((model) => isOfKind(model) && model.bottleneck !== own.bottleneck) ?? null;
}

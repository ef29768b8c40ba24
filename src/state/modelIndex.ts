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

export interface ModelIndex {
  readonly default: string;
  readonly models: readonly ModelEntry[];
}

/** Checks the parsed `index.json`. Throws with what was expected and what to do. */
export function parseModelIndex(value: unknown): ModelIndex {
  const fail = (expected: string): never => {
    throw new Error(
      t("models/index.json: expected {expected}. The site's files do not fit together; reload the page.", { expected }),
    );
  };
  if (typeof value !== "object" || value === null) return fail(t("an object"));
  const { default: chosen, models } = value as { default?: unknown; models?: unknown };
  if (!Array.isArray(models) || models.length === 0) return fail(t("a list of models"));
  for (const model of models as Partial<Record<keyof ModelEntry, unknown>>[]) {
    if (typeof model?.id !== "string" || typeof model.title !== "string") fail(t("an id and a title for each model"));
    if (typeof model?.bottleneck !== "boolean" || typeof model.bytes !== "number") fail(t("bottleneck and bytes"));
    for (const key of ["base", "treatment", "labelSet"] as const) {
      if (model?.[key] !== undefined && typeof model[key] !== "string") fail(t("a text as {key}", { key }));
    }
  }
  const entries = models as ModelEntry[];
  const found = entries.find(({ id }) => id === chosen) ?? fail(t("a default that is one of the models"));
  return { default: found.id, models: entries };
}

/** Whether an id is that of a model from the reader's own disk; see OwnFacts. */
export function isOwnModel(id: string): boolean {
  return /^own-[0-9a-f]{12}$/.test(id);
}

/**
 * The model to set beside `id`: the first one of the same kind (test or not) and the same labels that differs in having
 * a bottleneck. Null when there is none, and for a model of the reader's own, whose labels are others.
 */
export function findPartner(index: ModelIndex, id: string): ModelEntry | null {
  const own = index.models.find((model) => model.id === id);
  if (!own || own.role === "own") return null;
  const isOfKind = (model: ModelEntry) =>
    model.role !== "own" && (model.role === "test") === (own.role === "test") && labelSetOf(model) === labelSetOf(own);
  return index.models.find((model) => isOfKind(model) && model.bottleneck !== own.bottleneck) ?? null;
}

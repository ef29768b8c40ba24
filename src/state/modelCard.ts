/** @file A model's card as the page shows it. Every part may be missing: a card says what it knows. */
import { t } from "../messages/translate";

/** A score with its interval over bootstrap samples and its seeds. */
export interface Score {
  readonly microF1: number | null;
  readonly macroF1: number | null;
  readonly accuracy: number | null;
  readonly n: number | null;
  readonly ci95: readonly [low: number, high: number] | null;
  readonly perSeed: readonly number[];
}

export interface Source {
  readonly name: string;
  readonly licence: string | null;
  readonly detail: string | null;
}

export interface ModelCard {
  readonly id: string;
  readonly title: string;
  readonly baseModel: Source | null;
  readonly corpora: readonly Source[];
  readonly lexicons: readonly Source[];
  readonly scores: readonly { readonly set: string; readonly score: Score }[];
  readonly counts: readonly (readonly [name: string, value: string])[];
  readonly experiment: readonly (readonly [name: string, value: string])[];
  readonly quantisation: readonly (readonly [name: string, value: string])[];
  readonly seeds: readonly string[];
  readonly shippedSeed: string | null;
  readonly commit: string | null;
  readonly knownFailures: readonly string[];
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const number = (value: unknown): number | null => (typeof value === "number" && Number.isFinite(value) ? value : null);
const text = (value: unknown): string | null =>
  typeof value === "string" && value.trim() !== "" ? value : typeof value === "number" ? String(value) : null;

/** Flattens nested objects to `a.b` names with printable values. */
function pairs(value: unknown, prefix = ""): (readonly [string, string])[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const name = prefix === "" ? key : `${prefix}.${key}`;
    if (isObject(inner)) return pairs(inner, name);
    if (inner === null || inner === undefined) return [];
    return [[name, Array.isArray(inner) ? inner.map(String).join(", ") : String(inner)] as const];
  });
}

function parseSource(value: unknown): Source[] {
  if (typeof value === "string") return [{ name: value, licence: null, detail: null }];
  if (!isObject(value)) return [];
  const rows = number(value.rows);
  const detail =
    rows === null
      ? (text(value.source) ?? text(value.use) ?? text(value.note))
      : t("{n, plural, one {# row} other {# rows}}", { n: rows });
  return [{ name: text(value.name) ?? t("unnamed"), licence: text(value.licence) ?? text(value.license), detail }];
}

function parseScore(value: Json): Score {
  const interval = list(value.ci95).map(number);
  const [low, high] = interval;
  return {
    microF1: number(value.microF1),
    macroF1: number(value.macroF1),
    accuracy: number(value.accuracy),
    n: number(value.n),
    ci95: low != null && high != null ? [low, high] : null,
    perSeed: list(value.perSeed).flatMap(
      (entry) => number(entry) ?? number(isObject(entry) ? entry.microF1 : null) ?? [],
    ),
  };
}

/** Reads a parsed `card.json`. Throws only when it is not an object. */
export function parseModelCard(value: unknown): ModelCard {
  if (!isObject(value))
    throw new Error(t("card.json: expected an object. The model's files do not fit together; reload the page."));
  return {
    id: text(value.id) ?? "",
    title: text(value.title) ?? text(value.id) ?? t("Model"),
    baseModel: parseSource(value.baseModel)[0] ?? null,
    corpora: list(value.corpora).flatMap(parseSource),
    lexicons: list(value.lexicons).flatMap(parseSource),
    scores: Object.entries(isObject(value.scores) ? value.scores : {}).flatMap(([set, score]) =>
      isObject(score) ? [{ set, score: parseScore(score) }] : [],
    ),
    counts: pairs(value.counts),
    experiment: pairs(value.experiment),
    quantisation: pairs(value.quantisation),
    seeds: list(value.seeds).map(String),
    shippedSeed: text(value.shippedSeed),
    commit: text(value.commit),
    knownFailures: list(value.knownFailures).flatMap((entry) => text(entry) ?? []),
  };
}

/** @file What a figure's numbers rest on, so that an exported file can be traced and made again. */
import { t } from "../messages/translate";
import type { Answer, ModelFacts } from "../state/answer";

/** Sizes, models, settings and data behind one figure or table. */
export interface Provenance {
  /** What the figure counts: sentences of the Bench, rows of a corpus. */
  readonly n: number;
  readonly models: readonly Pick<ModelFacts, "id" | "hash">[];
  /** Knobs in force by name: seed, beta, draws (K), swaps (S); null where one does not apply. */
  readonly settings: Readonly<Record<string, number | string | null>>;
  /** The rows' file; null for a sentence of the Bench. Nothing of it but name and hash leaves with a file. */
  readonly data: { readonly name: string; readonly hash: string } | null;
}

/** What all figures of a view rest on. */
export type Basis = Omit<Provenance, "n">;

/** Digits of a hash that people compare. */
const SHORT = 8;

/** Whether a foot names its seed, in English or in the page's language. */
const saysSeed = (foot: string) => /\bseed\b/i.test(foot) || foot.toLowerCase().includes(t("Seed").toLowerCase());

/**
 * The foot of a figure, closed by its seed, where it does not name one, and its models: "Model tiny, 3fa9c1b2.", id and
 * first digits of the SHA-256 of the model's config.json.
 */
export function completeFoot(foot: string, { models, settings }: Pick<Provenance, "models" | "settings">): string {
  const { seed } = settings;
  const names = models.map(({ id, hash }) => `${id}, ${hash.slice(0, SHORT)}`);
  return [
    foot.trim(),
    seed != null && !saysSeed(foot) ? t("Seed {seed}.", { seed }) : "",
    names.length === 0
      ? ""
      : t("{n, plural, one {Model {names}.} other {Models {names}.}}", { n: names.length, names: names.join("; ") }),
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/** What the readings of one sentence rest on; knobs are those of the first reading they apply to. */
export function describeAnswers(answers: readonly Answer[]): Provenance {
  const drawn = answers.find(({ model }) => model.hasBottleneck)?.reading;
  return {
    n: 1,
    models: answers.map(({ model }) => model),
    settings: { seed: drawn?.seed ?? null, beta: drawn?.beta ?? null, draws: drawn?.numDraws ?? 0 },
    data: null,
  };
}

/** What a mean-mode figure of the Bench rests on. `beta` null: the models' own. */
export function describeModels(
  models: readonly ModelFacts[],
  { n, beta, settings }: { n: number; beta: number | null; settings: Provenance["settings"] },
): Provenance {
  const blended = models.find(({ hasBottleneck }) => hasBottleneck);
  return { n, models, settings: { ...settings, beta: blended ? (beta ?? blended.beta) : null }, data: null };
}

/** @file The relations a row may be relabelled to, the likely ones first. */
import { t } from "../../../messages/translate";
import { formatFixed } from "../../../messages/formatNumber";
import type { RowResult } from "../../../analysis/rowScore";
import type { Example } from "../../../data/example";
import type { RelationOption } from "../../widgets/RelationBox";

/** How many answers of the model stand first. */
const MOST_ANSWERS = 3;

const usedIn = new WeakMap<readonly Example[], readonly string[]>();

/** The labels of a corpus, the most frequent first; counted once. */
function listUsed(examples: readonly Example[]): readonly string[] {
  const known = usedIn.get(examples);
  if (known !== undefined) return known;
  const counts = new Map<string, number>();
  for (const { relation } of examples) if (relation != null) counts.set(relation, (counts.get(relation) ?? 0) + 1);
  const used = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([label]) => label);
  usedIn.set(examples, used);
  return used;
}

/**
 * The model's answers to the row, then the labels of the corpus by frequency, then the model's others; each once, and under
 * the file's own name where it has one. `goldOf`: class id of a label of the file, -1 for none.
 */
export function listRelations(
  examples: readonly Example[],
  labels: readonly string[],
  goldOf: (relation: string) => number,
  result: RowResult | null,
): RelationOption[] {
  const used = listUsed(examples);
  const own = new Map<number, string>();
  for (const label of used) if (goldOf(label) >= 0 && !own.has(goldOf(label))) own.set(goldOf(label), label);
  const details = new Map<string, string>();
  const add = (label: string | undefined, detail: string) => {
    if (label !== undefined && !details.has(label)) details.set(label, detail);
  };
  const chances = result?.kind === "score" ? (result.probes?.full ?? []) : [];
  for (const [id, probability] of chances.slice(0, MOST_ANSWERS)) {
    add(own.get(id) ?? labels[id], t("the model: {probability}", { probability: formatFixed(probability, 2) }));
  }
  for (const label of used) add(label, "");
  labels.forEach((label, id) => {
    if (!own.has(id)) add(label, t("not in this corpus"));
  });
  return [...details].map(([id, detail]) => ({ id, detail }));
}

/** @file The shipped models in the menu: which belong together, and what each is in one line. */
import { msg, t, type MessageId } from "../messages/translate";
import { labelSetOf, type ModelEntry } from "../state/modelIndex";

type Group = "treatments" | "encodings" | "features" | "biored" | "semeval";

/** In menu order. */
const GROUPS: Readonly<Record<Group, MessageId>> = {
  treatments: msg("Wikipedia relations: how names are treated"),
  encodings: msg("Wikipedia relations: what is classified"),
  features: msg("Wikipedia relations: features and heads"),
  biored: msg("BioRED: relations in biomedical abstracts"),
  semeval: msg("SemEval-2010 Task 8: relations between nouns"),
};

/** By what follows "re-minilm-". */
const LINES: Readonly<Record<string, readonly [group: Group, line: MessageId]>> = {
  base: ["treatments", msg("Reads names as they are.")],
  vib: ["treatments", msg("A bottleneck blurs each name as far as the sentence allows.")],
  scm: ["treatments", msg("Moves each name to the centre of its neighbours.")],
  "entity-mask": ["treatments", msg("Reads every name as the one token [MASK].")],
  substitution: ["treatments", msg("Trained on copies of the rows with other names.")],
  "bio-substitution": ["treatments", msg("Reads types as tags; trained on copies of the rows with other names.")],
  "hard-negatives": ["treatments", msg("Trained on well-known pairs in sentences that say nothing of them.")],
  core: ["treatments", msg("Takes off what the names alone would answer.")],
  mask: ["encodings", msg("Classifies the [MASK] of a prompt, not the names.")],
  htm: ["encodings", msg("Classifies both names and the [MASK], pre-trained together.")],
  "ht-mask": ["encodings", msg("Classifies both names and the [MASK], pre-trained apart.")],
  bio: ["features", msg("Reads the entity types as tags of the words.")],
  multitask: ["features", msg("Learns whether there is a relation, and ranks which.")],
  "bio-multitask": ["features", msg("Tags and ranking together.")],
  biored: ["biored", msg("Reads names as they are.")],
  "biored-vib": ["biored", msg("With the bottleneck.")],
  semeval: ["semeval", msg("Reads names as they are.")],
  "semeval-vib": ["semeval", msg("With the bottleneck.")],
};

/** What stands beside a model in the menu; `line` is empty for a model that is not listed here. */
export function describeModel(model: ModelEntry): { readonly group: string; readonly line: string } {
  const known = LINES[model.id.replace(/^re-minilm-/, "")];
  if (known !== undefined) return { group: t(GROUPS[known[0]]), line: t(known[1]) };
  if (model.role === "own") return { group: t("From your disk"), line: "" };
  if (model.role === "test") return { group: t("Made for tests"), line: "" };
  const labels = labelSetOf(model);
  return { group: labels === "biored" || labels === "semeval" ? t(GROUPS[labels]) : t(GROUPS.treatments), line: "" };
}

/** The models by group, groups in menu order, models of a group in theirs. */
export function sortIntoGroups(models: readonly ModelEntry[]): ModelEntry[] {
  const order: string[] = Object.values(GROUPS).map((group) => t(group));
  const place = (model: ModelEntry) =>
    (order.indexOf(describeModel(model).group) + order.length + 1) % (order.length + 1);
  return [...models].sort((a, b) => place(a) - place(b));
}

/** @file The shipped models in the menu: which belong together, and what each is in one line. */
import { labelSetOf, type ModelEntry } from "../state/modelIndex";

type Group = "treatments" | "encodings" | "features" | "biored" | "semeval";

/** In menu order. */
const GROUPS: Readonly<Record<Group, string>> = {
  treatments: "Wikipedia relations: how names are treated",
  encodings: "Wikipedia relations: what is classified",
  features: "Wikipedia relations: features and heads",
  biored: "BioRED: relations in biomedical abstracts",
  semeval: "SemEval-2010 Task 8: relations between nouns",
};

/** By what follows "re-minilm-". */
const LINES: Readonly<Record<string, readonly [group: Group, line: string]>> = {
  base: ["treatments", "Reads names as they are."],
  vib: ["treatments", "A bottleneck blurs each name as far as the sentence allows."],
  scm: ["treatments", "Moves each name to the centre of its neighbours."],
  "entity-mask": ["treatments", "Reads every name as the one token [MASK]."],
  substitution: ["treatments", "Trained on copies of the rows with other names."],
  "hard-negatives": ["treatments", "Trained on well-known pairs in sentences that say nothing of them."],
  core: ["treatments", "Takes off what the names alone would answer."],
  mask: ["encodings", "Classifies the [MASK] of a prompt, not the names."],
  htm: ["encodings", "Classifies both names and the [MASK], pre-trained together."],
  "ht-mask": ["encodings", "Classifies both names and the [MASK], pre-trained apart."],
  bio: ["features", "Reads the entity types as tags of the words."],
  multitask: ["features", "Learns whether there is a relation, and ranks which."],
  "bio-multitask": ["features", "Tags and ranking together."],
  biored: ["biored", "Reads names as they are."],
  "biored-vib": ["biored", "With the bottleneck."],
  semeval: ["semeval", "Reads names as they are."],
  "semeval-vib": ["semeval", "With the bottleneck."],
};

/** What stands beside a model in the menu; `line` is empty for a model that is not listed here. */
export function describeModel(model: ModelEntry): { readonly group: string; readonly line: string } {
  const known = LINES[model.id.replace(/^re-minilm-/, "")];
  if (known !== undefined) return { group: GROUPS[known[0]], line: known[1] };
  if (model.role === "own") return { group: "From your disk", line: "" };
  if (model.role === "test") return { group: "Made for tests", line: "" };
  const labels = labelSetOf(model);
  return { group: labels === "biored" || labels === "semeval" ? GROUPS[labels] : GROUPS.treatments, line: "" };
}

/** The models by group, groups in menu order, models of a group in theirs. */
export function sortIntoGroups(models: readonly ModelEntry[]): ModelEntry[] {
  const order: string[] = Object.values(GROUPS);
  const place = (model: ModelEntry) =>
    (order.indexOf(describeModel(model).group) + order.length + 1) % (order.length + 1);
  return [...models].sort((a, b) => place(a) - place(b));
}

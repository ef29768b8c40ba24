/** @file The keys of the Models view. */

export const MODELS_KEYS = [
  { keys: ["j", "k"], does: "next run, run before: its details open under the table" },
  { keys: ["b"], does: "the open run’s model in the Bench" },
  { keys: ["x"], does: "the open run’s model beside the model in use, on the sentence of the Bench" },
  { keys: ["c"], does: "the open run’s model card" },
  { keys: ["d"], does: "scores or differences to base in the table" },
  { keys: ["s"], does: "next study" },
  { keys: ["?"], does: "this list" },
] as const;

export type ModelsKey = (typeof MODELS_KEYS)[number]["keys"][number];
export const MODELS_KEY_SET: ReadonlySet<ModelsKey> = new Set(MODELS_KEYS.flatMap(({ keys }) => keys));

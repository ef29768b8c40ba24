/** @file The keys of the Models view. */
import { msg } from "../../../messages/translate";

export const MODELS_KEYS = [
  { keys: ["j", "k"], does: msg("next run, run before: its details open under the table") },
  { keys: ["b"], does: msg("the open run’s model in the Bench") },
  { keys: ["x"], does: msg("the open run’s model beside the model in use, on the sentence of the Bench") },
  { keys: ["c"], does: msg("the open run’s model card") },
  { keys: ["d"], does: msg("scores or differences to base in the table") },
  { keys: ["s"], does: msg("next study") },
  { keys: ["?"], does: msg("this list") },
] as const;

export type ModelsKey = (typeof MODELS_KEYS)[number]["keys"][number];
export const MODELS_KEY_SET: ReadonlySet<ModelsKey> = new Set(MODELS_KEYS.flatMap(({ keys }) => keys));

/** @file What the reader said a file's own labels and types are, and the rows as they are scored with it. */
import type { Example } from "../data/example";
import type { Choice } from "../data/labelMapping";
import { mapTypes } from "../data/typeMapping";

/** The reader's choices for the open corpus. */
export interface Mapping {
  /** By the model's label set (its key, see keyOfLabels): what relations of the file are. */
  readonly relations: Readonly<Record<string, readonly Choice[]>>;
  /** What entity types of the file are. */
  readonly types: readonly Choice[];
}

export const NO_MAPPING: Mapping = { relations: {}, types: [] };

/** How the rows of the open corpus are scored: with the types that swaps know. */
export function selectTyping({ mapping }: { readonly mapping: Mapping }): (example: Example) => Example {
  if (mapping.types.length === 0) return (example) => example;
  const types = new Map(mapping.types);
  return (example) => mapTypes(example, types);
}

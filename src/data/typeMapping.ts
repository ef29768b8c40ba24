/** @file Rows as swaps read them: with the entity types that their reader said their own types are. */
import type { Argument, Example } from "./example";

/** The example with other types; itself when none of its types is among `types`. */
export function mapTypes(example: Example, types: ReadonlyMap<string, string | null>): Example {
  const subject = mapType(example.subject, types);
  const object = mapType(example.object, types);
  return subject === example.subject && object === example.object ? example : { ...example, subject, object };
}

function mapType(argument: Argument, types: ReadonlyMap<string, string | null>): Argument {
  const put = argument.type === undefined ? undefined : types.get(argument.type);
  return put == null ? argument : { ...argument, type: put };
}

/** Whether a model that reads these types has a tag for this one. */
export function hasTagFor(typesRead: readonly string[], type: string): boolean {
  return typesRead.includes(type.trim().toUpperCase());
}

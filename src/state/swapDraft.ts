/** @file Swaps on the stage: other names in the place of the arguments, always counted from the sentence before. */
import { swapArguments } from "../data/entitySwap";
import type { Example, Role } from "../data/example";
import type { NameSource } from "../data/nameSources";
import { toExample, type Draft, type DraftSwap } from "./draft";

export type SwapNames = DraftSwap["names"];

/** The sentence before any swap. */
export function originOf(draft: Draft): Draft {
  return draft.swap?.origin ?? draft;
}

/** The names put in so far; empty for a sentence as it was written. */
export function namesOf(draft: Draft): SwapNames {
  return draft.swap?.names ?? {};
}

/** The names with one more, or with one taken back (`name` null). */
export function withName(names: SwapNames, role: Role, name: string | null): SwapNames {
  const { [role]: _old, ...others } = names;
  return name === null ? others : { ...others, [role]: name };
}

/** The words of an argument; "" while it is not marked. */
export function mentionOf(draft: Draft, role: Role): string {
  const argument = draft[role];
  return argument === null ? "" : draft.text.slice(argument.start, argument.end);
}

/** The example with these names in place. Throws an Error with the reason when a name cannot stand there. */
export function swapExample(origin: Example, names: SwapNames): Example {
  return swapArguments(origin, names).example;
}

/**
 * The draft with a name in the place of one argument, or with its own name back (`name` null, or the own name). Without
 * any swap left it is the sentence as it was, the example included. The gold relation stays: the text says the same.
 * `source`: where the name comes from. Throws an Error with the reason when the name cannot stand there; unchanged while an argument is missing.
 */
export function swapDraft(draft: Draft, role: Role, name: string | null, source?: NameSource): Draft {
  const origin = originOf(draft);
  const example = toExample(origin);
  if (example === null) return draft;
  const names = withName(namesOf(draft), role, name === mentionOf(origin, role) ? null : name);
  if (names.subject === undefined && names.object === undefined) return origin;
  const { text, subject, object } = swapExample(example, names);
  const { [role]: _old, ...others } = draft.swap?.sources ?? {};
  const sources = names[role] === undefined || source === undefined ? others : { ...others, [role]: source };
  return { text, subject, object, relation: origin.relation, exampleId: null, swap: { origin, names, sources } };
}

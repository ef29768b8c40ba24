/** @file How often names fill arguments of training rows. Same counting as public/names/README.md. */
import type { Example, Role } from "./example";
import { isPronoun } from "./pronouns";
import { foldName } from "./swap/nameTables";

/** Folded name to the number of arguments, of either role and any type, that bear it. */
export type TrainCounts = ReadonlyMap<string, number>;

/** Counts the arguments of training rows by name; pronouns are left out. */
export function countNames(examples: Iterable<Example>): TrainCounts {
  const counts = new Map<string, number>();
  for (const example of examples) {
    for (const role of ["subject", "object"] as const) {
      const mention = mentionOf(example, role);
      if (isPronoun(mention)) continue;
      const name = foldName(mention);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return counts;
}

/** The count of one argument's name: 0 for a name that training does not have, null for a pronoun. */
export function countArgument(counts: TrainCounts, example: Example, role: Role): number | null {
  const mention = mentionOf(example, role);
  return isPronoun(mention) ? null : (counts.get(foldName(mention)) ?? 0);
}

/** The words of one argument. */
export function mentionOf({ text, ...spans }: Example, role: Role): string {
  return text.slice(spans[role].start, spans[role].end);
}

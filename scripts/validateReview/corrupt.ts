/** @file Wrong labels put into a corpus, with a seed. */
import { pairOf } from "../../src/data/corpusFacts";
import type { Example } from "../../src/data/example";

/** What a wrong label is drawn from: all other relations of the corpus, or those that stand between the same types. */
export const CONFUSIONS = ["anyRelation", "sameTypes"] as const;
export type Confusion = (typeof CONFUSIONS)[number];

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The items in a drawn order (Fisher and Yates). */
export function shuffle<T>(items: readonly T[], random: () => number): T[] {
  const drawn = [...items];
  for (let i = drawn.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [drawn[i], drawn[j]] = [drawn[j]!, drawn[i]!];
  }
  return drawn;
}

export interface Corrupted {
  readonly examples: readonly Example[];
  /** Places of the rows whose label is wrong now. */
  readonly wrong: ReadonlySet<number>;
}

/** Gives `rate` of all rows another label. With "sameTypes" a row whose types bear one relation only stays as it is. */
export function corruptLabels(
  examples: readonly Example[],
  rate: number,
  confusion: Confusion,
  seed: number,
): Corrupted {
  const random = createRandom(seed);
  const groupOf = (example: Example) => (confusion === "sameTypes" ? (pairOf(example) ?? "") : "");
  const relations = new Map<string, Set<string>>();
  for (const example of examples) {
    const group = groupOf(example);
    relations.set(group, (relations.get(group) ?? new Set()).add(example.relation!));
  }
  const othersOf = (example: Example) =>
    [...relations.get(groupOf(example))!].filter((relation) => relation !== example.relation).sort();
  const open = [...examples.keys()].filter((row) => othersOf(examples[row]!).length > 0);
  const wrong = new Set(shuffle(open, random).slice(0, Math.round(rate * examples.length)));
  return {
    wrong,
    examples: examples.map((example, row) => {
      if (!wrong.has(row)) return example;
      const others = othersOf(example);
      return { ...example, relation: others[Math.floor(random() * others.length)]! };
    }),
  };
}

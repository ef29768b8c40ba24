/** @file What the rows of a corpus are called, counted once: while they come in, or at the first question. */
import type { Example } from "./example";

export interface CorpusFacts {
  /** Rows of each relation, by falling count; rows without one are not counted. */
  readonly relations: ReadonlyMap<string, number>;
  /** Arguments of each type, by falling count; those without one are not counted. */
  readonly types: ReadonlyMap<string, number>;
  /** Rows of each pair of types, as `pairOf` names it; rows without one are not counted. */
  readonly pairs: ReadonlyMap<string, number>;
  readonly numUnlabelled: number;
  /** Different documents; a row without one is a document of its own. */
  readonly numDocuments: number;
}

/** "PERSON → LOCATION", or null when one of the two has no type. */
export function pairOf({ subject, object }: Pick<Example, "subject" | "object">): string | null {
  return subject.type && object.type ? `${subject.type} → ${object.type}` : null;
}

/** Counts rows as they come. */
export function createFactCounter(): { add(rows: readonly Example[]): void; finish(): CorpusFacts } {
  const relations = new Map<string, number>();
  const types = new Map<string, number>();
  const pairs = new Map<string, number>();
  const documents = new Set<string>();
  let numUnlabelled = 0;
  let numAlone = 0;
  const count = (counts: Map<string, number>, key: string | null | undefined) => {
    if (key != null) counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  return {
    add(rows) {
      for (const example of rows) {
        if (example.relation == null) numUnlabelled++;
        count(relations, example.relation);
        count(types, example.subject.type);
        count(types, example.object.type);
        count(pairs, pairOf(example));
        if (example.docId === undefined) numAlone++;
        else documents.add(example.docId);
      }
    },
    finish: () => ({
      relations: sort(relations),
      types: sort(types),
      pairs: sort(pairs),
      numUnlabelled,
      numDocuments: documents.size + numAlone,
    }),
  };
}

function sort(counts: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  return new Map([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
}

const known = new WeakMap<readonly Example[], CorpusFacts>();

/** Notes what was counted while these rows came in. */
export function noteFacts(examples: readonly Example[], facts: CorpusFacts): void {
  known.set(examples, facts);
}

/** What these rows are called: noted, or counted now. */
export function findFacts(examples: readonly Example[]): CorpusFacts {
  let facts = known.get(examples);
  if (facts === undefined) {
    const counter = createFactCounter();
    counter.add(examples);
    known.set(examples, (facts = counter.finish()));
  }
  return facts;
}

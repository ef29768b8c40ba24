/** @file The names of a corpus, each with what the model does at its rows. */
import type { Example } from "../data/example";
import { documentOf, namesOf } from "./corpusColumns";
import type { SeenCounts } from "./frequencyBands";
import { computeFlipRate, type RowResult } from "./rowScore";

/** One name over all rows in which it is an argument. */
export interface EntityRow {
  readonly name: string;
  /** Its most frequent type; null when no row gives one. */
  readonly type: string | null;
  /** Document of its first row; see documentOf. */
  readonly document: string;
  /** Times it is an argument of a scored row. */
  readonly count: number;
  /** Training arguments of this name, 0 for an unseen one; null where that is not known (a pronoun, counts not there). */
  readonly numSeen: number | null;
  /** Mean variance of its own mentions; null without a bottleneck. */
  readonly variance: number | null;
  /** Mean swap flip rate of its rows, in [0, 1]; null without swaps. */
  readonly flipRate: number | null;
  /** Its rows whose answer differs from the gold label, of those that have one. */
  readonly numWrong: number;
  readonly numLabelled: number;
  /** Most frequent wrong answer's class id; null when none is wrong. */
  readonly wrongLabel: number | null;
}

interface Sums {
  readonly document: string;
  readonly types: Map<string, number>;
  readonly wrong: Map<number, number>;
  count: number;
  numSeen: number | null;
  numVariances: number;
  variances: number;
  numFlips: number;
  flips: number;
  numWrong: number;
  numLabelled: number;
}

/** Names in order of first appearance. `rows`: places of the rows to count; unscored ones are left out. */
export function buildEntityTable(
  examples: readonly Example[],
  results: readonly (RowResult | null | undefined)[],
  labels: readonly string[],
  rows: ArrayLike<number>,
  seen: SeenCounts | null = null,
): EntityRow[] {
  const names = new Map<string, Sums>();
  const known = new Set(labels);
  for (const row of Array.from(rows)) {
    const example = examples[row]!;
    const result = results[row];
    if (result?.kind !== "score") continue;
    const flipRate = computeFlipRate(result);
    namesOf(example).forEach((name, i) => {
      const role = i === 0 ? "subject" : "object";
      const sums = names.get(name) ?? startSums(documentOf(example, row));
      names.set(name, sums);
      sums.count++;
      const numSeen = seen?.[role][row] ?? -1;
      if (numSeen >= 0) sums.numSeen = numSeen;
      addTo(sums.types, example[role].type);
      const variance = result.variance[role];
      if (variance !== null && Number.isFinite(variance)) {
        sums.variances += variance;
        sums.numVariances++;
      }
      if (flipRate !== null) {
        sums.flips += flipRate;
        sums.numFlips++;
      }
      if (example.relation == null || !known.has(example.relation)) return;
      sums.numLabelled++;
      if (labels[result.label] === example.relation) return;
      sums.numWrong++;
      addTo(sums.wrong, result.label);
    });
  }
  const orNull = (sum: number, count: number) => (count === 0 ? null : sum / count);
  return [...names].map(([name, sums]) => ({
    name,
    type: findMostFrequent(sums.types),
    document: sums.document,
    count: sums.count,
    numSeen: sums.numSeen,
    variance: orNull(sums.variances, sums.numVariances),
    flipRate: orNull(sums.flips, sums.numFlips),
    numWrong: sums.numWrong,
    numLabelled: sums.numLabelled,
    wrongLabel: findMostFrequent(sums.wrong),
  }));
}

/** The names that hold these letters, in any case, and are of this type; "" and null keep all. */
export function findNames(rows: readonly EntityRow[], words: string, type: string | null = null): readonly EntityRow[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === "" && type === null) return rows;
  return rows.filter((row) => (type === null || row.type === type) && row.name.toLowerCase().includes(wanted));
}

function startSums(document: string): Sums {
  const zeros = {
    count: 0,
    numSeen: null,
    numVariances: 0,
    variances: 0,
    numFlips: 0,
    flips: 0,
    numWrong: 0,
    numLabelled: 0,
  };
  return { document, types: new Map(), wrong: new Map(), ...zeros };
}

function addTo<K>(counts: Map<K, number>, key: K | undefined): void {
  if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** The key counted most, the first of equals; null for none. */
function findMostFrequent<K>(counts: ReadonlyMap<K, number>): K | null {
  let [best, most]: [K | null, number] = [null, 0];
  for (const [key, count] of counts) if (count > most) [best, most] = [key, count];
  return best;
}

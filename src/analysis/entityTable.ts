/** @file The names of a corpus, each with what the model does at its rows. */
import type { Example } from "../data/example";
import type { GoldOf } from "../data/labelMapping";
import { documentOf, findByName } from "./corpusColumns";
import type { SeenCounts } from "./frequencyBands";
import { findNameIndex } from "./nameIndex";
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

/** Sums over one name. */
interface Sums {
  readonly id: number;
  readonly document: string;
  readonly types: Tally<string>;
  readonly wrong: Tally<number>;
  count: number;
  numSeen: number | null;
  numVariances: number;
  variances: number;
  numFlips: number;
  flips: number;
  numWrong: number;
  numLabelled: number;
}

/** Names in order of first appearance. `rows`: places of the rows to count; unscored ones are left out. `goldOf`: see buildColumns. */
export function buildEntityTable(
  examples: readonly Example[],
  results: readonly (RowResult | null | undefined)[],
  labels: readonly string[],
  rows: ArrayLike<number>,
  seen: SeenCounts | null = null,
  goldOf: GoldOf = findByName(labels),
): EntityRow[] {
  const { names, ids } = findNameIndex(examples);
  const sumsOf = new Array<Sums | undefined>(names.length);
  const found: Sums[] = [];
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place]!;
    const example = examples[row]!;
    const result = results[row];
    if (result?.kind !== "score") continue;
    const flipRate = computeFlipRate(result);
    const gold = example.relation == null ? -1 : goldOf(example.relation);
    const isLabelled = gold >= 0;
    const isWrong = isLabelled && result.label !== gold;
    for (let i = 0; i < 2; i++) {
      const role = i === 0 ? "subject" : "object";
      const id = ids[2 * row + i]!;
      let sums = sumsOf[id];
      if (sums === undefined) found.push((sums = sumsOf[id] = startSums(id, documentOf(example, row))));
      sums.count++;
      const numSeen = seen?.[role][row] ?? -1;
      if (numSeen >= 0) sums.numSeen = numSeen;
      const { type } = example[role];
      if (type !== undefined) addTo(sums.types, type);
      const variance = result.variance[role];
      if (variance !== null && Number.isFinite(variance)) {
        sums.variances += variance;
        sums.numVariances++;
      }
      if (flipRate !== null) {
        sums.flips += flipRate;
        sums.numFlips++;
      }
      if (isLabelled) sums.numLabelled++;
      if (!isWrong) continue;
      sums.numWrong++;
      addTo(sums.wrong, result.label);
    }
  }
  const orNull = (sum: number, count: number) => (count === 0 ? null : sum / count);
  return found.map((sums) => ({
    name: names[sums.id]!,
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

function startSums(id: number, document: string): Sums {
  const sums = { count: 0, numSeen: null, numVariances: 0, variances: 0, numFlips: 0, flips: 0 };
  return { id, document, types: startTally(), wrong: startTally(), ...sums, numWrong: 0, numLabelled: 0 };
}

/** Counts of keys. Most names have one only: it is counted without a map. */
interface Tally<K> {
  first: K | null;
  numFirst: number;
  others: Map<K, number> | null;
}

const startTally = <K>(): Tally<K> => ({ first: null, numFirst: 0, others: null });

function addTo<K>(tally: Tally<K>, key: K): void {
  if (tally.numFirst === 0) tally.first = key;
  if (tally.first === key) tally.numFirst++;
  else (tally.others ??= new Map<K, number>()).set(key, (tally.others.get(key) ?? 0) + 1);
}

/** The key counted most, the first of equals; null for none. */
function findMostFrequent<K>({ first, numFirst, others }: Tally<K>): K | null {
  let [best, most] = [first, numFirst];
  for (const [key, count] of others ?? []) if (count > most) [best, most] = [key, count];
  return best;
}

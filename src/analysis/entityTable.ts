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
  // Columns by name in order of first appearance: an object for each of many names would cost more than the sums.
  const most = Math.min(names.length, 2 * rows.length);
  const placeOf = new Int32Array(names.length).fill(-1);
  const idAt = new Int32Array(most);
  const firstRow = new Int32Array(most);
  const integers = () => new Int32Array(most);
  const [counts, numVariances, numFlips, numLabelled, numWrong] = [
    integers(),
    integers(),
    integers(),
    integers(),
    integers(),
  ];
  const numSeen = new Int32Array(most).fill(-1);
  const [variances, flips] = [new Float64Array(most), new Float64Array(most)];
  const types = createTallies<string>(most);
  const wrongLabels = createTallies<number>(most);
  let numNames = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const example = examples[row]!;
    const result = results[row];
    if (result?.kind !== "score") continue;
    const flipRate = computeFlipRate(result);
    const gold = example.relation == null ? -1 : goldOf(example.relation);
    const isWrong = gold >= 0 && result.label !== gold;
    for (let side = 0; side < 2; side++) {
      const role = side === 0 ? "subject" : "object";
      const id = ids[2 * row + side]!;
      let at = placeOf[id]!;
      if (at < 0) {
        at = placeOf[id] = numNames++;
        idAt[at] = id;
        firstRow[at] = row;
      }
      counts[at]!++;
      const trained = seen?.[role][row] ?? -1;
      if (trained >= 0) numSeen[at] = trained;
      const { type } = example[role];
      if (type !== undefined) types.add(at, type);
      const variance = result.variance[role];
      if (variance !== null && Number.isFinite(variance)) {
        variances[at]! += variance;
        numVariances[at]!++;
      }
      if (flipRate !== null) {
        flips[at]! += flipRate;
        numFlips[at]!++;
      }
      if (gold >= 0) numLabelled[at]!++;
      if (!isWrong) continue;
      numWrong[at]!++;
      wrongLabels.add(at, result.label);
    }
  }
  const orNull = (sum: number, count: number) => (count === 0 ? null : sum / count);
  return Array.from({ length: numNames }, (_, at) => ({
    name: names[idAt[at]!]!,
    type: types.findMost(at),
    document: documentOf(examples[firstRow[at]!]!, firstRow[at]!),
    count: counts[at]!,
    numSeen: numSeen[at]! < 0 ? null : numSeen[at]!,
    variance: orNull(variances[at]!, numVariances[at]!),
    flipRate: orNull(flips[at]!, numFlips[at]!),
    numWrong: numWrong[at]!,
    numLabelled: numLabelled[at]!,
    wrongLabel: wrongLabels.findMost(at),
  }));
}

/** The names that hold these letters, in any case, and are of this type; "" and null keep all. */
export function findNames(rows: readonly EntityRow[], words: string, type: string | null = null): readonly EntityRow[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === "" && type === null) return rows;
  return rows.filter((row) => (type === null || row.type === type) && row.name.toLowerCase().includes(wanted));
}

/** For each place the counts of its keys. Most places have one key only: it is counted without a map. */
interface Tallies<K> {
  add(at: number, key: K): void;
  /** The key counted most, the first of equals; null for none. */
  findMost(at: number): K | null;
}

function createTallies<K>(length: number): Tallies<K> {
  const firsts = new Array<K | null>(length).fill(null);
  const numFirst = new Int32Array(length);
  const others = new Map<number, Map<K, number>>();
  return {
    add(at, key) {
      if (numFirst[at] === 0) firsts[at] = key;
      if (firsts[at] === key) return void numFirst[at]!++;
      let rest = others.get(at);
      if (rest === undefined) others.set(at, (rest = new Map()));
      rest.set(key, (rest.get(key) ?? 0) + 1);
    },
    findMost(at) {
      let best: K | null = firsts[at] ?? null;
      let most = numFirst[at]!;
      for (const [key, count] of others.get(at) ?? []) {
        if (count > most) [best, most] = [key, count];
      }
      return best;
    },
  };
}

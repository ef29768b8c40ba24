/** @file What scoring keeps of one row: its answer, its variances, and what other names do to it. */
import type { Reading } from "../inference/types";
import { argMax } from "../math/statistics";
import { computeMeanDivergence } from "./divergence";

/** Mean sigma^2 over the sub-tokens of one mention or of both (`row`); null without a bottleneck. */
export type RowVariance = Reading["variance"];

/** Classes of an answer that are worth keeping: label and probability, the most probable first; see `listChances`. */
export type Chances = readonly (readonly [label: number, probability: number])[];

/** What the row's text and its names say by themselves, and how sure each answer is. */
export interface RowProbes {
  /** The row as it is written. */
  readonly full: Chances;
  /** Every mention of both names masked; null when that version could not be read. */
  readonly masked: Chances | null;
  /** The two names without their sentence; null when that version could not be read. */
  readonly namesOnly: Chances | null;
  /** Probability of each swapped version's own answer, in the order of `swapLabels`. */
  readonly swapProbabilities: readonly number[];
}

/** A row that was read. */
export interface RowScore {
  readonly kind: "score";
  /** Class id of the answer in mean mode. */
  readonly label: number;
  /** Its probability, in [0, 1]. */
  readonly probability: number;
  readonly variance: RowVariance;
  /** K: draws done; 0 without a bottleneck. */
  readonly numDraws: number;
  /** Of these, draws whose answer is another one. */
  readonly numDrawFlips: number;
  /** Class id of the answer with each swapped version; empty when no name of the right type was found. */
  readonly swapLabels: readonly number[];
  /** Variances of the first swapped version, the row's out-of-distribution twin; null without one. */
  readonly swapVariance: RowVariance | null;
  /** Mean Jensen-Shannon divergence of the swapped answers, in bits; null without swaps. */
  readonly divergence: number | null;
  /** Absent in scores that were made before probes were kept, and in those of a results file. */
  readonly probes?: RowProbes;
}

/** A row the model could not read, and why. */
export interface RowFailure {
  readonly kind: "unreadable";
  readonly error: string;
}

export type RowResult = RowScore | RowFailure;

/** Classes below this are not kept: what is not in a list has a probability below it. */
export const LEAST_CHANCE = 0.01;

const round = (value: number): number => Math.round(value * 1e4) / 1e4;

/** The classes of probability LEAST_CHANCE and more, four decimals, most probable first; the first of all in any case. */
export function listChances(probabilities: ArrayLike<number>): Chances {
  const all = Array.from(probabilities, (probability, label): [number, number] => [label, round(probability)]);
  all.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  // Rounding may not put another class first than the answer.
  const top = argMax(probabilities);
  const ordered = [...all.filter(([label]) => label === top), ...all.filter(([label]) => label !== top)];
  return ordered.filter(([, probability], i) => i === 0 || probability >= LEAST_CHANCE);
}

/** Readings of the row with its names masked, and of its names alone; null where that could not be read. */
export interface ProbeReadings {
  readonly masked: Reading | null;
  readonly namesOnly: Reading | null;
}

/** One row's score from the reading of the row and of its swapped versions, the out-of-distribution twin first. */
export function scoreReading(original: Reading, swaps: readonly Reading[], probes?: ProbeReadings): RowScore {
  const { probabilities, drawProbabilities, numDraws, variance } = original;
  const numLabels = probabilities.length;
  const label = argMax(probabilities);
  let numDrawFlips = 0;
  for (let k = 0; k < numDraws; k++) {
    if (argMax(drawProbabilities.subarray(k * numLabels, (k + 1) * numLabels)) !== label) numDrawFlips++;
  }
  return {
    kind: "score",
    label,
    probability: probabilities[label] ?? 0,
    variance,
    numDraws,
    numDrawFlips,
    swapLabels: swaps.map((swap) => argMax(swap.probabilities)),
    swapVariance: swaps[0]?.variance ?? null,
    divergence: computeMeanDivergence(
      probabilities,
      swaps.map((swap) => swap.probabilities),
    ).value,
    ...(probes && {
      probes: {
        full: listChances(probabilities),
        masked: probes.masked && listChances(probes.masked.probabilities),
        namesOnly: probes.namesOnly && listChances(probes.namesOnly.probabilities),
        swapProbabilities: swaps.map((swap) => round(swap.probabilities[argMax(swap.probabilities)] ?? 0)),
      },
    }),
  };
}

/** Share of the swaps whose answer is another one, in [0, 1]; null without swaps. */
export function computeFlipRate({ label, swapLabels }: Pick<RowScore, "label" | "swapLabels">): number | null {
  if (swapLabels.length === 0) return null;
  // Asked for every row of a corpus at every change: no list is made.
  let numFlips = 0;
  for (const swapped of swapLabels) if (swapped !== label) numFlips++;
  return numFlips / swapLabels.length;
}

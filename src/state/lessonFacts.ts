/**
 * @file What the page shows when a step begins and when it is done: the numbers that a lesson quotes, and what a
 * prediction is compared with. Always the live model's; never those that were computed when the page was built.
 */
import { computeFlipRate, type RowScore } from "../analysis/rowScore";
import { argMax } from "../math/statistics";
import type { Role } from "../data/example";
import type { Answer } from "./answer";
import { computeDrawVotes } from "./drawVotes";
import { selectCurrent } from "./pinSlice";
import { topLabel } from "./predictionRows";
import { selectProbesKey } from "./probeSlice";
import { selectDecisions } from "./reviewSlice";
import type { BenchState } from "./store";
import { mentionOf } from "./swapDraft";

/** One model's answer, in few numbers. */
export interface ModelFact {
  readonly hasBottleneck: boolean;
  readonly label: string;
  /** Of `label`, in mean mode. */
  readonly probability: number;
  readonly isNegative: boolean;
  /** Gold label of the sentence; null when unknown. */
  readonly gold: string | null;
  /** Mean variance of each argument; null without a bottleneck. */
  readonly variance: Readonly<Record<Role, number | null>>;
  readonly beta: number | null;
  readonly numDraws: number;
  /** Draws with the label of mean mode. */
  readonly numAgreeing: number;
}

/** A probe's own answer. */
export interface ProbeFact {
  readonly label: string;
  readonly probability: number;
}

/** What stands on the page at one moment. */
export interface LessonFacts {
  readonly subject: string;
  readonly object: string;
  /** The model in use first, then its partner when both stand side by side. */
  readonly models: readonly ModelFact[];
  /** Probes of the first of `models`; null while they are not read. */
  readonly namesOnly: ProbeFact | null;
  readonly masked: ProbeFact | null;
  readonly numRows: number;
  readonly numScored: number;
  /** Scored rows whose answer some other pair of names changes. */
  readonly numFlipping: number;
  /** Share of the swaps that change the answer, mean over the scored rows and over those in the brushed range. */
  readonly flipRate: number | null;
  readonly flipRateSelected: number | null;
  /** Scored rows in the brushed range; all of them without one. */
  readonly numSelected: number;
  readonly numDecided: number;
  /** Mean variance of rows as written and with other names, and the difference with its interval; null without them. */
  readonly shift: {
    readonly id: number;
    readonly ood: number;
    readonly difference: number;
    readonly low: number;
    readonly high: number;
    readonly numRows: number;
  } | null;
}

function factOf(answer: Answer): ModelFact {
  const { label, probability } = topLabel(answer);
  const { reading, model, gold } = answer;
  return {
    hasBottleneck: model.hasBottleneck,
    label,
    probability,
    isNegative: label === model.negative,
    gold,
    variance: { subject: reading.variance.subject, object: reading.variance.object },
    beta: reading.beta,
    numDraws: reading.numDraws,
    numAgreeing: computeDrawVotes(answer).find(({ isMeanAnswer }) => isMeanAnswer)?.draws.length ?? 0,
  };
}

/** Whether every model in use has answered the question on the stage, live. */
export function isFresh(state: BenchState): boolean {
  const current = selectCurrent(state);
  return current !== null && current.answers.every(({ isBuilt }) => !isBuilt);
}

/** Whether the four probes belong to the stage and are read. */
export function hasProbes(state: BenchState): boolean {
  return state.probes?.status === "done" && state.probes.key === selectProbesKey(state);
}

function readShift(state: BenchState): LessonFacts["shift"] {
  const shift = state.analysis?.found.shift;
  const { id, ood, difference } = shift ?? {};
  if (id?.value == null || ood?.value == null || difference?.value == null || !difference.interval) return null;
  const { low, high } = difference.interval;
  return { id: id.value, ood: ood.value, difference: difference.value, low, high, numRows: id.numRows };
}

/** Mean flip rate over rows that have swaps; null without any. */
function meanFlipRate(scored: readonly RowScore[]): number | null {
  const rates = scored.flatMap((score) => computeFlipRate(score) ?? []);
  return rates.length === 0 ? null : rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
}

/** What the page shows now. `models` is empty unless the answer is fresh. */
export function readFacts(state: BenchState): LessonFacts {
  const { history, modelId, results, corpus } = state;
  const answers = isFresh(state) ? (selectCurrent(state)?.answers ?? []) : [];
  const own = answers.filter(({ model }) => model.id === modelId);
  const models = [...own, ...answers.filter((answer) => !own.includes(answer))];
  const probed = hasProbes(state) ? (state.probes?.models.find(({ model }) => model.id === modelId) ?? null) : null;
  const probeOf = (kind: "entitiesOnly" | "masked"): ProbeFact | null => {
    const probabilities = probed?.input[kind];
    if (!probed || !probabilities) return null;
    const index = argMax(probabilities);
    return { label: probed.model.labels[index] ?? "", probability: probabilities[index] ?? 0 };
  };
  const scored = results.flatMap((result) => (result?.kind === "score" ? [result] : []));
  const { range } = state.filter.present;
  const isIn = ({ variance }: RowScore) => {
    const value = range && variance[range.of === "pooled" ? "row" : range.of];
    return value === null ? range === null : value >= range!.low && value < range!.high;
  };
  const selected = scored.filter(isIn);
  return {
    subject: mentionOf(history.present, "subject"),
    object: mentionOf(history.present, "object"),
    models: models.map(factOf),
    namesOnly: probeOf("entitiesOnly"),
    masked: probeOf("masked"),
    numRows: corpus?.examples.length ?? 0,
    numScored: scored.length,
    numFlipping: scored.filter((score) => (computeFlipRate(score) ?? 0) > 0).length,
    flipRate: meanFlipRate(scored),
    flipRateSelected: meanFlipRate(selected),
    numSelected: selected.length,
    numDecided: Object.values(selectDecisions(state)).filter(({ action }) => action !== null).length,
    shift: readShift(state),
  };
}

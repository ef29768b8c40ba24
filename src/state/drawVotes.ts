/** @file Which label each draw gives: the spread of the answer itself. */
import { argMax } from "../math/statistics";
import type { Answer } from "./answer";
import { topLabel } from "./predictionRows";

/** The draws that gave one label. */
export interface DrawVote {
  readonly label: string;
  /** Whether this is also the answer in mean mode. */
  readonly isMeanAnswer: boolean;
  /** Numbers of the draws, from 1, in order. */
  readonly draws: readonly number[];
}

/**
 * Labels that win at least one draw, most draws first; the mean-mode answer is always among them, if only with none.
 * Empty for a reading without draws.
 */
export function computeDrawVotes(answer: Answer): DrawVote[] {
  const { reading, model } = answer;
  if (reading.numDraws === 0) return [];
  const meanLabel = topLabel(answer).label;
  const votes = new Map<string, number[]>([[meanLabel, []]]);
  for (let k = 0; k < reading.numDraws; k++) {
    const row = reading.drawProbabilities.subarray(k * model.labels.length, (k + 1) * model.labels.length);
    const label = model.labels[argMax(row)] ?? "";
    const draws = votes.get(label);
    if (draws) draws.push(k + 1);
    else votes.set(label, [k + 1]);
  }
  return [...votes]
    .map(([label, draws]) => ({ label, draws, isMeanAnswer: label === meanLabel }))
    .sort((a, b) => b.draws.length - a.draws.length);
}

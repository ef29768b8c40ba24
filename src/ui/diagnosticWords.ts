/** @file What the variance diagnostics are called, and what they say. */
import type { Diagnostics } from "../data/studyResults";
import { formatDifference } from "./corpusFindings";

export type Level = Diagnostics["perRelation"];
export type Coefficient = Level["correlations"][string]["spearman"];

export const QUANTITY_NAMES: Readonly<Record<string, string>> = {
  oodDrop: "accuracy lost to type swap",
  trainFrequency: "training rows (log)",
  flipRate: "swap flip rate",
  namesOnlyAccuracy: "accuracy of names alone",
};

export function nameQuantity(id: string): string {
  return QUANTITY_NAMES[id] ?? id;
}

const isClear = ({ ci }: Coefficient) => ci !== null && (ci[0] > 0 || ci[1] < 0);

/** "−0.09 [−0.14, −0.05]". */
export function sayCoefficient({ value, ci }: Coefficient): string {
  const bounds = ci ? ` [${formatDifference(ci[0], 2)}, ${formatDifference(ci[1], 2)}]` : "";
  return `${formatDifference(value, 2)}${bounds}`;
}

/** Which quantities variance goes with clearly, by rank, over relations and over rows. */
export function findDiagnostics({ perRelation, perExample }: Diagnostics): string {
  const list = ({ correlations }: Level) =>
    Object.entries(correlations)
      .filter(([, { spearman }]) => isClear(spearman))
      .map(([id, { spearman }]) => `${nameQuantity(id)} (${formatDifference(spearman.value, 2)})`);
  const say = (found: string[]) => (found.length === 0 ? "nothing clearly" : found.join(" and "));
  return `Variance goes with ${say(list(perRelation))} over relations, with ${say(list(perExample))} over rows`;
}

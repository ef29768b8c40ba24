/** @file What the variance diagnostics are called, and what they say. */
import { t, msg, type MessageId } from "../messages/translate";
import type { Diagnostics } from "../data/studyResults";
import { formatDifference } from "./corpusFindings";

export type Level = Diagnostics["perRelation"];
export type Coefficient = Level["correlations"][string]["spearman"];

export const QUANTITY_NAMES: Readonly<Record<string, MessageId>> = {
  oodDrop: msg("accuracy lost to type swap"),
  trainFrequency: msg("training rows (log)"),
  flipRate: msg("swap flip rate"),
  namesOnlyAccuracy: msg("accuracy of names alone"),
};

export function nameQuantity(id: string): string {
  const name = QUANTITY_NAMES[id];
  return name === undefined ? id : t(name);
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
      .map(([id, { spearman }]) =>
        t("{quantity} ({value})", { quantity: nameQuantity(id), value: formatDifference(spearman.value, 2) }),
      );
  const say = (found: string[]) =>
    found.length === 0 ? t("nothing clearly") : found.reduce((left, right) => t("{left} and {right}", { left, right }));
  return t("Variance goes with {relations} over relations, with {rows} over rows", {
    relations: say(list(perRelation)),
    rows: say(list(perExample)),
  });
}

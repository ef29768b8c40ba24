/** @file How the numbers of a lesson are printed. */
import { formatCount } from "../../../messages/formatNumber";
import type { Printers } from "../../../state/lessonValues";
import { formatDifference } from "../../corpusFindings";
import { formatLabel, formatProbability, formatVariance } from "../../numbers";

export const PRINTERS: Printers = {
  label: formatLabel,
  probability: formatProbability,
  variance: formatVariance,
  count: formatCount,
  share: (value) => `${Math.round(100 * value)}%`,
  difference: (value) => formatDifference(value),
  missing: "not read",
};

/** @file How the numbers of a lesson are printed. */
import type { Printers } from "../../../state/lessonValues";
import { formatLabel, formatProbability, formatVariance } from "../../numbers";

export const PRINTERS: Printers = {
  label: formatLabel,
  probability: formatProbability,
  variance: formatVariance,
  count: (value) => value.toLocaleString("en"),
  missing: "not read",
};

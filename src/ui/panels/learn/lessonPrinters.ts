/** @file How the numbers of a lesson are printed. */
import { formatCount } from "../../../messages/formatNumber";
import { t } from "../../../messages/translate";
import type { Printers } from "../../../state/lessonValues";
import { formatDifference } from "../../corpusFindings";
import { formatLabel, formatPercent, formatProbability, formatVariance } from "../../numbers";

/** In the language that is on. */
export const listPrinters = (): Printers => ({
  label: formatLabel,
  probability: formatProbability,
  variance: formatVariance,
  count: formatCount,
  share: (value) => formatPercent(value),
  difference: (value) => formatDifference(value),
  missing: t("not read"),
});

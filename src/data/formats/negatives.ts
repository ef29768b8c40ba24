/** @file Names that files give to "no relation". */

/** The label that readers write for pairs that a file leaves unlabelled on purpose (its format says so by silence). */
export const NO_RELATION = "no_relation";

/** As formats and OpenNRE's loader write it, in lower case. */
const NEGATIVE = new Set(["no_relation", "no relation", "na", "other", "others", "none", "no-rel", "n/a", ""]);

/** Whether a label means "no relation", by the usual names; case and outer spaces do not matter. */
export function isNegativeLabel(label: string): boolean {
  return NEGATIVE.has(label.trim().toLowerCase());
}

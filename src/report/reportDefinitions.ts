/** @file The quantities of a report, each defined once. */
import {
  FLIP_DEFINITIONS,
  FLIP_SLICE_DEFINITIONS,
  HISTOGRAM_DEFINITIONS,
  NAME_FLIP_DEFINITIONS,
  SCORE_DEFINITIONS,
  SHIFT_DEFINITIONS,
} from "../ui/corpusDefinitions";
import type { Definition } from "../ui/widgets/Definitions";

const FIGURES = [
  ...[HISTOGRAM_DEFINITIONS, SHIFT_DEFINITIONS, SCORE_DEFINITIONS],
  ...[FLIP_DEFINITIONS, FLIP_SLICE_DEFINITIONS, NAME_FLIP_DEFINITIONS],
];

/** Of all figures, in order of first use. */
export const REPORT_DEFINITIONS: readonly Definition[] = [
  ...new Map(FIGURES.flat().map((definition) => [definition.term, definition])).values(),
];

/** Place of a definition on the page. */
export function anchorOf(term: string): string {
  return `def-${term.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
}

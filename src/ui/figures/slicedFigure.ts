/** @file What the figures by slice have in common. */
import type { ReactNode } from "react";
import type { Slicing } from "../../analysis/corpusAnalysis";
import { SLICE_NOUNS } from "../corpusFindings";
import { countOf } from "../numbers";
import type { Basis } from "../provenance";
import type { CorpusView } from "./corpusView";

export interface SlicedFigureProps {
  readonly view: CorpusView;
  /** What `view.found` is cut by. */
  readonly slicing: Slicing;
  readonly basis: Basis;
  /** What stands above the drawing; null on paper, where nothing can be chosen. */
  readonly controls: ReactNode;
}

/** Why there are no slices at all. */
const NO_SLICES: Record<Slicing, string> = {
  pair: "No selected row gives the types of both its names.",
  relation: "No row is selected.",
  band: "How often training has seen the names is not known for any selected row.",
};

/**
 * Why nothing is drawn: there are no slices, or `rule` leaves out each of them. `sizes`: rows of each slice; `canChoose`:
 * whether the reader can pick other rows or another cut.
 */
export function sayNoSlices(slicing: Slicing, sizes: readonly number[], rule: string, canChoose: boolean): string {
  const [one, many] = SLICE_NOUNS[slicing];
  if (sizes.length === 0) {
    const advice = slicing === "relation" ? "Widen the selection." : "Cut the rows another way.";
    return canChoose ? `${NO_SLICES[slicing]} ${advice}` : NO_SLICES[slicing];
  }
  const largest = Math.max(...sizes);
  const said = `${rule}; of ${countOf(sizes.length, one, many)} here the largest has ${largest}.`;
  return canChoose ? `${said} Widen the selection, score more rows, or cut the rows another way.` : said;
}

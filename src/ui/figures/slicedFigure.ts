/** @file What the figures by slice have in common. */
import type { ReactNode } from "react";
import { t, msg, type MessageId } from "../../messages/translate";
import { ofSlices } from "../corpusFindings";
import type { Slicing } from "../../analysis/corpusAnalysis";
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
const NO_SLICES: Record<Slicing, MessageId> = {
  pair: msg("No selected row gives the types of both its names."),
  relation: msg("No row is selected."),
  band: msg("How often training has seen the names is not known for any selected row."),
};

/** "relation": what each slice is, as the head of a column has it. */
export function nameSlicing(slicing: Slicing): string {
  return { relation: t("relation"), pair: t("type pair"), band: t("frequency band") }[slicing];
}

/** The last sentence of a foot where a drawing leaves slices out; empty where it does not. */
export function sayHidden(numHidden: number): string {
  return numHidden > 0 ? t("{n} more in the table.", { n: numHidden }) : "";
}

/**
 * Why nothing is drawn: there are no slices, or `rule` leaves out each of them. `sizes`: rows of each slice; `canChoose`:
 * whether the reader can pick other rows or another cut.
 */
export function sayNoSlices(slicing: Slicing, sizes: readonly number[], rule: string, canChoose: boolean): string {
  if (sizes.length === 0) {
    const advice = slicing === "relation" ? t("Widen the selection.") : t("Cut the rows another way.");
    return canChoose ? `${t(NO_SLICES[slicing])} ${advice}` : t(NO_SLICES[slicing]);
  }
  const largest = Math.max(...sizes);
  const said = t("{rule}; {of} here the largest has {largest}.", {
    rule,
    of: ofSlices(slicing, sizes.length),
    largest,
  });
  return canChoose ? `${said} ${t("Widen the selection, score more rows, or cut the rows another way.")}` : said;
}

/** @file The sentences above the flip rates of slices and models. */
import type { Slicing } from "../analysis/corpusAnalysis";
import { findDifference } from "../analysis/findings";
import type { Estimate } from "../analysis/estimate";
import type { SliceContrasts } from "../analysis/sliceContrasts";
import { SLICE_NOUNS } from "./corpusFindings";
import { countOf, formatLabel } from "./numbers";

const percent = (share: number) => `${Math.round(100 * share)}%`;

/** In which slices do names decide more? */
export function findFlipSlices({ all, slices, numTested }: SliceContrasts, slicing: Slicing): string {
  const [one, many] = SLICE_NOUNS[slicing];
  if (all.value === null) return "No selected row could be swapped: there is no flip rate";
  const whole = `other names change ${percent(all.value)} of all answers`;
  if (numTested === 0) return `No ${one} has 20 swapped rows: ${whole}`;
  const clear = slices.filter(({ isClear, difference }) => isClear && difference.value !== null);
  const more = clear.filter(({ difference }) => difference.value! > 0);
  const fewer = clear.filter(({ difference }) => difference.value! < 0);
  const of = `of ${countOf(numTested, one, many)}`;
  if (numTested === 1) return `Only one ${one} has 20 swapped rows: ${whole}`;
  if (clear.length === 0) return `None ${of} clearly stands out: ${whole}`;
  const name = (found: typeof clear) =>
    found.length === 1
      ? `${formatLabel(String(found[0]!.slice))} (${percent(found[0]!.mean.value!)})`
      : `${found.length} ${of}`;
  if (fewer.length === 0) return `Names decide more in ${name(more)}: ${whole}`;
  if (more.length === 0) return `Names decide less in ${name(fewer)}: ${whole}`;
  return `Names decide more in ${name(more)} and less in ${name(fewer)}: ${whole}`;
}

/** Which of two models flips more on the same rows? `difference`: VIB minus base. */
export function findFlipModels(base: Estimate, vib: Estimate, difference: Estimate): string {
  if (base.value === null || vib.value === null) return "No selected row has been swapped for both models";
  const values = `swaps change ${percent(base.value)} of base’s answers and ${percent(vib.value)} of VIB’s`;
  switch (findDifference(difference).verdict) {
    case "lower":
      return `VIB flips less often: ${values}`;
    case "higher":
      return `VIB flips more often: ${values}`;
    case "noClearDifference":
      return `VIB does not clearly help against flips: ${values}`;
    case "cannotTell":
      return `Too few documents to tell the models apart: ${values}`;
  }
}

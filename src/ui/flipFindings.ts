/** @file The sentences above the flip rates of slices and models. */
import { t } from "../messages/translate";
import { formatPercent } from "./numbers";
import { nameSlice, ofSlices } from "./corpusFindings";
import type { Slicing } from "../analysis/corpusAnalysis";
import { findDifference } from "../analysis/findings";
import type { Estimate } from "../analysis/estimate";
import type { SliceContrasts } from "../analysis/sliceContrasts";

/** In which slices do names decide more? */
export function findFlipSlices({ all, slices, numTested }: SliceContrasts, slicing: Slicing): string {
  if (all.value === null) return t("No selected row could be swapped: there is no flip rate");
  const whole = t("other names change {share} of all answers", { share: formatPercent(all.value) });
  if (numTested === 0) {
    return t(
      "No {by, select, relation {relation} pair {type pair} other {frequency band}} has 20 swapped rows: {whole}",
      {
        by: slicing,
        whole,
      },
    );
  }
  const clear = slices.filter(({ isClear, difference }) => isClear && difference.value !== null);
  const more = clear.filter(({ difference }) => difference.value! > 0);
  const fewer = clear.filter(({ difference }) => difference.value! < 0);
  const of = ofSlices(slicing, numTested);
  if (numTested === 1) {
    return t(
      "Only one {by, select, relation {relation} pair {type pair} other {frequency band}} has 20 swapped rows: {whole}",
      {
        by: slicing,
        whole,
      },
    );
  }
  if (clear.length === 0) return t("None {of} clearly stands out: {whole}", { of, whole });
  const name = (found: typeof clear) =>
    found.length === 1
      ? t("{slice} ({share})", {
          slice: nameSlice(found[0]!.slice),
          share: formatPercent(found[0]!.mean.value!),
        })
      : t("{n} {of}", { n: found.length, of });
  if (fewer.length === 0) return t("Names decide more in {more}: {whole}", { more: name(more), whole });
  if (more.length === 0) return t("Names decide less in {less}: {whole}", { less: name(fewer), whole });
  return t("Names decide more in {more} and less in {less}: {whole}", { more: name(more), less: name(fewer), whole });
}

/** Which of two models flips more on the same rows? `difference`: VIB minus base. */
export function findFlipModels(base: Estimate, vib: Estimate, difference: Estimate): string {
  if (base.value === null || vib.value === null) return t("No selected row has been swapped for both models");
  const values = t("swaps change {base} of base’s answers and {vib} of VIB’s", {
    base: formatPercent(base.value),
    vib: formatPercent(vib.value),
  });
  switch (findDifference(difference).verdict) {
    case "lower":
      return t("VIB flips less often: {values}", { values });
    case "higher":
      return t("VIB flips more often: {values}", { values });
    case "noClearDifference":
      return t("VIB does not clearly help against flips: {values}", { values });
    case "cannotTell":
      return t("Too few documents to tell the models apart: {values}", { values });
  }
}

/** @file What each quantity of the corpus view is, exactly. */
import type { Definition } from "./widgets/Figure";

const ID_OOD: Definition = {
  term: "ID and OOD",
  formula: (
    <>
      <var>x</var>, &nbsp; swap(<var>x</var>; <var>s</var> = 1)
    </>
  ),
  meaning:
    "ID: the row as written. OOD: the same row with both names replaced by names of their own types that occur in no training row, drawn with the seed (the first of the S swaps). Both versions of a row belong to one document, so differences are paired.",
};

const ROW_VARIANCE: Definition = {
  term: "Entity variance of a row",
  formula: (
    <>
      <var>σ</var>² = (1/<var>n</var>) Σ<sub>i</sub> <var>σ</var>
      <sub>i</sub>²
    </>
  ),
  meaning:
    "Mean of the variances of all n sub-tokens of a mention (subject, object), or of both mentions (row). From 0, without an upper bound (VIB paper, section 3). The pooled histogram counts subject and object apart, so a row counts twice. Computed by readExamples; counted by computeHistogram in bins of 0.1 as in the paper.",
};

const SHIFT: Definition = {
  term: "Shift",
  formula: (
    <>
      <var>Δ</var> = mean(<var>σ</var>²<sub>OOD</sub>) − mean(<var>σ</var>²<sub>ID</sub>)
    </>
  ),
  meaning:
    "Difference of means over rows that have both versions. Interval: percentile bootstrap that draws whole documents (computeShift). Per slice, p-values are corrected by Holm for all slices tested; slices with fewer than 20 rows are not tested (computeShiftBySlice). Rows brushed for a high or low original variance fall back towards the mean by chance alone: read a shift under a brush with care.",
};

const F1: Definition = {
  term: "F1",
  formula: <>F1 = 2 hits / (predicted + gold)</>,
  meaning:
    "Micro-averaged over all relations but no relation, as in TACRED’s scorer; 0 to 100. Per relation the share of its rows found (recall) is drawn instead, because a slice by gold label holds no row in which the relation could be wrongly found. Intervals: bootstrap by document (compareScores, compareScoresBySlice).",
};

const FLIP_RATE: Definition = {
  term: "Flip rate of a row",
  formula: (
    <>
      #{"{"}
      <var>s</var> : argmax <var>p</var>
      <sub>s</sub> ≠ argmax <var>p</var>
      {"}"} / <var>S</var>
    </>
  ),
  meaning: "Share of the S swapped versions whose most probable relation is another one than the row’s own. 0 to 1.",
};

const SPEARMAN: Definition = {
  term: "Spearman’s ρ",
  formula: (
    <>
      <var>ρ</var> = r(rank <var>σ</var>², rank flips)
    </>
  ),
  meaning:
    "Pearson’s correlation of the ranks, −1 to 1; equal values share their mean rank. Interval: bootstrap by document with ranks made anew (correlate). The paper reads low variance as leaning on the name: then rows with low variance flip more, and ρ is below 0. This figure tests that reading on your rows.",
};

export const HISTOGRAM_DEFINITIONS = [ID_OOD, ROW_VARIANCE, SHIFT];
export const SHIFT_DEFINITIONS = [SHIFT, ID_OOD, ROW_VARIANCE];
export const SCORE_DEFINITIONS = [F1, ID_OOD];
export const FLIP_DEFINITIONS = [FLIP_RATE, SPEARMAN, ROW_VARIANCE];

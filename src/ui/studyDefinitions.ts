/** @file What each quantity of the Models view is, exactly. */
import { msg } from "../messages/translate";
import type { Definition } from "./widgets/Definitions";

export const SCORE: Definition = {
  term: msg("F1"),
  tex: String.raw`F_1 = \frac{2 \cdot \text{hits}}{\text{predicted} + \text{gold}} \cdot 100`,
  meaning: msg(
    "Micro-averaged over all relations but no relation, mean over the seeds and, for swaps, over five seeded sets of names. SemEval-2010 Task 8 has its official score instead: macro-F1 over its nine relations, direction counts, Other left out. Interval: mean over the seeds of the bounds of a percentile bootstrap that draws whole documents, 1,000 times.",
  ),
  computedBy: "score_set, training/entitybias/evaluate.py; collectStudies, scripts/studyRuns.mjs",
};

export const SETS: Definition = {
  term: msg("The sets"),
  tex: String.raw`x,\quad \operatorname{swap}(x),\quad \operatorname{mask}(x),\quad \operatorname{names}(x)`,
  meaning: msg(
    "ID: the held-out rows as they are. Slot swap: each argument replaced by a name never seen in training that fills the same slot of the same relation elsewhere. Type swap: by an unseen name of the same fine type. Names masked: each argument replaced by [MASK]. Names only: the two mentions without their sentence, which is what can be had without reading.",
  ),
  computedBy: "build_sets, training/entitybias/corpus/ood.py",
};

export const DIFFERENCE: Definition = {
  term: msg("Paired difference to base"),
  tex: String.raw`\Delta = F_1^{\text{run}} - F_1^{\text{base}}`,
  meaning: msg(
    "The same rows for both: each bootstrap draw picks documents, and seeds where there are several, for both models at once. A difference whose interval holds 0 is no clear difference. The intervals are not corrected for the number of runs and sets: of 20 intervals without any true difference, about one lies beside 0.",
  ),
  computedBy: "paired, training/entitybias/compare.py",
};

export const ROW_VARIANCE: Definition = {
  term: msg("Variance of a row"),
  tex: String.raw`\bar\sigma^2 = \frac{1}{n} \sum_{i=1}^{n} \sigma_i^2`,
  meaning: msg(
    "Mean of the variances of the n sub-tokens of both arguments, each the mean over dimensions. A model without a bottleneck has none.",
  ),
  computedBy: "predict, training/entitybias/predict.py",
};

export const COLLAPSE: Definition = {
  term: msg("Collapse rate"),
  tex: String.raw`\frac{1}{N} \sum_{x=1}^{N} [\,\bar\sigma^2(x) < 0.05\,]`,
  meaning: msg(
    "Share of the rows whose variance is below 0.05: the bottleneck adds next to no noise there. Where a result file holds counts of bins of 0.1 alone, an empty first bin proves 0, and else the rate is at most the share of that bin.",
  ),
  computedBy: "collapseOf, scripts/studyRuns.mjs",
};

export const CORRELATION: Definition = {
  term: msg("Correlation with variance"),
  tex: String.raw`\rho = \operatorname{corr}(\operatorname{rank} v,\ \operatorname{rank} q),\quad r = \operatorname{corr}(v, q)`,
  meaning: msg(
    "Spearman’s ρ and Pearson’s r of mean variance v with a quantity q: what accuracy loses from ID to type swap, how many training rows the relation has (log10), the share of swaps that flip the answer, and whether the names alone give it. Over relations with at least ten test rows, without no relation, resampled as a whole; and over all rows, resampled by document. Not corrected for their number.",
  ),
  computedBy: "correlate, training/entitybias/variance_correlations.py",
};

export const TRAINING: Definition = {
  term: msg("Loss"),
  tex: String.raw`L = \text{CE} + \alpha\, \text{KL}`,
  meaning: msg(
    "Cross-entropy of the labels plus the divergence of each argument’s Gaussian from N(0, I), in bits, summed over argument sub-tokens and divided by the batch. Adaptive α is CE / KL at each step (author code of the VIB paper).",
  ),
  computedBy: "kl_bits, training/entitybias/bottleneck.py",
};

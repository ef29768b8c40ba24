/** @file What each quantity of the corpus view is, exactly. */
import { msg } from "../messages/translate";
import type { Definition } from "./widgets/Definitions";

const ID_OOD: Definition = {
  term: msg("ID and OOD"),
  tex: String.raw`x_{\text{ID}} = x,\quad x_{\text{OOD}} = \operatorname{swap}_1(x)`,
  meaning: msg(
    "ID: the row as written. OOD: the same row with both names replaced by names of their own types that occur in no training row, drawn with the seed (the first of the S swaps). Both versions of a row belong to one document, so differences are paired.",
  ),
  computedBy: "makeUnseenSwaps, src/data/rowSwaps.ts",
};

const ROW_VARIANCE: Definition = {
  term: msg("Entity variance of a row"),
  tex: String.raw`\bar\sigma^2 = \frac{1}{n} \sum_{i=1}^{n} \sigma_i^2`,
  meaning: msg(
    "Mean of the variances of all n sub-tokens of a mention (subject, object), or of both mentions (row). From 0, without an upper bound (VIB paper, section 3). The pooled histogram counts subject and object apart, so a row counts twice. It is counted in bins of 0.1 as in the paper.",
  ),
  computedBy: "readExamples, src/inference/readExamples.ts; computeHistogram, src/analysis/entityVariance.ts",
};

const SHIFT: Definition = {
  term: msg("Shift"),
  tex: String.raw`\Delta = \frac{1}{N} \sum_{x=1}^{N} \Bigl( \bar\sigma^2_{\text{OOD}}(x) - \bar\sigma^2_{\text{ID}}(x) \Bigr)`,
  meaning: msg(
    "Difference of means over the N rows that have both versions. Interval: percentile bootstrap that draws whole documents. Per slice, p-values are corrected by Holm for all slices tested; slices with fewer than 20 rows are not tested. Rows brushed for a high or low original variance fall back towards the mean by chance alone: read a shift under a brush with care.",
  ),
  computedBy: "computeShift and computeShiftBySlice, src/analysis/distributionShift.ts",
};

const F1: Definition = {
  term: msg("F1"),
  tex: String.raw`F_1 = \frac{2 \cdot \text{hits}}{\text{predicted} + \text{gold}} \cdot 100`,
  meaning: msg(
    "Micro-averaged over all relations but no relation, as in TACRED’s scorer; 0 to 100. Per relation the share of its rows found (recall) is drawn instead, because a slice by gold label holds no row in which the relation could be wrongly found. Intervals: bootstrap by document.",
  ),
  computedBy: "compareScores and compareScoresBySlice, src/analysis/scoreIntervals.ts",
};

const FLIP_RATE: Definition = {
  term: msg("Flip rate of a row"),
  tex: String.raw`\frac{1}{S} \sum_{s=1}^{S} [\,y_s \ne y\,],\quad y_s = \operatorname*{argmax}_r p_s(r)`,
  meaning: msg(
    "Share of the S swapped versions whose most probable relation is another one than the row’s own. 0 to 1.",
  ),
  computedBy: "computeFlipRate, src/analysis/rowScore.ts",
};

const SPEARMAN: Definition = {
  term: msg("Spearman’s ρ"),
  tex: String.raw`\rho = \operatorname{corr}\bigl(\operatorname{rank} \bar\sigma^2,\ \operatorname{rank} \text{flip rate}\bigr)`,
  meaning: msg(
    "Pearson’s correlation of the ranks, −1 to 1; equal values share their mean rank. Interval: bootstrap by document with ranks made anew. The paper reads low variance as leaning on the name: then rows with low variance flip more, and ρ is below 0. This figure tests that reading on your rows.",
  ),
  computedBy: "computeSpearman and correlate, src/analysis/correlation.ts",
};

const NAME_POINT: Definition = {
  term: msg("Variance and flip rate of a name"),
  tex: String.raw`\bar v = \frac{1}{m} \sum_{j=1}^{m} \bar\sigma_j^2,\quad \bar f = \frac{1}{m} \sum_{j=1}^{m} f_j`,
  meaning: msg(
    "Means over the m mentions of a name as an argument of the selected rows: the variance of the mention itself, and the flip rate of its row. A row counts for both its names; in a swap both are replaced.",
  ),
  computedBy: "buildEntityTable, src/analysis/entityTable.ts",
};

const SPEARMAN_NAMES: Definition = {
  term: msg("Spearman’s ρ over names"),
  tex: String.raw`\rho = \operatorname{corr}\bigl(\operatorname{rank} \bar v,\ \operatorname{rank} \bar f\bigr)`,
  meaning: msg(
    "Pearson’s correlation of the ranks, −1 to 1, each name one point however often it occurs; not given for fewer than 20 names. Interval: bootstrap that draws documents, with ranks made anew; a name goes with the document of its first row, so two names of one row are drawn together. What a name in several documents shares with the later ones is left out. The paper’s reading puts ρ below 0.",
  ),
  computedBy: "correlateNames, src/analysis/nameFlips.ts",
};

const BAND: Definition = {
  term: msg("Frequency of the names"),
  tex: String.raw`c = \min(c_{\text{subject}},\ c_{\text{object}})`,
  meaning: msg(
    "How many of the arguments in the 30,276 training rows have the same name: letter case, punctuation and a leading “the” do not count, the type does not matter. A row goes by its rarer name: unseen (c = 0), 1 to 2, 3 to 9, 10 or more. A row with a pronoun has no band. An unseen name may still stand in a training sentence outside the two arguments.",
  ),
  computedBy: "countInTraining, src/data/seenNames.ts; findBand, src/analysis/frequencyBands.ts",
};

const DIVERGENCE: Definition = {
  term: msg("Mean Jensen-Shannon divergence"),
  tex: String.raw`\frac{1}{S} \sum_{s=1}^{S} \tfrac{1}{2} \operatorname{KL}(p \,\|\, m_s) + \tfrac{1}{2} \operatorname{KL}(p_s \,\|\, m_s),\quad m_s = \tfrac{1}{2}(p + p_s)`,
  meaning: msg(
    "How far the answer’s probabilities with the S swapped names are from those with the row’s own names, in bits: 0 for the same answer, 1 when they share no label. It moves before the most probable relation does.",
  ),
  computedBy: "computeMeanDivergence, src/analysis/divergence.ts",
};

const CONTRAST: Definition = {
  term: msg("Against the rest"),
  tex: String.raw`\bar f_{\text{slice}} - \bar f_{\text{other rows}}`,
  meaning: msg(
    "Difference between a slice’s mean and that of all other selected rows. Documents are drawn over all rows at once, and p-values are corrected by Holm for all slices with at least 20 rows. A slice is called clear at a corrected p of at most 0.05.",
  ),
  computedBy: "contrastSlices, src/analysis/sliceContrasts.ts",
};

const MODELS: Definition = {
  term: msg("VIB against base"),
  tex: String.raw`\Delta = (F_{\text{OOD}}^{\text{VIB}} - F_{\text{ID}}^{\text{VIB}}) - (F_{\text{OOD}}^{\text{base}} - F_{\text{ID}}^{\text{base}})`,
  meaning: msg(
    "What the swaps change for VIB minus what they change for base, over rows that both models have read as written and swapped, with the same swaps. Above 0: VIB loses less. All four scores of a slice come from the same drawn documents, so the differences are paired; the verdict is that of the interval.",
  ),
  computedBy: "compareModels, src/analysis/modelComparison.ts",
};

export const HISTOGRAM_DEFINITIONS = [ID_OOD, ROW_VARIANCE, SHIFT];
export const SHIFT_DEFINITIONS = [SHIFT, ID_OOD, ROW_VARIANCE, BAND];
export const SCORE_DEFINITIONS = [F1, ID_OOD, BAND];
export const FLIP_DEFINITIONS = [FLIP_RATE, SPEARMAN, ROW_VARIANCE];
export const NAME_FLIP_DEFINITIONS = [NAME_POINT, SPEARMAN_NAMES, FLIP_RATE];
export const MODEL_DEFINITIONS = [MODELS, F1, ID_OOD, BAND];
export const FLIP_SLICE_DEFINITIONS = [FLIP_RATE, DIVERGENCE, CONTRAST, BAND];

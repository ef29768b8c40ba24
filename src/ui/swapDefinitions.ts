/** @file What each quantity of the swap bench is, exactly. */
import { msg } from "../messages/translate";
import type { Definition } from "./widgets/Definitions";

const MARK: Definition = {
  term: msg("Mark"),
  tex: String.raw`p(y \mid \text{sentence with the name}),\quad y = \operatorname*{argmax}_r p(r \mid \text{sentence as written})`,
  meaning: msg(
    "Mean-mode probability of one relation, the answer that the sentence had before any swap. Where two models answer differently it is the answer of the surer one. The name goes in with its spans, article, possessive and capitals set right.",
  ),
  computedBy: "createMeanReader, src/state/meanReader.ts; swapArgument, src/data/entitySwap.ts",
};

const COUNT: Definition = {
  term: msg("Count (×)"),
  tex: String.raw`\#\{ \text{training arguments so named} \}`,
  meaning: msg(
    "From the name tables made with the training set: how many subjects and objects carry the name, letter case and a leading “the” aside. 0: in no training sentence. Blank: the tables do not hold the name. Frequent names have at least 4, rare ones 1 to 3.",
  ),
  computedBy: "parseNameTables, src/data/swap/nameTables.ts; list_seen, training/entitybias/corpus/name_counts.py",
};

const FLIP: Definition = {
  term: msg("Flip rate"),
  tex: String.raw`\frac{k}{n} = \frac{1}{n} \sum_{i=1}^{n} [\,y_i \ne y_0\,],\quad y_i = \operatorname*{argmax}_r p_i(r)`,
  meaning: msg(
    "Share of the n names with which the most probable relation is another one than with the sentence’s own name (i = 0). A square bracket is 1 where it holds, else 0. A flip is neither right nor wrong by itself: it says that the answer rests on the name.",
  ),
  computedBy: "computeFlips, src/analysis/flips.ts",
};

const WILSON: Definition = {
  term: msg("95% interval"),
  tex: String.raw`\frac{p + \frac{z^2}{2n} \pm z \sqrt{\frac{p(1 - p)}{n} + \frac{z^2}{4n^2}}}{1 + \frac{z^2}{n}}`,
  meaning: msg(
    "Wilson’s score interval with p = k/n and z = 1.96. It counts the names as independent draws from their source; it says nothing about other sentences.",
  ),
  computedBy: "computeWilsonInterval, src/analysis/flips.ts",
};

const JSD: Definition = {
  term: msg("Distance (JSD)"),
  tex: String.raw`\tfrac{1}{2}\,\operatorname{KL}(p \,\|\, m) + \tfrac{1}{2}\,\operatorname{KL}(q \,\|\, m),\quad m = \tfrac{1}{2}(p + q),\quad \operatorname{KL}(a \,\|\, b) = \sum_r a_r \log_2 \frac{a_r}{b_r}`,
  meaning: msg(
    "Jensen-Shannon divergence of two answers over all relations, in bits: 0 for equal answers, 1 for answers that share no relation. For a run of names it is the mean over them.",
  ),
  computedBy: "computeDivergence and computeMeanDivergence, src/analysis/divergence.ts",
};

const PROBE: Definition = {
  term: msg("Four probes"),
  tex: String.raw`p_{\text{probe}}(y),\quad y = \operatorname*{argmax}_r p_{\text{full}}(r)`,
  meaning: msg(
    "Probability of the full sentence’s answer y, in mean mode: for the sentence as it is; for the two names alone, in the order of the text; for the text with [MASK] in the place of both names; and for the mean over versions with two other names of the same types, a third each frequent, rare and unseen.",
  ),
  computedBy: "computeFingerprint, src/analysis/fingerprint.ts; createProbeSlice, src/state/probeSlice.ts",
};

const VERDICT: Definition = {
  term: msg("Verdict"),
  tex: String.raw`\text{kept}:\  \operatorname*{argmax}_r p_{\text{probe}}(r) = y,\quad p_{\text{probe}}(y) \ge \tfrac{1}{2}\, p_{\text{full}}(y)`,
  meaning: msg(
    "Reads the text: masked and swapped keep the answer, names alone do not. Reads the names: names alone keep it, masked and swapped do not. Mixed: anything between. Cannot be told: the answer is no relation, or has under 0.5. It describes this model on this sentence.",
  ),
  computedBy: "computeFingerprint, src/analysis/fingerprint.ts",
};

export const SWAP_DEFINITIONS = [MARK, COUNT];
export const BATCH_DEFINITIONS = [FLIP, WILSON, JSD];
export const FINGERPRINT_DEFINITIONS = [PROBE, VERDICT];
export const COMPARISON_DEFINITIONS = [JSD];

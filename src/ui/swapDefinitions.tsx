/** @file What each quantity of the swap bench is, exactly. */
import type { Definition } from "./widgets/Figure";

const MARK: Definition = {
  term: "Mark",
  formula: (
    <>
      <var>p</var>(<var>y</var> | sentence with the name), &nbsp; <var>y</var> = argmax <var>p</var>(· | sentence as
      written)
    </>
  ),
  meaning:
    "Mean-mode probability of one relation, the answer that the sentence had before any swap. Where two models answer differently it is the answer of the surer one. The name goes in with its spans, article, possessive and capitals set right.",
};

const COUNT: Definition = {
  term: "Count (×)",
  formula: (
    <>
      #{"{"} arguments of training rows with this name {"}"}
    </>
  ),
  meaning:
    "From the name tables made with the training set: how many subjects and objects carry the name, letter case and a leading “the” aside. 0: in no training sentence. Blank: the tables do not hold the name. Frequent names have at least 4, rare ones 1 to 3.",
};

const FLIP: Definition = {
  term: "Flip rate",
  formula: (
    <>
      <var>k</var> / <var>n</var>, &nbsp; <var>k</var> = #{"{"}
      <var>i</var> : argmax <var>p</var>
      <sub>i</sub> ≠ argmax <var>p</var>
      <sub>0</sub>
      {"}"}
    </>
  ),
  meaning:
    "Share of the n names with which the most probable relation is another one than with the sentence’s own name. A flip is neither right nor wrong by itself: it says that the answer rests on the name.",
};

const WILSON: Definition = {
  term: "95% interval",
  formula: (
    <>
      (<var>p</var> + <var>z</var>²/2<var>n</var> ± <var>z</var>√(<var>p</var>(1 − <var>p</var>)/<var>n</var> +{" "}
      <var>z</var>²/4<var>n</var>²)) / (1 + <var>z</var>²/<var>n</var>)
    </>
  ),
  meaning:
    "Wilson’s score interval with z = 1.96. It counts the names as independent draws from their source; it says nothing about other sentences.",
};

const JSD: Definition = {
  term: "Distance (JSD)",
  formula: (
    <>
      ½ KL(<var>p</var> ‖ <var>m</var>) + ½ KL(<var>q</var> ‖ <var>m</var>), &nbsp; <var>m</var> = (<var>p</var> +{" "}
      <var>q</var>)/2, &nbsp; log<sub>2</sub>
    </>
  ),
  meaning:
    "Jensen-Shannon divergence of two answers over all relations, in bits: 0 for equal answers, 1 for answers that share no relation. For a run of names it is the mean over them.",
};

const PROBE: Definition = {
  term: "Four probes",
  formula: (
    <>
      <var>p</var>
      <sub>probe</sub>(<var>y</var>), &nbsp; <var>y</var> = argmax <var>p</var>
      <sub>full</sub>
    </>
  ),
  meaning:
    "Probability of the full sentence’s answer y, in mean mode: for the sentence as it is; for the two names alone, in the order of the text; for the text with [MASK] in the place of both names; and for the mean over versions with two other names of the same types, a third each frequent, rare and unseen.",
};

const VERDICT: Definition = {
  term: "Verdict",
  formula: (
    <>
      kept: same top relation and <var>p</var> ≥ ½ <var>p</var>
      <sub>full</sub>(<var>y</var>)
    </>
  ),
  meaning:
    "Reads the text: masked and swapped keep the answer, names alone do not. Reads the names: names alone keep it, masked and swapped do not. Mixed: anything between. Cannot be told: the answer is no relation, or has under 0.5. It describes this model on this sentence.",
};

export const SWAP_DEFINITIONS = [MARK, COUNT];
export const BATCH_DEFINITIONS = [FLIP, WILSON, JSD];
export const FINGERPRINT_DEFINITIONS = [PROBE, VERDICT];
export const COMPARISON_DEFINITIONS = [JSD];

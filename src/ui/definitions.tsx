/** @file What each displayed quantity is, exactly. */
import type { Definition } from "./widgets/Figure";

const PROBABILITY: Definition = {
  term: "Probability (bar)",
  formula: (
    <>
      <var>p</var>(<var>r</var>) = exp(<var>ℓ</var>
      <sub>r</sub>) / Σ<sub>s</sub> exp(<var>ℓ</var>
      <sub>s</sub>)
    </>
  ),
  meaning:
    "Softmax of the model’s logits ℓ over all relations, no relation included. The bar is mean mode: the noise ε is 0, so the bottleneck passes its mean μ. Between 0 and 1; all relations add up to 1.",
};

const DRAW: Definition = {
  term: "Draw (tick)",
  formula: (
    <>
      <var>z</var> = <var>μ</var> + <var>ε</var> · <var>σ</var>, &nbsp; <var>ε</var> ~ N(0, 1), &nbsp; <var>x</var>′ =
      (1 − <var>β</var>) <var>x</var> + <var>β</var> <var>z</var>
    </>
  ),
  meaning:
    "Each draw gives every entity sub-token fresh noise in every dimension and runs the encoder again. The seed fixes the noise: the same seed gives the same draws on every backend. β blends the bottleneck with the plain embedding x: 0 switches it off, 1 lets nothing else through. A model without a bottleneck has no z, so no draws.",
};

const RANGE: Definition = {
  term: "Range (line)",
  formula: (
    <>
      [<var>q</var>
      <sub>5</sub>, <var>q</var>
      <sub>95</sub>] of the <var>K</var> draws
    </>
  ),
  meaning:
    "5th and 95th percentile of the probability over the draws, interpolated between neighbours. It shows how far the bottleneck’s noise moves this one answer. It is not a confidence interval: it says nothing about other sentences.",
};

const VARIANCE: Definition = {
  term: "Variance of a sub-token",
  formula: (
    <>
      <var>σ</var>² = (1/<var>D</var>) Σ<sub>d</sub> <var>σ</var>
      <sub>d</sub>², &nbsp; <var>σ</var> = softplus(<var>W</var>
      <sub>σ</sub> <var>x</var> + <var>b</var> − 5)
    </>
  ),
  meaning:
    "Mean over the D dimensions of the squared standard deviation that the bottleneck gives this sub-token of an argument (VIB paper, section 3; author code for softplus and its shift). 0: the name passes unblurred. There is no upper bound. Context words never enter the bottleneck.",
};

const ENTITY_MEAN: Definition = {
  term: "Mean of an argument",
  formula: (
    <>
      (1/<var>n</var>) Σ<sub>i</sub> <var>σ</var>
      <sub>i</sub>²
    </>
  ),
  meaning: "Mean of the variances of the n sub-tokens of one mention. Every sub-token counts the same.",
};

const AGREEMENT: Definition = {
  term: "Agreement",
  formula: (
    <>
      #{"{"}
      <var>k</var> : argmax <var>p</var>
      <sub>k</sub> = argmax <var>p</var>
      {"}"} of <var>K</var>
    </>
  ),
  meaning: "How many of the K draws have the same most probable relation as mean mode.",
};

export const PREDICTION_DEFINITIONS = [PROBABILITY, DRAW, RANGE];
export const VARIANCE_DEFINITIONS = [VARIANCE, ENTITY_MEAN];
export const DRAW_DEFINITIONS = [DRAW, AGREEMENT];

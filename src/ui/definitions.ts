/** @file What each displayed quantity of the Bench is, exactly. */
import { msg } from "../messages/translate";
import type { Definition } from "./widgets/Definitions";

const PROBABILITY: Definition = {
  term: msg("Probability (bar)"),
  tex: String.raw`p(r) = \frac{\exp(\ell_r)}{\sum_{s} \exp(\ell_s)}`,
  meaning: msg(
    "Softmax of the model’s logits ℓ over all relations, no relation included. The bar is mean mode: the noise ε is 0, so the bottleneck passes its mean μ. Between 0 and 1; all relations add up to 1.",
  ),
  computedBy: "computeSoftmax, src/inference/describeReading.ts",
};

const DRAW: Definition = {
  term: msg("Draw (tick)"),
  tex: String.raw`z = \mu + \varepsilon\,\sigma,\quad \varepsilon \sim \mathcal{N}(0, 1),\quad x' = (1 - \beta)\,x + \beta\,z`,
  meaning: msg(
    "Each draw gives every entity sub-token fresh noise in every dimension and runs the encoder again. The seed fixes the noise: the same seed gives the same draws on every backend. β blends the bottleneck with the plain embedding x: 0 switches it off, 1 lets nothing else through. A model without a bottleneck has no z, so no draws.",
  ),
  computedBy: "createStandardNormals, src/math/random.ts; runBlend, src/model/bottleneck.ts",
};

const RANGE: Definition = {
  term: msg("Range (line)"),
  tex: String.raw`[\,q_{0.05},\ q_{0.95}\,] \text{ of } p_1(r), \dots, p_K(r)`,
  meaning: msg(
    "5th and 95th percentile of the probability over the K draws, interpolated between neighbours. It shows how far the bottleneck’s noise moves this one answer. It is not a confidence interval: it says nothing about other sentences.",
  ),
  computedBy: "computePredictionRows, src/state/predictionRows.ts; quantile, src/math/statistics.ts",
};

const VARIANCE: Definition = {
  term: msg("Variance of a sub-token"),
  tex: String.raw`\sigma^2 = \frac{1}{D} \sum_{d=1}^{D} \sigma_d^2,\quad \sigma = \operatorname{softplus}(W_\sigma x + b_\sigma - 5)`,
  meaning: msg(
    "Mean over the D dimensions of the squared standard deviation that the bottleneck gives this sub-token of an argument (VIB paper, section 3; author code for softplus and its shift). 0: the name passes unblurred. There is no upper bound. Context words never enter the bottleneck.",
  ),
  computedBy: "runPosterior and runTokenVariance, src/model/bottleneck.ts",
};

const ENTITY_MEAN: Definition = {
  term: msg("Mean of an argument"),
  tex: String.raw`\bar\sigma^2 = \frac{1}{n} \sum_{i=1}^{n} \sigma_i^2`,
  meaning: msg("Mean of the variances of the n sub-tokens of one mention. Every sub-token counts the same."),
  computedBy: "readExamples, src/inference/readExamples.ts",
};

const AGREEMENT: Definition = {
  term: msg("Agreement"),
  tex: String.raw`\sum_{k=1}^{K} [\,y_k = y\,],\quad y_k = \operatorname*{argmax}_r p_k(r),\quad y = \operatorname*{argmax}_r p(r)`,
  meaning: msg(
    "How many of the K draws have the same most probable relation as mean mode. A square bracket is 1 where it holds, else 0.",
  ),
  computedBy: "computeDrawVotes, src/state/drawVotes.ts",
};

export const PREDICTION_DEFINITIONS = [PROBABILITY, DRAW, RANGE];
export const VARIANCE_DEFINITIONS = [VARIANCE, ENTITY_MEAN];
export const DRAW_DEFINITIONS = [DRAW, AGREEMENT];

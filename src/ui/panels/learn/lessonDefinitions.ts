/** @file The formulas that a lesson can show beside its text, each with the function that computes it. */
import type { LessonFormula } from "../../../lessons/schema";
import { msg } from "../../../messages/translate";
import type { Definition } from "../../widgets/Definitions";

export type LessonDefinition = Definition & { readonly formula: LessonFormula };

export const LESSON_DEFINITIONS: readonly LessonDefinition[] = [
  {
    formula: "blurring",
    term: msg("Mean and spread"),
    tex: String.raw`\mu = W_\mu\,x + b_\mu,\quad \sigma = \operatorname{softplus}(W_\sigma\,x + b_\sigma - 5)`,
    meaning: msg(
      "x is the embedding of one piece of a name before the encoder. Two linear layers make of it a mean μ and a standard deviation σ, one of each for every dimension. Words that belong to no name never come here.",
    ),
    computedBy: "runPosterior, src/model/bottleneck.ts",
  },
  {
    formula: "variance",
    term: msg("Variance that is drawn"),
    tex: String.raw`\sigma^2 = \frac{1}{D} \sum_{d=1}^{D} \sigma_d^2`,
    meaning: msg(
      "The mean of the squared deviations over all D dimensions: one number for each piece of a name. That is the height of a column in the drawing.",
    ),
    computedBy: "runTokenVariance, src/model/bottleneck.ts",
  },
  {
    formula: "sampling",
    term: msg("One draw"),
    tex: String.raw`z = \mu + \varepsilon\,\sigma,\quad \varepsilon \sim \mathcal{N}(0, 1)`,
    meaning: msg(
      "ε is fresh noise for every piece of a name and every dimension. The seed fixes it: the same seed gives the same noise again, on every computer.",
    ),
    computedBy: "createStandardNormals, src/math/random.ts",
  },
  {
    formula: "blending",
    term: msg("Blend"),
    tex: String.raw`x' = (1 - \beta)\,x + \beta\,z`,
    meaning: msg(
      "What goes on into the encoder: part of the name as it was, part of its draw. β = 0 lets the name through untouched, β = 1 only its draw.",
    ),
    computedBy: "runBlend, src/model/bottleneck.ts",
  },
  {
    formula: "training",
    term: msg("What training makes small"),
    tex: String.raw`L = L_{\text{CE}} + \alpha \, \mathrm{KL}\bigl(\mathcal{N}(\mu, \sigma^2) \,\|\, \mathcal{N}(0, 1)\bigr)`,
    meaning: msg(
      "The first part wants right answers. The second wants every name to look like the same cloud around 0, in which no name can be told from another. α says how much that counts. A name keeps a narrow cloud of its own only where that earns right answers.",
    ),
    computedBy: "kl_bits, training/entitybias/bottleneck.py",
  },
  {
    formula: "shift",
    term: msg("Shift"),
    tex: String.raw`\overline{\sigma^2}_{\text{OOD}} - \overline{\sigma^2}_{\text{ID}}`,
    meaning: msg(
      "Mean variance of the rows with other names minus mean variance of the rows as written. Its 95% interval comes from drawing the documents again with replacement. An interval that holds 0: no clear difference.",
    ),
    computedBy: "computeShift, src/analysis/distributionShift.ts",
  },
];

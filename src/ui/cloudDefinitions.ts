/** @file What each quantity of the cloud is, exactly. */
import { msg } from "../messages/translate";
import type { Definition } from "./widgets/Definitions";

const Z: Definition = {
  term: msg("Stochastic embedding z"),
  tex: String.raw`\mu_t = W_\mu x_t + b_\mu,\quad \sigma_t = \operatorname{softplus}(W_\sigma x_t + b_\sigma - 5),\quad z_t = \mu_t + \varepsilon_t\,\sigma_t,\quad \varepsilon_t \sim N(0, I)`,
  meaning: msg(
    "x is the embedding of one sub-token before the encoder: word piece plus position, normalised. So μ and σ know the name and its place in the sentence, and nothing of the other words. β comes after: the encoder gets (1 − β) x + β z, and the cloud shows z itself, which β does not move.",
  ),
  computedBy: "runPosterior, src/model/bottleneck.ts",
};

const MENTION: Definition = {
  term: msg("A mention’s z"),
  tex: String.raw`\bar z = \frac{1}{n} \sum_{t=1}^{n} z_t \sim N\!\left(\bar\mu,\ \operatorname{diag}(s^2)\right),\quad \bar\mu = \frac{1}{n} \sum_{t=1}^{n} \mu_t,\quad s^2 = \frac{1}{n^2} \sum_{t=1}^{n} \sigma_t^2`,
  meaning: msg(
    "Mean over the n sub-tokens of the mention. Their noises are independent, so they cancel in part: a name of more pieces has a narrower cloud at the same variance per sub-token, which is what the variance strip shows. The draws are those of the answer: same seed, same ε.",
  ),
  computedBy: "readPosteriors, src/inference/readPosteriors.ts",
};

const PLANE: Definition = {
  term: msg("Plane (PC1, PC2)"),
  tex: String.raw`p = P\,(\bar\mu - m),\quad P \in \mathbb{R}^{2 \times D}:\ \text{first two eigenvectors of the covariance of } \bar\mu`,
  meaning: msg(
    "Principal components of the mean embeddings of the corpus’ mentions, of at most 500 rows drawn with a seed; m is their mean. The shares say how much of the variance of μ the plane keeps: distances along all other directions are not seen. Both axes have one scale.",
  ),
  computedBy: "fitPlane, src/analysis/cloud.ts; fitProjection, src/analysis/projection.ts",
};

const ELLIPSE: Definition = {
  term: msg("Ellipse and σ in the plane"),
  tex: String.raw`\{ p : (p - P\bar\mu)^{\top} S^{-1} (p - P\bar\mu) \le 1 \},\quad S = P \operatorname{diag}(s^2) P^{\top},\quad \sigma = \det(S)^{1/4}`,
  meaning: msg(
    "The Gaussian as the plane shows it, exact, without draws. One standard deviation in two dimensions holds 1 − e^(−1/2) = 39% of the mass, not 68%. σ is the geometric mean of both radii, in units of the embedding.",
  ),
  computedBy: "projectGaussian, src/analysis/projection.ts; placeMention, src/analysis/cloud.ts",
};

const NEIGHBOUR: Definition = {
  term: msg("Nearest names"),
  tex: String.raw`\cos(\bar\mu, \bar\mu') = \frac{\bar\mu \cdot \bar\mu'}{\lVert\bar\mu\rVert\,\lVert\bar\mu'\rVert}`,
  meaning: msg(
    "Other names of the corpus by the cosine of μ in all D dimensions, each name by its most similar mention; letter case and a leading “the” aside. Near in D dimensions need not be near in the plane.",
  ),
  computedBy: "findNeighbours, src/analysis/projection.ts; placeMention, src/analysis/cloud.ts",
};

const NEAREST: Definition = {
  term: msg("Draws nearest to their own μ"),
  tex: String.raw`\#\{ k : \cos(\bar z_k, \bar\mu) > \max_{\bar\mu'} \cos(\bar z_k, \bar\mu') \},\quad \bar\mu' \text{: other names}`,
  meaning: msg(
    "How much of the name gets through: a draw that is nearer to another name’s μ could as well be that name’s. In all D dimensions, against the mentions the plane was fitted on.",
  ),
  computedBy: "placeMention, src/analysis/cloud.ts",
};

export const CLOUD_DEFINITIONS = [Z, MENTION, PLANE, ELLIPSE, NEIGHBOUR, NEAREST];

/**
 * @file The variational information bottleneck on the argument tokens (VIB paper, section 3; the equations and the
 * constants are those of the first author's code, which the paper does not spell out).
 */
import * as tf from "@tensorflow/tfjs-core";
import { runLinear, type Linear } from "./layers";

/** Two independent single-layer heads on the embedding of an argument token; L: how a linear map is held. */
export interface Bottleneck<L = Linear> {
  readonly mu: L; // [D, D]
  readonly sigma: L; // [D, D]
}

/** The Gaussian posterior of each argument token, and the embedding it was read from. */
export interface Posterior {
  readonly embedding: tf.Tensor2D; // [E, D]
  readonly mu: tf.Tensor2D; // [E, D]
  /** Standard deviation, > 0. */
  readonly sigma: tf.Tensor2D; // [E, D]
}

/**
 * mu = W_mu x + b_mu; sigma = softplus(W_sigma x + b_sigma - shift).
 * @param embedding [E, D] embeddings of the argument sub-tokens
 */
export function runPosterior(params: Bottleneck, embedding: tf.Tensor2D, sigmaShift: number): Posterior {
  const mu = runLinear(params.mu, embedding); // [E, D]
  const sigma = tf.softplus(tf.sub(runLinear(params.sigma, embedding), sigmaShift)) as tf.Tensor2D; // [E, D]
  return { embedding, mu, sigma };
}

/**
 * z = mu + noise * sigma; result = (1 - beta) * embedding + beta * z.
 * @param noise [E, D] standard normal numbers, or null for the mean mode (noise = 0)
 * @returns [E, D]
 */
export function runBlend(posterior: Posterior, noise: tf.Tensor2D | null, beta: number): tf.Tensor2D {
  const { embedding, mu, sigma } = posterior;
  const z = noise === null ? mu : tf.add(mu, tf.mul(noise, sigma)); // [E, D]
  return tf.add(tf.mul(embedding, 1 - beta), tf.mul(z, beta));
}

/** Variance of a token: mean over dimensions of sigma^2. sigma: [E, D], result: [E]. */
export function runTokenVariance(sigma: tf.Tensor2D): tf.Tensor1D {
  return tf.mean(tf.square(sigma), -1);
}

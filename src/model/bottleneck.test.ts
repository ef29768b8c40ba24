import * as tf from "@tensorflow/tfjs-core";
import { beforeEach, describe, expect, it } from "vitest";
import { NODE_BACKENDS } from "../../test/backends";
import { expectNoLeak } from "../../test/leak";
import { runBlend, runPosterior, runTokenVariance, type Bottleneck } from "./bottleneck";

// Worked example: x = (0.5, -1), mu = (0.2, -0.3), W x + b - 5 = (-1, 0.5), eps = (1, -1), beta = 0.5.
const SIGMA = [0.313261688, 0.974076984]; // softplus(-1), softplus(0.5)
const BLENDED = [0.506630844, -1.137038492]; // half of x and half of mu + eps * sigma

/** Zero weights: the biases alone decide. */
function createBottleneck(): Bottleneck {
  const zero = () => tf.zeros([2, 2]) as tf.Tensor2D;
  return {
    mu: { weight: zero(), bias: tf.tensor1d([0.2, -0.3]) },
    sigma: { weight: zero(), bias: tf.tensor1d([4, 5.5]) },
  };
}

describe.each(NODE_BACKENDS)("bottleneck on %s", (backend) => {
  beforeEach(async () => {
    await tf.setBackend(backend);
  });

  it("computes mu, sigma, variance and the blend of the worked example", () =>
    expectNoLeak(() =>
      tf.tidy(() => {
        const posterior = runPosterior(createBottleneck(), tf.tensor2d([[0.5, -1]]), 5);
        expect(posterior.mu.dataSync()).toBeAllclose([0.2, -0.3]);
        expect(posterior.sigma.dataSync()).toBeAllclose(SIGMA);
        expect(runTokenVariance(posterior.sigma).dataSync()).toBeAllclose([0.523479428]);
        expect(runBlend(posterior, tf.tensor2d([[1, -1]]), 0.5).dataSync()).toBeAllclose(BLENDED);
      }),
    ));

  it("takes mu as the sample in mean mode", () =>
    tf.tidy(() => {
      const posterior = runPosterior(createBottleneck(), tf.tensor2d([[0.5, -1]]), 5);
      // (0.5 + 0.2) / 2, (-1 - 0.3) / 2
      expect(runBlend(posterior, null, 0.5).dataSync()).toBeAllclose([0.35, -0.65]);
      expect(runBlend(posterior, tf.zeros([1, 2]), 0.5).dataSync()).toBeAllclose([0.35, -0.65]);
    }));

  it("gives the embedding itself for beta 0 and the sample alone for beta 1", () =>
    tf.tidy(() => {
      const posterior = runPosterior(createBottleneck(), tf.tensor2d([[0.5, -1]]), 5);
      const noise = tf.tensor2d([[1, -1]]);
      expect(runBlend(posterior, noise, 0).dataSync()).toBeAllclose([0.5, -1]);
      expect(runBlend(posterior, noise, 1).dataSync()).toBeAllclose([0.513261688, -1.274076984]);
    }));

  it("reads the weights, token by token", () =>
    tf.tidy(() => {
      const linear = (values: number[]) => ({
        weight: tf.tensor2d(values, [2, 2]),
        bias: tf.zeros([2]) as tf.Tensor1D,
      });
      const params = { mu: linear([1, 2, 3, 4]), sigma: linear([1, 0, 0, 1]) };
      const x = [
        [1, 0],
        [0, 1],
      ];
      const { mu, sigma } = runPosterior(params, tf.tensor2d(x), 0);
      expect(mu.dataSync()).toBeAllclose([1, 2, 3, 4]);
      const [one, none] = [Math.log1p(Math.E), Math.LN2]; // softplus(1), softplus(0)
      expect(sigma.dataSync()).toBeAllclose([one, none, none, one]);
    }));
});

import * as tf from "@tensorflow/tfjs-core";
import { beforeEach, describe, expect, it } from "vitest";
import { NODE_BACKENDS } from "../../test/backends";
import { expectNoLeak } from "../../test/leak";
import { runGelu, runLayerNorm, runLinear } from "./layers";

describe.each(NODE_BACKENDS)("layers on %s", (backend) => {
  beforeEach(async () => {
    await tf.setBackend(backend);
  });

  it("runLinear is x W + b, with W stored [In, Out]", () =>
    expectNoLeak(() =>
      tf.tidy(() => {
        const linear = {
          weight: tf.tensor2d([
            [1, 2, 3],
            [4, 5, 6],
          ]),
          bias: tf.tensor1d([10, -20, 30]),
        };
        const x = tf.tensor2d([
          [1, 0],
          [-1, 1],
        ]);
        // second row: (-1 + 4 + 10, -2 + 5 - 20, -3 + 6 + 30)
        expect(runLinear(linear, x).dataSync()).toBeAllclose([11, -18, 33, 13, -17, 33]);
        expect(runLinear(linear, x, "relu").dataSync()).toBeAllclose([11, 0, 33, 13, 0, 33]);
      }),
    ));

  it("runLayerNorm gives mean 0 and biased variance 1 before scale and shift", () =>
    expectNoLeak(() =>
      tf.tidy(() => {
        const x = tf.tensor2d([[1, 2, 3, 4]]);
        const unit = { weight: tf.ones([4]) as tf.Tensor1D, bias: tf.zeros([4]) as tf.Tensor1D };
        // mean 2.5, variance (2.25 + 0.25) * 2 / 4 = 1.25
        const normed = [-1.5, -0.5, 0.5, 1.5].map((value) => value / Math.sqrt(1.25));
        expect(runLayerNorm(unit, x, 0).dataSync()).toBeAllclose(normed);
        const scaled = { weight: tf.tensor1d([1, 2, 3, 4]), bias: tf.tensor1d([0, 1, 0, -1]) };
        const expected = [normed[0]!, 2 * normed[1]! + 1, 3 * normed[2]!, 4 * normed[3]! - 1];
        expect(runLayerNorm(scaled, x, 0).dataSync()).toBeAllclose(expected);
      }),
    ));

  it("runLayerNorm of equal values is the shift alone: eps keeps 0 / 0 away", () =>
    tf.tidy(() => {
      const norm = { weight: tf.ones([3]) as tf.Tensor1D, bias: tf.tensor1d([1, 2, 3]) };
      expect(runLayerNorm(norm, tf.fill([1, 3], 7), 1e-12).dataSync()).toBeAllclose([1, 2, 3]);
    }));

  it("runGelu is the exact one, not the tanh approximation", () =>
    tf.tidy(() => {
      // x * Phi(x) with Phi from a table: Phi(1) = 0.8413447461, Phi(2) = 0.9772498681, Phi(-3) = 0.0013498980
      const got = runGelu(tf.tensor1d([0, 1, 2, -3, 10, -10])).dataSync();
      expect(got).toBeAllclose([0, 0.8413447461, 1.9544997361, -0.0040496941, 10, 0], 2e-6);
      // the approximation gives 0.8411920 at 1
      expect(Math.abs(got[1]! - 0.841192)).toBeGreaterThan(1e-4);
    }));
});

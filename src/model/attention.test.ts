import * as tf from "@tensorflow/tfjs-core";
import { beforeEach, describe, expect, it } from "vitest";
import { NODE_BACKENDS } from "../../test/backends";
import { expectNoLeak } from "../../test/leak";
import { createRandom, createStandardNormals } from "../math/random";
import { runAttention, type Attention } from "./attention";

const [B, L, H, D] = [2, 3, 2, 4];
const HEAD = D / H;
const random = createRandom(5);
const draw = (count: number) => createStandardNormals(random, count);
const values = {
  states: draw(B * L * D),
  weights: { query: draw(D * D), key: draw(D * D), value: draw(D * D), output: draw(D * D) },
  biases: { query: draw(D), key: draw(D), value: draw(D), output: draw(D) },
};

/** Attention by its definition, one number after another. `isPadding[row * L + token]` keys are left out. */
function attendSlowly(isPadding: (row: number, token: number) => boolean): number[] {
  const project = (x: ArrayLike<number>, name: keyof typeof values.weights) =>
    Array.from({ length: D }, (_, j) => {
      let sum = values.biases[name][j]!;
      for (let i = 0; i < D; i++) sum += x[i]! * values.weights[name][i * D + j]!;
      return sum;
    });
  const result: number[] = [];
  for (let row = 0; row < B; row++) {
    const states = Array.from({ length: L }, (_, t) => values.states.slice((row * L + t) * D, (row * L + t + 1) * D));
    const [q, k, v] = (["query", "key", "value"] as const).map((name) => states.map((x) => project(x, name)));
    for (let t = 0; t < L; t++) {
      const joined: number[] = [];
      for (let head = 0; head < H; head++) {
        const dims = Array.from({ length: HEAD }, (_, i) => head * HEAD + i);
        const weights = k!.map((key, s) =>
          isPadding(row, s) ? 0 : Math.exp(dims.reduce((sum, i) => sum + q![t]![i]! * key[i]!, 0)),
        );
        const total = weights.reduce((a, b) => a + b, 0);
        for (const i of dims) joined.push(weights.reduce((sum, weight, s) => sum + (weight / total) * v![s]![i]!, 0));
      }
      result.push(...project(joined, "output"));
    }
  }
  return result;
}

function upload(): { params: Attention; states: tf.Tensor2D } {
  const linear = (name: keyof typeof values.weights) => ({
    weight: tf.tensor2d(values.weights[name], [D, D]),
    bias: tf.tensor1d(values.biases[name]),
  });
  return {
    params: { query: linear("query"), key: linear("key"), value: linear("value"), output: linear("output") },
    states: tf.tensor2d(values.states, [B * L, D]),
  };
}

const shape = { numRows: B, numTokens: L, numHeads: H };

describe.each(NODE_BACKENDS)("runAttention on %s", (backend) => {
  beforeEach(async () => {
    await tf.setBackend(backend);
  });

  it("agrees with the definition", () =>
    expectNoLeak(() =>
      tf.tidy(() => {
        const { params, states } = upload();
        const got = runAttention(params, states, states, null, shape);
        expect(got.shape).toEqual([B * L, D]);
        expect(got.dataSync()).toBeAllclose(
          attendSlowly(() => false),
          1e-5,
        );
      }),
    ));

  it("gives padded keys no weight at all", () =>
    tf.tidy(() => {
      const { params, states } = upload();
      const mask = tf.tensor4d([0, 0, 0, 0, 0, -1e9], [B, 1, 1, L]);
      const got = runAttention(params, states, states, mask, shape);
      expect(got.dataSync()).toBeAllclose(
        attendSlowly((row, token) => row === 1 && token === 2),
        1e-5,
      );
    }));

  it("computes a choice of queries as it computes all of them", () =>
    tf.tidy(() => {
      const { params, states } = upload();
      const all = runAttention(params, states, states, null, shape);
      const pick = tf.tensor1d([0, 2, 3, 4], "int32"); // two of each row
      const some = runAttention(params, tf.gather(states, pick), states, null, shape);
      expect(some.dataSync()).toBeAllclose(tf.gather(all, pick).dataSync(), 1e-6);
    }));
});

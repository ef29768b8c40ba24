import * as tf from "@tensorflow/tfjs-core";
import "../../test/backends";
import { beforeAll, describe, expect, it } from "vitest";
import { runHead } from "./heads";
import { expandRankingOutput } from "./rankingHead";

beforeAll(() => tf.setBackend("cpu"));

describe("expandRankingOutput", () => {
  // Two hidden units, three scores: s = [h1 + 2 h2, -h1, h2 + 0.5]
  const weight = Float32Array.of(1, -1, 0, 2, 0, 1);
  const bias = Float32Array.of(0, 0, 0.5);
  const head = { threshold: 0.5, gamma: 2 };

  it.each([
    [0, [1, 8, -4, 3]],
    [1, [8, 1, -4, 3]],
    [3, [8, -4, 3, 1]],
  ])("puts gamma * threshold at the negative label %i and gamma * scores elsewhere", (negativeIndex, expected) => {
    const { weight: columns, bias: shifts } = expandRankingOutput(weight, bias, negativeIndex, head);
    const logits = tf.tidy(() => {
      const identity = { weight: tf.eye(2), bias: tf.zeros<tf.Rank.R1>([2]) };
      const out = { weight: tf.tensor2d(columns, [2, 4]), bias: tf.tensor1d(shifts) };
      // h = (2, 1) passes the ReLU as it is: s = [4, -2, 1.5], times 2.
      return [...runHead({ dense: identity, out }, tf.tensor2d([2, 1], [1, 2])).dataSync()];
    });
    expect(logits).toBeAllclose(expected, 1e-6);
  });

  it("lets the negative label win exactly when no score reaches the threshold", () => {
    const decide = (scores: number[]) => {
      const out = expandRankingOutput(new Float32Array(scores.length), Float32Array.from(scores), 0, head);
      return out.bias.indexOf(Math.max(...out.bias));
    };
    expect(decide([0.49, -3, 0.4])).toBe(0);
    expect(decide([0.49, -3, 0.51])).toBe(3);
  });
});

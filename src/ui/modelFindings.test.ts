import { describe, expect, it } from "vitest";
import type { Estimate } from "../analysis/estimate";
import type { ModelComparison } from "../analysis/modelComparison";
import { findModelScores, sayPoints } from "./modelFindings";

const estimate = (value: number | null, low?: number, high?: number): Estimate => ({
  value,
  interval: low === undefined || high === undefined ? null : { low, high, level: 0.95 },
  gap: value === null ? "noRows" : low === undefined ? "tooFewDocuments" : null,
  numRows: 50,
  numClusters: 50,
  numResamples: 1000,
  numUndefined: 0,
  seed: 1,
});
const all = (value: Estimate) => ({ microF1: value, macroF1: value, accuracy: value });
const compare = (base: number | null, vib: number | null, loss: Estimate): ModelComparison => {
  const scores = (change: number | null) => ({
    id: all(estimate(0.7)),
    ood: all(estimate(0.6)),
    difference: all(estimate(change)),
  });
  const none = all(estimate(0));
  return { first: scores(base), second: scores(vib), difference: { id: none, ood: none, loss: all(loss) } };
};

describe("findModelScores", () => {
  it.each([
    [estimate(0.054, 0.02, 0.09), "VIB loses less to unseen names"],
    [estimate(-0.05, -0.09, -0.01), "VIB loses more"],
    [estimate(0.01, -0.02, 0.04), "VIB does not clearly help"],
    [estimate(0.01, 0, 0.04), "VIB does not clearly help"],
    [estimate(0.01), "Too few documents"],
  ])("says what the interval of the difference allows", (loss, words) => {
    const title = findModelScores(compare(-0.089, -0.035, loss));
    expect(title).toContain(words);
    expect(title).toContain("base’s F1 by −8.9 and VIB’s by −3.5");
  });

  it("says when F1 is not defined", () => {
    expect(findModelScores(compare(null, -0.1, estimate(null)))).toContain("F1 is not defined");
  });
});

describe("sayPoints", () => {
  it("gives points with their interval, or the reason", () => {
    expect(sayPoints(estimate(-0.005, -0.016, 0.005))).toBe("−0.5 [−1.6 to 0.5]");
    expect(sayPoints(estimate(null))).toBe("no rows");
    expect(sayPoints(estimate(0.01))).toBe("+1.0 (fewer than 10 documents, so no interval)");
  });
});

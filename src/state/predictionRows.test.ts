import { describe, expect, it } from "vitest";
import { computePredictionRows, topLabel } from "./predictionRows";
import { makeAnswer } from "./testAnswer";

const LABELS = ["no_relation", "spouse", "child", "parent"];

describe("computePredictionRows", () => {
  it("shows the most probable labels and sums up the rest", () => {
    const rows = computePredictionRows([makeAnswer({ labels: LABELS, probabilities: [0.1, 0.6, 0.05, 0.25] })], 2);
    expect(rows.map(({ label }) => label)).toEqual(["spouse", "parent", "2 others"]);
    expect(rows[2]?.cells[0]?.probability).toBeCloseTo(0.15, 6);
    expect(rows[2]?.numLabels).toBe(2);
  });

  it("always shows the gold label, flagged", () => {
    const answer = makeAnswer({ labels: LABELS, probabilities: [0.1, 0.6, 0.05, 0.25], gold: "child" });
    const rows = computePredictionRows([answer], 2);
    expect(rows.map(({ label }) => label)).toEqual(["spouse", "parent", "child", "1 other"]);
    expect(rows.filter(({ isGold }) => isGold).map(({ label }) => label)).toEqual(["child"]);
  });

  it("ranks by the larger of two models and lines labels up by name", () => {
    const base = makeAnswer({ labels: LABELS, probabilities: [0.1, 0.6, 0.2, 0.1], hasBottleneck: false });
    const vib = makeAnswer({ labels: [...LABELS].reverse(), probabilities: [0.05, 0.05, 0.2, 0.7] });
    const rows = computePredictionRows([base, vib], 2);
    expect(rows.map(({ label }) => label)).toEqual(["no_relation", "spouse", "2 others"]);
    expect(rows[0]?.cells.map(({ probability }) => Number(probability.toFixed(2)))).toEqual([0.1, 0.7]);
  });

  it("gives the 5th and 95th percentile of the draws, none without draws", () => {
    // 21 draws 0, 0.05, ... 1: the 5th percentile is at position 0.05 * 20 = 1, the 95th at 19.
    const draws = Array.from({ length: 21 }, (_, k) => [k / 20, 1 - k / 20, 0, 0]);
    const [row] = computePredictionRows([makeAnswer({ labels: LABELS, probabilities: [0.9, 0.1, 0, 0], draws })], 1);
    expect(row?.cells[0]?.range?.[0]).toBeCloseTo(0.05, 6);
    expect(row?.cells[0]?.range?.[1]).toBeCloseTo(0.95, 6);
    expect(row?.cells[0]?.draws).toHaveLength(21);
    const [still] = computePredictionRows([makeAnswer({ labels: LABELS, probabilities: [0.9, 0.1, 0, 0] })], 1);
    expect(still?.cells[0]).toMatchObject({ range: null, draws: [] });
  });

  it("adds up to one over all rows, in mean mode and in each draw", () => {
    const draws = [[0.4, 0.3, 0.2, 0.1]];
    const rows = computePredictionRows([makeAnswer({ labels: LABELS, probabilities: [0.1, 0.6, 0.05, 0.25], draws })]);
    expect(rows.reduce((sum, { cells }) => sum + (cells[0]?.probability ?? 0), 0)).toBeCloseTo(1, 6);
    expect(rows.reduce((sum, { cells }) => sum + (cells[0]?.draws[0] ?? 0), 0)).toBeCloseTo(1, 6);
  });

  it("is empty without answers", () => {
    expect(computePredictionRows([])).toEqual([]);
  });
});

describe("topLabel", () => {
  it("is the most probable label of mean mode", () => {
    expect(topLabel(makeAnswer({ probabilities: [0.2, 0.5, 0.3] })).label).toBe("b");
  });
});

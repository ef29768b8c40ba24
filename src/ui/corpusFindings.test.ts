import { describe, expect, it } from "vitest";
import type { Shift, SliceShift, SliceShifts } from "../analysis/distributionShift";
import type { Estimate } from "../analysis/estimate";
import type { ScoreComparison } from "../analysis/scoreIntervals";
import {
  findFlips,
  findScores,
  findScoreSlices,
  findShift,
  findShifts,
  formatInterval,
  sayEstimate,
  sayFlips,
} from "./corpusFindings";

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
const shift = (difference: Estimate, id = 0.19, ood = 0.27): Shift => ({
  id: estimate(id),
  ood: estimate(ood),
  difference,
  pValue: null,
  wasserstein: null,
  kolmogorovSmirnov: null,
});

describe("findShift", () => {
  it.each([
    [estimate(0.08, 0.07, 0.09), "Swapped-in names get more variance: mean 0.27 against 0.19"],
    [estimate(-0.08, -0.1, -0.01), "Swapped-in names get less variance: mean 0.27 against 0.19"],
    [estimate(0.08, -0.01, 0.1), "No clear difference"],
    [estimate(0.08, 0, 0.1), "No clear difference"],
    [estimate(0.08), "Too few documents to tell"],
  ])("says what the interval allows", (difference, words) => {
    expect(findShift(shift(difference))).toContain(words);
  });

  it("says when nothing was swapped", () => {
    expect(findShift({ ...shift(estimate(null)), ood: estimate(null) })).toContain("no shift to show");
  });
});

describe("findShifts", () => {
  const slices = (differences: readonly [number, boolean][], numGuarded = 0): SliceShifts => ({
    slices: differences.map(([value, isClear], slice): SliceShift => ({
      ...shift(estimate(value)),
      slice,
      adjustedPValue: 0.01,
      simultaneousInterval: null,
      isClear,
    })),
    correction: "holm",
    numTested: differences.length,
    numGuarded,
    numResamples: 1000,
  });

  it("counts only clear slices", () => {
    const rising = slices([
      [0.1, true],
      [0.2, true],
      [0.1, false],
    ]);
    expect(findShifts(rising, "relation")).toBe(
      "Variance rises in 2 of 3 relations; for 1 there is no clear difference",
    );
    const mixed = slices([
      [0.1, true],
      [-0.2, true],
    ]);
    expect(findShifts(mixed, "pair")).toBe("Variance rises in 1 and falls in 1 of 2 type pairs");
    expect(findShifts(slices([[0.1, false]]), "pair")).toContain("No clear difference in any of 1 type pair");
    expect(findShifts(slices([], 4), "relation")).toBe("No relation has 20 rows: no shift can be told");
  });
});

describe("findScores", () => {
  const compare = (id: number | null, ood: number | null, difference: Estimate): ScoreComparison => {
    const all = (value: Estimate) => ({ microF1: value, macroF1: value, accuracy: value });
    return { id: all(estimate(id)), ood: all(estimate(ood)), difference: all(difference) };
  };

  it("states losses in points, and no difference as none", () => {
    expect(findScores(compare(0.72, 0.631, estimate(-0.089, -0.1, -0.05)))).toContain("Swaps cost 8.9 F1 points");
    expect(findScores(compare(0.6, 0.7, estimate(0.1, 0.05, 0.15)))).toContain("Swaps gain 10.0 F1 points");
    expect(findScores(compare(0.7, 0.69, estimate(-0.01, -0.05, 0.03)))).toContain("No clear difference in F1");
    expect(findScores(compare(null, null, estimate(null)))).toContain("F1 is not defined here");
  });
});

describe("findFlips", () => {
  it("supports, contradicts or leaves open what the paper reads", () => {
    expect(sayFlips(estimate(-0.23, -0.32, -0.14))).toMatch(
      /^Weak support for the paper’s reading\..*−0\.23.*less often.*5%/,
    );
    expect(sayFlips(estimate(0.4, 0.3, 0.5))).toMatch(/^Against the paper’s reading.*more often/);
    expect(sayFlips(estimate(0.02, -0.1, 0.1))).toMatch(/^No clear support/);
    expect(sayFlips(estimate(null))).toBe("");
    expect(findFlips(estimate(0.02, -0.1, 0.1))).toContain("Not on these rows");
    expect(findFlips(estimate(-0.23, -0.32, -0.14))).toContain("A little: more variance, fewer flips");
    expect(findFlips(estimate(null))).toContain("cannot be told: no rows");
  });

  it("speaks of names where these are the points", () => {
    expect(findFlips(estimate(0.02, -0.1, 0.1), "name")).toBe(
      "Does a name’s variance predict its flips? Not on these names",
    );
    expect(findFlips({ ...estimate(null), gap: "tooFewRows" }, "name")).toContain("fewer than 20 names, not estimated");
    expect(sayFlips(estimate(-0.23, -0.32, -0.14), "name")).toMatch(/names with more variance.*call one name biased/);
  });
});

describe("numbers", () => {
  it("prints intervals with a real minus and missing ones as a reason", () => {
    expect(formatInterval({ low: -0.02, high: 0.1, level: 0.95 }, 2)).toBe("−0.02 to 0.10");
    expect(sayEstimate(estimate(0.5, 0.4, 0.6), 1)).toBe("0.5, 95% CI 0.4 to 0.6");
    expect(sayEstimate(estimate(0.5), 1)).toBe("0.5 (fewer than 10 documents, so no interval)");
    expect(sayEstimate(estimate(null))).toBe("no rows");
  });
});

describe("findScoreSlices", () => {
  it("counts the slices that lose, and says when there is nothing to count", () => {
    expect(findScoreSlices(2, 7, "pair")).toBe("Swaps clearly cost F1 in 2 of 7 type pairs, each taken by itself");
    expect(findScoreSlices(0, 1, "relation")).toBe("Swaps cost no clear share of rows found in any of 1 relation");
    expect(findScoreSlices(0, 0, "band")).toContain("No frequency band has 20 labelled rows");
  });
});

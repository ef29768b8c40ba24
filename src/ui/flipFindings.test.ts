import { describe, expect, it } from "vitest";
import type { Estimate } from "../analysis/estimate";
import type { SliceContrasts } from "../analysis/sliceContrasts";
import { findFlipModels, findFlipSlices } from "./flipFindings";

const estimate = (value: number | null, low?: number, high?: number): Estimate => ({
  value,
  interval: low === undefined || high === undefined ? null : { low, high, level: 0.95 },
  gap: value === null ? "noRows" : null,
  numRows: 50,
  numClusters: 50,
  numResamples: 1000,
  numUndefined: 0,
  seed: 1,
});
const contrasts = (found: [name: string, mean: number, difference: number, isClear: boolean][]): SliceContrasts => ({
  all: estimate(0.34, 0.3, 0.4),
  slices: found.map(([slice, mean, difference, isClear]) => ({
    slice,
    mean: estimate(mean),
    difference: estimate(difference),
    adjustedPValue: 0.01,
    isClear,
  })),
  correction: "holm",
  numTested: found.length,
  numGuarded: 0,
  numResamples: 1000,
});

describe("findFlipSlices", () => {
  it("names one clear slice, counts several, and says when none stands out", () => {
    const quiet = contrasts([
      ["a_b", 0.6, 0.3, false],
      ["c", 0.3, -0.1, false],
    ]);
    expect(findFlipSlices(quiet, "pair")).toBe(
      "None of 2 type pairs clearly stands out: other names change 34% of all answers",
    );
    const one = contrasts([
      ["a_b", 0.6, 0.3, true],
      ["c", 0.3, -0.1, false],
    ]);
    expect(findFlipSlices(one, "relation")).toBe(
      "Names decide more in a b (60%): other names change 34% of all answers",
    );
    const both = contrasts([
      ["a", 0.6, 0.3, true],
      ["b", 0.7, 0.3, true],
      ["c", 0.1, -0.1, true],
    ]);
    expect(findFlipSlices(both, "band")).toContain("more in 2 of 3 frequency bands and less in c (10%)");
  });

  it("says when there is too little", () => {
    expect(findFlipSlices(contrasts([]), "pair")).toContain("No type pair has 20 swapped rows");
    expect(findFlipSlices(contrasts([["a", 0.5, 0, false]]), "pair")).toContain("Only one type pair has 20");
    expect(findFlipSlices({ ...contrasts([]), all: estimate(null) }, "pair")).toContain(
      "could be swapped: there is no flip rate",
    );
  });
});

describe("findFlipModels", () => {
  it.each([
    [estimate(-0.05, -0.08, -0.02), "VIB flips less often"],
    [estimate(0.05, 0.02, 0.08), "VIB flips more often"],
    [estimate(0.01, -0.02, 0.04), "VIB does not clearly help against flips"],
    [estimate(0.01), "Too few documents"],
  ])("says what the interval of the difference allows", (difference, words) => {
    expect(findFlipModels(estimate(0.3), estimate(0.25), difference)).toContain(words);
    expect(findFlipModels(estimate(0.3), estimate(0.25), difference)).toContain(
      "30% of base’s answers and 25% of VIB’s",
    );
  });

  it("says when nothing was swapped", () => {
    expect(findFlipModels(estimate(null), estimate(null), estimate(null))).toContain("No selected row");
  });
});

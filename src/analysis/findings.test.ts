import { describe, expect, it } from "vitest";
import { bootstrapMean } from "./bootstrap";
import { correlate } from "./correlation";
import { computeShiftBySlice, type SliceShift } from "./distributionShift";
import { findClearSlices, findCorrelation, findDifference } from "./findings";

const estimate = (low: number, high: number) => ({
  value: (low + high) / 2,
  interval: { low, high, level: 0.95 },
  gap: null,
  numRows: 30,
});

describe("findDifference", () => {
  it("claims a difference only when the interval leaves 0 out", () => {
    expect(findDifference(estimate(0.1, 0.3)).verdict).toBe("higher");
    expect(findDifference(estimate(-0.3, -0.1)).verdict).toBe("lower");
    expect(findDifference(estimate(-0.1, 0.3)).verdict).toBe("noClearDifference");
    expect(findDifference(estimate(0, 0.3)).verdict).toBe("noClearDifference");
  });

  it("cannot tell without an interval, and says why", () => {
    expect(findDifference(bootstrapMean([]))).toMatchObject({ verdict: "cannotTell", value: null, gap: "noRows" });
    expect(findDifference(bootstrapMean([1]))).toMatchObject({ verdict: "cannotTell", gap: "tooFewDocuments" });
  });
});

describe("findClearSlices", () => {
  it("sorts clear slices by size and side", () => {
    const slice = (name: string, value: number, isClear: boolean) =>
      ({ slice: name, isClear, difference: { value } }) as SliceShift;
    const slices = [slice("a", 0.1, true), slice("b", -0.2, true), slice("c", 0.9, false), slice("d", 0.3, true)];
    const found = findClearSlices({ slices, correction: "holm", numTested: 4, numGuarded: 1, numResamples: 1000 });
    expect(found.verdict).toBe("some");
    expect(found.higher.map(({ slice: name }) => name)).toEqual(["d", "a"]);
    expect(found.lower.map(({ slice: name }) => name)).toEqual(["b"]);
  });

  it("tells nothing found from nothing tested", () => {
    const side = {
      values: new Array<number>(30).fill(1).map((one, i) => one + (i % 7)),
      slices: new Array(30).fill("s"),
    };
    expect(findClearSlices(computeShiftBySlice(side, side)).verdict).toBe("none");
    expect(findClearSlices(computeShiftBySlice(side, { values: [], slices: [] })).verdict).toBe("cannotTell");
  });
});

describe("findCorrelation", () => {
  it("says no when the interval holds 0, however large the value looks", () => {
    expect(findCorrelation({ ...estimate(-0.1, 0.9), value: 0.4 })).toMatchObject({
      verdict: "no",
      strength: "moderate",
    });
    expect(findCorrelation(estimate(0.02, 0.08))).toMatchObject({ verdict: "positive", strength: "negligible" });
    expect(findCorrelation(estimate(-0.9, -0.5))).toMatchObject({ verdict: "negative", strength: "strong" });
  });

  it("cannot tell from a constant", () => {
    const found = findCorrelation(correlate([1, 1, 1], [1, 2, 3]));
    expect(found).toMatchObject({ verdict: "cannotTell", strength: null, value: null, gap: "constant" });
  });
});

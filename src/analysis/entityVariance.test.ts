import { describe, expect, it } from "vitest";
import oracle from "../../test/fixtures/statistics.json";
import { computeHistogram, computePaperEdges, computeZoomEdges, findBin, selectVariances } from "./entityVariance";

const { histogram } = oracle;

describe("against numpy", () => {
  it("counts the paper's bins, the last one open", () => {
    const found = computeHistogram(histogram.values, computePaperEdges());
    expect(found.counts).toEqual(histogram.paperCounts);
    expect(found).toMatchObject({ numValues: 204, numBelow: 0, numAbove: 1 });
    expect(found.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it("chooses the zoomed bins from the data and counts them", () => {
    const edges = computeZoomEdges([histogram.values])!;
    expect(edges).toBeAllclose(histogram.zoomEdges, 1e-9);
    expect(computeHistogram(histogram.values, edges).counts).toEqual(histogram.zoomCounts);
  });
});

describe("computeHistogram", () => {
  it("puts a value on a bound into the bin above it, the last bound into the last bin", () => {
    expect(computeHistogram([0, 0.1, 0.3, 0.7, 2], computePaperEdges()).counts.slice(0, 8)).toEqual([
      1, 1, 0, 1, 0, 0, 0, 1,
    ]);
    expect(computeHistogram([2, 1.95], computePaperEdges()).counts[19]).toBe(2);
    expect([-5, 0, 0.25, 99].map((value) => findBin(value, computePaperEdges()))).toEqual([0, 0, 2, 19]);
  });

  it("reports null and broken values apart, and never a NaN share", () => {
    const found = computeHistogram([null, undefined, NaN, Infinity], [0, 1, 2]);
    expect(found).toMatchObject({ numValues: 0, numNull: 2, numNotFinite: 2, counts: [0, 0], shares: [0, 0] });
    expect(computeHistogram([], [0, 1]).numValues).toBe(0);
  });

  it("refuses edges that do not rise", () => {
    expect(() => computeHistogram([1], [0])).toThrow(/rising edges/);
    expect(() => computeHistogram([1], [0, 1, 1])).toThrow(/rising edges/);
    expect(() => computeHistogram([1], [0, NaN])).toThrow(/rising edges/);
  });
});

describe("computeZoomEdges", () => {
  it("is null without a value and one paper bin wide around a single value", () => {
    expect(computeZoomEdges([[], [null, NaN]])).toBeNull();
    const edges = computeZoomEdges([[0.42], [0.42]])!;
    expect([edges[0]!, edges.at(-1)!, edges.length]).toBeAllclose([0.37, 0.47, 21], 1e-12);
    expect(computeHistogram([0.42], edges).numValues).toBe(1);
  });

  it("spans all columns, so that ID and OOD share an axis", () => {
    const edges = computeZoomEdges(
      [
        [0, 0.1],
        [0.9, 1],
      ],
      4,
    )!;
    // 0.5% and 99.5% quantiles of 0, 0.1, 0.9, 1: 0.015 of the way from 0 to 0.1, and the mirror of it.
    expect([edges[0]!, edges[4]!]).toBeAllclose([0.0015, 0.9985], 1e-12);
  });
});

describe("selection and summary", () => {
  it("pools both columns, so that a row counts twice", () => {
    const columns = { subject: [1, null], object: [3, 4] };
    expect(selectVariances(columns, "subject")).toEqual([1, null]);
    expect(selectVariances(columns, "object")).toEqual([3, 4]);
    expect(selectVariances(columns, "pooled")).toEqual([1, null, 3, 4]);
  });
});

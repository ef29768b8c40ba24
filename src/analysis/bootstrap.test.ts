import { describe, expect, it } from "vitest";
import oracle from "../../test/fixtures/statistics.json";
import {
  bootstrapMean,
  bootstrapPairedDifference,
  computePValue,
  indexClusters,
  indexTwoSamples,
  percentileInterval,
  resample,
  type Resamples,
} from "./bootstrap";

const { means } = oracle;
const indices = means.indices;

describe("bootstrap against numpy, same documents drawn", () => {
  it("gives the mean and its interval", () => {
    const { value, interval, numResamples, seed } = bootstrapMean(means.first, means.documents, { indices });
    expect([value!, interval!.low, interval!.high]).toBeAllclose([means.mean.value, ...means.mean.interval], 1e-9);
    expect([numResamples, seed]).toEqual([50, null]);
  });

  it("gives the paired difference and its interval", () => {
    const found = bootstrapPairedDifference(means.first, means.second, means.documents, { indices });
    const { value, interval } = means.pairedDifference;
    expect([found.value!, found.interval!.low, found.interval!.high]).toBeAllclose([value, ...interval], 1e-9);
  });

  it("gives every single resample", () => {
    const clusters = indexClusters(means.documents);
    const [found] = resample(
      clusters,
      1,
      (weights, out) => {
        let [sum, count] = [0, 0];
        means.first.forEach((value, i) => {
          sum += weights[clusters.index[i]!]! * value;
          count += weights[clusters.index[i]!]!;
        });
        out[0] = sum / count;
      },
      { indices },
    );
    expect(found!.values).toBeAllclose(means.mean.values, 1e-9);
  });
});

describe("resample", () => {
  it("draws as many documents as there are, each equally often, and repeats itself for an equal seed", () => {
    const clusters = indexClusters(undefined, 20);
    const draw = (seed: number) => {
      const counts = new Float64Array(20);
      resample(
        clusters,
        1,
        (weights) => {
          expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(20);
          weights.forEach((weight, i) => (counts[i]! += weight));
        },
        { seed, numResamples: 999 },
      );
      return counts;
    };
    const counts = draw(4);
    expect(draw(4)).toEqual(counts);
    expect(draw(5)).not.toEqual(counts);
    // Each of 20 is expected 999 + 1 (all rows) times; chi-square with 19 degrees of freedom: 43.8 passed once in 1000.
    expect(counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 999, 0)).toBeLessThan(43.8);
  });

  it("keeps strata at their sizes", () => {
    const clusters = indexTwoSamples(["a", "b", "c"], ["d", "e", "f", "g", "h", "i", "j"]);
    expect(clusters.strata).toEqual([3, 7]);
    resample(clusters, 1, (weights) => {
      expect(weights.subarray(0, 3).reduce((sum, weight) => sum + weight, 0)).toBe(3);
    });
  });

  it("refuses indices that are no clusters or no whole resamples, and a count of resamples below 1", () => {
    const clusters = indexClusters(undefined, 12);
    const run = (options: object) => resample(clusters, 1, () => {}, options);
    expect(() => run({ indices: new Array(13).fill(0) })).toThrow(/multiple of 12/);
    expect(() => run({ indices: new Array(12).fill(12) })).toThrow(/\[0, 11\], got 12/);
    expect(() => run({ numResamples: 0 })).toThrow(/from 1, got 0/);
  });

  it("does 1000 resamples of 10,000 rows in 4,000 documents in little time", () => {
    const values = Float64Array.from({ length: 10_000 }, (_, i) => Math.sin(i));
    const documents = Int32Array.from(values, (_, i) => i % 4000);
    const start = performance.now();
    expect(bootstrapMean(values, documents).interval).not.toBeNull();
    // Some 60 ms on an idle core; the bound leaves room for a loaded machine.
    expect(performance.now() - start).toBeLessThan(4000);
  });
});

describe("clusters", () => {
  it("numbers documents by first appearance and gives rows without one a cluster each", () => {
    const { index, numClusters } = indexClusters(["x", null, "y", "x", undefined, null]);
    expect([[...index], numClusters]).toEqual([[0, 1, 2, 0, 3, 4], 5]);
    expect(indexClusters([]).numClusters).toBe(0);
  });

  it("draws shared documents for both samples at once", () => {
    expect(indexTwoSamples(["a", "b"], ["b", "c"])).toMatchObject({ numClusters: 3, strata: [3] });
    expect(indexTwoSamples(["a", null], [null]).strata).toEqual([2, 1]);
  });

  it("makes intervals wider when equal rows stand in one document", () => {
    const values = Array.from({ length: 200 }, (_, i) => (i < 100 ? 0 : 1));
    const widthOf = (documents?: number[]) => {
      const { interval } = bootstrapMean(values, documents);
      return interval!.high - interval!.low;
    };
    // Ten rows to a document: the standard error grows by sqrt(10).
    expect(widthOf(values.map((_, i) => Math.floor(i / 10))) / widthOf()).toBeGreaterThan(2.5);
  });
});

describe("missing results", () => {
  it("says what is missing", () => {
    expect(bootstrapMean([])).toMatchObject({ value: null, interval: null, gap: "noRows", numRows: 0 });
    expect(bootstrapMean([NaN, null, Infinity, undefined])).toMatchObject({ value: null, gap: "noRows" });
    expect(bootstrapMean([3])).toMatchObject({ value: 3, interval: null, gap: "tooFewDocuments", numClusters: 1 });
    const oneDocument = bootstrapMean(new Array(50).fill(1), new Array(50).fill("d"));
    expect(oneDocument).toMatchObject({ value: 1, interval: null, gap: "tooFewDocuments", numRows: 50 });
  });

  it("leaves out rows that are null or NaN, with their documents", () => {
    const values = [1, NaN, 2, null, ...Array.from({ length: 20 }, (_, i) => i)];
    const clean = [1, 2, ...Array.from({ length: 20 }, (_, i) => i)];
    expect(bootstrapMean(values)).toEqual(bootstrapMean(clean));
  });

  it("pairs only rows that have both sides and refuses unlike lengths", () => {
    expect(bootstrapPairedDifference([1, null, 3], [2, 2, NaN])).toMatchObject({ value: 1, numRows: 1 });
    expect(() => bootstrapPairedDifference([1], [])).toThrow(/one length, got 1, 0/);
  });

  it("gives no percentile of nothing and refuses levels outside (0, 1)", () => {
    expect(percentileInterval([NaN])).toBeNull();
    expect(() => percentileInterval([1], 1)).toThrow(/\(0, 1\)/);
  });
});

describe("computePValue", () => {
  const of = (values: number[], point = 1): Resamples => ({
    point,
    values: Float64Array.from(values),
    numRows: 9,
    numClusters: 9,
    seed: 0,
  });

  it("counts resamples on the other side of 0", () => {
    // 19 above, 0 below: 2 (0 + 1) / 20 = 0.1. One below of 19: 2 * 2 / 20. Half and half: capped at 1.
    expect(computePValue(of(new Array(19).fill(1)))).toBeCloseTo(0.1, 12);
    expect(computePValue(of([-1, ...new Array(18).fill(1)]))).toBeCloseTo(0.2, 12);
    expect(computePValue(of([-1, 1, 0]))).toBe(1);
    expect(computePValue(of([]))).toBeNull();
  });
});

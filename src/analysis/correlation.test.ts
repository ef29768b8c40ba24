import { describe, expect, it } from "vitest";
import oracle from "../../test/fixtures/statistics.json";
import { computePearson, computeRanks, computeSpearman, correlate } from "./correlation";

const { x, y, documents, indices, ranks, spearman, pearson } = oracle.correlation;

describe("against scipy", () => {
  it("gives average ranks", () => {
    expect(computeRanks(y)).toBeAllclose(ranks, 1e-12);
  });

  it.each([
    ["spearman", spearman],
    ["pearson", pearson],
  ] as const)("gives %s and its interval from the same documents", (method, want) => {
    const found = correlate(x, y, documents, { indices, method });
    expect([found.value!, found.interval!.low, found.interval!.high]).toBeAllclose(
      [want.value, ...want.interval],
      1e-9,
    );
    expect(found).toMatchObject({ method, numMissing: 0, numRows: 60, numResamples: 50 });
  });
});

describe("correlation", () => {
  it("is 1 for any rising curve by rank, and symmetric", () => {
    expect(computeSpearman([1, 2, 3, 4], [1, 10, 100, 1000])).toBeCloseTo(1, 12);
    expect(computePearson([1, 2, 3, 4], [1, 10, 100, 1000])).toBeLessThan(0.9);
    expect(computeSpearman([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 12);
    expect(computeSpearman(x, y)).toBeCloseTo(computeSpearman(y, x)!, 12);
  });

  it("survives a large offset", () => {
    const far = (values: number[]) => values.map((value) => value + 1e6);
    expect(computePearson(far(x), far(y))).toBeCloseTo(computePearson(x, y)!, 8);
  });

  it("is null without variation: none, one row, a constant side", () => {
    expect([computePearson([], []), computeSpearman([1], [2])]).toEqual([null, null]);
    expect(computePearson([0.1, 0.1, 0.1], [1, 2, 3])).toBeNull();
    expect(correlate([1, 2, 3], [0.3, 0.3, 0.3])).toMatchObject({ value: null, interval: null, gap: "constant" });
    expect(correlate([], [])).toMatchObject({ value: null, gap: "noRows" });
    expect(correlate([1], [1])).toMatchObject({ value: null, gap: "constant", numRows: 1 });
  });

  it("counts rows without a pair and gives no interval for few documents", () => {
    const found = correlate([1, 2, NaN, 4, null], [1, 3, 5, 2, 1], ["a", "a", "b", "b", "b"]);
    // Ranks 1 2 3 and 1 3 2: rho = 1 - 6 * 2 / (3 * 8) = 0.5.
    expect(found.value).toBeCloseTo(0.5, 12);
    expect(found).toMatchObject({ numMissing: 2, numRows: 3, interval: null, gap: "tooFewDocuments" });
    expect(() => correlate([1], [])).toThrow(/one length/);
  });
});

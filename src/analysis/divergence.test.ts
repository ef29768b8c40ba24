import { describe, expect, it } from "vitest";
import oracle from "../../test/fixtures/statistics.json";
import { computeDivergence, computeMeanDivergence } from "./divergence";

describe("computeDivergence", () => {
  it("agrees with scipy and is symmetric", () => {
    for (const { p, q, bits } of oracle.divergences) {
      expect([computeDivergence(p, q)!, computeDivergence(q, p)!]).toBeAllclose([bits, bits], 1e-9);
    }
  });

  it("runs from 0 for equal to 1 bit for disjoint vectors", () => {
    expect(computeDivergence([0.2, 0.8], [0.2, 0.8])).toBe(0);
    expect(computeDivergence([1, 0], [0, 1])).toBe(1);
    // Half of the mass shared: (log2(2) * 0.5 + 0 + 0 + ...) = 0.5 bits.
    expect(computeDivergence([0.5, 0.5, 0], [0, 0.5, 0.5])).toBeCloseTo(0.5, 12);
  });

  it("is null for what is no distribution and refuses unlike lengths", () => {
    for (const bad of [
      [NaN, 1],
      [-0.1, 1.1],
      [0, 0],
      [Infinity, 0],
    ])
      expect(computeDivergence(bad, [0.5, 0.5])).toBeNull();
    expect(computeDivergence([], [])).toBeNull();
    expect(() => computeDivergence([1], [0.5, 0.5])).toThrow(/one length/);
  });
});

describe("computeMeanDivergence", () => {
  it("averages over the usable versions", () => {
    const found = computeMeanDivergence(
      [1, 0],
      [
        [1, 0],
        [0, 1],
        [NaN, 1],
      ],
    );
    expect(found).toEqual({ value: 0.5, numPairs: 2, numUndefined: 1 });
    expect(computeMeanDivergence([1, 0], [])).toEqual({ value: null, numPairs: 0, numUndefined: 0 });
  });
});

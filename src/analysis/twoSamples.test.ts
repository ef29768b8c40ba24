import { describe, expect, it } from "vitest";
import oracle from "../../test/fixtures/statistics.json";
import { computeKolmogorov, testKolmogorovSmirnov } from "./kolmogorovSmirnov";
import { computeWasserstein } from "./wasserstein";

describe("computeWasserstein", () => {
  it.each(oracle.twoSamples)("agrees with scipy, case %#", ({ a, b, wasserstein }) => {
    expect([computeWasserstein(a, b)!]).toBeAllclose([wasserstein], 1e-9);
    expect([computeWasserstein(b, a)!]).toBeAllclose([wasserstein], 1e-9);
  });

  it("is the shift for a shifted copy, 0 for a copy, null for an empty side", () => {
    expect(computeWasserstein([1, 2, 5], [3, 4, 7])).toBeCloseTo(2, 12);
    expect(computeWasserstein([1, 2], [2, 1])).toBe(0);
    expect(computeWasserstein([], [1])).toBeNull();
    expect(computeWasserstein([NaN, null], [1])).toBeNull();
    // NaN and null are left out: |1 - 4|.
    expect(computeWasserstein([NaN, 1], [4, null])).toBe(3);
  });
});

describe("testKolmogorovSmirnov", () => {
  it.each(oracle.twoSamples)("agrees with scipy's exact test, case %#", ({ a, b, statistic, pValue }) => {
    for (const found of [testKolmogorovSmirnov(a, b)!, testKolmogorovSmirnov(b, a)!]) {
      expect([found.statistic, found.pValue]).toBeAllclose([statistic, pValue], 1e-9);
      // Small p-values must agree in relative terms too.
      expect(found.pValue / pValue).toBeCloseTo(1, 9);
      expect(found.method).toBe("exact");
    }
  });

  it("turns to Kolmogorov's limit for large samples", () => {
    const { m, n, statistic, pValue } = oracle.largeKs;
    const a = Array.from({ length: m }, (_, i) => ((i * 7919) % 10007) / 10007);
    const b = Array.from({ length: n }, (_, i) => ((i * 104729) % 10009) / 10009 + 0.03);
    const found = testKolmogorovSmirnov(a, b)!;
    expect(found.method).toBe("limit");
    expect([found.statistic, found.pValue]).toBeAllclose([statistic, pValue], 1e-9);
  });

  it("is null for an empty side and leaves the input alone", () => {
    expect(testKolmogorovSmirnov([], [1])).toBeNull();
    expect(testKolmogorovSmirnov([1], [NaN])).toBeNull();
    const values = [2, 1];
    testKolmogorovSmirnov(values, [1]);
    expect(values).toEqual([2, 1]);
  });
});

describe("computeKolmogorov", () => {
  it("agrees with scipy on both sides of the change of series", () => {
    const found = oracle.kolmogorov.map(([x]) => computeKolmogorov(x!));
    expect(found).toBeAllclose(
      oracle.kolmogorov.map(([, q]) => q!),
      1e-12,
    );
  });
});

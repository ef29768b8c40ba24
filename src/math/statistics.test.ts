import { describe, expect, it } from "vitest";
import { argMax, mean, quantile } from "./statistics";

describe("mean", () => {
  it("is the sum over the count, NaN for nothing", () => {
    expect(mean([1, 2, 6])).toBe(3);
    expect(mean([])).toBeNaN();
  });
});

describe("quantile", () => {
  it("interpolates between order statistics", () => {
    // Sorted 1 2 4 8; position 0.5 * 3 = 1.5 -> halfway between 2 and 4. Position 0.9 * 3 = 2.7 -> 4 + 0.7 * 4.
    expect(quantile([8, 1, 4, 2], 0.5)).toBe(3);
    expect(quantile([8, 1, 4, 2], 0.9)).toBeCloseTo(6.8, 12);
  });

  it("gives the extremes at 0 and 1, the value itself for one, NaN for none", () => {
    expect([quantile([3, -1, 2], 0), quantile([3, -1, 2], 1), quantile([5], 0.3)]).toEqual([-1, 3, 5]);
    expect(quantile([], 0.5)).toBeNaN();
  });

  it("refuses p outside [0, 1] and leaves its input alone", () => {
    expect(() => quantile([1], 1.1)).toThrow(/\[0, 1\]/);
    const values = [2, 1];
    quantile(values, 0.5);
    expect(values).toEqual([2, 1]);
  });
});

describe("argMax", () => {
  it("takes the first of equals and -1 for nothing", () => {
    expect([argMax([1, 5, 5]), argMax([]), argMax([-2])]).toEqual([1, -1, 0]);
  });
});

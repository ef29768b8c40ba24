import { describe, expect, it } from "vitest";
// @ts-expect-error plain JavaScript without declarations
import { compareRuns, median, quantile } from "./statistics.mjs";

describe("statistics of timed runs", () => {
  it("takes the middle value, or the mean of the two middle ones", () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([9, 1, 5, 3])).toBe(4); // (3 + 5) / 2
    expect(median([])).toBeNaN();
  });

  it("takes the smallest value that a share of all reach at most", () => {
    const values = Array.from({ length: 20 }, (_, i) => 20 - i); // 20 down to 1
    expect(quantile(values, 0.95)).toBe(19); // 19 of 20 are at most 19
    expect(quantile(values, 0.5)).toBe(10);
    expect(quantile([7], 0.95)).toBe(7);
    expect(quantile([3, 1], 0)).toBe(1);
    expect(quantile([], 0.5)).toBeNaN();
  });

  it("compares medians, and run by run for the range", () => {
    // Medians 4 and 2; run by run 3 / 1, 4 / 2, 9 / 3; fastest 3 and 1.
    expect(compareRuns([3, 4, 9], [1, 2, 3])).toEqual({ ratio: 2, low: 2, high: 3, fastest: 3 });
  });

  it("is 1 for equal runs, and swapping the engines inverts the ratio", () => {
    expect(compareRuns([3, 5], [3, 5])).toEqual({ ratio: 1, low: 1, high: 1, fastest: 1 });
    expect(compareRuns([2, 4], [8, 8]).ratio).toBeCloseTo(1 / compareRuns([8, 8], [2, 4]).ratio, 12);
  });
});

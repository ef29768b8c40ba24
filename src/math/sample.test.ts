import { describe, expect, it } from "vitest";
import { sampleIndices } from "./sample";

describe("sampleIndices", () => {
  it("takes all when there are few, none of none", () => {
    expect(sampleIndices(3, 5, 1)).toEqual([0, 1, 2]);
    expect(sampleIndices(0, 5, 1)).toEqual([]);
    expect(sampleIndices(4, 0, 1)).toEqual([]);
  });

  it("is rising, without repeats, within bounds, and the same for the same seed", () => {
    const sample = sampleIndices(1000, 100, 7);
    expect(new Set(sample).size).toBe(100);
    expect(sample.every((place, i) => place >= 0 && place < 1000 && (i === 0 || place > sample[i - 1]!))).toBe(true);
    expect(sampleIndices(1000, 100, 7)).toEqual(sample);
    expect(sampleIndices(1000, 100, 8)).not.toEqual(sample);
  });

  it("takes every place equally often", () => {
    const counts = new Array<number>(10).fill(0);
    for (let seed = 0; seed < 2000; seed++) for (const place of sampleIndices(10, 3, seed)) counts[place]!++;
    // Each 600 times on average, standard deviation sqrt(2000 * 0.3 * 0.7) = 20.5.
    for (const count of counts) expect(Math.abs(count - 600)).toBeLessThan(5 * 20.5);
  });
});

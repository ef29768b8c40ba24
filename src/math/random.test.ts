import { describe, expect, it } from "vitest";
import { createRandom, createStandardNormals } from "./random";
import { mean } from "./statistics";

describe("createRandom", () => {
  it("repeats itself for an equal seed and differs for another", () => {
    const draw = (seed: number) => Array.from({ length: 8 }, createRandom(seed).nextUint32);
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(new Set(draw(0)).size).toBe(8);
  });

  it("is uniform on [0, 1)", () => {
    const random = createRandom(1);
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 20000; i++) {
      const value = random.next();
      expect(value >= 0 && value < 1).toBe(true);
      counts[Math.floor(value * 10)]!++;
    }
    // Chi-square with 9 degrees of freedom: 27.9 is passed by chance once in 1000 seeds.
    const chiSquare = counts.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0);
    expect(chiSquare).toBeLessThan(27.9);
  });

  it("refuses seeds that would silently be another seed", () => {
    for (const seed of [-1, 0.5, NaN, 2 ** 32]) expect(() => createRandom(seed)).toThrow(/whole seed/);
    expect(() => createRandom(2 ** 32 - 1)).not.toThrow();
  });
});

describe("createStandardNormals", () => {
  it("has mean 0, variance 1, kurtosis 3 and no correlation between neighbours", () => {
    const n = 40001;
    const x = createStandardNormals(createRandom(3), n);
    // Standard errors: mean 1/sqrt(n) = 0.005, variance sqrt(2/n) = 0.007, kurtosis sqrt(24/n) = 0.024.
    expect(Math.abs(mean(x))).toBeLessThan(0.02);
    expect(Math.abs(mean(x.map((v) => v * v)) - 1)).toBeLessThan(0.03);
    expect(Math.abs(mean(x.map((v) => v ** 4)) - 3)).toBeLessThan(0.1);
    expect(Math.abs(mean(x.slice(1).map((v, i) => v * x[i]!)))).toBeLessThan(0.02);
  });

  it("gives a prefix of the longer list, and nothing for count 0", () => {
    const long = createStandardNormals(createRandom(5), 10);
    expect([...createStandardNormals(createRandom(5), 7)]).toEqual([...long.slice(0, 7)]);
    expect(createStandardNormals(createRandom(5), 0)).toHaveLength(0);
    expect(long.every(Number.isFinite)).toBe(true);
  });
});

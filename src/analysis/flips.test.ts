import { describe, expect, it } from "vitest";
import oracle from "../../test/fixtures/statistics.json";
import { computeFlips, computeWilsonInterval } from "./flips";

describe("computeWilsonInterval", () => {
  it("agrees with scipy", () => {
    for (const { k, n, interval } of oracle.wilson) {
      const found = computeWilsonInterval(k, n)!;
      expect([found.low, found.high]).toBeAllclose(interval, 1e-9);
    }
  });

  it("is null for no trial and refuses counts that cannot be", () => {
    expect(computeWilsonInterval(0, 0)).toBeNull();
    for (const [k, n] of [
      [2, 1],
      [-1, 3],
      [0.5, 1],
      [NaN, 1],
    ] as const) {
      expect(() => computeWilsonInterval(k, n)).toThrow(/0 <= k <= n/);
    }
  });
});

describe("computeFlips", () => {
  const swap = (replacement: string, ...probabilities: number[]) => ({ replacement, probabilities });

  it("counts flips, and which name leads to which relation", () => {
    const found = computeFlips(
      [0.1, 0.8, 0.1],
      [swap("Ada", 0, 1, 0), swap("Bo", 0.2, 0.1, 0.7), swap("Cy", 0.6, 0.4, 0), swap("Di", 0, 0.4, 0.6)],
    );
    expect(found).toMatchObject({ label: 1, numSwaps: 4, numFlips: 3, rate: 0.75, numUndefined: 0 });
    expect(found.targets).toEqual([
      { label: 2, count: 2, share: 0.5, replacements: ["Bo", "Di"] },
      { label: 0, count: 1, share: 0.25, replacements: ["Cy"] },
    ]);
    expect(found.swaps.map(({ isFlip, probability }) => [isFlip, probability])).toEqual([
      [false, 1],
      [true, 0.7],
      [true, 0.6],
      [true, 0.6],
    ]);
    expect(found.interval).toEqual(computeWilsonInterval(3, 4));
    expect(found.divergence.numPairs).toBe(4);
  });

  it("leaves broken readings out, and says nothing when nothing was swapped", () => {
    const found = computeFlips([0.2, 0.8], [swap("Ada", NaN, 1), swap("Bo", 0.1, 0.9)]);
    expect(found).toMatchObject({ numSwaps: 1, numFlips: 0, rate: 0, numUndefined: 1, targets: [] });
    expect(computeFlips([0.2, 0.8], [])).toMatchObject({ rate: null, interval: null, numSwaps: 0 });
    expect(computeFlips([NaN, 0.8], [swap("Bo", 0.1, 0.9)])).toMatchObject({ label: -1, rate: null, numUndefined: 1 });
  });
});

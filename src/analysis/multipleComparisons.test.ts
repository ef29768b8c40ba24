import { describe, expect, it } from "vitest";
import oracle from "../../test/fixtures/statistics.json";
import { adjustPValues } from "./multipleComparisons";

describe("adjustPValues", () => {
  const { p, holm, benjaminiHochberg } = oracle.corrections;

  it("agrees with numpy (Holm) and scipy (Benjamini-Hochberg)", () => {
    expect(adjustPValues(p, "holm") as number[]).toBeAllclose(holm, 1e-12);
    expect(adjustPValues(p, "benjaminiHochberg") as number[]).toBeAllclose(benjaminiHochberg, 1e-12);
  });

  it("does not count what was not tested", () => {
    // m = 2: Holm 2 * 0.01, 1 * 0.04.
    expect(adjustPValues([null, 0.04, null, 0.01], "holm")).toEqual([null, 0.04, null, 0.02]);
    expect(adjustPValues([null], "benjaminiHochberg")).toEqual([null]);
    expect(adjustPValues([], "holm")).toEqual([]);
  });

  it("leaves one test, and no correction, as it is", () => {
    expect(adjustPValues([0.03], "holm")).toEqual([0.03]);
    expect(adjustPValues([0.03, 0.9], "none")).toEqual([0.03, 0.9]);
  });

  it("refuses what is no p-value", () => {
    expect(() => adjustPValues([NaN], "holm")).toThrow(/\[0, 1\]/);
    expect(() => adjustPValues([1.2], "none")).toThrow(/got 1.2/);
  });
});

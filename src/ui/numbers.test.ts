import { describe, expect, it } from "vitest";
import { countOf, formatBytes, formatError, formatMs, formatProbability, formatVariance } from "./numbers";

describe("numbers", () => {
  it("never rounds a probability to a false 0 or 1", () => {
    expect([0, 0.004, 0.005, 0.574, 0.995, 1].map(formatProbability)).toEqual([
      "0.00",
      "<0.01",
      "0.01",
      "0.57",
      ">0.99",
      "1.00",
    ]);
  });

  it("gives small variances more digits", () => {
    expect([0, 0.000045, 0.0123, 0.0996, 0.314].map(formatVariance)).toEqual(["0", "4.5e-5", "0.012", "0.10", "0.31"]);
  });

  it("prints bytes, times, errors and counts", () => {
    expect([446_000, 17_300_000].map(formatBytes)).toEqual(["446 kB", "17.3 MB"]);
    expect([2.34, 85.2, 1_217].map(formatMs)).toEqual(["2.3 ms", "85 ms", "1.2 s"]);
    expect([0, 0.0000021].map(formatError)).toEqual(["0", "2e-6"]);
    expect([countOf(1, "draw"), countOf(1234, "draw")]).toEqual(["1 draw", "1,234 draws"]);
  });
});

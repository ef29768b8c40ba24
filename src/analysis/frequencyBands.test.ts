import { describe, expect, it } from "vitest";
import { BAND_LABELS, findBand } from "./frequencyBands";

describe("findBand", () => {
  it.each([
    [0, 900, 0],
    [1, 900, 1],
    [900, 2, 1],
    [3, 3, 2],
    [9, 10, 2],
    [10, 10, 3],
    [65535, 65535, 3],
  ])("puts a row by its rarer name: %i and %i", (subject, object, band) => {
    expect(findBand(subject, object)).toBe(BAND_LABELS[band]);
  });

  it("knows no band without both counts", () => {
    expect(findBand(-1, 5)).toBeNull();
    expect(findBand(5, undefined)).toBeNull();
    expect(findBand(NaN, 5)).toBeNull();
    expect(findBand(null, 5)).toBeNull();
  });
});

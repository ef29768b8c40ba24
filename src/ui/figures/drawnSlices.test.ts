import { describe, expect, it } from "vitest";
import { BAND_LABELS } from "../../analysis/frequencyBands";
import { pickDrawn, sortSlices } from "./drawnSlices";

const slice = (name: string, effect: number | null, rows = 1) => ({ slice: name, effect, rows });
const sort = (slices: ReturnType<typeof slice>[], slicing: "pair" | "band") =>
  sortSlices(
    slices,
    slicing,
    ({ effect }) => effect,
    ({ rows }) => rows,
  ).map(({ slice: name }) => name);

describe("sortSlices", () => {
  it("puts the largest effect first, missing ones last by their rows", () => {
    const slices = [slice("none", null, 3), slice("low", -1), slice("more", null, 9), slice("high", 2)];
    expect(sort(slices, "pair")).toEqual(["high", "low", "more", "none"]);
  });

  it("keeps frequency bands in their own order", () => {
    const slices = [...BAND_LABELS].reverse().map((label, i) => slice(label, i));
    expect(sort(slices, "band")).toEqual(BAND_LABELS);
  });
});

describe("pickDrawn", () => {
  it("draws 14 at most, three of them guarded ones where there are some", () => {
    const names = (slices: { slice: string }[]) => slices.map(({ slice: name }) => name);
    const many = Array.from({ length: 20 }, (_, i) => slice(`s${i}`, i < 15 ? i : null));
    const drawn = pickDrawn(many, ({ effect }) => effect === null);
    expect(names(drawn)).toHaveLength(14);
    expect(names(drawn).slice(-3)).toEqual(["s15", "s16", "s17"]);
    expect(pickDrawn(many.slice(0, 3), ({ effect }) => effect === null)).toHaveLength(3);
    expect(pickDrawn([], () => false)).toEqual([]);
  });
});

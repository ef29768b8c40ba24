import { describe, expect, it } from "vitest";
import { bootstrapMean } from "./bootstrap";
import { computeMeansBySlice, groupRows } from "./slices";

describe("groupRows", () => {
  it("keeps slices in order of appearance and drops rows without one", () => {
    const groups = groupRows(["b", "a", null, "b", undefined]);
    expect([...groups].map(([key, rows]) => [key, [...rows]])).toEqual([
      ["b", [0, 3]],
      ["a", [1]],
    ]);
    expect(groupRows([]).size).toBe(0);
  });
});

describe("computeMeansBySlice", () => {
  it("gives each slice what bootstrapMean gives its rows, and guards small ones by usable rows", () => {
    const values = Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? 1 : 0));
    const slices = values.map((_, i) => (i < 40 ? "many" : "few"));
    const documents = values.map((_, i) => i >> 1);
    const broken = values.map((value, i) => (i === 59 ? NaN : value));
    const [many, few] = computeMeansBySlice(broken, slices, documents);
    expect(many!.estimate).toEqual(bootstrapMean(values.slice(0, 40), documents.slice(0, 40)));
    expect(few!.estimate).toMatchObject({ value: null, interval: null, gap: "tooFewRows", numRows: 19 });
    expect(computeMeansBySlice(values, slices, documents)[1]!.estimate.value).not.toBeNull();
  });
});

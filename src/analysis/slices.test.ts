import { describe, expect, it } from "vitest";
import { groupRows } from "./slices";

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

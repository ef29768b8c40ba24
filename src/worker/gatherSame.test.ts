import { describe, expect, it } from "vitest";
import type { Example } from "../data/example";
import { gatherSame } from "./gatherSame";

const example: Example = {
  id: "a",
  text: "Mira met Ravi.",
  subject: { start: 0, end: 4, type: "PERSON" },
  object: { start: 9, end: 13, type: "PERSON" },
  relation: "spouse",
};

describe("gatherSame", () => {
  it("puts rows together that differ in their id only, in the order of the first of each", () => {
    const other = { ...example, id: "b", text: "Mira met Tara." };
    const rows = [example, other, { ...example, id: "c", docId: "d" }, { ...other, id: "e" }];
    expect(gatherSame([0, 1, 2, 3], rows)).toEqual([
      [0, 2],
      [1, 3],
    ]);
    expect(gatherSame([3, 0], rows)).toEqual([[3], [0]]);
    expect(gatherSame([], rows)).toEqual([]);
  });

  it("keeps rows apart that another span, type or relation tells apart", () => {
    const rows: Example[] = [
      example,
      { ...example, subject: example.object, object: example.subject },
      { ...example, subject: { start: 0, end: 4 } },
      { ...example, object: { ...example.object, type: "CITY" } },
      { ...example, relation: "residence" },
      { ...example, relation: null },
    ];
    expect(gatherSame([...rows.keys()], rows)).toEqual([...rows.keys()].map((row) => [row]));
  });
});

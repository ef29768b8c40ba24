import { describe, expect, it } from "vitest";
import { applyEdits, moveSpan } from "./edits";

describe("applyEdits", () => {
  it("puts in, takes out and replaces, in any order", () => {
    const edits = [
      { start: 4, end: 4, text: "x" },
      { start: 0, end: 1, text: "" },
      { start: 2, end: 4, text: "CDE" },
    ];
    expect(applyEdits("abcdef", edits)).toBe("bCDExef");
    expect(applyEdits("abc", [])).toBe("abc");
  });

  it("refuses overlapping edits", () => {
    const edits = [
      { start: 0, end: 2, text: "x" },
      { start: 1, end: 3, text: "y" },
    ];
    expect(() => applyEdits("abcdef", edits)).toThrow(/separate edits/);
  });
});

describe("moveSpan", () => {
  const edits = [{ start: 4, end: 7, text: "longer" }];
  it.each([
    ["before", [0, 4], [0, 4]],
    ["after", [7, 9], [10, 12]],
    ["equal", [4, 7], [4, 10]],
    ["around", [2, 9], [2, 12]],
    ["cut at its start", [5, 9], null],
    ["cut at its end", [2, 5], null],
    ["swallowed", [5, 6], null],
  ])("a span %s the edit", (_, [start, end], expected) => {
    const moved = moveSpan({ start: start!, end: end! }, edits);
    expect(moved && [moved.start, moved.end]).toEqual(expected);
  });

  it("leaves text put in at its ends outside", () => {
    const insertions = [
      { start: 2, end: 2, text: "ab" },
      { start: 5, end: 5, text: "." },
    ];
    expect(moveSpan({ start: 2, end: 5 }, insertions)).toEqual({ start: 4, end: 7 });
  });

  it("has no empty span", () => {
    expect(moveSpan({ start: 4, end: 7 }, [{ start: 4, end: 7, text: "" }])).toBeNull();
  });
});

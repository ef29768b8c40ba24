import { describe, expect, it } from "vitest";
import { checkExample } from "./example";

const check = (text: string, subject: [number, number], object: [number, number]) =>
  checkExample({ text, subject: { start: subject[0], end: subject[1] }, object: { start: object[0], end: object[1] } });

describe("checkExample", () => {
  it("finds nothing wrong with two separate mentions, in either order, touching or not", () => {
    expect(check("Ann met Bo", [0, 3], [8, 10])).toEqual([]);
    expect(check("Ann met Bo", [8, 10], [0, 3])).toEqual([]);
    expect(check("AnnBo", [0, 3], [3, 5])).toEqual([]);
    expect(check("😀Bo", [0, 2], [2, 4])).toEqual([]);
  });

  it("names each problem", () => {
    expect(check(" \n ", [0, 1], [1, 2])).toEqual(["The text is empty. Write or paste a sentence."]);
    expect(check("Ann met Bo", [3, 4], [8, 11])).toEqual([
      "The subject is empty. Mark at least one character that is not a space.",
      "The object span [8, 11) lies outside the text, which has 10 characters.",
    ]);
    expect(check("Ann met Bo", [NaN, 3], [8, 10])[0]).toMatch(/two whole numbers/);
    expect(check("😀 Bo", [1, 2], [3, 5])[0]).toMatch(/cuts a character/);
    expect(check("😀 Bo", [0, 1], [3, 5])[0]).toMatch(/cuts a character/);
    expect(check("Ann met Bo", [0, 3], [0, 3])[0]).toMatch(/same words/);
    expect(check("Ann met Bo", [0, 5], [4, 10])[0]).toMatch(/overlap/);
  });
});

import { describe, expect, it } from "vitest";
import { findIdentical } from "./identicalMentions";

const found = (text: string, name: string) => findIdentical(text, name).map(({ start }) => start);

describe("findIdentical", () => {
  it("finds whole words in the same case, with possessive, compound and marks around", () => {
    const text = "Ann, Ann's (Ann), Ann-led “Ann”: Anna, ann, JoAnn, Mary-Ann, Ann-Marie, O'Ann, Ann2, _Ann, Ann’s.";
    const starts = ["Ann,", "Ann's", "Ann)", "Ann-led", "Ann”", "Ann’s"].map((piece) => text.indexOf(piece));
    expect(found(text, "Ann")).toEqual(starts);
  });

  it("keeps to whole characters", () => {
    expect(found("é e\u0301 e", "e")).toEqual([5]);
    expect(found("👩 👩‍🚀 👩🏽 👩", "👩")).toEqual([0, "👩 👩‍🚀 👩🏽 ".length]);
  });

  it("needs no blanks in scripts without them, and needs them in Arabic", () => {
    expect(found("東京は東京だ", "東京")).toEqual([0, 3]);
    expect(found("عمر وعمر عمر", "عمر")).toEqual([0, 9]);
  });

  it("does not overlap, and finds nothing for an empty name", () => {
    expect(found("no no no", "no no")).toEqual([0]);
    expect(found("no", "")).toEqual([]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutSentence } from "./sentencePieces";

const join = (text: string, groups: ReturnType<typeof cutSentence>) =>
  groups.flatMap(({ pieces }) => pieces.map(({ start, end }) => text.slice(start, end))).join("");

describe("cutSentence", () => {
  it("groups the words of an argument, numbers words and leaves spaces out", () => {
    const groups = cutSentence("In Kessandri Motors, today", { subject: { start: 3, end: 19 }, object: null });
    expect(groups.map(({ role }) => role)).toEqual([null, "subject", null]);
    expect(groups[1]?.pieces.filter(({ isWord }) => isWord).map(({ word }) => word)).toEqual([1, 2]);
  });

  it("cuts a word where an argument ends inside it", () => {
    const groups = cutSentence("Japanese", { subject: { start: 0, end: 5 }, object: null });
    expect(groups.map(({ role, pieces }) => [role, pieces.length])).toEqual([
      ["subject", 1],
      [null, 1],
    ]);
  });

  it("draws only the first of two overlapping arguments", () => {
    const groups = cutSentence("a b c", { subject: { start: 0, end: 3 }, object: { start: 2, end: 5 } });
    expect(groups.map(({ role }) => role)).toEqual(["subject", null]);
  });

  it("gives the text back for any text and spans", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), fc.nat(40), fc.nat(40), (text, a, b) => {
        const [start, end] = [Math.min(a, b, text.length), Math.min(Math.max(a, b), text.length)];
        expect(join(text, cutSentence(text, { subject: { start, end }, object: null }))).toBe(text);
      }),
    );
  });
});

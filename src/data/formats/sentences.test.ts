import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitSentences } from "./sentences";

const textsOf = (text: string, ...whole: { start: number; end: number }[]) =>
  splitSentences(text, whole).map(({ start, end }) => text.slice(start, end));

describe("splitSentences", () => {
  it("ends a sentence at its mark and at a line end, not after an abbreviation or an initial", () => {
    expect(textsOf("Dr. Ida Moor left Vell. She met J. R. Quill of Moor Inc. in Brask!  Why?")).toEqual([
      "Dr. Ida Moor left Vell.",
      "She met J. R. Quill of Moor Inc. in Brask!",
      "Why?",
    ]);
    expect(textsOf("A title without a stop\nIda left.\r\nShe met\nan old friend.")).toEqual([
      "A title without a stop",
      "Ida left.",
      "She met\nan old friend.",
    ]);
    expect([textsOf(""), textsOf(" \n ")]).toEqual([[], []]);
  });

  it("never cuts a mention", () => {
    const text = "She joined Yes! Now Foods. It grew.";
    expect(textsOf(text)).toHaveLength(3);
    expect(textsOf(text, { start: 11, end: 25 })).toEqual(["She joined Yes! Now Foods.", "It grew."]);
  });

  it("covers every character that is not a space, once and in order", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const sentences = splitSentences(text);
        let last = 0;
        for (const { start, end } of sentences) {
          expect(text.slice(last, start).trim()).toBe("");
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        expect(text.slice(last).trim()).toBe("");
      }),
    );
  });

  it("finds in a long text, which is read in pieces, the sentences that one reading finds", () => {
    const part = fc.constantFrom(
      "Ida left Vell. ",
      "She met J. R. Quill (of Moor)! ",
      "Why? ",
      "北川は来た。",
      "no stop ",
      "\n",
      "🎻 ",
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 700, maxLength: 1500 }), (parts) => {
        const text = parts.join("");
        // The last 3,000 units fit into one piece.
        const all = splitSentences(text);
        const later = all.find(({ start }) => start > text.length - 3000)!;
        const again = splitSentences(text.slice(later.start)).map(({ start, end }) => ({
          start: start + later.start,
          end: end + later.start,
        }));
        expect(again).toEqual(all.slice(all.indexOf(later)));
      }),
      { numRuns: 20 },
    );
  });
});

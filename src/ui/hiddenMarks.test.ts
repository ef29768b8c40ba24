import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutMarks, spellMarks } from "./hiddenMarks";

describe("marks that cannot be seen", () => {
  test("are spelled out by their code points", () => {
    expect(spellMarks("a\u202Eb")).toBe("a[U+202E]b");
    expect(spellMarks("\u0000x\u0007\u001b[31m\u0085")).toBe("[U+0000]x[U+0007][U+001B][31m[U+0085]");
    expect(spellMarks("zero\u200Bwidth\uFEFF\u2060 \u00AD")).toBe("zero[U+200B]width[U+FEFF][U+2060] [U+00AD]");
    expect(spellMarks("\u2066\u2067\u2068\u2069\u200E\u200F\u061C")).toBe(
      "[U+2066][U+2067]\u2068\u2069[U+200E][U+200F][U+061C]",
    );
    expect(spellMarks("half \ud83d of one")).toBe("half [U+D83D] of one");
    expect(spellMarks("line\u2028end\u{E0041}")).toBe("line[U+2028]end[U+E0041]");
  });

  test("leave writing that needs them alone", () => {
    for (const text of [
      "",
      "Ada met Bo.\tThen\nshe left.",
      "❤️ 👩‍👩‍👧 👍🏽 🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣", // a selector, joined people, a skin tone, a flag of tags, a keycap
      "می‌خواهم", // Persian, with a non-joiner in it
      "क्‍ष", // Devanagari, with a joiner
      "שלום עולם",
      "é", // a combining accent
    ]) {
      expect(spellMarks(text), text).toBe(text);
      expect(cutMarks(text).every(({ code }) => code === null)).toBe(true);
    }
  });

  test("leave the page's own Arabic texts alone, and nothing that stands in their isolates", () => {
    const percent = new Intl.NumberFormat("ar-EG", { style: "percent" }).format(-0.5);
    expect(spellMarks(`النسبة ${percent} من \u2068Ada\u2069.`)).toBe(`النسبة ${percent} من \u2068Ada\u2069.`);
    expect(spellMarks("من \u2068A\u202Eda\u2069.")).toBe("من \u2068A[U+202E]da\u2069.");
    expect(spellMarks("\u2068a \u2068b\u2069\u2069")).toBe("\u2068a \u2068b\u2069\u2069");
    // Not closed, or closed without being opened: such a mark reaches beyond itself.
    expect(spellMarks("\u200F\u2068a\u2069، \u2068\u200Fb\u2069")).toBe("\u200F\u2068a\u2069، \u2068[U+200F]b\u2069");
    expect(spellMarks("a\u2068b")).toBe("a[U+2068]b");
    expect(spellMarks("a\u2069b")).toBe("a[U+2069]b");
  });

  test("in Latin letters a joiner is one of them", () => {
    expect(spellMarks("pay\u200Dpal\u200C a\uFE0F")).toBe("pay[U+200D]pal[U+200C] a[U+FE0F]");
  });

  test("pieces join to the text, and what is spelled holds none", () => {
    const tricky = fc.constantFrom("\u202E", "\u200B", "\u200D", "\u0000", "\uFEFF", "\ud83d", "a", "é", "😀", " ");
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: tricky })), (text) => {
        const pieces = cutMarks(text);
        expect(pieces.map((piece) => piece.text).join("")).toBe(text);
        expect(pieces.every((piece) => piece.text !== "")).toBe(true);
        expect(spellMarks(text)).not.toMatch(/[\u202A-\u202E\u2066\u2067]|\0|\u200B|\uFEFF/u);
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findChange, moveSpan, trimSpan } from "./moveSpan";

const BEFORE = "Toyota met Japan today.";
const JAPAN = { start: 11, end: 16 };
const mention = (text: string, span: { start: number; end: number } | null) => span && text.slice(span.start, span.end);

describe("moveSpan", () => {
  it("shifts the span when text is added or removed before it", () => {
    const longer = "Engineers of Toyota met Japan today.";
    expect(moveSpan(BEFORE, longer, JAPAN)).toEqual({ start: 24, end: 29 }); // 13 characters more
    expect(moveSpan(longer, BEFORE, { start: 24, end: 29 })).toEqual(JAPAN);
  });

  it("leaves the span when the edit comes after it", () => {
    expect(moveSpan(BEFORE, "Toyota met Japan on Monday.", JAPAN)).toEqual(JAPAN);
  });

  it("stretches and shrinks with edits inside it", () => {
    expect(mention("Toyota met Jappan today.", moveSpan(BEFORE, "Toyota met Jappan today.", JAPAN))).toBe("Jappan");
    expect(mention("Toyota met Jan today.", moveSpan(BEFORE, "Toyota met Jan today.", JAPAN))).toBe("Jan");
  });

  it("takes in letters typed at its border, but not a space or a comma", () => {
    expect(mention("Toyota met Japans today.", moveSpan(BEFORE, "Toyota met Japans today.", JAPAN))).toBe("Japans");
    expect(mention("Toyota met Japan, today.", moveSpan(BEFORE, "Toyota met Japan, today.", JAPAN))).toBe("Japan");
    expect(mention("Toyota met  Japan today.", moveSpan(BEFORE, "Toyota met  Japan today.", JAPAN))).toBe("Japan");
  });

  it("keeps what is left when an edit takes part of the span", () => {
    const after = "Toyota mepan today."; // "t Ja" is gone
    expect(mention(after, moveSpan(BEFORE, after, JAPAN))).toBe("pan");
  });

  it("finds the same words elsewhere when the whole text is new, the nearest ones first", () => {
    const after = "Nobody in Japan knew; Japan is far.";
    expect(moveSpan(BEFORE, after, JAPAN)).toEqual({ start: 10, end: 15 });
  });

  it("gives null when the words are gone", () => {
    expect(moveSpan(BEFORE, "", JAPAN)).toBeNull();
    expect(moveSpan(BEFORE, "Nothing of that is here", JAPAN)).toBeNull();
  });

  it("stays on the mention for any text typed before or after it, also with emoji", () => {
    const filler = fc.string({ unit: fc.constantFrom("a", "b", " ", ".", "🎻", "é"), maxLength: 12 });
    fc.assert(
      fc.property(filler, filler, filler, filler, (before, after, newBefore, newAfter) => {
        const name = "Zelda";
        const from = `${before} ${name} ${after}`;
        const to = `${newBefore} ${name} ${newAfter}`;
        const start = before.length + 1;
        // Change one side at a time, as an editor does.
        const middle = `${newBefore} ${name} ${after}`;
        const first = moveSpan(from, middle, { start, end: start + name.length });
        const second = first && moveSpan(middle, to, first);
        expect(mention(to, second)).toBe(name);
      }),
    );
  });
});

describe("findChange", () => {
  it("is empty for equal texts and covers all for unrelated ones", () => {
    expect(findChange("abc", "abc")).toEqual({ start: 3, oldEnd: 3, newEnd: 3 });
    expect(findChange("abc", "xyz")).toEqual({ start: 0, oldEnd: 3, newEnd: 3 });
  });

  it("never lets prefix and suffix overlap", () => {
    expect(findChange("aa", "aaa")).toEqual({ start: 2, oldEnd: 2, newEnd: 3 });
  });
});

describe("trimSpan", () => {
  it("drops white space at both ends and is null when nothing else is there", () => {
    expect(trimSpan("a  b c ", { start: 1, end: 7 })).toEqual({ start: 3, end: 6 });
    expect(trimSpan("a   ", { start: 1, end: 4 })).toBeNull();
  });
});

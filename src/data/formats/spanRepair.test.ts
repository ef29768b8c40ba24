import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseReading, createSpanReader, isSameSurface, type SpanClaim } from "./spanRepair";

const NONE = { decisions: {} };
const TEXT = "😀 Mira\r\nmet\r\nBo in Café Näst.";

/** The span of a word as Python counts it over the text that `normalise` makes of ours. */
function countAs(text: string, word: string, normalise: (text: string) => string): SpanClaim {
  const start = [...normalise(text.slice(0, text.indexOf(word)))].length;
  return { text, start, end: start + [...normalise(word)].length, surface: word };
}

describe("chooseReading", () => {
  it("keeps the format's own unit when every span is right, and says what it rests on", () => {
    const claims = [countAs(TEXT, "Bo", (text) => text), countAs(TEXT, "Mira", (text) => text)];
    const { reading, decision } = chooseReading(claims, { base: "code-point", ...NONE });
    expect(reading).toBe("code-point");
    expect(decision).toMatchObject({ id: "spans", value: "code-point", isForced: false });
    expect(decision.because).toBe("2 of 2 spans are the words the file gives for them.");
  });

  it.each([
    ["utf16", "code-point", (text: string) => text],
    ["code-point", "crlf-as-one", (text: string) => text.replaceAll("\r\n", "\n")],
    ["code-point", "nfc", (text: string) => text.normalize("NFC")],
  ] as const)("finds, for a format that counts %s, the reading %s", (base, expected, normalise) => {
    const text = expected === "nfc" ? TEXT.normalize("NFD") : TEXT;
    const claims = ["met", "Bo", "Näst".normalize(expected === "nfc" ? "NFD" : "NFC")].map((word) =>
      countAs(text, word, normalise),
    );
    const { reading, decision } = chooseReading(claims, { base, ...NONE });
    expect(reading).toBe(expected);
    expect(decision.because).toMatch(/^3 of 3 spans are the words/);
    for (const { start, end, surface } of claims) {
      const span = createSpanReader(text, base, reading)(start, end)!;
      expect(isSameSurface(text.slice(span.start, span.end), surface)).toBe(true);
    }
  });

  it("finds line ends that were counted twice, and ends inside the span", () => {
    const text = "Mira\nmet\nBo.";
    const twice = [
      { text, start: 6, end: 9, surface: "met" },
      { text, start: 11, end: 13, surface: "Bo" },
    ];
    expect(chooseReading(twice, { base: "utf16", ...NONE }).reading).toBe("lf-as-two");
    const inside = [
      { text, start: 0, end: 3, surface: "Mira" },
      { text, start: 5, end: 7, surface: "met" },
    ];
    expect(chooseReading(inside, { base: "utf16", ...NONE }).reading).toBe("inclusive-end");
  });

  it("leaves the file as it is when a repair mends less than 95% of it", () => {
    const good = Array.from({ length: 94 }, () => ({ text: "😀 Bo", start: 2, end: 4, surface: "Bo" }));
    const bad = Array.from({ length: 6 }, () => ({ text: "😀 Bo", start: 0, end: 1, surface: "Bo" }));
    expect(chooseReading([...good, ...bad], { base: "utf16", ...NONE }).reading).toBe("utf16");
    expect(chooseReading([...good, ...bad.slice(1)], { base: "utf16", ...NONE }).reading).toBe("utf16");
    expect(chooseReading([...good, ...bad.slice(2)], { base: "utf16", ...NONE }).reading).toBe("code-point");
  });

  it("does what the reader decides, and says so", () => {
    const { reading, decision } = chooseReading([], { base: "utf16", decisions: { spans: "inclusive-end" } });
    expect([reading, decision.isForced]).toEqual(["inclusive-end", true]);
    expect(chooseReading([], { base: "utf16", decisions: { spans: "nonsense" } }).reading).toBe("utf16");
  });
});

describe("createSpanReader", () => {
  it("gives nothing for spans that the text does not have", () => {
    for (const base of ["utf16", "code-point"] as const) {
      const read = createSpanReader("😀 Bo", base, base);
      for (const [start, end] of [
        [-1, 2],
        [0, 99],
        [2, 2],
        [3, 1],
        [0.5, 2],
        [NaN, 2],
      ]) {
        expect(read(start!, end!)).toBeNull();
      }
    }
  });

  it("reads code points as Python counts them, in any text", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("a", " ", "é", "e\u0301", "😀", "\r\n", "\n", "中"), { minLength: 1 }),
        (parts) => {
          const text = parts.join("");
          const points = [...text];
          const read = createSpanReader(text, "code-point", "code-point");
          for (let start = 0; start < points.length; start++) {
            const span = read(start, start + 1)!;
            expect(text.slice(span.start, span.end)).toBe(points[start]);
          }
        },
      ),
    );
  });

  it("counts on normalised text and lands on the same characters of ours", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("a", "e\u0301", "é", "o\u0323\u0302", "😀", "\u1112\u1161\u11ab"), { minLength: 1 }),
        (parts) => {
          const text = parts.join("");
          const read = createSpanReader(text, "code-point", "nfc");
          let at = 0;
          for (const part of parts) {
            const length = [...part.normalize("NFC")].length;
            const span = read(at, at + length)!;
            expect(text.slice(span.start, span.end)).toBe(part);
            at += length;
          }
        },
      ),
    );
  });
});

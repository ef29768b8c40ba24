import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shortenMiddle } from "./shortenText";

describe("shortenMiddle", () => {
  it("leaves a text that fits, and cuts a longer one at spaces", () => {
    expect(shortenMiddle("Mira Holt", 9)).toBe("Mira Holt");
    // 10 characters for each half: "The Harbou" and "rn Makers."; each is cut at its space.
    expect(shortenMiddle("The Harbour Committee of Lantern Makers.", 23)).toBe("The Harbou … Makers.");
    expect(shortenMiddle("x".repeat(30), 13)).toBe("xxxxx … xxxxx");
  });

  it("never gets longer than asked, keeps both ends and cuts no character", () => {
    const words = fc.array(fc.constantFrom("a", "Lantern", "😀", "é"), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(words, fc.integer({ min: 12, max: 60 }), (parts, most) => {
        const text = parts.join(" ");
        const short = shortenMiddle(text, most);
        expect(short.length).toBeLessThanOrEqual(most);
        expect(short).not.toMatch(/\p{Surrogate}/u);
        if (text.length <= most) expect(short).toBe(text);
        else {
          const [before, after] = short.split(" … ");
          expect(text.startsWith(before!) && text.endsWith(after!)).toBe(true);
        }
      }),
    );
  });
});

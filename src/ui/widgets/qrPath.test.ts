import jsQR from "jsqr";
import { describe, expect, it } from "vitest";
import { formatLessonFragment, LARGEST_QR } from "../../lessons/lessonLink";
import { LESSONS } from "../../lessons/lessonList";
import { drawQr, QUIET_ZONE } from "./qrPath";

/** Pixels per module. */
const SCALE = 4;

/** Reads the path as a camera would: drawn as pixels, dark on white. */
function decode(text: string): string | undefined {
  const { size, path } = drawQr(text);
  const side = size * SCALE;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = Number(y) * SCALE; row < (Number(y) + 1) * SCALE; row++) {
      for (let column = Number(x) * SCALE; column < (Number(x) + Number(width)) * SCALE; column++) {
        pixels.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3);
      }
    }
  }
  return jsQR(pixels, side, side, { inversionAttempts: "dontInvert" })?.data;
}

describe("drawQr", () => {
  it.each([1, 100, 929, 2000, LARGEST_QR])(
    "a text of %i bytes is read back",
    (length) => {
      const text = "https://example.org/#lesson=1.".padEnd(length, "aB3-_x9").slice(0, length);
      expect(decode(text)).toBe(text);
    },
    30_000,
  );

  it("the link of a short lesson is read back", () => {
    const [first] = LESSONS;
    const link = `https://example.org/ebe/?model=tiny${formatLessonFragment({ ...first!, steps: first!.steps.slice(0, 1), check: [], worksheet: [] })}`;
    expect(link.length).toBeLessThan(LARGEST_QR);
    expect(decode(link)).toBe(link);
  });

  it("leaves the quiet zone free on every side", () => {
    const { size, path } = drawQr("quiet");
    for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
      expect(Number(x)).toBeGreaterThanOrEqual(QUIET_ZONE);
      expect(Number(y)).toBeGreaterThanOrEqual(QUIET_ZONE);
      expect(Number(x) + Number(width)).toBeLessThanOrEqual(size - QUIET_ZONE);
      expect(Number(y)).toBeLessThan(size - QUIET_ZONE);
    }
  });

  it("refuses one byte more than the largest code holds", () => {
    expect(() => drawQr("a".repeat(LARGEST_QR + 1))).toThrow();
  });
});

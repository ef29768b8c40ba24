import { describe, expect, it } from "vitest";
import { layoutStrip, niceCeiling, type StripToken } from "./layoutStrip";
import { rampStep } from "./ramp";

const token = (text: string, role: StripToken["role"] = "context"): StripToken => ({
  text,
  role,
  isContinuation: false,
});
const words = (count: number) => Array.from({ length: count }, (_, i) => token(`word${i}`));
const SHORT = [token("Engineers"), token("of"), token("Siemens", "subject"), token("saw"), token("Munich", "object")];

/** Right edge of the widest row. */
const right = (rows: ReturnType<typeof layoutStrip>) =>
  Math.max(...rows.flatMap(({ tokens }) => tokens.map(({ x, width }) => x + width)));

describe("layoutStrip", () => {
  it("keeps a short sentence whole, in order, on one row, without overlap", () => {
    const rows = layoutStrip(SHORT, 1000);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.tokens.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
    const tokens = rows[0]?.tokens ?? [];
    tokens
      .slice(1)
      .forEach(({ x }, i) => expect(x).toBeGreaterThanOrEqual((tokens[i]?.x ?? 0) + (tokens[i]?.width ?? 0)));
    expect(rows[0]?.groups.map(({ role }) => role)).toEqual(["subject", "object"]);
  });

  it("lets context far from the arguments give way to an ellipsis, and stays within the width", () => {
    const rows = layoutStrip([...words(60), token("Siemens", "subject"), token("saw"), token("Munich", "object")], 900);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.tokens[0]?.index).toBe(-1);
    expect(rows[0]?.tokens.map(({ index }) => index)).toEqual(expect.arrayContaining([59, 60, 61, 62]));
    expect(right(rows)).toBeLessThanOrEqual(900);
  });

  it("draws the arguments alone on a narrow page, in several rows when they do not fit", () => {
    const name = Array.from({ length: 12 }, () => token("ab", "subject"));
    const rows = layoutStrip([...words(5), ...name, ...words(2), token("Munich", "object")], 320);
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.flatMap(({ tokens }) => tokens.map(({ index }) => index))).toEqual([
      ...name.map((_, i) => i + 5),
      19, // 5 words, 12 pieces, 2 words before it
    ]);
    expect(right(rows)).toBeLessThanOrEqual(320);
    expect(
      rows
        .flatMap(({ groups }) => groups)
        .filter(({ isFirst }) => isFirst)
        .map(({ role }) => role),
    ).toEqual(["subject", "object"]);
  });

  it("has no rows without tokens", () => {
    expect(layoutStrip([], 900)).toEqual([]);
    expect(layoutStrip([], 300)).toEqual([]);
  });
});

describe("niceCeiling", () => {
  it("is the smallest of 0.1, 0.2, 0.5, 1, 2, ... that holds all values", () => {
    expect([[], [0.03], [0.1], [0.11], [0.36], [0.97], [3.2]].map(niceCeiling)).toEqual([
      0.1, 0.1, 0.1, 0.2, 0.5, 1, 5,
    ]);
  });
});

describe("rampStep", () => {
  it("steps at fifths and stays within seven steps", () => {
    expect([0, 0.1999, 0.2, 0.6, 1.19, 1.2, 4].map(rampStep)).toEqual([0, 0, 1, 3, 5, 6, 6]);
  });
});

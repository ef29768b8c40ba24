import { describe, expect, it } from "vitest";
import { placeDots } from "./placeDots";

describe("placeDots", () => {
  it("draws rows of one cell once and leaves out rows without a place", () => {
    const x = [10, 10.5, 14, NaN, 10];
    const y = [20, 21, 20, 20, NaN];
    const { pieces, dotOf } = placeDots(
      5,
      (row) => x[row]!,
      (row) => y[row]!,
    );
    expect(pieces).toEqual(["M10.0 20.0h0.01", "M14.0 20.0h0.01"]);
    expect([...dotOf]).toEqual([0, 0, 1, -1, -1]);
  });

  it("draws no more dots than there are cells, and every row within a cell of its dot", () => {
    // 300 by 200 pixels hold 150 by 100 cells.
    const [xOf, yOf] = [(row: number) => (row * 7.3) % 300, (row: number) => (row * 3.1) % 200];
    const { pieces, dotOf } = placeDots(100_000, xOf, yOf);
    expect(pieces.length).toBeLessThanOrEqual(15_000);
    for (let row = 0; row < 100_000; row += 997) {
      const [, x, y] = /^M([\d.]+) ([\d.]+)/.exec(pieces[dotOf[row]!]!)!;
      expect(Math.hypot(Number(x) - xOf(row), Number(y) - yOf(row))).toBeLessThan(2 * Math.SQRT2 + 0.15);
    }
  });

  it("is empty without rows", () => expect(placeDots(0, Number, Number).pieces).toEqual([]));
});

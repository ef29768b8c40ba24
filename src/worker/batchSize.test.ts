import { describe, expect, it } from "vitest";
import { createBatchSizes } from "./batchSize";

/** The sizes of batches on a machine whose batch of n rows takes `time(n)` ms. */
function run(time: (numRows: number, batch: number) => number, numBatches = 12): number[] {
  const sizes = createBatchSizes();
  return Array.from({ length: numBatches }, (_, batch) => {
    const { next } = sizes;
    sizes.note(next, time(next, batch));
    return next;
  });
}

describe("createBatchSizes", () => {
  it("grows to the largest batch where rows are quick", () => {
    expect(run((rows) => 2 * rows)).toEqual([1, 2, 4, 8, 16, 32, 64, ...new Array<number>(5).fill(128)]);
  });

  it("keeps a batch near a second where each row takes its time", () => {
    expect(run((rows) => 40 * rows).at(-1)).toBe(25);
    expect(run((rows) => 100 * rows).at(-1)).toBe(10);
    expect(run((rows) => 1600 * rows)).toEqual([1, 2, ...new Array<number>(10).fill(1)]);
  });

  it("takes many rows at once where a pass costs the same for one as for many", () => {
    for (const fixed of [200, 800, 3000]) {
      expect(run((rows) => fixed + rows).at(-1)).toBe(128);
    }
  });

  it("stops growing where a batch would take longer than two seconds", () => {
    // 1 row: 840 ms, 16 rows: 1440 ms, 32 rows: 2080 ms, which 15 rows a second follow from.
    expect(run((rows) => 800 + 40 * rows).slice(5)).toEqual([32, 15, ...new Array<number>(5).fill(16)]);
  });

  it("shrinks at once when the machine gets slow, and grows again", () => {
    const sizes = run((rows, batch) => (batch >= 8 && batch < 10 ? 100 * rows : 5 * rows), 14);
    expect(sizes.slice(6)).toEqual([64, 128, 128, 10, 10, 20, 40, 80]);
  });

  it("is not put off by a first batch that compiles shaders", () => {
    expect(run((rows, batch) => (batch === 0 ? 4000 : 5 * rows)).at(-1)).toBe(128);
  });
});

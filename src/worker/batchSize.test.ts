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
    expect(run((rows) => 2 * rows)).toEqual([1, 2, 4, 8, 16, ...new Array<number>(7).fill(32)]);
  });

  it("keeps a batch near a quarter of a second where each row takes its time", () => {
    expect(run((rows) => 40 * rows).at(-1)).toBe(6);
    expect(run((rows) => 100 * rows).at(-1)).toBe(2);
    expect(run((rows) => 400 * rows)).toEqual([1, 2, ...new Array<number>(10).fill(1)]);
  });

  it("takes many rows at once where a pass costs the same for one as for many", () => {
    for (const fixed of [200, 800, 3000]) {
      expect(run((rows) => fixed + rows).at(-1)).toBe(32);
    }
  });

  it("stops growing where a batch would take longer than a second", () => {
    // 1 row: 420 ms, 16 rows: 720 ms, 32 rows: 1040 ms.
    expect(run((rows) => 400 + 20 * rows).slice(5)).toEqual([32, 7, ...new Array<number>(5).fill(16)]);
  });

  it("shrinks at once when the machine gets slow, and grows again", () => {
    const sizes = run((rows, batch) => (batch >= 8 && batch < 10 ? 100 * rows : 5 * rows), 14);
    expect(sizes.slice(6)).toEqual([32, 32, 32, 2, 2, 4, 8, 16]);
  });

  it("is not put off by a first batch that compiles shaders", () => {
    expect(run((rows, batch) => (batch === 0 ? 4000 : 5 * rows)).at(-1)).toBe(32);
  });
});

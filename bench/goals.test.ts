import { describe, expect, it } from "vitest";
// @ts-expect-error plain JavaScript without declarations
import { judgeGoals } from "./goals.mjs";

/** A cell in which our time is `ratio` times that of transformers.js. */
const cell = (rows: number, ratio: number) => ({
  rows,
  tokens: 48,
  engines: { "transformers-fp32": { reference: "ours-webgpu", ratio } },
});
const app = (timesMs: number[], missed = 0) => [{ backend: "webgpu", swaps: { timesMs, missed } }];
const onGpu = { adapter: { isSoftware: false }, cells: [cell(1, 0.6), cell(32, 0.5)], app: app([20, 40]) };

describe("the aims for a GPU", () => {
  it("are judged by the ratio of times, which is one over that of rows a second", () => {
    const [rows, latency, swaps] = judgeGoals(onGpu);
    expect(rows).toMatchObject({ value: 2, isMet: true }); // half the time
    expect(latency).toMatchObject({ value: 0.6, isMet: true });
    expect(swaps).toMatchObject({ value: 40, isMet: true });
    const slow = judgeGoals({ ...onGpu, cells: [cell(1, 0.8), cell(32, 0.7)], app: app([20, 60]) });
    expect(slow.map(({ isMet }: { isMet: boolean }) => isMet)).toEqual([false, false, false]);
  });

  it("are not measured by a GPU in software, nor without one", () => {
    for (const adapter of [{ isSoftware: true }, null]) {
      for (const goal of judgeGoals({ ...onGpu, adapter })) {
        expect(goal.notMeasured).toMatch(/^not measured: no /);
        expect(goal).not.toHaveProperty("value");
      }
    }
  });

  it("are not measured where cells or swaps are missing", () => {
    const left = judgeGoals({ adapter: onGpu.adapter, cells: [cell(1, 0.6)], app: app([20], 3) });
    expect(left.map(({ notMeasured }: { notMeasured?: string }) => notMeasured !== undefined)).toEqual([
      true,
      false,
      true,
    ]);
  });
});

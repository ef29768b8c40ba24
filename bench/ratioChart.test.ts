import { describe, expect, it } from "vitest";
// @ts-expect-error plain JavaScript without declarations
import { chooseRange, drawRatios, listRatios, placeRatio } from "./ratioChart.mjs";

const timed = { runsMs: [2, 4], medianMs: 3 };
const result = {
  model: "tiny",
  adapter: { vendor: "v", architecture: "a", isSoftware: true },
  machine: { browser: "156.0.1", commit: "abc", isChanged: false, numProcessors: 2 },
  cells: [
    {
      rows: 1,
      tokens: 48,
      engines: {
        "ours-webgpu": timed,
        "ort-webgpu": { ...timed, reference: "ours-webgpu", ratio: 0.5, low: 0.4, high: 0.8 },
        "transformers-fp16": { notRun: "no shader-f16" },
      },
    },
  ],
};

describe("the drawing of ratios", () => {
  it("has one mark for each engine that was compared, none for one that did not run", () => {
    expect(listRatios(result)).toEqual([
      {
        name: "ours, joined kernels : onnxruntime-web WebGPU",
        cell: "1 x 48",
        backend: "webgpu",
        ratio: 0.5,
        low: 0.4,
        high: 0.8,
        count: 2,
      },
    ]);
    expect(drawRatios(result).match(/<circle/g)).toHaveLength(1);
  });

  it("says that software says nothing of a GPU", () => {
    expect(drawRatios(result)).toContain("WebGPU in software: says nothing of a GPU");
    const onGpu = { ...result, adapter: { ...result.adapter, isSoftware: false } };
    expect(drawRatios(onGpu)).toContain("WebGPU on v a");
  });

  it("has a logarithmic axis: equal factors are equal steps", () => {
    const [a, b, c] = [0.1, 1, 10].map((value) => placeRatio(value, 0.1, 10));
    expect(c - b).toBeCloseTo(b - a, 9);
  });

  it("holds every value, and 1", () => {
    expect(chooseRange([0.3, 0.4])).toEqual([0.2, 2]);
    expect(chooseRange([3])).toEqual([0.5, 5]);
    expect(chooseRange([])).toEqual([0.5, 2]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readModelText } from "../../test/modelFolder";
import { parseModelConfig } from "../model/config";
import { countPassRows, lengthStep, roundUpToPower } from "./passShape";
import { BACKENDS } from "./types";

// 2 heads, width 32, feed-forward width 64: the largest array of a pass has 96 numbers for each token.
const config = parseModelConfig(JSON.parse(readModelText("tiny/config.json")), "tiny");

describe("lengthStep", () => {
  it("is 1 on a processor, 8 for short sentences on a GPU, and grows with long ones", () => {
    expect(lengthStep("wasm", 100)).toBe(1);
    expect([1, 8, 64, 65, 128, 129, 256].map((length) => lengthStep("webgpu", length))).toEqual([
      8, 8, 8, 16, 16, 32, 32,
    ]);
  });
});

describe("countPassRows", () => {
  it("fills the pass of its backend, on a GPU with a power of two", () => {
    expect(countPassRows({ backend: "wasm", config }, 25)).toBe(20); // 512 / 25
    expect(countPassRows({ backend: "webgpu", config }, 25)).toBe(128); // 4096 / 32
    expect(countPassRows({ backend: "webgpu", config }, 33)).toBe(64); // 4096 / 40 = 102
    expect(countPassRows({ backend: "cpu", config }, 1000)).toBe(1);
  });

  it("keeps the largest array of a pass within what the device takes", () => {
    // 32 tokens of 96 numbers of 4 bytes: 12,288 bytes a row.
    expect(countPassRows({ backend: "webgpu", config, maxBufferBytes: 40_000 }, 32)).toBe(2);
    expect(countPassRows({ backend: "wasm", config, maxBufferBytes: 40_000 }, 32)).toBe(3);
    expect(countPassRows({ backend: "webgpu", config, maxBufferBytes: 100 }, 32)).toBe(1);
  });

  it("gives a GPU few shapes for all lengths", () => {
    const lengths = fc.integer({ min: 1, max: 256 });
    fc.assert(
      fc.property(fc.constantFrom(...BACKENDS), lengths, lengths, (backend, a, b) => {
        const [short, long] = [Math.min(a, b), Math.max(a, b)];
        expect(countPassRows({ backend, config }, long)).toBeLessThanOrEqual(countPassRows({ backend, config }, short));
      }),
    );
    const shapes = Array.from({ length: 256 }, (_, i) => {
      const step = lengthStep("webgpu", i + 1);
      const length = Math.ceil((i + 1) / step) * step;
      return length * countPassRows({ backend: "webgpu", config }, i + 1);
    });
    expect(new Set(shapes).size).toBeLessThanOrEqual(6);
  });
});

describe("roundUpToPower", () => {
  it("is the next power of two", () => {
    expect([1, 2, 3, 4, 5, 127, 128, 129].map(roundUpToPower)).toEqual([1, 2, 4, 4, 8, 128, 128, 256]);
  });
});

import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import "../../test/backends";
import { buildRangeTable, listSpans, runRangeMax, type Stretch } from "./spans";

beforeAll(() => tf.setBackend("wasm"));

describe("listSpans", () => {
  it("lists spans by width and then by place", () => {
    expect(listSpans(3, 2)).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
      [0, 2],
      [1, 3],
    ]);
    expect(listSpans(0, 10)).toEqual([]);
    expect(listSpans(1, 10)).toEqual([[0, 1]]);
  });

  it("lists as many as there are, each once", () => {
    fc.assert(
      fc.property(fc.nat(40), fc.integer({ min: 1, max: 12 }), (numWords, widest) => {
        const spans = listSpans(numWords, widest);
        // Sum over k = 1 .. min(widest, W) of (W - k + 1).
        const most = Math.min(widest, numWords);
        expect(spans).toHaveLength(most * numWords - (most * (most - 1)) / 2);
        expect(new Set(spans.map(String)).size).toBe(spans.length);
        expect(spans.every(([start, end]) => 0 <= start && start < end && end <= numWords)).toBe(true);
      }),
    );
  });
});

describe("runRangeMax", () => {
  const WIDTH = 3;

  it("is the maximum over each stretch, zeros over an empty one, and leaves no tensor behind", () => {
    const stretchOf = (length: number) => fc.tuple(fc.nat(length), fc.nat(length));
    const states = fc.integer({ min: 1, max: 33 }).chain((length) =>
      fc.record({
        values: fc.array(fc.integer({ min: -99, max: -1 }), { minLength: length * WIDTH, maxLength: length * WIDTH }),
        stretches: fc.array(stretchOf(length), { minLength: 1, maxLength: 20 }),
      }),
    );
    const before = tf.memory().numTensors;
    fc.assert(
      fc.property(states, ({ values, stretches }) => {
        const length = values.length / WIDTH;
        const got = tf.tidy(() =>
          runRangeMax(buildRangeTable(tf.tensor2d(values, [length, WIDTH]), length), stretches).arraySync(),
        );
        const expected = stretches.map(([start, end]: Stretch) =>
          Array.from({ length: WIDTH }, (_, d) => {
            const over = values.filter((_, i) => i % WIDTH === d).slice(start, Math.max(start, end));
            return over.length === 0 ? 0 : Math.max(...over);
          }),
        );
        expect(got).toEqual(expected);
      }),
      { numRuns: 50 },
    );
    expect(tf.memory().numTensors).toBe(before);
  });
});

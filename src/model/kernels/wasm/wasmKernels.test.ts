import fc from "fast-check";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import { setFlagsFromString } from "node:v8";
import { beforeAll, describe, expect, it } from "vitest";
// @ts-expect-error plain JavaScript without declarations
import { renderBinary } from "../../../../scripts/buildWasm.mjs";
import { expectNoLeak } from "../../../../test/leak";
import { ATTENTION_KERNEL, mixValues } from "../../attention";
import {
  GELU_KERNEL,
  LAYER_NORM_KERNEL,
  LINEAR_KERNEL,
  runGelu,
  runLayerNorm,
  runLinear,
  TAKE_ROWS_KERNEL,
  takeRows,
} from "../../layers";
import { PADDING_SCORE } from "../../batch";
import { hasKernel } from "../kernelCalls";
import { WASM_KERNELS, WASM_LINEAR } from "./binary";
import { registerWasmKernels } from "./wasmKernels";

/** The same computation by our kernel on wasm and by its twin in plain ops on the JavaScript backend. */
async function runBoth(compute: () => tf.Tensor): Promise<{ ours: Float32Array; plain: Float32Array }> {
  const run = async (backend: string) => {
    await tf.setBackend(backend);
    return expectNoLeak(() => tf.tidy(() => compute().dataSync() as Float32Array));
  };
  return { ours: await run("wasm"), plain: await run("cpu") };
}

const uniform = (shape: number[], seed: number, size = 2) => tf.randomUniform(shape, -size, size, "float32", seed);

beforeAll(async () => {
  // Node 20 has these instructions behind a flag, browsers have not.
  setFlagsFromString("--experimental-wasm-relaxed-simd");
  await tf.setBackend("wasm");
  expect(registerWasmKernels(tf.backend())).toBe(true);
  for (const name of [LINEAR_KERNEL, ATTENTION_KERNEL, LAYER_NORM_KERNEL, GELU_KERNEL, TAKE_ROWS_KERNEL]) {
    expect(hasKernel(name)).toBe(true);
  }
});

describe("kernels on wasm against plain ops", () => {
  it("the committed modules are what the sources give", async () => {
    const text = await renderBinary();
    for (const binary of [WASM_KERNELS, WASM_LINEAR]) expect(text).toContain(`"${binary}"`);
  });

  it("linear maps of any number of rows", async () => {
    const shapes = fc.record({
      rows: fc.integer({ min: 1, max: 40 }),
      ins: fc.constantFrom(1, 7, 64, 200, 512, 513, 1100),
      outs: fc.integer({ min: 1, max: 12 }).map((n) => n * 8),
      activation: fc.constantFrom("linear" as const, "relu" as const),
      seed: fc.integer({ min: 1, max: 1e6 }),
    });
    await fc.assert(
      fc.asyncProperty(shapes, async ({ rows, ins, outs, activation, seed }) => {
        const { ours, plain } = await runBoth(() => {
          const linear = {
            weight: uniform([ins, outs], seed, 2 / Math.sqrt(ins)) as tf.Tensor2D,
            bias: uniform([outs], seed + 1) as tf.Tensor1D,
          };
          return runLinear(linear, uniform([rows, ins], seed + 2) as tf.Tensor2D, activation);
        });
        expect(ours).toBeAllclose(plain, 2e-5);
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    [1, 1, 1],
    [1, 127, 12],
    [2, 128, 2],
    [33, 7, 3],
  ])("attention of %i rows of %i tokens in %i heads, padded", async (numRows, numTokens, numHeads) => {
    const size = numHeads * 32;
    const { ours, plain } = await runBoth(() => {
      const [q, k, v] = [1, 2, 3].map((seed) => uniform([numRows * numTokens, size], seed) as tf.Tensor2D);
      // The last token of every row but the first is padding.
      const scores = Float32Array.from({ length: numRows * numTokens }, (_, i) =>
        i >= numTokens && numTokens > 1 && i % numTokens === numTokens - 1 ? PADDING_SCORE : 0,
      );
      const mask = tf.tensor4d(scores, [numRows, 1, 1, numTokens]);
      return mixValues(q!, k!, v!, mask, { numRows, numTokens, numHeads });
    });
    expect(ours).toBeAllclose(plain, 1e-5);
  });

  it("attention of any shape, with fewer queries than tokens, with and without a mask", async () => {
    const shapes = fc.record({
      numRows: fc.integer({ min: 1, max: 5 }),
      numTokens: fc.integer({ min: 1, max: 40 }),
      numHeads: fc.integer({ min: 1, max: 4 }),
      width: fc.constantFrom(16, 32, 48, 64),
      numQueries: fc.integer({ min: 1, max: 6 }),
      hasMask: fc.boolean(),
      size: fc.constantFrom(0.1, 2, 30),
      seed: fc.integer({ min: 1, max: 1e6 }),
    });
    await fc.assert(
      fc.asyncProperty(shapes, async ({ numRows, numTokens, numHeads, width, numQueries, hasMask, size, seed }) => {
        const { ours, plain } = await runBoth(() => {
          const q = uniform([numRows * numQueries, numHeads * width], seed, size / Math.sqrt(width)) as tf.Tensor2D;
          const [k, v] = [1, 2].map((n) => uniform([numRows * numTokens, numHeads * width], seed + n) as tf.Tensor2D);
          const mask = hasMask ? (uniform([numRows, 1, 1, numTokens], seed + 3) as tf.Tensor4D) : null;
          return mixValues(q, k!, v!, mask, { numRows, numTokens, numHeads });
        });
        expect(ours).toBeAllclose(plain, 2e-5);
      }),
      { numRuns: 60 },
    );
  });

  it("layer normalisation of any number of rows, with and without a sum", async () => {
    const shapes = fc.record({
      rows: fc.integer({ min: 1, max: 40 }),
      width: fc.integer({ min: 1, max: 64 }).map((n) => n * 4),
      isAdded: fc.boolean(),
      seed: fc.integer({ min: 1, max: 1e6 }),
    });
    await fc.assert(
      fc.asyncProperty(shapes, async ({ rows, width, isAdded, seed }) => {
        const { ours, plain } = await runBoth(() => {
          const norm = {
            weight: uniform([width], seed + 1) as tf.Tensor1D,
            bias: uniform([width], seed + 2) as tf.Tensor1D,
          };
          const added = isAdded ? (uniform([rows, width], seed + 3) as tf.Tensor2D) : null;
          return runLayerNorm(norm, uniform([rows, width], seed, 10) as tf.Tensor2D, 1e-12, added);
        });
        expect(ours).toBeAllclose(plain, 2e-5);
      }),
      { numRuns: 40 },
    );
  });

  it("GELU over all that a layer gives, and far beyond", async () => {
    const values = Float32Array.from({ length: 40_000 }, (_, i) => (i - 20_000) / 1000);
    const { ours, plain } = await runBoth(() => runGelu(tf.tensor1d([...values, 1e4, -1e4, 0, -0])));
    expect(ours).toBeAllclose(plain, 2e-6);
    expect(ours.subarray(-4)).toBeAllclose([1e4, 0, 0, 0], 0);
  });

  it("rows of a table, none of them too", async () => {
    const { ours, plain } = await runBoth(() =>
      takeRows(uniform([9, 20], 5) as tf.Tensor2D, tf.tensor1d([8, 0, 3, 3], "int32")),
    );
    expect(ours).toBeAllclose(plain, 0);
    await tf.setBackend("wasm");
    expect(tf.tidy(() => takeRows(tf.zeros([2, 4]), tf.tensor1d([], "int32")).shape)).toEqual([0, 4]);
  });

  it("a backend without a memory to share stays as it is", () => {
    expect(registerWasmKernels({ wasm: {} })).toBe(false);
    expect(registerWasmKernels({})).toBe(false);
  });
});

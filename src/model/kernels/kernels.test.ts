/**
 * The kernels on a real WebGPU device in software: Dawn on the Vulkan driver that Debian's Chromium brings. Every kernel
 * against its twin in plain ops, whole models against PyTorch, and what one pass asks of the device.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import "../../../test/backends";
import type { ModelRun } from "../../../test/gpu/main";
import { KERNEL_CASES } from "../../../test/gpu/kernelCases";
import { runAttention } from "../attention";
import type { EncoderConfig } from "../config";
import { canFuse } from "../fusedModel";
import { runGelu, runLinear } from "../layers";
import { runJoinedAttention } from "./attention";
import { runLinearParts } from "./linear";
import { packRows, packTransposed, unpackLinear, unpackTable } from "./packedLinear";

const CHROMIUM = "/usr/lib/chromium";
const DRIVER = join(CHROMIUM, "vk_swiftshader_icd.json");
const hasSoftwareVulkan = existsSync(DRIVER) && existsSync(join(CHROMIUM, "libvulkan.so.1"));
const SCRIPT = fileURLToPath(new URL("../../../test/gpu/main.ts", import.meta.url));

interface GpuReport {
  readonly kernels: Record<string, number>;
  readonly models: Record<string, ModelRun>;
  /** Models that find entities in text; they run by plain ops. */
  readonly joint: Record<string, Pick<ModelRun, "golden" | "leaked">>;
}

/** Models of the test: a bottleneck; tags and a ranking head; a prompt; a centre of neighbours. */
const TINY = ["tiny", "tiny-tags-multitask", "tiny-htm", "tiny-scm"];
const SHIPPED = "re-minilm-vib";
const JOINT = "tiny-joint";

describe.skipIf(!hasSoftwareVulkan)("kernels on a WebGPU device", () => {
  let report: GpuReport;
  beforeAll(async () => {
    const env = { ...process.env, LD_LIBRARY_PATH: CHROMIUM, VK_ICD_FILENAMES: DRIVER };
    const flags = ["--import", "tsx", SCRIPT, ...TINY, SHIPPED, JOINT];
    const { stdout } = await promisify(execFile)(process.execPath, flags, { env, timeout: 600_000 });
    report = JSON.parse(stdout.trim().split("\n").at(-1)!) as GpuReport;
  }, 600_000);

  it.each(KERNEL_CASES.map(({ name }) => name))("%s: gives what plain ops give", (name) => {
    expect(report.kernels[name]).toBeLessThanOrEqual(1e-4);
  });

  it.each(TINY)("%s gives the numbers of PyTorch to 1e-4 in float32", (id) => {
    expect(report.models[id]!.golden).toBeLessThanOrEqual(1e-4);
  });

  it("the shipped model gives the numbers of PyTorch to 1e-3, with its weights in int4 on the device", () => {
    const { golden, weightBytes } = report.models[SHIPPED]!;
    expect(golden).toBeLessThanOrEqual(1e-3);
    // 22.7 million parameters: 20 MB where matrices stay in int4 and the table in int8, 91 MB in float32.
    expect(weightBytes).toBeLessThan(22e6);
  });

  it("a model that finds entities gives the scores of PyTorch for every span and pair to 1e-3", () => {
    expect(report.joint[JOINT]).toMatchObject({ leaked: 0 });
    expect(report.joint[JOINT]!.golden).toBeLessThanOrEqual(1e-3);
  });

  it("a pass asks for at most 60 dispatches, and a steady one makes no buffer", () => {
    // Embedding, posterior, blend, two of the head, and 5 a layer: 6 layers of the shipped model, 2 of the tiny one.
    expect(report.models[SHIPPED]!.counts.dispatches).toBe(35);
    expect(report.models.tiny!.counts).toMatchObject({ dispatches: 15, buffers: 0 });
    // No bottleneck.
    expect(report.models["tiny-tags-multitask"]!.counts).toMatchObject({ dispatches: 13, buffers: 0 });
  });

  it("leaves no tensor behind", () => {
    for (const [id, { leaked }] of Object.entries(report.models)) expect(leaked, id).toBe(0);
  });
});

describe("the twins in plain ops", () => {
  // Worked example: W = ((1, -2), (3, 127), (-128, 0), (5, 6)) stored by column, scale (0.5, 2), bias (10, -1).
  const stored = Int8Array.from([1, 3, -128, 5, -2, 127, 0, 6]);

  it("four int8 numbers go into one int32 and come back with scale and bias", async () => {
    await tf.setBackend("cpu");
    tf.tidy(() => {
      const packed = tf.tensor2d(packTransposed(stored, 2, 4), [1, 2], "int32");
      const affine = tf.tensor2d([0.5, 2, 10, -1], [2, 2]);
      const { weight, bias } = unpackLinear({ bits: 8, packed, affine });
      expect(weight.dataSync()).toBeAllclose([0.5, -4, 1.5, 254, -64, 0, 2.5, 12]);
      expect(bias.dataSync()).toBeAllclose([10, -1]);
      // int4: two groups of 32 rows; all are 1 but the last two of each, 7 and -8.
      const half = [...new Array<number>(30).fill(1), 7, -8];
      const small = unpackLinear({
        bits: 4,
        packed: tf.tensor2d(packTransposed(Int8Array.from([...half, ...half]), 1, 64, 4), [8, 1], "int32"),
        affine: tf.tensor2d([0.5, -2, 10], [3, 1]),
      });
      expect(small.weight.dataSync()).toBeAllclose([...half.map((q) => q * 0.5), ...half.map((q) => q * -2)]);
      expect(small.bias.dataSync()).toBeAllclose([10]);
      const table = { packed: tf.tensor2d(packRows(stored), [2, 1], "int32"), scale: tf.tensor2d([0.5, 2], [2, 1]) };
      expect(unpackTable(table).dataSync()).toBeAllclose([0.5, 1.5, -64, 2.5, -4, 254, 0, 12]);
      // A row of eight in two groups, as int4 has them.
      const grouped = { packed: tf.tensor2d(packRows(stored), [1, 2], "int32"), scale: tf.tensor2d([0.5, 2], [1, 2]) };
      expect(unpackTable(grouped).dataSync()).toBeAllclose([0.5, 1.5, -64, 2.5, -4, 254, 0, 12]);
    });
  });

  it("joined query, key and value give the attention of the plain path", async () => {
    await tf.setBackend("cpu");
    tf.tidy(() => {
      const random = (shape: [number, number], seed: number) =>
        tf.randomNormal(shape, 0, 1, "float32", seed) as tf.Tensor2D;
      const linear = (seed: number) => ({ weight: random([8, 8], seed), bias: tf.randomNormal([8]) as tf.Tensor1D });
      const [query, key, value, output] = [linear(1), linear(2), linear(3), linear(4)];
      const states = random([2 * 5, 8], 5);
      const shape = { numRows: 2, numTokens: 5, numHeads: 2 };
      const scores = [0, 0, 0, 0, 0, 0, 0, 0, -1e9, -1e9];
      const parts = [query, key, value].map((part) => ({ linear: part, activation: "linear" as const }));
      const rows = tf.tensor1d([4, 0, 5, 7], "int32");
      const joined = runJoinedAttention(runLinearParts(parts, states), tf.tensor1d(scores), rows, shape);
      const mask = tf.tensor4d(scores, [2, 1, 1, 5]);
      const plain = runAttention({ query, key, value, output }, tf.gather(states, rows), states, mask, shape);
      expect(runLinear(output, joined).dataSync()).toBeAllclose(plain.dataSync(), 1e-5);
      const wide = runLinearParts([{ linear: query, activation: "gelu" }], states);
      expect(wide.dataSync()).toBeAllclose(runGelu(runLinear(query, states)).dataSync());
    });
  });
});

it("takes only shapes that the kernels can run", () => {
  const encoder: EncoderConfig = {
    architecture: "bert",
    activation: "gelu",
    ...{ vocabSize: 10, hiddenSize: 32, numLayers: 2, numHeads: 2, intermediateSize: 64 },
    ...{ maxPositions: 16, typeVocabSize: 2, layerNormEps: 1e-12 },
  };
  expect(canFuse({ encoder })).toBe(true);
  expect(canFuse({ encoder, entities: null })).toBe(true);
  expect(canFuse({ encoder, entities: {} })).toBe(false); // LUKE
  expect(canFuse({ encoder: { ...encoder, hiddenSize: 36, numHeads: 6 } })).toBe(false); // heads of 6 numbers
  expect(canFuse({ encoder: { ...encoder, hiddenSize: 1024, numHeads: 4 } })).toBe(false); // heads of 256
  expect(canFuse({ encoder: { ...encoder, hiddenSize: 4096, numHeads: 64 } })).toBe(false); // rows too wide
  expect(canFuse({ encoder: { ...encoder, intermediateSize: 63 } })).toBe(false);
});

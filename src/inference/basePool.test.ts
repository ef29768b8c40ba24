import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { NODE_RUNGS } from "../../test/backends";
import { expectNoLeak } from "../../test/leak";
import { DISK_SOURCE } from "../../test/modelFolder";
import { createBasePool, type BasePool } from "./basePool";
import { loadModel } from "./loadModel";
import type { ModelSource } from "./modelSource";

beforeAll(() => tf.setBackend("wasm"));

const text = "Mira was born in Velde.";
const example = { id: "1", text, subject: { start: 0, end: 4 }, object: { start: 17, end: 22 } };

/** Loads with a pool; `files` are those that were read for it. */
async function load(modelId: string, pool?: BasePool, backend: "wasm" | "cpu" = "wasm") {
  const files: string[] = [];
  const source: ModelSource = {
    ...DISK_SOURCE,
    readFile: (id, record) => (files.push(`${id}/${record.file}`), DISK_SOURCE.readFile(id, record)),
  };
  const predictor = await loadModel({ source, modelId, rungs: NODE_RUNGS, backend, ...(pool && { pool }) });
  const read = async () => (await predictor.predict(example, { draws: 0, seed: 1 })).logits;
  return { predictor, files: files.sort(), read, dispose: predictor.dispose };
}
const own = (id: string, ...names: string[]) => names.map((name) => `${id}/${name}`).sort();

describe("models on one base", () => {
  it("read their own files alone, whether the base is loaded or was needed before, and answer as they do alone", () =>
    expectNoLeak(async () => {
      const pool = createBasePool();
      const base = await load("tiny-base", pool);
      const adapter = await load("tiny-adapter", pool);
      expect(adapter.files).toEqual(own("tiny-adapter", "adapter.safetensors", "golden.json", "labels.json"));
      const alone = await load("tiny-adapter");
      expect(alone.files).toContain("tiny-base/weights-00.safetensors");
      expect(await adapter.read()).toBeAllclose(await alone.read(), 1e-5);
      expect(adapter.predictor.info).toEqual({
        ...alone.predictor.info,
        cachedBytes: expect.any(Number),
        attempts: expect.any(Array),
      });
      const before = await base.read();
      base.dispose();
      adapter.dispose();
      const again = await load("tiny-adapter", pool);
      expect(again.files).toEqual(adapter.files);
      expect(await again.read()).toBeAllclose(await alone.read(), 1e-5);
      const baseAgain = await load("tiny-base", pool);
      expect(await baseAgain.read()).toEqual(before);
      for (const one of [again, baseAgain, alone]) one.dispose();
      pool.clear();
    }));

  it("keep nothing of a model that is no base, and one base at a time", () =>
    expectNoLeak(async () => {
      const pool = createBasePool();
      (await load("tiny", pool)).dispose();
      expect(tf.memory().numTensors).toBe(0);
      (await load("tiny-adapter", pool)).dispose();
      expect(tf.memory().numTensors).toBeGreaterThan(0);
      pool.clear();
    }));

  it("read the base's files again for a part that is not kept", () =>
    expectNoLeak(async () => {
      const pool = createBasePool();
      // Its head is its own, so that of the base was never made.
      (await load("tiny-multitask", pool)).dispose();
      const core = await load("tiny-core", pool);
      expect(core.files).toContain("tiny-base/weights-00.safetensors");
      const alone = await load("tiny-core");
      expect(await core.read()).toBeAllclose(await alone.read(), 1e-5);
      const [adapter, whole] = [await load("tiny-adapter", pool), await load("tiny-base", pool)];
      expect(whole.files).not.toContain("tiny-base/weights-00.safetensors");
      for (const one of [core, alone, adapter, whole]) one.dispose();
      pool.clear();
    }));

  it("are kept apart on two backends", () =>
    expectNoLeak(async () => {
      const pool = createBasePool();
      const [wasm, cpu] = [await load("tiny-adapter", pool), await load("tiny-adapter", pool, "cpu")];
      expect(cpu.predictor.info.backend).toBe("cpu");
      expect(await cpu.read()).toBeAllclose(await wasm.read(), 1e-4);
      wasm.dispose();
      cpu.dispose();
      pool.clear();
    }));
});

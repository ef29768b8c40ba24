import * as tf from "@tensorflow/tfjs-core";
import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import { expect, it } from "vitest";
import { NODE_RUNGS } from "../../test/backends";
import { expectNoLeak } from "../../test/leak";
import { DISK_SOURCE } from "../../test/modelFolder";
import type { BackendRung } from "./backendLadder";
import { loadModel } from "./loadModel";
import type { Reading } from "./types";

/** The plain JavaScript backend under the name of a GPU: passes take the shapes that a GPU is given. */
const GPU_SHAPES: BackendRung = {
  name: "webgpu",
  async start() {
    if (tf.findBackendFactory("webgpu") == null) {
      tf.registerBackend("webgpu", () => new MathBackendCPU());
      tf.copyRegisteredKernels("cpu", "webgpu");
    }
    await tf.setBackend("webgpu");
    return { isSoftware: true, lost: null, maxBufferBytes: 100_000 };
  },
};

const examples = ["Mira", "Ravi Rao", "Anselm", "Tara", "Mira"].map((name, i) => ({
  id: String(i),
  text: `${name} was born in Velde${", far from home".repeat(i % 3)}.`,
  subject: { start: 0, end: name.length },
  object: { start: name.length + 13, end: name.length + 18 },
}));
const options = { draws: [2, 0, 1, 0, 0], seed: 3 };

it.each(["tiny", "tiny-base"])("fills passes up on a GPU, which changes no answer (%s)", async (modelId) => {
  const load = (backend: "webgpu" | "cpu", rungs: readonly BackendRung[]) =>
    loadModel({ source: DISK_SOURCE, modelId, rungs, backend });
  const [filled, plain] = [await load("webgpu", [GPU_SHAPES]), await load("cpu", NODE_RUNGS)];
  expect(filled.info.backend).toBe("webgpu");
  const expected = (await plain.predictBatch(examples, options)) as Reading[];
  await expectNoLeak(async () => {
    const readings = (await filled.predictBatch(examples, options)) as Reading[];
    readings.forEach((reading, i) => {
      expect(reading.exampleId).toBe(String(i));
      expect(reading.logits).toBeAllclose(expected[i]!.logits, 1e-4);
      expect(reading.drawProbabilities).toBeAllclose(expected[i]!.drawProbabilities, 1e-4);
      expect(reading.variance.row ?? -1).toBeCloseTo(expected[i]!.variance.row ?? -1, 5);
    });
  });
  filled.dispose();
  plain.dispose();
});

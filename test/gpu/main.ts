/**
 * @file What the kernels give on a WebGPU device in Node, printed as one line of JSON. Run by kernels.test.ts in a process
 * of its own: the Vulkan loader reads its environment when a process starts.
 *
 * Arguments: ids of models in public/models to run. `--plain` runs them by plain ops instead, `--no-kernels` leaves the
 * kernels on random numbers out: both are for a look by hand.
 */
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { startNodeBackend } from "../../src/cli/backend";
import { disposeBatch, disposeRunning, readLogits, startBatch, type RunningModel } from "../../src/inference/forward";
import { parseGolden, parseLabels } from "../../src/inference/modelFiles";
import { disposeJoint, type RunningJoint } from "../../src/inference/jointForward";
import { parseJointGolden, runJointSelfTest } from "../../src/inference/jointSelfTest";
import { openModelWeights } from "../../src/inference/modelWeights";
import { computeGoldenNoise, maxDifference, readGoldenInput, runSelfTest } from "../../src/inference/selfTest";
import type { ModelInput, Row } from "../../src/model/batch";
import { isJoint, parseModelConfig } from "../../src/model/config";
import { parseJointConfig } from "../../src/model/jointConfig";
import { loadJointParameters } from "../../src/model/loadJointParameters";
import { loadKernelParameters, loadParameters } from "../../src/model/loadParameters";
import { readModelBytes, readModelText } from "../modelFolder";
import { countGpuCalls, type GpuCounts } from "./gpuCounts";
import { KERNEL_CASES } from "./kernelCases";

/** Largest difference of each kernel from its twin in plain ops on the plain JavaScript backend. */
async function runKernels(): Promise<Record<string, number>> {
  const errors: Record<string, number> = {};
  for (const { name, run } of KERNEL_CASES) {
    const results: Float32Array[] = [];
    for (const backend of ["cpu", "webgpu"]) {
      await tf.setBackend(backend);
      const result = tf.tidy(run);
      results.push(await result.data<"float32">());
      result.dispose();
    }
    errors[name] = results[0]!.length === 0 ? Infinity : maxDifference(results[0]!, results[1]!);
  }
  return errors;
}

export interface ModelRun {
  /** Largest difference from PyTorch over the golden cases that were run. */
  readonly golden: number;
  /** What the last pass asked for; of a tiny model it is the third of its shape, with padding, and a draw where it draws. */
  readonly counts: GpuCounts;
  /** Bytes of its weights on the device. */
  readonly weightBytes: number;
  readonly elapsedMs: number;
  /** Tensors left after the model was freed. */
  readonly leaked: number;
}

async function runModel(id: string, isPlain: boolean, counts: GpuCounts): Promise<ModelRun> {
  await tf.setBackend("webgpu");
  const before = tf.memory().numTensors;
  const config = parseModelConfig(JSON.parse(readModelText(`${id}/config.json`)), `config.json of ${id}`);
  const weights = openModelWeights(config, ({ model, file }) => readModelBytes(`${model ?? id}/${file}`));
  const { numLabels } = config.head;
  const labels = parseLabels(readModelText(`${id}/labels.json`), `labels.json of ${id}`, numLabels, config.negative);
  const negativeIndex = labels.indexOf(config.negative);
  const common = { config, negativeIndex, backend: "webgpu", lost: null } as const;
  const running: RunningModel = isPlain
    ? { ...common, path: "plain", parameters: loadParameters(config, weights, negativeIndex) }
    : { ...common, path: "fused", parameters: loadKernelParameters(config, weights, negativeIndex) };
  const weightBytes = tf.memory().numBytes;
  const { cases } = parseGolden(readModelText(`${id}/golden.json`), `golden.json of ${id}`);
  const byLength = [...cases].sort((a, b) => a.inputIds.length - b.inputIds.length);
  const beta = config.entityTreatment.kind === "vib" ? config.entityTreatment.beta : 0;

  const pass = async (inputs: readonly ModelInput[], rows: readonly Row[]) => {
    Object.assign(counts, { dispatches: 0, buffers: 0, submits: 0 });
    const start = performance.now();
    const batch = await startBatch(running, inputs);
    const logits = await readLogits(running, batch, rows, beta);
    disposeBatch(batch);
    return { logits, elapsedMs: performance.now() - start, counts: { ...counts } };
  };

  let last: Awaited<ReturnType<typeof pass>> | null = null;
  const errors: number[] = [];
  if (id.startsWith("tiny")) {
    for (const golden of byLength.slice(0, 2)) errors.push((await runSelfTest(running, golden)).maxError);
    const inputs = byLength.slice(0, 2).map(readGoldenInput);
    const rows = inputs.map(({ entityPositions }, example) => ({
      example,
      noise: beta > 0 ? computeGoldenNoise(entityPositions.length, config.encoder.hiddenSize) : null,
    }));
    for (let i = 0; i < 3; i++) last = await pass(inputs, rows);
  } else {
    // A processor takes seconds for one pass of a full-size model.
    const [shortest] = byLength;
    last = await pass([readGoldenInput(shortest!)], [{ example: 0, noise: null }]);
    errors.push(maxDifference(last.logits, shortest!.meanLogits));
  }
  disposeRunning(running);
  const leaked = tf.memory().numTensors - before;
  return { golden: Math.max(...errors), counts: last!.counts, weightBytes, elapsedMs: last!.elapsedMs, leaked };
}

/** Largest difference of a joint model from PyTorch over the golden cases that list every span, and tensors left. */
async function runJointModel(id: string): Promise<Pick<ModelRun, "golden" | "leaked">> {
  await tf.setBackend("webgpu");
  const before = tf.memory().numTensors;
  const config = parseJointConfig(JSON.parse(readModelText(`${id}/config.json`)), `config.json of ${id}`);
  const weights = openModelWeights(config, ({ model, file }) => readModelBytes(`${model ?? id}/${file}`));
  const running: RunningJoint = {
    ...{ config, parameters: loadJointParameters(config, weights), backend: "webgpu", lost: null },
  };
  const { cases } = parseJointGolden(readModelText(`${id}/golden.json`), `golden.json of ${id}`);
  const errors: number[] = [];
  for (const golden of cases.filter(({ spans }) => spans !== undefined)) {
    errors.push((await runJointSelfTest(running, golden)).maxError);
  }
  disposeJoint(running);
  return { golden: Math.max(...errors), leaked: tf.memory().numTensors - before };
}

const flags = process.argv.slice(2);
await startNodeBackend("webgpu");
const counts = countGpuCalls();
const kernels = flags.includes("--no-kernels") ? {} : await runKernels();
const models: Record<string, ModelRun> = {};
const joint: Record<string, Pick<ModelRun, "golden" | "leaked">> = {};
for (const id of flags.filter((flag) => !flag.startsWith("--"))) {
  if (isJoint(JSON.parse(readModelText(`${id}/config.json`)))) joint[id] = await runJointModel(id);
  else models[id] = await runModel(id, flags.includes("--plain"), counts);
}
console.log(JSON.stringify({ kernels, models, joint }));
// Dawn keeps the process alive.
process.exit(0);

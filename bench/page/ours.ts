/** @file Our engine: the app's own model code on one tfjs backend. */
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import plainWasmUrl from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url";
import simdWasmUrl from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url";
import threadedWasmUrl from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url";
import "@tensorflow/tfjs-backend-webgl";
import "@tensorflow/tfjs-backend-webgpu";
import { addWasmKernels } from "../../src/inference/choosePath";
import { disposeBatch, readLogits, startBatch, type RunningModel } from "../../src/inference/forward";
import type { BackendName, NetworkPath } from "../../src/inference/types";
import type { ModelInput } from "../../src/model/batch";
import { parseModelConfig } from "../../src/model/config";
import { loadKernelParameters, loadParameters } from "../../src/model/loadParameters";
import { disposeRelationModel } from "../../src/model/relationModel";
import { openWeights } from "../../src/model/weights";
import type { Batch, Engine } from "./batch";

async function fetchBytes(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`loadOurs: expected a file at ${url}, got HTTP ${response.status}.`);
  return response.arrayBuffer();
}

/** What the page's user agent says it computes on. */
async function describeDevice(backend: BackendName): Promise<string> {
  if (backend === "webgpu") {
    const info = (await navigator.gpu?.requestAdapter())?.info;
    return info ? `${info.vendor} ${info.architecture}`.trim() : "unknown adapter";
  }
  if (backend === "webgl") {
    const gl = document.createElement("canvas").getContext("webgl2");
    const extension = gl?.getExtension("WEBGL_debug_renderer_info");
    return extension ? String(gl?.getParameter(extension.UNMASKED_RENDERER_WEBGL)) : "unknown renderer";
  }
  return backend === "wasm" ? "WebAssembly, SIMD, 1 thread" : "JavaScript";
}

/** An engine that can name the kernels of one forward pass, in the order they run. */
export interface Profiled extends Engine {
  listKernels(batch: Batch): Promise<string[]>;
}

/**
 * Loads a model folder onto one backend.
 * @param modelUrl folder with a trailing slash; @param path how the network is run on WebGPU and wasm
 * @throws Error when the backend is missing here or the folder is damaged
 */
export async function loadOurs(modelUrl: string, backend: BackendName, path: NetworkPath): Promise<Profiled> {
  setWasmPaths({
    "tfjs-backend-wasm.wasm": plainWasmUrl,
    "tfjs-backend-wasm-simd.wasm": simdWasmUrl,
    "tfjs-backend-wasm-threaded-simd.wasm": threadedWasmUrl,
  });
  tf.env().set("WEBGPU_CPU_FORWARD", false);
  if (!(await tf.setBackend(backend))) throw new Error(`loadOurs: expected backend ${backend}, got none of that name.`);
  await tf.ready();
  if (path === "fused") addWasmKernels(backend, "auto");
  const text = new TextDecoder().decode(await fetchBytes(`${modelUrl}config.json`));
  const config = parseModelConfig(JSON.parse(text), `${modelUrl}config.json`);
  const shards = [];
  for (const { file } of config.weights.shards) shards.push({ file, bytes: await fetchBytes(modelUrl + file) });
  const labels = JSON.parse(
    new TextDecoder().decode(await fetchBytes(modelUrl + config.files.labels.file)),
  ) as string[];
  const negativeIndex = labels.indexOf(config.negative);
  const weights = { base: openWeights(shards), adapter: null };
  const common = { config, negativeIndex, backend, lost: null };
  const running: RunningModel =
    backend === "webgpu" && path === "fused"
      ? { ...common, path, parameters: loadKernelParameters(config, weights, negativeIndex) }
      : { ...common, parameters: loadParameters(config, weights, negativeIndex) };
  const beta = config.entityTreatment.kind === "vib" ? config.entityTreatment.beta : 0;

  /** The mean-mode pass of the app's predictor, from plain arrays to plain arrays. */
  const forward = async (inputBatch: Batch): Promise<Float32Array> => {
    const inputs = splitRows(inputBatch);
    const batch = await startBatch(running, inputs);
    try {
      const rows = inputs.map((_, example) => ({ example, noise: null }));
      return await readLogits(running, batch, rows, beta);
    } finally {
      disposeBatch(batch);
    }
  };

  return {
    device: await describeDevice(backend),
    forward,
    async listKernels(batch) {
      const { kernels } = await tf.engine().profile(() => forward(batch) as unknown as Promise<tf.TensorContainer>);
      // A fused product is listed twice; reshaping moves no number.
      return kernels.map(({ name }) => name).filter((name) => !name.endsWith("__op") && name !== "Reshape");
    },
    async dispose() {
      disposeRelationModel(running.parameters);
    },
  };
}

function splitRows(batch: Batch): ModelInput[] {
  const { numRows, numTokens } = batch;
  return Array.from({ length: numRows }, (_, row) => {
    const positions = Array.from({ length: numTokens }, (_, token) => token);
    return {
      inputIds: batch.inputIds.subarray(row * numTokens, (row + 1) * numTokens),
      entityPositions: positions.filter((token) => batch.entityMask[row * numTokens + token] === 1),
      subjectPosition: batch.subjectPositions[row] ?? 0,
      objectPosition: batch.objectPositions[row] ?? 0,
    };
  });
}

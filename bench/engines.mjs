/** @file What the bench can measure: every engine by its id, and the files that it needs. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Where the packages of bench/peers are once they are installed. */
export const PEERS = fileURLToPath(new URL("peers/node_modules", import.meta.url));

const ours = (backend, path, label) => ({ runtime: "ours", backend, path, label });
const ort = (backend, label) => ({ runtime: "ort", backend, dtype: "fp32", label });
const transformers = (dtype, label) => ({ runtime: "transformers", backend: "webgpu", dtype, label });

/** `backend` decides who is compared with whom, `path` how our network is run, `dtype` which ONNX file is read. */
export const ENGINES = {
  "ours-webgpu": ours("webgpu", "fused", "this engine, joined kernels"),
  "ours-webgpu-plain": ours("webgpu", "plain", "this engine, plain ops"),
  "transformers-fp32": transformers("fp32", "transformers.js, fp32"),
  "transformers-fp16": transformers("fp16", "transformers.js, fp16"),
  "transformers-q8": transformers("q8", "transformers.js, q8"),
  "ort-webgpu": ort("webgpu", "onnxruntime-web WebGPU"),
  "ours-wasm": ours("wasm", "fused", "this engine, wasm"),
  "ours-wasm-plain": ours("wasm", "plain", "this engine, wasm, plain ops"),
  "ort-wasm": ort("wasm", "onnxruntime-web wasm"),
  "ours-webgl": ours("webgl", "plain", "this engine, WebGL"),
  "ort-webgl": ort("webgl", "onnxruntime-web WebGL"),
  "ours-cpu": ours("cpu", "plain", "this engine, JavaScript"),
};

/** Side by side on a GPU, with both processor engines beside them. */
export const GPU_ENGINES = [
  "ours-webgpu",
  "ours-webgpu-plain",
  "transformers-fp32",
  "transformers-fp16",
  "transformers-q8",
  "ort-webgpu",
  "ours-wasm",
  "ort-wasm",
];

/** End of an ONNX file's name in bench/.cache, and transformers.js's own name for it. */
export const ONNX_FILES = {
  fp32: { suffix: "", served: "model.onnx" },
  fp16: { suffix: "-fp16", served: "model_fp16.onnx" },
  q8: { suffix: "-q8", served: "model_quantized.onnx" },
};

/** Which of our engines the others of a backend are compared with, among those measured; null for none. */
export function findReference(id, measured) {
  const { backend } = ENGINES[id];
  const reference = [`ours-${backend}`, `ours-${backend}-plain`].find((ours) => measured.includes(ours));
  return reference === undefined || reference === id ? null : reference;
}

/** Why an engine cannot be measured with the files that are here, and what to do; null where nothing is missing. */
export function findMissing(id, onnxFiles, model) {
  const { runtime, dtype } = ENGINES[id];
  if (runtime === "ours") return null;
  if (runtime === "transformers" && !existsSync(`${PEERS}/@huggingface/transformers`)) {
    return "no transformers.js here: npm --prefix bench/peers ci --ignore-scripts";
  }
  if (existsSync(onnxFiles[dtype])) return null;
  const extra = dtype === "fp32" ? "export" : "bench";
  const flag = dtype === "fp32" ? "" : ` --dtype ${dtype}`;
  return (
    `no ONNX file ${onnxFiles[dtype]}: python -m pip install -e 'training[${extra}]', then ` +
    `python -m entitybias.onnx_export${flag} --folder public/models/${model} --out ${onnxFiles[dtype]}`
  );
}

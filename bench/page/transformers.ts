/**
 * @file transformers.js on the same weights: our network as ONNX through its AutoModel, on WebGPU. The package is not one
 * of ours: the bench serves it from bench/peers, where it is installed on demand.
 */
import type { Batch, Engine } from "./batch";
import { nameInputs } from "./inputs";

/** The part of transformers.js that is used here. */
interface Transformers {
  readonly env: {
    version: string;
    allowRemoteModels: boolean;
    allowLocalModels: boolean;
    localModelPath: string;
    useBrowserCache: boolean;
    useWasmCache: boolean;
    backends: { onnx: { wasm?: { wasmPaths?: string; numThreads?: number }; versions?: { web?: string } } };
  };
  readonly AutoModel: {
    from_pretrained(
      id: string,
      options: { device: string; dtype: string; local_files_only: boolean },
    ): Promise<PretrainedModel>;
  };
  readonly Tensor: new (type: "int64", data: BigInt64Array, dims: number[]) => object;
}

interface PretrainedModel {
  (inputs: Record<string, object>): Promise<Record<string, { readonly data: Float32Array } | undefined>>;
  dispose(): Promise<unknown>;
}

/** Where the bench serves what an engine needs. */
export interface TransformersFiles {
  /** The package's own bundle. */
  readonly script: string;
  /** Folder of onnxruntime-web's WebAssembly, with a trailing slash. */
  readonly wasm: string;
  /** Folder of model folders, with a trailing slash. */
  readonly models: string;
}

/**
 * Loads a model by transformers.js, from the bench's own server alone.
 * @param dtype fp32, fp16 or q8: which of the ONNX files is read
 * @throws what transformers.js throws, e.g. where the device lacks what the data type needs
 */
export async function loadTransformers(files: TransformersFiles, modelId: string, dtype: string): Promise<Engine> {
  if (dtype === "fp16" && !(await navigator.gpu?.requestAdapter())?.features.has("shader-f16")) {
    throw new Error("no shader-f16");
  }
  const { env, AutoModel, Tensor } = (await import(/* @vite-ignore */ files.script)) as Transformers;
  env.allowRemoteModels = env.useBrowserCache = env.useWasmCache = false;
  env.allowLocalModels = true;
  env.localModelPath = files.models;
  env.backends.onnx.wasm ??= {};
  env.backends.onnx.wasm.wasmPaths = files.wasm;
  env.backends.onnx.wasm.numThreads = 1;
  const model = await AutoModel.from_pretrained(modelId, { device: "webgpu", dtype, local_files_only: true });
  return {
    device: "webgpu",
    version: `transformers.js ${env.version}, onnxruntime-web ${env.backends.onnx.versions?.web ?? "unknown"}`,
    async forward(batch: Batch) {
      const entries = Object.entries(nameInputs(batch));
      const inputs = entries.map(([name, { values, dims }]) => [name, new Tensor("int64", values, dims)] as const);
      const { logits } = await model(Object.fromEntries(inputs));
      if (!logits) throw new Error('loadTransformers: expected an output "logits", got none of that name.');
      return Float32Array.from(logits.data);
    },
    async dispose() {
      await model.dispose();
    },
  };
}

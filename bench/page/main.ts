/** @file What bench/run.mjs calls in the page. Plain values go in and out. */
import type { BackendName, NetworkPath } from "../../src/inference/types";
import { describeAdapter } from "./adapter";
import { makeBatch, type Engine } from "./batch";
import { loadExtractor, timeExtract } from "./extract";
import { gpuBytes, gpuCounts, installGpuCounters, resetGpuCounts, type GpuCounts } from "./gpuCounters";
import { measureMatmulRates } from "./matmulRate";
import { loadOrt } from "./ort";
import { loadOurs, type Profiled } from "./ours";
import { loadTransformers, type TransformersFiles } from "./transformers";

/** An engine and where its weights are. `id` names it from then on. */
export type EngineRequest = { readonly id: string; readonly backend: BackendName } & (
  | { readonly runtime: "ours"; readonly path: NetworkPath; readonly url: string }
  | { readonly runtime: "ort"; readonly url: string }
  | {
      readonly runtime: "transformers";
      readonly dtype: string;
      readonly modelId: string;
      readonly files: TransformersFiles;
    }
);

/** What one forward pass asked of the backend. */
export interface ForwardCounts extends GpuCounts {
  /** tfjs kernels; null for other engines, which do not tell. */
  readonly kernels: number | null;
}

/** The shape of a batch, and the number of different token ids. */
export interface Cell {
  readonly rows: number;
  readonly tokens: number;
  readonly vocabSize: number;
}

const engines = new Map<string, Engine | Profiled>();

function find(id: string): Engine | Profiled {
  const found = engines.get(id);
  if (!found) throw new Error(`bench: expected "${id}" to be loaded, got nothing.`);
  return found;
}

function load(request: EngineRequest): Promise<Engine | Profiled> {
  if (request.runtime === "ours") return loadOurs(request.url, request.backend, request.path);
  if (request.runtime === "ort") return loadOrt(request.url, request.backend);
  return loadTransformers(request.files, request.modelId, request.dtype);
}

const batchOf = ({ rows, tokens, vocabSize }: Cell) => makeBatch(rows, tokens, vocabSize);

const bench = {
  describeAdapter,
  measureMatmulRates,

  /** Loads one engine; returns its device, its version and the time in ms. */
  async load(request: EngineRequest): Promise<{ device: string; version: string | null; elapsedMs: number }> {
    const startedAt = performance.now();
    const engine = await load(request);
    engines.set(request.id, engine);
    return { device: engine.device, version: engine.version ?? null, elapsedMs: performance.now() - startedAt };
  },

  /** Wall time of one forward pass with its result read back, in ms. */
  async time(id: string, cell: Cell): Promise<number> {
    const batch = batchOf(cell);
    const startedAt = performance.now();
    await find(id).forward(batch);
    return performance.now() - startedAt;
  },

  /** Logits of one pass. */
  async infer(id: string, cell: Cell): Promise<number[]> {
    return Array.from(await find(id).forward(batchOf(cell)));
  },

  /** Counts one forward pass. */
  async count(id: string, cell: Cell): Promise<ForwardCounts> {
    const engine = find(id);
    const batch = batchOf(cell);
    resetGpuCounts();
    await engine.forward(batch);
    const counts = { ...gpuCounts };
    return { ...counts, kernels: "listKernels" in engine ? (await engine.listKernels(batch)).length : null };
  },

  /** Bytes of the page's WebGPU buffers: held now, and at most so far. */
  readGpuBytes: () => ({ ...gpuBytes }),

  loadExtractor,
  timeExtract,

  async dispose(): Promise<void> {
    for (const engine of engines.values()) await engine.dispose();
    engines.clear();
  },
};

/** The functions above, on `window.bench`. */
export type Bench = typeof bench;

installGpuCounters();
Object.assign(globalThis, { bench });

/** @file What bench/run.mjs calls in the page. Plain values go in and out. */
import type { BackendName, NetworkPath } from "../../src/inference/types";
import { makeBatch, type Engine } from "./batch";
import { loadExtractor, timeExtract } from "./extract";
import { gpuCounts, installGpuCounters, resetGpuCounts, type GpuCounts } from "./gpuCounters";
import { loadOrt } from "./ort";
import { loadOurs, type Profiled } from "./ours";

/** Names of the two engines, in the order they take turns. */
export type EngineName = "ours" | "ort";

/** What one forward pass asked of the backend. */
export interface ForwardCounts extends GpuCounts {
  /** tfjs kernels; null for onnxruntime-web, which does not tell. */
  readonly kernels: number | null;
}

let ours: Profiled | null = null;
let ort: Engine | null = null;

function engine(name: EngineName): Engine {
  const found = name === "ours" ? ours : ort;
  if (!found) throw new Error(`bench: expected "${name}" to be loaded, got nothing.`);
  return found;
}

const batchOf = (numRows: number, numTokens: number) => makeBatch(numRows, numTokens, ours?.vocabSize ?? 1000);

const bench = {
  /** Loads one engine; returns its device and the time in ms. */
  async load(
    name: EngineName,
    url: string,
    backend: BackendName,
    path: NetworkPath,
  ): Promise<{ device: string; elapsedMs: number }> {
    const startedAt = performance.now();
    if (name === "ours") ours = await loadOurs(url, backend, path);
    else ort = await loadOrt(url, backend);
    return { device: engine(name).device, elapsedMs: performance.now() - startedAt };
  },

  /** Wall time of one forward pass with its result read back, in ms. */
  async time(name: EngineName, numRows: number, numTokens: number): Promise<number> {
    const batch = batchOf(numRows, numTokens);
    const startedAt = performance.now();
    await engine(name).forward(batch);
    return performance.now() - startedAt;
  },

  /** Largest absolute difference of the two engines' logits on the same batch. */
  async compare(numRows: number, numTokens: number): Promise<number> {
    const batch = batchOf(numRows, numTokens);
    const [a, b] = [await engine("ours").forward(batch), await engine("ort").forward(batch)];
    if (a.length !== b.length) throw new Error(`bench: expected equal shapes, got ${a.length} and ${b.length} logits.`);
    return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - (b[i] ?? NaN))), 0);
  },

  /** Counts one forward pass. */
  async count(name: EngineName, numRows: number, numTokens: number): Promise<ForwardCounts> {
    const batch = batchOf(numRows, numTokens);
    resetGpuCounts();
    await engine(name).forward(batch);
    const counts = { ...gpuCounts };
    return { ...counts, kernels: name === "ours" && ours ? (await ours.listKernels(batch)).length : null };
  },

  loadExtractor,
  timeExtract,

  async dispose(): Promise<void> {
    await ours?.dispose();
    await ort?.dispose();
    ours = ort = null;
  },
};

/** The functions above, on `window.bench`. */
export type Bench = typeof bench;

installGpuCounters();
Object.assign(globalThis, { bench });

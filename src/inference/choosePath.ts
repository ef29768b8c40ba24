/**
 * @file Whether a network runs by plain ops or by joined kernels: by the kernels where they can run it and the self-test
 * passes with them, else by plain ops, which have to pass it too.
 */
import * as tf from "@tensorflow/tfjs-core";
import { t } from "../messages/translate";
import { registerWasmKernels } from "../model/kernels/wasm/wasmKernels";
import type { Trial } from "./backendLadder";
import type { BackendName, NetworkPath } from "./types";

/** What is asked for: one of the two, or the choice that is right for the device. */
export type PathChoice = NetworkPath | "auto";

export interface PathRequest {
  readonly backend: BackendName;
  readonly isSoftware: boolean;
  /** Whether the kernels can run a network of this shape (`canFuse`). */
  readonly isFusible: boolean;
  readonly wanted: PathChoice;
}

/**
 * What to try, in order. A GPU in software compiles the long kernels for seconds and is not used for its speed: there
 * they are run only when asked for.
 */
export function listPaths({ backend, isSoftware, isFusible, wanted }: PathRequest): NetworkPath[] {
  const isTried = backend === "webgpu" && isFusible && wanted !== "plain" && (!isSoftware || wanted === "fused");
  return isTried ? ["fused", "plain"] : ["plain"];
}

/**
 * Gives wasm our kernels, which its plain ops use from then on, unless plain ops alone were asked for. The backend has
 * been started.
 */
export function addWasmKernels(backend: BackendName, wanted: PathChoice): void {
  if (backend === "wasm" && wanted !== "plain") registerWasmKernels(tf.findBackend("wasm"));
}

/**
 * Tries one path after the other; the trial of the first that passes, or that of the last.
 * @param tryPath loads the network and tests it; it rejects when that breaks off
 */
export async function tryPaths<T>(
  backend: BackendName,
  paths: readonly NetworkPath[],
  tryPath: (path: NetworkPath) => Promise<Trial<T>>,
  signal?: AbortSignal,
): Promise<Trial<T>> {
  let hasFailed = false;
  for (const path of paths.slice(0, -1)) {
    await tf.setBackend(backend);
    try {
      const { result: trial, hasError } = await watchGpuErrors(() => tryPath(path));
      if (trial.passed && !hasError) return { ...trial, path };
      trial.dispose();
    } catch {
      signal?.throwIfAborted();
    }
    hasFailed = true;
  }
  const path = paths[paths.length - 1] ?? "plain";
  const trial = await tryPath(path);
  if (!hasFailed) return { ...trial, path };
  return { ...trial, path, note: t("The joined kernels did not pass it here, so each step is run by itself.") };
}

/**
 * Does work on the GPU in use. What the GPU finds wrong with it is told here and nowhere else: without this, one kernel
 * that a driver cannot compile counts as the loss of the device.
 */
async function watchGpuErrors<T>(work: () => Promise<T>): Promise<{ result: T; hasError: boolean }> {
  const { device } = tf.backend() as { device?: GPUDevice };
  const filters = ["validation", "internal", "out-of-memory"] as const;
  for (const filter of filters) device?.pushErrorScope(filter);
  const finish = () => Promise.all(filters.map(() => device?.popErrorScope().catch(() => null) ?? null));
  try {
    const result = await work();
    return { result, hasError: (await finish()).some((error) => error !== null) };
  } catch (error) {
    await finish();
    throw error;
  }
}

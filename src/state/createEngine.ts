/** @file The real engine: the client of the inference worker. */
import type { ModelInfo, NetworkPath } from "../inference/types";
import { createInferenceClient, type InferenceClient } from "../worker/client";

/**
 * Starts with the first load. `onBackendChange` hears of models that moved to another backend by themselves; `kernels`:
 * how networks are run on WebGPU, absent: what is right for the device.
 */
export function createEngine(
  modelsUrl: string,
  onBackendChange: (info: ModelInfo, reason: string) => void,
  kernels?: NetworkPath,
): InferenceClient {
  const client = createInferenceClient({ modelsUrl, kernels });
  client.onBackendChange(onBackendChange);
  return client;
}

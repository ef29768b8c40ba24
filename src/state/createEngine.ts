/** @file The real engine: the client of the inference worker. */
import type { ModelInfo } from "../inference/types";
import { createInferenceClient, type InferenceClient } from "../worker/client";

/** Starts with the first load. `onBackendChange` hears of models that moved to another backend by themselves. */
export function createEngine(
  modelsUrl: string,
  onBackendChange: (info: ModelInfo, reason: string) => void,
): InferenceClient {
  const client = createInferenceClient({ modelsUrl });
  client.onBackendChange(onBackendChange);
  return client;
}

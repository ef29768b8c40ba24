/** @file Backends in plain words. */
import { msg, type MessageId } from "../messages/translate";
import type { BackendName } from "../inference/types";

export const BACKEND_NAMES: Readonly<Record<BackendName, { name: string; plain: MessageId }>> = {
  webgpu: { name: "WebGPU", plain: msg("the graphics card, by the newest way") },
  webgl: { name: "WebGL", plain: msg("the graphics card, by the older way") },
  wasm: { name: "WebAssembly", plain: msg("the processor, compiled code") },
  cpu: { name: "JavaScript", plain: msg("the processor, plain JavaScript, slow") },
};

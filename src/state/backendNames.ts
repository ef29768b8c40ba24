/** @file Backends in plain words. */
import type { BackendName } from "../inference/types";

export const BACKEND_NAMES: Readonly<Record<BackendName, { name: string; plain: string }>> = {
  webgpu: { name: "WebGPU", plain: "the graphics card, by the newest way" },
  webgl: { name: "WebGL", plain: "the graphics card, by the older way" },
  wasm: { name: "WebAssembly", plain: "the processor, compiled code" },
  cpu: { name: "JavaScript", plain: "the processor, plain JavaScript, slow" },
};

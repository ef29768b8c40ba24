/** @file The ladder's rungs in a browser worker. A backend's code is downloaded when its rung is tried. */
import { t } from "../messages/translate";
import * as tf from "@tensorflow/tfjs-core";
import wasmPlainUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import wasmSimdUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import { SOFTWARE_RENDERER, type StartedBackend } from "../inference/backendLadder";
import type { BackendName } from "../inference/types";
import type { ServiceParts } from "./service";

/** A started GPU backend with the means to destroy its device. */
interface GpuBackend extends StartedBackend {
  readonly lose?: () => void;
}

/** All four backends, the switch that destroys the GPU device of the one in use, and what the engine holds. */
export function createBrowserBackends(): Required<Pick<ServiceParts, "rungs" | "loseDevice" | "measureTensors">> {
  const starters: Record<BackendName, () => Promise<GpuBackend>> = {
    webgpu: startWebgpu,
    webgl: startWebgl,
    wasm: startWasm,
    cpu: startCpu,
  };
  const running = new Map<BackendName, Promise<GpuBackend>>();
  const losers = new Map<BackendName, () => void>();

  /** Models share a backend; it is started again only after it failed or was lost. */
  const startOnce = (name: BackendName): Promise<GpuBackend> => {
    const known = running.get(name);
    if (known !== undefined) return known;
    const forget = () => {
      if (running.get(name) === started) running.delete(name);
      losers.delete(name);
    };
    const started = starters[name]().then((backend) => {
      if (backend.lose !== undefined) losers.set(name, backend.lose);
      void backend.lost?.then(forget);
      return backend;
    });
    running.set(name, started);
    started.catch(forget);
    return started;
  };

  return {
    rungs: (Object.keys(starters) as BackendName[]).map((name) => ({ name, start: () => startOnce(name) })),
    loseDevice() {
      const all = [...losers.values()];
      all.forEach((lose) => lose());
      return all.length > 0;
    },
    measureTensors() {
      const { numTensors, numBytes } = tf.memory();
      return { numTensors, numBytes };
    },
  };
}

async function startWebgpu(): Promise<GpuBackend> {
  // The type promises what older browsers do not keep.
  const gpu = navigator.gpu as GPU | undefined;
  if (gpu === undefined) throw new Error(t("This browser has no WebGPU."));
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (adapter === null) throw new Error(t("WebGPU finds no adapter on this machine."));
  const { WebGPUBackend } = await import("@tensorflow/tfjs-backend-webgpu");
  // No optional features: the same code runs on every device. The limits are those that tfjs asks for.
  const { limits } = adapter;
  const device = await adapter.requestDevice({
    requiredLimits: {
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxBufferSize: limits.maxBufferSize,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
    },
  });
  // Small tensors would be computed in JavaScript and hide what the GPU gets wrong.
  tf.env().set("WEBGPU_CPU_FORWARD", false);
  tf.removeBackend("webgpu");
  tf.registerBackend("webgpu", () => new WebGPUBackend(device, adapter.info), 3);
  await setBackend("webgpu");
  // Older browsers have no info, and some leave its fields empty.
  const { vendor, architecture, description, isFallbackAdapter }: Partial<GPUAdapterInfo> = adapter.info ?? {};
  const name = [vendor, architecture, description].filter(Boolean).join(" ");
  return {
    device: name || t("unnamed adapter"),
    isSoftware: isFallbackAdapter === true || SOFTWARE_RENDERER.test(name),
    maxBufferBytes: Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize),
    // A GPU error (a shader that does not compile, memory that runs out) makes later numbers wrong without a word.
    lost: new Promise((resolve) => {
      void device.lost.then(({ message }) => resolve(message));
      device.addEventListener("uncapturederror", ({ error }) => resolve(error.message), { once: true });
    }),
    lose: () => device.destroy(),
  };
}

async function startWebgl(): Promise<GpuBackend> {
  const probe = typeof OffscreenCanvas === "undefined" ? null : new OffscreenCanvas(1, 1);
  const probeGl = probe?.getContext("webgl2") ?? null;
  if (probeGl === null) throw new Error(t("This browser has no WebGL 2 in workers."));
  const device = readRenderer(probeGl);
  probeGl.getExtension("WEBGL_lose_context")?.loseContext(); // frees the probe at once
  const { MathBackendWebGL } = await import("@tensorflow/tfjs-backend-webgl");
  tf.removeBackend("webgl");
  const backend = new MathBackendWebGL();
  tf.registerBackend("webgl", () => backend, 2);
  await setBackend("webgl");
  const { gl } = backend.gpgpu;
  return {
    device,
    isSoftware: SOFTWARE_RENDERER.test(device),
    lost: new Promise((resolve) => {
      gl.canvas.addEventListener("webglcontextlost", () => resolve(t("WebGL context lost")), { once: true });
    }),
    lose: () => gl.getExtension("WEBGL_lose_context")?.loseContext(),
  };
}

function readRenderer(gl: WebGL2RenderingContext): string {
  const extension = gl.getExtension("WEBGL_debug_renderer_info");
  return String(gl.getParameter(extension === null ? gl.RENDERER : extension.UNMASKED_RENDERER_WEBGL));
}

async function startWasm(): Promise<GpuBackend> {
  if (typeof WebAssembly === "undefined") throw new Error(t("This browser has no WebAssembly."));
  const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
  // Threads need response headers that a static host does not send; the third file is never asked for.
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  setWasmPaths({
    "tfjs-backend-wasm.wasm": wasmPlainUrl,
    "tfjs-backend-wasm-simd.wasm": wasmSimdUrl,
    "tfjs-backend-wasm-threaded-simd.wasm": wasmSimdUrl,
  });
  await setBackend("wasm");
  return { isSoftware: false, lost: null };
}

async function startCpu(): Promise<GpuBackend> {
  await import("@tensorflow/tfjs-backend-cpu");
  await setBackend("cpu");
  return { isSoftware: false, lost: null };
}

async function setBackend(name: BackendName): Promise<void> {
  if (!(await tf.setBackend(name))) throw new Error(t("{backend} did not start on this machine.", { backend: name }));
}

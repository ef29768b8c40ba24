/** @file The tfjs backends of Node. Each is imported only when it is asked for. */
import * as tf from "@tensorflow/tfjs-core";
import { SOFTWARE_RENDERER, type BackendRung, type StartedBackend } from "../inference/backendLadder";
import type { NodeBackend } from "./flags";

/**
 * Makes one backend ready and gives it as the only rung of the ladder: the command line runs on what was asked for or
 * not at all. Throws a plain message when this machine does not have it.
 */
export async function startNodeBackend(name: Exclude<NodeBackend, "torch">): Promise<BackendRung> {
  const started = name === "webgpu" ? await startWebGpu() : await startProcessor(name);
  return { name, start: () => Promise.resolve(started) };
}

async function startProcessor(name: "wasm" | "cpu"): Promise<StartedBackend> {
  await withoutGreeting(async () => {
    if (name === "wasm") await import("@tensorflow/tfjs-backend-wasm");
    else await import("@tensorflow/tfjs-backend-cpu");
    await tf.setBackend(name);
    tf.dispose(tf.tensor1d([0])); // the greeting comes with the first tensor
  });
  return { isSoftware: false, lost: null };
}

/** tfjs greets Node users with advice on a package that this program does not use. */
async function withoutGreeting(work: () => Promise<void>): Promise<void> {
  const warn = console.warn;
  console.warn = (...words: unknown[]) => {
    if (!String(words[0]).includes("you are running TensorFlow.js in Node.js")) warn(...words);
  };
  try {
    await work();
  } finally {
    console.warn = warn;
  }
}

/** WebGPU through Dawn (package "webgpu"), on the machine's Vulkan, Metal or Direct3D driver. */
async function startWebGpu(): Promise<StartedBackend> {
  const dawn = await import("webgpu").catch((error: unknown) => {
    throw new Error(
      `webgpu: expected the optional package "webgpu", got ${describe(error)}. Run "npm install webgpu", or use --backend wasm.`,
    );
  });
  const gpu = dawn.create([]);
  // tfjs finds WebGPU where a browser has it.
  Object.assign(globalThis, dawn.globals);
  Object.defineProperty(globalThis, "navigator", { value: { gpu, userAgent: "node" }, configurable: true });
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (adapter === null) {
    throw new Error(
      "webgpu: expected a graphics adapter, got none. Install a Vulkan driver (on Linux also the loader, libvulkan1), " +
        "or use --backend wasm.",
    );
  }
  const { limits, info } = adapter;
  const { maxBufferSize, maxStorageBufferBindingSize, maxComputeWorkgroupsPerDimension } = limits;
  const { maxComputeWorkgroupStorageSize, maxComputeWorkgroupSizeX, maxComputeInvocationsPerWorkgroup } = limits;
  const device = await adapter.requestDevice({
    requiredLimits: {
      ...{ maxBufferSize, maxStorageBufferBindingSize, maxComputeWorkgroupsPerDimension },
      ...{ maxComputeWorkgroupStorageSize, maxComputeWorkgroupSizeX, maxComputeInvocationsPerWorkgroup },
    },
  });
  const { WebGPUBackend } = await import("@tensorflow/tfjs-backend-webgpu");
  tf.env().set("WEBGPU_CPU_FORWARD", false);
  // The package registers itself where it sees a GPU, and would ask for optional features.
  if (tf.findBackendFactory("webgpu") != null) tf.removeBackend("webgpu");
  tf.registerBackend("webgpu", () => new WebGPUBackend(device, info));
  await tf.setBackend("webgpu");
  const named = [info.vendor, info.architecture, info.description].filter((word) => word !== "").join(" ");
  return {
    device: named,
    isSoftware: info.isFallbackAdapter || SOFTWARE_RENDERER.test(named),
    lost: device.lost.then(({ message }) => message),
    maxBufferBytes: Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize),
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message.split(/\n| imported from /)[0]! : String(error);
}

/** @file Counts what is sent to the GPU, by wrapping the browser's own functions before any engine runs. */

/** Calls since the last {@link resetGpuCounts}. */
export interface GpuCounts {
  /** WebGPU: GPUQueue.submit. */
  submits: number;
  /** WebGPU: dispatchWorkgroups and dispatchWorkgroupsIndirect. */
  dispatches: number;
  /** WebGPU: createBuffer. */
  buffers: number;
  /** WebGL: drawArrays and drawElements. */
  draws: number;
}

export const gpuCounts: GpuCounts = { submits: 0, dispatches: 0, buffers: 0, draws: 0 };

/** Sets every count to zero. */
export function resetGpuCounts(): void {
  gpuCounts.submits = gpuCounts.dispatches = gpuCounts.buffers = gpuCounts.draws = 0;
}

function count(prototype: object | undefined, method: string, key: keyof GpuCounts): void {
  const methods = prototype as Record<string, (...args: unknown[]) => unknown> | undefined;
  const original = methods?.[method];
  if (!methods || !original) return;
  methods[method] = function (this: unknown, ...args: unknown[]) {
    gpuCounts[key] += 1;
    return original.apply(this, args);
  };
}

/** Installs the counters; does nothing for what the browser does not have. Call once. */
export function installGpuCounters(): void {
  const { GPUQueue, GPUDevice, GPUComputePassEncoder, WebGL2RenderingContext } = globalThis as unknown as Record<
    string,
    { prototype: object } | undefined
  >;
  count(GPUQueue?.prototype, "submit", "submits");
  count(GPUDevice?.prototype, "createBuffer", "buffers");
  count(GPUComputePassEncoder?.prototype, "dispatchWorkgroups", "dispatches");
  count(GPUComputePassEncoder?.prototype, "dispatchWorkgroupsIndirect", "dispatches");
  count(WebGL2RenderingContext?.prototype, "drawArrays", "draws");
  count(WebGL2RenderingContext?.prototype, "drawElements", "draws");
}

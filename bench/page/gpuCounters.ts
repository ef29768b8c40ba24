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

/**
 * Bytes of WebGPU buffers of the whole page. A buffer counts from its creation until it is destroyed by name: one that
 * is only forgotten counts as held, so these are upper bounds of what buffers take.
 */
export const gpuBytes = { held: 0, peak: 0 };

const sizes = new WeakMap<object, number>();

/** Sets every count to zero; bytes stay. */
export function resetGpuCounts(): void {
  gpuCounts.submits = gpuCounts.dispatches = gpuCounts.buffers = gpuCounts.draws = 0;
}

type Methods = Record<string, (...args: unknown[]) => unknown>;

/** Has `note` see every call of a method with its result; does nothing for what the browser does not have. */
function watch(
  prototype: object | undefined,
  method: string,
  note: (self: object, args: unknown[], result: unknown) => void,
): void {
  const methods = prototype as Methods | undefined;
  const original = methods?.[method];
  if (!methods || !original) return;
  methods[method] = function (this: object, ...args: unknown[]) {
    const result = original.apply(this, args);
    note(this, args, result);
    return result;
  };
}

function hold(buffer: object, bytes: number): void {
  sizes.set(buffer, bytes);
  gpuBytes.held += bytes;
  gpuBytes.peak = Math.max(gpuBytes.peak, gpuBytes.held);
}

function release(buffer: object): void {
  gpuBytes.held -= sizes.get(buffer) ?? 0;
  sizes.delete(buffer);
}

/** Installs the counters. Call once. */
export function installGpuCounters(): void {
  const { GPUQueue, GPUDevice, GPUBuffer, GPUComputePassEncoder, WebGL2RenderingContext } =
    globalThis as unknown as Record<string, { prototype: object } | undefined>;
  watch(GPUQueue?.prototype, "submit", () => (gpuCounts.submits += 1));
  watch(GPUDevice?.prototype, "createBuffer", (_device, [descriptor], buffer) => {
    gpuCounts.buffers += 1;
    hold(buffer as object, (descriptor as GPUBufferDescriptor).size);
  });
  watch(GPUBuffer?.prototype, "destroy", release);
  for (const method of ["dispatchWorkgroups", "dispatchWorkgroupsIndirect"]) {
    watch(GPUComputePassEncoder?.prototype, method, () => (gpuCounts.dispatches += 1));
  }
  for (const method of ["drawArrays", "drawElements"]) {
    watch(WebGL2RenderingContext?.prototype, method, () => (gpuCounts.draws += 1));
  }
}

/** @file Counts what is asked of a WebGPU device, by wrapping the functions of the standard. */

export interface GpuCounts {
  dispatches: number;
  /** GPUDevice.createBuffer. */
  buffers: number;
  submits: number;
}

/** Counts from now on, in the object that is given back. */
export function countGpuCalls(): GpuCounts {
  const counts: GpuCounts = { dispatches: 0, buffers: 0, submits: 0 };
  const wrap = (prototype: object, method: string, key: keyof GpuCounts) => {
    const methods = prototype as Record<string, (...args: unknown[]) => unknown>;
    const original = methods[method]!;
    methods[method] = function (this: unknown, ...args: unknown[]) {
      counts[key]++;
      return original.apply(this, args);
    };
  };
  wrap(GPUComputePassEncoder.prototype, "dispatchWorkgroups", "dispatches");
  wrap(GPUDevice.prototype, "createBuffer", "buffers");
  wrap(GPUQueue.prototype, "submit", "submits");
  return counts;
}

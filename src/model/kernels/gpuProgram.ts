/**
 * @file The thin layer between our kernels and tfjs's WebGPU backend: a kernel is WGSL text, tfjs compiles it once for
 * each `variant`, binds its buffers and dispatches it.
 *
 * tfjs puts in front of the text: `result` and each input as an array of numbers in storage, `uniforms` with the fields
 * named here, and `workgroupId`, `localIndex` as private variables. It has to define `fn main()`.
 */
import type * as tf from "@tensorflow/tfjs-core";
import { registerOwnKernel } from "./kernelCalls";

/** Threads of a workgroup, and how many workgroups there are. */
export interface GpuProgram {
  readonly name: string;
  /** Whatever changes the text besides the name. */
  readonly variant: string;
  /** Names of the inputs in the text, in order; lower-case letters and digits. At most seven. */
  readonly inputNames: readonly string[];
  /** Numbers of an input that are read together, 1 or 4; 1 when absent. */
  readonly inputComponents?: readonly number[];
  readonly outputComponent?: 1 | 4;
  readonly outputShape: readonly [number, number];
  readonly numThreads: number;
  readonly dispatch: readonly [number, number, number];
  /** The text; asked for once for each variant. */
  readonly writeCode: () => string;
}

/** A number that the text finds in `uniforms`. */
export interface GpuUniform {
  readonly name: string;
  readonly type: "int32" | "float32";
  readonly value: number;
}

/** What a device takes along one dimension of a dispatch, by the standard. */
export const MOST_WORKGROUPS = 65535;

/** Workgroup memory that every device has, in bytes. */
export const WORKGROUP_BYTES = 16384;

interface TensorData {
  values: unknown;
  resource: GPUBuffer | null | undefined;
}

/** The part of tfjs's WebGPUBackend that is used here; its package belongs to the folders that start backends. */
interface WebGpuBackend {
  readonly queue: GPUQueue;
  readonly tensorMap: { get(dataId: object): TensorData | undefined };
  readonly bufferManager: { acquireBuffer(size: number, usage: number): GPUBuffer };
  runWebGPUProgram(
    program: object,
    inputs: readonly tf.TensorInfo[],
    dtype: "float32",
    uniforms: readonly { type: string; data: number[] }[],
  ): tf.TensorInfo;
}

/** Runs one program over [rows, columns] of float32. */
export function runGpuProgram(
  backend: unknown,
  program: GpuProgram,
  inputs: readonly tf.TensorInfo[],
  uniforms: readonly GpuUniform[],
): tf.TensorInfo {
  const gpu = backend as WebGpuBackend;
  for (const { dataId } of inputs) upload(gpu, dataId);
  const wgslTypes = { int32: "i32", float32: "f32" } as const;
  return gpu.runWebGPUProgram(
    {
      variableNames: program.inputNames,
      variableComponents: program.inputNames.map((_, i) => program.inputComponents?.[i] ?? 1),
      outputComponent: program.outputComponent ?? 1,
      outputShape: program.outputShape,
      uniforms: uniforms.map(({ name, type }) => `${name} : ${wgslTypes[type]},`).join(" "),
      shaderKey: `${program.name} ${program.variant}`,
      workgroupSize: [program.numThreads, 1, 1],
      dispatchLayout: { x: [0], y: [1] },
      dispatch: [...program.dispatch],
      getUserCode: program.writeCode,
    },
    inputs,
    "float32",
    uniforms.map(({ type, value }) => ({ type, data: [value] })),
  );
}

/**
 * Moves a tensor's numbers to the GPU through the queue. tfjs would make a buffer for each upload and destroy it again;
 * the queue writes into one that is kept. It is safe beside commands that wait to be submitted: tfjs gives no buffer
 * free that one of them uses.
 */
function upload({ queue, tensorMap, bufferManager }: WebGpuBackend, dataId: object): void {
  const data = tensorMap.get(dataId);
  if (data === undefined || data.resource != null) return;
  const { values } = data;
  if (!(values instanceof Float32Array || values instanceof Int32Array) || values.length === 0) return;
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const buffer = bufferManager.acquireBuffer(values.byteLength, usage);
  queue.writeBuffer(buffer, 0, values.buffer, values.byteOffset, values.byteLength);
  data.resource = buffer;
  data.values = null;
}

/**
 * Registers a kernel with tfjs's WebGPU backend, once.
 * @param run makes the result from the tensors in the order in which they are given to `callKernel`
 */
export function registerGpuKernel<Attrs extends object>(
  name: string,
  run: (backend: unknown, inputs: readonly tf.TensorInfo[], attrs: Attrs) => tf.TensorInfo,
): void {
  registerOwnKernel(name, "webgpu", run);
}

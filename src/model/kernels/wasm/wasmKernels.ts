/**
 * @file Kernels of our own on tfjs's wasm backend: attention, layer normalisation, GELU and rows of a table, where tfjs
 * has a naive kernel or a row of small ones, and linear maps with products and sums in one instruction, where the browser
 * has it (relaxed SIMD). The code is in the folder `wasm`: two modules beside tfjs's that work in the same memory.
 */
import type * as tf from "@tensorflow/tfjs-core";
import { ATTENTION_KERNEL } from "../../attention";
import { GELU_KERNEL, LAYER_NORM_KERNEL, LINEAR_KERNEL, TAKE_ROWS_KERNEL } from "../../layers";
import { registerOwnKernel } from "../kernelCalls";
import { WASM_KERNELS, WASM_LINEAR } from "./binary";

/** What `wasm/linear.ts` exports. */
interface LinearKernels {
  linear(
    ...args: [
      ...[x: number, weight: number, bias: number, out: number, scratch: number],
      ...[rows: number, ins: number, outs: number, lowest: number],
    ]
  ): void;
}

/** What `wasm/kernels.ts` exports. Offsets are in bytes, sizes in numbers. */
interface Kernels {
  takeRows(x: number, index: number, out: number, count: number, rowBytes: number): void;
  gelu(x: number, out: number, size: number): void;
  layerNorm(
    ...args: [
      x: number,
      added: number,
      weight: number,
      bias: number,
      out: number,
      rows: number,
      width: number,
      eps: number,
    ]
  ): void;
  attention(
    ...args: [
      ...[q: number, k: number, v: number, mask: number, out: number, scratch: number],
      ...[rows: number, heads: number, queries: number, tokens: number, width: number],
    ]
  ): void;
}

/** The part of tfjs's BackendWasm that is used here; its package belongs to the folders that start backends. */
interface WasmBackend {
  readonly wasm: { readonly asm?: { readonly memory?: unknown } };
  readonly dataIdMap: { get(dataId: object): { readonly memoryOffset: number } };
  makeOutput(shape: readonly number[], dtype: "float32"): tf.TensorInfo;
  disposeData(dataId: object): boolean;
}

/** The modules of each backend that was started; a backend that is started again has another memory. */
const modules = new WeakMap<object, Kernels>();
const linearModules = new WeakMap<object, LinearKernels>();

/** DEPTH of `wasm/linear.ts`. */
const LINEAR_DEPTH = 512;

interface LinearAttrs {
  readonly activation: "linear" | "relu";
}

interface AttentionAttrs {
  readonly numRows: number;
  readonly numTokens: number;
  readonly numHeads: number;
}

/**
 * Gives the wasm backend our kernels, once. Without SIMD, or where tfjs's memory cannot be shared (several threads), it
 * stays as it is.
 * @param backend the started backend, `tf.backend()`
 * @returns whether it has them
 */
export function registerWasmKernels(backend: unknown): boolean {
  if (!canOpen(() => openKernels(backend as WasmBackend))) return false;
  if (canOpen(() => openLinear(backend as WasmBackend))) registerLinear();
  registerOwnKernel<WasmBackend, object>(TAKE_ROWS_KERNEL, "wasm", (wasm, [x, index]) => {
    const [count, width] = [index!.shape[0]!, x!.shape[1]!];
    const out = wasm.makeOutput([count, width], "float32");
    openKernels(wasm).takeRows(offsetOf(wasm, x), offsetOf(wasm, index), offsetOf(wasm, out), count, width * 4);
    return out;
  });
  registerOwnKernel<WasmBackend, object>(GELU_KERNEL, "wasm", (wasm, [x]) => {
    const out = wasm.makeOutput(x!.shape, "float32");
    openKernels(wasm).gelu(
      offsetOf(wasm, x!),
      offsetOf(wasm, out),
      x!.shape.reduce((a, b) => a * b, 1),
    );
    return out;
  });
  registerOwnKernel<WasmBackend, { readonly eps: number }>(LAYER_NORM_KERNEL, "wasm", (wasm, inputs, { eps }) => {
    const [x, weight, bias, added] = inputs;
    const [rows, width] = x!.shape as [number, number];
    const out = wasm.makeOutput([rows, width], "float32");
    const at = (tensor: tf.TensorInfo | undefined) => offsetOf(wasm, tensor);
    openKernels(wasm).layerNorm(at(x), at(added), at(weight), at(bias), at(out), rows, width, eps);
    return out;
  });
  registerOwnKernel<WasmBackend, AttentionAttrs>(ATTENTION_KERNEL, "wasm", (wasm, [q, k, v, mask], attrs) => {
    const { numRows, numTokens, numHeads } = attrs;
    const [numQueries, size] = q!.shape as [number, number];
    const width = size / numHeads;
    const out = wasm.makeOutput([numQueries, size], "float32");
    const scratch = wasm.makeOutput([(width + 1) * Math.ceil(numTokens / 16) * 16], "float32");
    const offsets = [q, k, v, mask, out, scratch].map((tensor) => offsetOf(wasm, tensor)) as [
      ...[number, number, number, number, number, number],
    ];
    openKernels(wasm).attention(...offsets, numRows, numHeads, numQueries / numRows, numTokens, width);
    wasm.disposeData(scratch.dataId);
    return out;
  });
  return true;
}

/** Where a tensor's numbers begin; 0 for none. */
function offsetOf(backend: WasmBackend, tensor: tf.TensorInfo | undefined): number {
  return tensor === undefined ? 0 : backend.dataIdMap.get(tensor.dataId).memoryOffset;
}

/** Whether a module can be opened here. */
function canOpen(open: () => unknown): boolean {
  try {
    open();
    return true;
  } catch (error) {
    if (error instanceof WebAssembly.CompileError || error instanceof WebAssembly.LinkError) return false;
    if (error instanceof TypeError) return false; // no memory where this version of tfjs has it
    throw error;
  }
}

function registerLinear(): void {
  registerOwnKernel<WasmBackend, LinearAttrs>(LINEAR_KERNEL, "wasm", (wasm, [x, weight, bias], { activation }) => {
    const [rows, ins] = x!.shape as [number, number];
    const outs = weight!.shape[1]!;
    const out = wasm.makeOutput([rows, outs], "float32");
    const scratch = wasm.makeOutput([rows * ins + 32 * LINEAR_DEPTH], "float32");
    const offsets = [x, weight, bias, out, scratch].map((tensor) => offsetOf(wasm, tensor)) as [
      ...[number, number, number, number, number],
    ];
    openLinear(wasm).linear(...offsets, rows, ins, outs, activation === "relu" ? 0 : -Infinity);
    wasm.disposeData(scratch.dataId);
    return out;
  });
}

const openKernels = (backend: WasmBackend) => openModule(backend, modules, WASM_KERNELS);
const openLinear = (backend: WasmBackend) => openModule(backend, linearModules, WASM_LINEAR);

function openModule<Exports>(backend: WasmBackend, opened: WeakMap<object, Exports>, base64: string): Exports {
  const known = opened.get(backend);
  if (known !== undefined) return known;
  const memory = backend.wasm.asm?.memory;
  if (!(memory instanceof WebAssembly.Memory)) throw new TypeError("openModule: expected tfjs's memory, got none.");
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  // Two kilobytes: small enough to be compiled at once on every thread.
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  const kernels = instance.exports as unknown as Exports;
  opened.set(backend, kernels);
  return kernels;
}

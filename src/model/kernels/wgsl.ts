/** @file Pieces of WGSL that several kernels share. */
import { isPackedLinear, type KernelLinear } from "./packedLinear";

/** i-th of 0 .. n - 1, each through `text`, one a line. */
export function repeat(n: number, text: (i: number) => string): string {
  return Array.from({ length: n }, (_, i) => text(i)).join("\n");
}

/** What is done to each number of a product; its place in the list is its number on the device. */
export const ACTIVATIONS = ["linear", "relu", "gelu", "softplus"] as const;
export type Activation = (typeof ACTIVATIONS)[number];

/**
 * `fn erf(x)`: 1 - (a1 t + .. + a5 t^5) exp(-x^2), t = 1 / (1 + p x), for x >= 0; odd. Abramowitz and Stegun 7.1.26: off
 * by 1.5e-7 at most.
 */
const ERF = /* wgsl */ `
fn erf(x : f32) -> f32 {
  let size = abs(x);
  let t = 1.0 / (1.0 + 0.3275911 * size);
  let sum = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return sign(x) * (1.0 - sum * exp(-size * size));
}`;

/**
 * `fn activate(kind, x)`, `kind` being the activation's number; softplus takes `uniforms.shift` off first. All are in one
 * text, so that maps that differ in nothing else share a compiled kernel.
 */
export const ACTIVATE = /* wgsl */ `${ERF}
fn activate(kind : i32, x : f32) -> f32 {
  if (kind == 1) { return max(x, 0.0); }
  if (kind == 2) { return 0.5 * x * (1.0 + erf(x * 0.7071067811865476)); }
  if (kind == 3) {
    let shifted = x - uniforms.shift;
    return max(shifted, 0.0) + log(1.0 + exp(-abs(shifted)));
  }
  return x;
}`;

/**
 * `fn unpack(word)`: the four signed bytes of a number, the lowest first; `fn unpackHalf(word, half)`: four signed 4-bit
 * numbers of it, the lower four for half 0, the upper for 1.
 */
export const UNPACK = /* wgsl */ `
fn unpack(word : i32) -> vec4<f32> {
  return vec4<f32>(vec4<i32>(vec4<i32>(word << 24u, word << 16u, word << 8u, word)) >> vec4<u32>(24u));
}

fn unpackHalf(word : i32, half : i32) -> vec4<f32> {
  let four = word >> u32(16 * half);
  return vec4<f32>(vec4<i32>(four << 28u, four << 24u, four << 20u, four << 16u) >> vec4<u32>(28u));
}`;

/** Rows that share a scale in int4. */
export const INT4_GROUP = 32;

/**
 * `fn readWeight_I(k4, n)`: weights 4 k4 .. 4 k4 + 3 of column n, unscaled where one scale is the whole column's, 0 past the
 * last; and `fn finish_I(sum, n)`: that scale and the bias of column n. The weights are the input `weightI`, scales and
 * bias `affineI`; sizes in `uniforms.inSize` and `uniforms.outSize`.
 */
export function defineWeights(form: WeightForm, i: number): string {
  if (form === "int4") {
    return /* wgsl */ `
fn readWeight_${i}(k4 : i32, n : i32) -> vec4<f32> {
  if (4 * k4 >= uniforms.inSize || n >= uniforms.outSize) { return vec4<f32>(0.0); }
  let scale = affine${i}[(k4 / ${INT4_GROUP / 4}) * uniforms.outSize + n];
  return scale * unpackHalf(weight${i}[(k4 / 2) * uniforms.outSize + n], k4 % 2);
}
fn finish_${i}(sum : f32, n : i32) -> f32 {
  return sum + affine${i}[(uniforms.inSize / ${INT4_GROUP}) * uniforms.outSize + n];
}`;
  }
  if (form === "int8") {
    return /* wgsl */ `
fn readWeight_${i}(k4 : i32, n : i32) -> vec4<f32> {
  if (4 * k4 >= uniforms.inSize || n >= uniforms.outSize) { return vec4<f32>(0.0); }
  return unpack(weight${i}[k4 * uniforms.outSize + n]);
}
fn finish_${i}(sum : f32, n : i32) -> f32 { return sum * affine${i}[n] + affine${i}[uniforms.outSize + n]; }`;
  }
  return /* wgsl */ `
fn readOne_${i}(k : i32, n : i32) -> f32 {
  if (k >= uniforms.inSize) { return 0.0; }
  return weight${i}[k * uniforms.outSize + n];
}
fn readWeight_${i}(k4 : i32, n : i32) -> vec4<f32> {
  if (n >= uniforms.outSize) { return vec4<f32>(0.0); }
  let k = 4 * k4;
  return vec4<f32>(readOne_${i}(k, n), readOne_${i}(k + 1, n), readOne_${i}(k + 2, n), readOne_${i}(k + 3, n));
}
fn finish_${i}(sum : f32, n : i32) -> f32 { return sum + affine${i}[n]; }`;
}

/** How the weights of a map lie in memory. */
export type WeightForm = "int4" | "int8" | "f32";

export const formOf = (linear: KernelLinear): WeightForm =>
  !isPackedLinear(linear) ? "f32" : linear.bits === 4 ? "int4" : "int8";

/** `fn readFour(row, k4)`: numbers 4 k4 .. 4 k4 + 3 of a row of the input `x`, 0 past the last. */
export const READ_FOUR = /* wgsl */ `
fn readOf(start : i32, k : i32) -> f32 {
  if (k >= uniforms.inSize) { return 0.0; }
  return x[start + k];
}
fn readFour(row : i32, k4 : i32) -> vec4<f32> {
  let start = row * uniforms.inSize;
  let k = 4 * k4;
  return vec4<f32>(readOf(start, k), readOf(start, k + 1), readOf(start, k + 2), readOf(start, k + 3));
}`;

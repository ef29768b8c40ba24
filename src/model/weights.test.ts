import { describe, expect, it } from "vitest";
import { encodeSafetensors, type TensorToWrite } from "../../test/safetensors";
import { openWeights } from "./weights";

const f32 = (shape: number[], ...values: number[]): TensorToWrite => ({
  dtype: "F32",
  shape,
  bytes: Float32Array.from(values),
});
const i8 = (shape: number[], ...values: number[]): TensorToWrite => ({
  dtype: "I8",
  shape,
  bytes: Int8Array.from(values),
});
const open = (...files: Record<string, TensorToWrite>[]) =>
  openWeights(files.map((tensors, i) => ({ file: `w${i}`, bytes: encodeSafetensors(tensors) })));

describe("openWeights", () => {
  it("reads float32 and float16 as they are, over all files", () => {
    const half = { dtype: "F16", shape: [2], bytes: Uint16Array.of(0x3c00, 0xb800) };
    const weights = open({ a: f32([2], 1.5, -2) }, { b: half });
    expect(weights.read("a", [2])).toBeAllclose([1.5, -2], 0);
    expect(weights.read("b", [2])).toBeAllclose([1, -0.5], 0);
  });

  it("multiplies each int8 row by its own scale", () => {
    const weights = open({ m: i8([2, 3], 127, -127, 1, 2, 0, -2), "m.scale": f32([2], 0.5, 0.25) });
    expect(weights.read("m", [2, 3])).toBeAllclose([63.5, -63.5, 0.5, 0.5, 0, -0.5], 0);
  });

  it("takes float16 scales, as adapters have them", () => {
    const scale = { dtype: "F16", shape: [2], bytes: Uint16Array.of(0x3800, 0x3400) };
    const weights = open({ m: i8([2, 1], 3, -8), "m.scale": scale });
    expect(weights.read("m", [2, 1])).toBeAllclose([1.5, -2], 0);
  });

  it("transposes", () => {
    const weights = open({ m: i8([2, 3], 1, 2, 3, 4, 5, 6), "m.scale": f32([2], 1, 10) });
    expect(weights.readTransposed("m", [2, 3])).toBeAllclose([1, 40, 2, 50, 3, 60], 0);
  });

  it("joins row parts in the order of their numbers, across files", () => {
    const weights = open(
      { "m.part1": i8([1, 2], 3, 4), "m.part1.scale": f32([1], 2) },
      { "m.part0": i8([2, 2], 1, 1, 2, 2), "m.part0.scale": f32([2], 1, 3) },
    );
    expect(weights.read("m", [3, 2])).toBeAllclose([1, 1, 6, 6, 6, 8], 0);
    expect(weights.unread()).toEqual([]);
  });

  it("lists what nobody read", () => {
    const weights = open({ a: f32([1], 1), b: f32([1], 1), "pooler.bias": f32([1], 1) });
    weights.read("b", [1]);
    expect(weights.unread()).toEqual(["a", "pooler.bias"]);
  });

  it("names tensor, expected and got shape", () => {
    const weights = open({ m: f32([2, 3], 1, 2, 3, 4, 5, 6), v: f32([6], 1, 2, 3, 4, 5, 6) });
    expect(() => weights.read("m", [3, 2])).toThrow('w0: tensor "m": expected shape [3, 2], got [2, 3].');
    expect(() => weights.read("m", [6])).toThrow('tensor "m": expected shape [6], got [2, 3].');
    expect(() => weights.read("v", [2, 3])).toThrow('tensor "v": expected shape [2, 3], got [6].');
    expect(() => weights.read("x", [2])).toThrow('weights: tensor "x": expected shape [2], got no such tensor.');
  });

  it("notices a missing row part", () => {
    const weights = open({ "m.part0": f32([1, 2], 1, 2), "m.part2": f32([1, 2], 1, 2) });
    expect(() => weights.read("m", [3, 2])).toThrow('"m": expected shape [3, 2], got [1, 2].');
  });

  it("wants a scale for every int8 matrix", () => {
    expect(() => open({ m: i8([1, 1], 1) }).read("m", [1, 1])).toThrow('"m.scale": expected F32 or F16 [1], got none.');
    const wrong = open({ m: i8([1, 1], 1), "m.scale": f32([2], 1, 1) });
    expect(() => wrong.read("m", [1, 1])).toThrow('"m.scale": expected F32 or F16 [1], got F32 [2].');
  });

  it("refuses a name that two files have", () => {
    expect(() => open({ a: f32([1], 1) }, { a: f32([1], 2) })).toThrow(
      'w1: expected every tensor once, got "a" here and in w0',
    );
  });
});

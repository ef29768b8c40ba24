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

  it("gives the whole numbers of all parts as they are stored, and none of a matrix that is stored otherwise", () => {
    const weights = open(
      { "m.part1": i8([1, 2], 3, -4), "m.part1.scale": f32([1], 2), a: f32([1, 2], 1, 2) },
      { "m.part0": i8([2, 2], 1, 1, 2, 2), "m.part0.scale": f32([2], 1, 3) },
    );
    const { values, scale } = weights.readIntegers("m", [3, 2])!;
    expect([...values]).toEqual([1, 1, 2, 2, 3, -4]);
    expect([...scale]).toEqual([1, 3, 2]);
    expect(weights.readIntegers("a", [1, 2])).toBeNull();
    expect(weights.unread()).toEqual([]);
    expect(() => weights.readIntegers("m", [2, 3])).toThrow('tensor "m": expected shape [2, 3], got');
    // int4: the byte 0xf2 is 2, then -1.
    const m = { dtype: "U8", shape: [1, 32], bytes: new Uint8Array(32).fill(0xf2) };
    const int4 = open({ m, "m.scale": f32([1, 2], 3, 4) }).readIntegers("m", [1, 64])!;
    expect([...int4.values.subarray(0, 2), ...int4.scale]).toEqual([2, -1, 3, 4]);
  });

  it("takes float16 scales, as adapters have them", () => {
    const scale = { dtype: "F16", shape: [2], bytes: Uint16Array.of(0x3800, 0x3400) };
    const weights = open({ m: i8([2, 1], 3, -8), "m.scale": scale });
    expect(weights.read("m", [2, 1])).toBeAllclose([1.5, -2], 0);
  });

  it("unpacks int4: two columns a byte, low half first, a scale for every 32 columns", () => {
    const numbers = Array.from({ length: 128 }, (_, i) => (i % 16) - 8); // [2, 64], all of -8 to 7
    const nibble = (value: number) => value & 15;
    const bytes = Uint8Array.from(
      { length: 64 },
      (_, i) => nibble(numbers[2 * i]!) | (nibble(numbers[2 * i + 1]!) << 4),
    );
    const weights = open({ m: { dtype: "U8", shape: [2, 32], bytes }, "m.scale": f32([2, 2], 1, 0.5, 2, -1) });
    const factors = [1, 0.5, 2, -1];
    expect(weights.read("m", [2, 64])).toBeAllclose(
      numbers.map((value, i) => value * factors[Math.floor(i / 32)]!),
      0,
    );
  });

  it("wants a scale for every group of an int4 matrix", () => {
    const m = { dtype: "U8", shape: [2, 32], bytes: new Uint8Array(64) };
    expect(() => open({ m, "m.scale": f32([2], 1, 1) }).read("m", [2, 64])).toThrow(
      '"m.scale": expected F32 or F16 [2, 2], got F32 [2].',
    );
    expect(() => open({ m }).read("m", [2, 32])).toThrow('"m": expected shape [2, 32], got [2, 64].');
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

import { describe, expect, it } from "vitest";
import { encodeSafetensors } from "../../test/safetensors";
import { halfToFloat, parseSafetensors } from "./safetensors";

const valid = () =>
  encodeSafetensors({
    a: { dtype: "F32", shape: [2], bytes: Float32Array.of(1.5, -2) },
    b: { dtype: "I8", shape: [1, 3], bytes: Int8Array.of(-127, 0, 127) },
  });

describe("parseSafetensors", () => {
  it("gives dtype, shape and bytes of every tensor, without the metadata", () => {
    const tensors = parseSafetensors("w", valid());
    expect([...tensors.keys()]).toEqual(["a", "b"]);
    expect(tensors.get("b")).toMatchObject({ dtype: "I8", shape: [1, 3] });
    expect([...new Int8Array(tensors.get("b")!.bytes)]).toEqual([-127, 0, 127]);
  });

  it("says how much is missing from a truncated file, wherever it was cut", () => {
    const file = valid();
    expect(() => parseSafetensors("w", file.slice(0, 4))).toThrow("w: expected at least 8 bytes, got 4.");
    expect(() => parseSafetensors("w", file.slice(0, 20))).toThrow(/w: expected a header of \d+ bytes, got 12\./);
    expect(() => parseSafetensors("w", file.slice(0, -1))).toThrow(
      'w: tensor "b": expected 3 bytes for I8 [1, 3], got 2.',
    );
    expect(() => parseSafetensors("w", file.slice(0, -11))).toThrow('tensor "a": expected 8 bytes for F32 [2], got 0');
  });

  it("names an unknown dtype and those it knows", () => {
    const file = encodeSafetensors({ a: { dtype: "BF16", shape: [1], bytes: new Uint8Array(2) } });
    expect(() => parseSafetensors("w", file)).toThrow('w: tensor "a": expected dtype I8, U8, F16, F32, got "BF16".');
  });

  it("refuses a header that is no JSON object", () => {
    const file = valid();
    new Uint8Array(file)[8] = 0x5b;
    expect(() => parseSafetensors("w", file)).toThrow("w: expected a JSON object as header");
  });

  it("refuses offsets that do not fit the shape", () => {
    const file = encodeSafetensors({ a: { dtype: "F32", shape: [3], bytes: new Float32Array(2) } });
    expect(() => parseSafetensors("w", file)).toThrow("expected 12 bytes for F32 [3], got 8");
  });
});

describe("halfToFloat", () => {
  it.each([
    [0x0000, 0],
    [0x3c00, 1],
    [0xc000, -2],
    [0x3555, 0.333251953125],
    [0x7bff, 65504], // largest
    [0x0001, 2 ** -24], // smallest subnormal
    [0x03ff, 1023 * 2 ** -24], // largest subnormal
    [0x7c00, Infinity],
    [0xfc00, -Infinity],
    [0x7e00, NaN],
  ])("0x%s is %d", (bits, value) => {
    expect(halfToFloat(bits)).toBe(value);
  });
});

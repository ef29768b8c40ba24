import { describe, expect, it } from "vitest";
import { encodeSafetensors, type TensorToWrite } from "../../test/safetensors";
import { adaptWeights } from "./adapter";
import { openWeights } from "./weights";

const f32 = (shape: number[], ...values: number[]): TensorToWrite => ({
  dtype: "F32",
  shape,
  bytes: Float32Array.from(values),
});
const open = (tensors: Record<string, TensorToWrite>) =>
  openWeights([{ file: "w", bytes: encodeSafetensors(tensors) }]);
const record = { file: "adapter.safetensors", bytes: 1, sha256: "" };
const adapt = (base: Record<string, TensorToWrite>, adapter: Record<string, TensorToWrite>, rank = 1, alpha = 2) =>
  adaptWeights(open(base), open(adapter), { base: "b", rank, alpha, weights: record });

describe("adaptWeights", () => {
  const base = { "x.weight": f32([2, 2], 1, 0, 0, 1), "x.bias": f32([2], 0, 0), "y.weight": f32([1, 2], 5, 6) };

  it("adds the product of a pair to its matrix", () => {
    const weights = adapt(base, { "x.low": f32([1, 2], 1, 2), "x.high": f32([2, 1], 3, 0) });
    // factor 2 / 1: W + 2 * [3, 0]^T [1, 2]
    expect(weights.read("x.weight", [2, 2])).toBeAllclose([7, 12, 0, 1], 1e-6);
    expect(weights.readTransposed("x.weight", [2, 2])).toBeAllclose([7, 0, 12, 1], 1e-6);
    expect(weights.read("y.weight", [1, 2])).toBeAllclose([5, 6], 0);
    expect(weights.unread()).toEqual([]);
  });

  it("sums over the rank", () => {
    const weights = adapt(base, { "y.low": f32([2, 2], 1, 0, 0, 1), "y.high": f32([1, 2], 10, 20) }, 2, 1);
    expect(weights.read("y.weight", [1, 2])).toBeAllclose([5 + 5, 6 + 10], 1e-6); // factor 1 / 2
  });

  it("replaces what is no pair and adds what the base lacks", () => {
    const weights = adapt(base, { "x.bias": f32([2], 8, 9), "bottleneck.mu.bias": f32([1], 4) });
    expect(weights.read("x.bias", [2])).toBeAllclose([8, 9], 0);
    expect(weights.read("bottleneck.mu.bias", [1])).toBeAllclose([4], 0);
    expect(weights.has("x.weight")).toBe(true);
    expect(weights.has("z")).toBe(false);
  });

  it("may hold a tensor of another shape than the base's, and one the base lacks", () => {
    const weights = adapt(base, { "x.weight": f32([1, 3], 7, 8, 9), "embeddings.tags.weight": f32([2, 1], 1, 2) });
    expect(weights.readTransposed("x.weight", [1, 3])).toBeAllclose([7, 8, 9], 0);
    expect(() => weights.read("x.weight", [2, 2])).toThrow('"x.weight": expected shape [2, 2], got [1, 3]');
    expect(weights.read("embeddings.tags.weight", [2, 1])).toBeAllclose([1, 2], 0);
  });

  it("lists tensors of the adapter that nobody read, not those of the base", () => {
    const weights = adapt(base, { "q.low": f32([1, 2], 1, 2), "x.bias": f32([2], 8, 9) });
    weights.read("x.bias", [2]);
    expect(weights.unread()).toEqual(["q.low"]);
  });

  it("names half a pair and a pair of another shape", () => {
    const half = adapt(base, { "x.low": f32([1, 2], 1, 2) });
    expect(() => half.read("x.weight", [2, 2])).toThrow('"x.high": expected shape [2, 1], got no such tensor');
    const other = adapt(base, { "x.low": f32([1, 3], 1, 2, 3), "x.high": f32([2, 1], 3, 0) });
    expect(() => other.read("x.weight", [2, 2])).toThrow('"x.low": expected shape [1, 2], got [1, 3]');
  });
});

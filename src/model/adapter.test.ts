import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import "../../test/backends";
import { expectNoLeak } from "../../test/leak";
import { encodeSafetensors, type TensorToWrite } from "../../test/safetensors";
import { openAdapter } from "./adapter";
import { createParameterReader } from "./parameterReader";
import { createSharedTensors, disposeSharedTensors, type SharedTensors } from "./sharedTensors";
import { openWeights } from "./weights";

const f32 = (shape: number[], ...values: number[]): TensorToWrite => ({
  dtype: "F32",
  shape,
  bytes: Float32Array.from(values),
});
const open = (tensors: Record<string, TensorToWrite>) =>
  openWeights([{ file: "w", bytes: encodeSafetensors(tensors) }]);
const base = { "x.weight": f32([2, 2], 1, 0, 5, 1), "x.bias": f32([2], 2, 4), "y.weight": f32([1, 2], 5, 6) };

/** Reads with an adapter over `base`; gives what `use` gives and frees all tensors but the shared. */
function read<T>(
  tensors: Record<string, TensorToWrite>,
  use: (reader: ReturnType<typeof createParameterReader>) => T,
  { rank = 1, alpha = 2, shared = null as SharedTensors | null } = {},
): T {
  const created: tf.Tensor[] = [];
  const adapter = openAdapter(open(tensors), { rank, alpha });
  try {
    return use(createParameterReader({ base: open(base), adapter }, shared, created));
  } finally {
    tf.dispose(created);
  }
}
const linear = (factor?: number) => (reader: ReturnType<typeof createParameterReader>) => {
  const { weight, bias } = reader.linear("x", 2, 2, factor);
  return { weight: weight.arraySync(), bias: bias.arraySync() };
};

beforeAll(() => tf.setBackend("cpu"));

describe.each([["alone"], ["with tensors of the base kept"]])("an adapter read %s", (how) => {
  const options = () => ({ shared: how === "alone" ? null : createSharedTensors() });

  it("adds the product of a pair to its matrix", () =>
    expectNoLeak(() => {
      const given = options();
      const pair = { "x.low": f32([1, 2], 1, 2), "x.high": f32([2, 1], 3, 0) };
      // factor 2 / 1: W + 2 * [3, 0]^T [1, 2] = [[7, 12], [5, 1]], used transposed
      const expected = [
        [7, 5],
        [12, 1],
      ];
      expect(read(pair, linear(), given)).toEqual({ weight: expected, bias: [2, 4] });
      // A second model on the same base adds to the base, not to the first model.
      expect(read(pair, linear(), given).weight).toEqual(expected);
      expect(read({}, linear(), given).weight).toEqual([
        [1, 5],
        [0, 1],
      ]);
      if (given.shared) disposeSharedTensors(given.shared);
    }));

  it("scales matrix, difference and bias alike", () => {
    const pair = { "x.low": f32([1, 2], 1, 2), "x.high": f32([2, 1], 3, 0) };
    expect(read(pair, linear(0.5), options())).toEqual({
      weight: [
        [3.5, 2.5],
        [6, 0.5],
      ],
      bias: [1, 2],
    });
  });

  it("sums over the rank", () => {
    const pair = { "y.low": f32([2, 2], 1, 0, 0, 1), "y.high": f32([1, 2], 10, 20), "y.bias": f32([1], 0) };
    const weight = read(pair, (reader) => reader.linear("y", 2, 1).weight.arraySync(), {
      ...options(),
      rank: 2,
      alpha: 1,
    });
    expect(weight).toEqual([[5 + 5], [6 + 10]]); // factor 1 / 2
  });

  it("puts its own tensors in the place of the base's, whatever their shape, and adds what the base lacks", () => {
    const own = {
      "x.weight": f32([1, 3], 7, 8, 9),
      "x.bias": f32([1], 3),
      "embeddings.tags.weight": f32([2, 1], 1, 2),
    };
    read(
      own,
      (reader) => {
        const { weight, bias } = reader.linear("x", 3, 1);
        expect(weight.arraySync()).toEqual([[7], [8], [9]]);
        expect(bias.arraySync()).toEqual([3]);
        expect(reader.matrix("embeddings.tags.weight", 2, 1).arraySync()).toEqual([[1], [2]]);
        expect(() => reader.linear("x", 2, 2)).toThrow('"x.bias": expected shape [2], got [1]');
      },
      options(),
    );
  });

  it("names half a pair and a pair of another shape", () => {
    const half = { "x.low": f32([1, 2], 1, 2) };
    expect(() => read(half, linear(), options())).toThrow('"x.high": expected shape [2, 1], got no such tensor');
    const other = { "x.low": f32([1, 3], 1, 2, 3), "x.high": f32([2, 1], 3, 0) };
    expect(() => read(other, linear(), options())).toThrow('"x.low": expected shape [1, 2], got [1, 3]');
  });
});

describe("tensors of a base that are kept", () => {
  it("stay when a model is freed, and a model stays when they are", () =>
    expectNoLeak(() => {
      const shared = createSharedTensors();
      read({}, linear(), { shared });
      const created: tf.Tensor[] = [];
      const nothing = { has: () => false, read: never, readTransposed: never, unread: () => [] };
      const second = createParameterReader({ base: nothing, adapter: null }, shared, created).linear("x", 2, 2);
      disposeSharedTensors(shared);
      expect(second.bias.arraySync()).toEqual([2, 4]);
      tf.dispose(created);
    }));
});

function never(): never {
  throw new Error("expected nothing to be read again");
}

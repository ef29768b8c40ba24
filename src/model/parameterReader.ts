/**
 * @file Tensors of a model by name: those of its adapter, those of its base as they are, and those of its base with the
 * adapter's difference. Tensors of a base are made once for all models that are built on it.
 */
import * as tf from "@tensorflow/tfjs-core";
import { addLowRank, type Adapter } from "./adapter";
import { packRows, packTransposed, type KernelLinear, type KernelTable } from "./kernels/packedLinear";
import type { LayerNorm, Linear } from "./layers";
import { expandRankingOutput } from "./rankingHead";
import { findShared, type SharedTensors } from "./sharedTensors";
import { transpose, type Weights } from "./weights";

type Readable = Pick<Weights, "read" | "readTransposed"> & Partial<Pick<Weights, "readIntegers">>;

/** Constants of a ranking head. */
interface Ranking {
  readonly threshold: number;
  readonly gamma: number;
  /** Class id of the negative label. */
  readonly negativeIndex: number;
}

export type ParameterReader = ReturnType<typeof createParameterReader>;

/**
 * @param base the model's weights, or those that its adapter is a difference to
 * @param shared where tensors of the base are kept for other models; null: they are made for this model alone
 * @param created whatever is made for this model is also put here
 */
export function createParameterReader(
  { base, adapter }: { readonly base: Readable; readonly adapter: Adapter | null },
  shared: SharedTensors | null,
  created: tf.Tensor[],
) {
  const keep = <T extends tf.Tensor>(tensor: T): T => {
    created.push(tf.keep(tensor));
    return tensor;
  };
  /** Who holds a tensor. What is read of a shared base is noted. */
  const find = (name: string): Readable => {
    if (adapter?.has(name)) return adapter.own;
    shared?.names.add(name);
    return base;
  };
  /** A tensor of this model: made by `make`, or another handle on the one that is kept of the base under `key`. */
  const take = <T extends tf.Tensor>(names: readonly string[], make: () => T, key = names[0]!): T =>
    keep(
      shared !== null && names.every((name) => find(name) === base) ? findShared(shared, key, make).clone() : make(),
    );
  /** Whether these tensors are kept of the base, so that nothing has to be read. */
  const areKept = (names: readonly string[], keys: readonly string[]): boolean =>
    shared !== null && names.every((name) => find(name) === base) && keys.every((key) => shared.tensors.has(key));

  const vector = (name: string, size: number, factor = 1): tf.Tensor1D =>
    take([name], () => tf.tensor1d(scale(find(name).read(name, [size]), factor)));

  const matrix = (name: string, rows: number, columns: number): tf.Tensor2D =>
    take([name], () => tf.tensor2d(find(name).read(name, [rows, columns]), [rows, columns]));

  /** The whole numbers of a matrix; null when it is stored otherwise, or not in fours. */
  const findIntegers = (name: string, rows: number, columns: number) =>
    columns % 4 === 0 ? (find(name).readIntegers?.(name, [rows, columns]) ?? null) : null;

  /** Whether the adapter has a difference to this matrix of the base. */
  const isChanged = (name: string) => adapter !== null && adapter.own.has(`${name}.low`);

  /** Stored [out, in], used [in, out]. `factor` multiplies weight and bias. */
  const linear = (name: string, inSize: number, outSize: number, factor = 1): Linear => {
    const weightName = `${name}.weight`;
    const make = () =>
      tf.tensor2d(scale(find(weightName).readTransposed(weightName, [outSize, inSize]), factor), [inSize, outSize]);
    const isOwn = adapter?.has(weightName) ?? false;
    const difference = isOwn ? null : (adapter?.readLowRank(name, outSize, inSize) ?? null);
    const bias = vector(`${name}.bias`, outSize, factor);
    if (difference === null) return { weight: take([weightName], make), bias };
    if (shared !== null)
      return { weight: keep(addLowRank(findShared(shared, weightName, make), difference, factor)), bias };
    return { weight: keep(tf.tidy(() => addLowRank(make(), difference, factor))), bias };
  };

  return {
    /** A tensor that was made elsewhere. */
    keep,
    /** The numbers of a tensor in row-major order, as stored. */
    values: (name: string, shape: readonly number[]): Float32Array => find(name).read(name, shape),
    /** Stored [rows, columns], used [columns, rows]. */
    transposed: (name: string, rows: number, columns: number): tf.Tensor2D =>
      take([name], () => tf.tensor2d(find(name).readTransposed(name, [rows, columns]), [columns, rows])),
    matrix,
    /** A matrix with one vector added to each row. */
    matrixPlusRow: (name: string, rows: number, columns: number, added: { name: string; rows: number }): tf.Tensor2D =>
      take([name, added.name], () => {
        const values = find(name).read(name, [rows, columns]);
        const row = find(added.name).read(added.name, [added.rows, columns]);
        for (let i = 0; i < values.length; i++) values[i]! += row[i % columns]!;
        return tf.tensor2d(values, [rows, columns]);
      }),
    linear,
    /** Like `linear`, in int8 or int4 where it is stored so and no difference is added to it. */
    kernelLinear(name: string, inSize: number, outSize: number, factor = 1): KernelLinear {
      const [weightName, biasName] = [`${name}.weight`, `${name}.bias`];
      const [packedKey, affineKey] = [`${weightName} packed`, `${name} scale and bias`];
      if (isChanged(name)) return linear(name, inSize, outSize, factor);
      const isKept = areKept([weightName, biasName], [packedKey, affineKey]);
      const stored = isKept ? null : findIntegers(weightName, outSize, inSize);
      if (!isKept && stored === null) return linear(name, inSize, outSize, factor);
      const makePacked = () => {
        const { values, scale } = stored!;
        const bits = scale.length === outSize ? 8 : 4;
        return tf.tensor2d(packTransposed(values, outSize, inSize, bits), [(inSize * bits) / 32, outSize], "int32");
      };
      const makeAffine = () => {
        const numGroups = stored!.scale.length / outSize;
        const scales = transpose(stored!.scale, outSize, numGroups);
        const bias = find(biasName).read(biasName, [outSize]);
        return tf.tensor2d(scale(Float32Array.from([...scales, ...bias]), factor), [numGroups + 1, outSize]);
      };
      const packed = take([weightName], makePacked, packedKey);
      return {
        bits: packed.shape[0] === inSize / 8 ? 4 : 8,
        packed,
        affine: take([weightName, biasName], makeAffine, affineKey),
      };
    },
    /** Like `matrix`, in int8 where it is stored so or in int4. */
    kernelTable(name: string, rows: number, columns: number): KernelTable {
      const [packedKey, scaleKey] = [`${name} int8`, `${name} scale`];
      const isKept = areKept([name], [packedKey, scaleKey]);
      const stored = isKept ? null : findIntegers(name, rows, columns);
      if (!isKept && stored === null) return matrix(name, rows, columns);
      return {
        packed: take([name], () => tf.tensor2d(packRows(stored!.values), [rows, columns / 4], "int32"), packedKey),
        scale: take([name], () => tf.tensor2d(stored!.scale, [rows, stored!.scale.length / rows]), scaleKey),
      };
    },
    /** A ranking output with the constant of the negative label put in, [in, out + 1]. */
    rankingOutput(name: string, inSize: number, outSize: number, ranking: Ranking): Linear {
      const scores = find(`${name}.weight`).readTransposed(`${name}.weight`, [outSize, inSize]);
      const shifts = find(`${name}.bias`).read(`${name}.bias`, [outSize]);
      const { weight, bias } = expandRankingOutput(scores, shifts, ranking.negativeIndex, ranking);
      return { weight: keep(tf.tensor2d(weight, [inSize, outSize + 1])), bias: keep(tf.tensor1d(bias)) };
    },
    /** Checks a layer that takes no part in an answer. */
    skipLinear(name: string, inSize: number, outSize: number): void {
      find(`${name}.weight`).read(`${name}.weight`, [outSize, inSize]);
      find(`${name}.bias`).read(`${name}.bias`, [outSize]);
    },
    layerNorm: (name: string, size: number): LayerNorm => ({
      weight: vector(`${name}.weight`, size),
      bias: vector(`${name}.bias`, size),
    }),
  };
}

/** values * factor, in place. */
function scale(values: Float32Array, factor: number): Float32Array {
  if (factor !== 1) for (let i = 0; i < values.length; i++) values[i]! *= factor;
  return values;
}

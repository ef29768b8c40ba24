/**
 * @file Weights as the kernels read them: float32, or whole numbers as they are stored: four of int8 or eight of int4 in one
 * int32 of GPU memory. A matrix that comes so is a quarter or a sixth of its float32 size there, and is scaled back where
 * it is multiplied.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { Linear } from "../layers";

/**
 * An affine map with weights in whole numbers q: y_o = sum_i x_i scale_go q_io + bias_o, where g is the group of i. Of int8
 * there is one group; of int4 each has 32 rows.
 */
export interface PackedLinear {
  readonly bits: 4 | 8;
  /** q: 32 / bits rows of a column in one int32, the first in its lowest bits. int32 [In * bits / 32, Out] */
  readonly packed: tf.Tensor2D;
  /** The scale of each group and column; in the last row the bias. [G + 1, Out] */
  readonly affine: tf.Tensor2D;
}

/** An affine map in either form. */
export type KernelLinear = Linear | PackedLinear;

/** A table of int8 numbers, each row in G groups of equal length with a scale each: value = scale * q. */
export interface PackedTable {
  /** Four columns of a row in one int32. int32 [V, D / 4] */
  readonly packed: tf.Tensor2D;
  readonly scale: tf.Tensor2D; // [V, G]
}

export type KernelTable = tf.Tensor2D | PackedTable;

export function isPackedLinear(linear: KernelLinear): linear is PackedLinear {
  return "packed" in linear;
}

export function isPackedTable(table: KernelTable): table is PackedTable {
  return "packed" in table;
}

/** In: how many numbers the map takes. */
export function countInputs(linear: KernelLinear): number {
  return isPackedLinear(linear) ? (32 / linear.bits) * linear.packed.shape[0] : linear.weight.shape[0];
}

/** Out: how many numbers the map gives. */
export function countOutputs(linear: KernelLinear): number {
  return isPackedLinear(linear) ? linear.packed.shape[1] : linear.weight.shape[1];
}

/** The two tensors that a kernel binds: weights, and what is done to a column's sum. */
export function listTensors(linear: KernelLinear): [weight: tf.Tensor2D, affine: tf.Tensor] {
  return isPackedLinear(linear) ? [linear.packed, linear.affine] : [linear.weight, linear.bias];
}

/**
 * Four neighbours of a row in one number, the first in the lowest byte.
 * @param values [rows * columns], columns a multiple of 4
 * @returns int32 [rows * columns / 4]
 */
export function packRows(values: Int8Array): Int32Array {
  return Int32Array.from({ length: values.length / 4 }, (_, i) => pack(values, 4 * i, 8));
}

/**
 * The transpose, with the neighbours of a column that fit in one number.
 * @param values [Out * In] as stored; In a multiple of 32 / bits
 * @returns int32 [In * bits / 32 * Out]
 */
export function packTransposed(values: Int8Array, outSize: number, inSize: number, bits: 4 | 8 = 8): Int32Array {
  const perWord = 32 / bits;
  const packed = new Int32Array(values.length / perWord);
  for (let o = 0; o < outSize; o++) {
    for (let i = 0; i < inSize / perWord; i++) packed[i * outSize + o] = pack(values, o * inSize + perWord * i, bits);
  }
  return packed;
}

/** 32 / bits neighbours in one number. */
function pack(values: Int8Array, first: number, bits: 4 | 8): number {
  let word = 0;
  for (let j = 0; j < 32 / bits; j++) word |= (values[first + j]! & (2 ** bits - 1)) << (bits * j);
  return word;
}

/**
 * The float32 map of the same numbers: what the twins multiply with.
 */
export function unpackLinear(linear: KernelLinear): Linear {
  if (!isPackedLinear(linear)) return linear;
  const { bits, packed, affine } = linear;
  const [numGroups, outSize] = [affine.shape[0] - 1, affine.shape[1]];
  const inSize = countInputs(linear);
  return tf.tidy(() => {
    const values = tf.transpose(unpackIntegers(packed, bits), [1, 0, 2]); // [In bits / 32, 32 / bits, Out]
    const grouped = tf.reshape(values, [numGroups, inSize / numGroups, outSize]);
    const [scale, bias] = [tf.slice(affine, 0, numGroups), tf.slice(affine, numGroups)];
    const scaled = tf.mul(grouped, tf.reshape(scale, [numGroups, 1, outSize]));
    const weight: tf.Tensor2D = tf.reshape(scaled, [inSize, outSize]);
    return { weight, bias: tf.reshape(bias, [outSize]) as tf.Tensor1D };
  });
}

/** The float32 table of the same numbers. */
export function unpackTable(table: KernelTable): tf.Tensor2D {
  if (!isPackedTable(table)) return table;
  const { packed, scale } = table;
  const [numRows, quarter] = packed.shape;
  return tf.tidy(() => {
    const numGroups = scale.shape[1];
    const values = tf.reshape(tf.transpose(unpackIntegers(packed, 8), [1, 2, 0]), [numRows, numGroups, -1]);
    const scaled = tf.mul(values, tf.reshape(scale, [numRows, numGroups, 1])); // [V, G, D / G]
    return tf.reshape(scaled, [numRows, 4 * quarter]);
  });
}

/** int32 [A, B] -> float32 [32 / bits, A, B]: the signed numbers of each, the lowest first. Reads back: for tests only. */
function unpackIntegers(packed: tf.Tensor2D, bits: 4 | 8): tf.Tensor3D {
  const words = packed.dataSync<"int32">();
  const perWord = 32 / bits;
  const values = Float32Array.from({ length: perWord * words.length }, (_, i) => {
    const [place, at] = [Math.floor(i / words.length), i % words.length];
    return (words[at]! << (32 - bits * (place + 1))) >> (32 - bits);
  });
  return tf.tensor3d(values, [perWord, ...packed.shape]);
}

/**
 * @file Weights as the kernels read them: float32, or int8 as they are stored, four in one int32 of GPU memory. A matrix
 * that comes as int8 is a quarter of its float32 size there, and is scaled back where it is multiplied.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { Linear } from "../layers";

/** An affine map with int8 weights: y_o = scale_o * sum_i x_i q_io + bias_o. */
export interface PackedLinear {
  /** q: four rows of a column in one int32, the first in its lowest byte. int32 [In / 4, Out] */
  readonly packed: tf.Tensor2D;
  /** Row 0: scale of each column; row 1: its bias. [2, Out] */
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
  return isPackedLinear(linear) ? 4 * linear.packed.shape[0] : linear.weight.shape[0];
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
  return Int32Array.from({ length: values.length / 4 }, (_, i) => packFour(values, 4 * i, 1));
}

/**
 * The transpose, with four neighbours of a column in one number.
 * @param values [Out * In] as stored; In a multiple of 4
 * @returns int32 [In / 4 * Out]
 */
export function packTransposed(values: Int8Array, outSize: number, inSize: number): Int32Array {
  const packed = new Int32Array(values.length / 4);
  for (let o = 0; o < outSize; o++) {
    for (let i = 0; i < inSize / 4; i++) packed[i * outSize + o] = packFour(values, o * inSize + 4 * i, 1);
  }
  return packed;
}

function packFour(values: Int8Array, first: number, step: number): number {
  let word = 0;
  for (let j = 0; j < 4; j++) word |= (values[first + j * step]! & 255) << (8 * j);
  return word;
}

/**
 * The float32 map of the same numbers: what the twins multiply with.
 */
export function unpackLinear(linear: KernelLinear): Linear {
  if (!isPackedLinear(linear)) return linear;
  const { packed, affine } = linear;
  const [inQuarter, outSize] = packed.shape;
  return tf.tidy(() => {
    const [scale, bias] = tf.unstack(affine) as [tf.Tensor1D, tf.Tensor1D];
    const bytes = unpackBytes(packed); // [4, In / 4, Out]
    const rows = tf.reshape(tf.transpose(bytes, [1, 0, 2]), [4 * inQuarter, outSize]); // [In, Out]
    return { weight: tf.mul(rows, scale) as tf.Tensor2D, bias };
  });
}

/** The float32 table of the same numbers. */
export function unpackTable(table: KernelTable): tf.Tensor2D {
  if (!isPackedTable(table)) return table;
  const { packed, scale } = table;
  const [numRows, quarter] = packed.shape;
  return tf.tidy(() => {
    const numGroups = scale.shape[1];
    const values = tf.reshape(tf.transpose(unpackBytes(packed), [1, 2, 0]), [numRows, numGroups, -1]);
    const scaled = tf.mul(values, tf.reshape(scale, [numRows, numGroups, 1])); // [V, G, D / G]
    return tf.reshape(scaled, [numRows, 4 * quarter]);
  });
}

/** int32 [A, B] -> float32 [4, A, B]: the four signed bytes, the lowest first. Reads the numbers back: for tests only. */
function unpackBytes(packed: tf.Tensor2D): tf.Tensor3D {
  const words = packed.dataSync<"int32">();
  const bytes = Float32Array.from({ length: 4 * words.length }, (_, i) => {
    const [byte, at] = [Math.floor(i / words.length), i % words.length];
    return (words[at]! << (24 - 8 * byte)) >> 24;
  });
  return tf.tensor3d(bytes, [4, ...packed.shape]);
}

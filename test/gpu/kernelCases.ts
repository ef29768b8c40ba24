/** @file Kernels on random numbers of odd shapes. Each case builds its own input, the same on every backend. */
import * as tf from "@tensorflow/tfjs-core";
import { createRandom, createStandardNormals } from "../../src/math/random";
import { runJoinedAttention } from "../../src/model/kernels/attention";
import { runJoinedBlend } from "../../src/model/kernels/blend";
import { runEmbedding } from "../../src/model/kernels/embedding";
import { runLinearParts, type LinearPart } from "../../src/model/kernels/linear";
import { runLinearNorm } from "../../src/model/kernels/linearNorm";
import { packRows, packTransposed, type KernelLinear, type KernelTable } from "../../src/model/kernels/packedLinear";

export interface KernelCase {
  readonly name: string;
  readonly run: () => tf.Tensor2D;
}

type Form = "f32" | "int8" | "int4";

/** Numbers of one case, in the order they are asked for. */
function createSource(seed: number) {
  const random = createRandom(seed);
  const normals = (count: number, scale = 1) =>
    Float32Array.from(createStandardNormals(random, count), (value) => value * scale);
  const int8 = (count: number) => Int8Array.from(normals(count, 50), (value) => Math.max(-127, Math.min(127, value)));
  const int4 = (count: number) =>
    Int8Array.from(normals(count, 4), (value) => Math.max(-8, Math.min(7, Math.round(value))));
  const positive = (count: number, scale: number) => normals(count).map((value) => scale * (0.5 + Math.abs(value)));
  const matrix = (rows: number, columns: number, scale = 1): tf.Tensor2D =>
    tf.tensor2d(normals(rows * columns, scale), [rows, columns]);
  return {
    matrix,
    vector: (size: number): tf.Tensor1D => tf.tensor1d(normals(size)),
    integers: (count: number, below: number): Int32Array =>
      Int32Array.from(normals(count), (value) => Math.floor(Math.abs(value) * 1000) % below),
    linear(form: Form, inSize: number, outSize: number): KernelLinear {
      const scale = 1 / Math.sqrt(inSize);
      if (form === "f32") return { weight: matrix(inSize, outSize, scale), bias: tf.tensor1d(normals(outSize)) };
      const [bits, groups, values] = form === "int8" ? ([8, 1, int8] as const) : ([4, inSize / 32, int4] as const);
      const packed = tf.tensor2d(
        packTransposed(values(inSize * outSize), outSize, inSize, bits),
        [(inSize * bits) / 32, outSize],
        "int32",
      );
      const factor = scale / (form === "int8" ? 50 : 4);
      const affine = Float32Array.from([...positive(groups * outSize, factor), ...normals(outSize)]);
      return { bits, packed, affine: tf.tensor2d(affine, [groups + 1, outSize]) };
    },
    table(form: Form, rows: number, columns: number, groups: number): KernelTable {
      if (form === "f32") return matrix(rows, columns);
      const packed = tf.tensor2d(packRows(int8(rows * columns)), [rows, columns / 4], "int32");
      return { packed, scale: tf.tensor2d(positive(rows * groups, 1 / 50), [rows, groups]) };
    },
    norm: (size: number) => ({ weight: tf.tensor1d(normals(size)), bias: tf.tensor1d(normals(size)) }),
  };
}

const EPS = 1e-12;

function linearCase(
  name: string,
  sizes: { rows: number; inSize: number; outSize: number; taken?: number },
  parts: readonly [Form, LinearPart["activation"]][],
): KernelCase {
  return {
    name: `linear: ${name}`,
    run() {
      const source = createSource(1);
      const x = source.matrix(sizes.rows, sizes.inSize);
      const maps = parts.map(([form, activation]) => ({
        linear: source.linear(form, sizes.inSize, sizes.outSize),
        activation,
      }));
      if (sizes.taken === undefined) return runLinearParts(maps, x);
      const rows = tf.tensor1d(source.integers(sizes.taken, sizes.rows), "int32");
      return runLinearParts(maps, x, { rows, shift: 5 });
    },
  };
}

function normCase(
  name: string,
  form: Form,
  { rows, inSize, outSize, from }: { rows: number; inSize: number; outSize: number; from?: number },
): KernelCase {
  return {
    name: `linear, residual, norm: ${name}`,
    run() {
      const source = createSource(2);
      const x = source.matrix(rows, inSize);
      const taken = from === undefined ? null : tf.tensor1d(source.integers(rows, from), "int32");
      const residual = source.matrix(from ?? rows, outSize);
      return runLinearNorm(source.linear(form, inSize, outSize), source.norm(outSize), x, residual, taken, EPS);
    },
  };
}

/** @param lengths tokens of each row before its padding; the longest is L */
function attentionCase(
  name: string,
  lengths: readonly number[],
  width: number,
  numHeads: number,
  asked = 0,
): KernelCase {
  return {
    name: `attention: ${name}`,
    run() {
      const source = createSource(3);
      const [numRows, numTokens] = [lengths.length, Math.max(...lengths)];
      const joined = source.matrix(3 * numRows * numTokens, width);
      const padding = Float32Array.from({ length: numRows * numTokens }, (_, i) =>
        i % numTokens < lengths[Math.floor(i / numTokens)]! ? 0 : -1e9,
      );
      const inRow = source.integers(numRows * asked, numTokens);
      const rows =
        asked === 0
          ? null
          : tf.tensor1d(
              inRow.map((at, i) => Math.floor(i / asked) * numTokens + at),
              "int32",
            );
      return runJoinedAttention(joined, tf.tensor1d(padding), rows, { numRows, numTokens, numHeads });
    },
  };
}

function embeddingCase(
  name: string,
  form: Form,
  { numRows, numTokens, width, groups = 1 }: { numRows: number; numTokens: number; width: number; groups?: number },
  hasTags: boolean,
): KernelCase {
  return {
    name: `embedding: ${name}`,
    run() {
      const source = createSource(4);
      const tables = {
        word: source.table(form, 50, width, groups),
        tags: hasTags ? source.matrix(7, width) : null,
        position: source.matrix(150, width),
        norm: source.norm(width),
      };
      const ids = source.integers(numRows * numTokens, 50);
      return runEmbedding(tables, ids, hasTags ? source.integers(ids.length, 7) : null, numTokens, EPS);
    },
  };
}

function blendCase(name: string, numRows: number, hasNoise: boolean): KernelCase {
  return {
    name: `blend: ${name}`,
    run() {
      const source = createSource(5);
      const [numTokens, width, numEntities] = [9, 20, 4];
      const drawn = 2 * numRows;
      const plan = {
        // Two drawn tokens in each row, the others copied.
        assembleIndex: tf.tensor1d(
          Int32Array.from({ length: numRows * numTokens }, (_, i) => {
            const [row, token] = [Math.floor(i / numTokens), i % numTokens];
            return token === 2 ? numTokens + 2 * row : token === 5 ? numTokens + 2 * row + 1 : token;
          }),
          "int32",
        ),
        entityIndex: tf.tensor1d(source.integers(drawn, numEntities), "int32"),
        noise: hasNoise ? source.matrix(drawn, width) : null,
      };
      const place = tf.tensor1d(Int32Array.from([2, 3, 5, 6]), "int32");
      const joined = source.matrix(2 * numEntities, width);
      return runJoinedBlend(source.matrix(numTokens, width), { joined, place }, plan, 0.3);
    },
  };
}

const full = (numRows: number, length: number) => new Array<number>(numRows).fill(length);

export const KERNEL_CASES: readonly KernelCase[] = [
  linearCase("one row, three maps", { rows: 1, inSize: 32, outSize: 32 }, [
    ["int8", "linear"],
    ["f32", "linear"],
    ["int8", "linear"],
  ]),
  linearCase("127 rows, GELU", { rows: 127, inSize: 36, outSize: 70 }, [["int8", "gelu"]]),
  linearCase("33 rows of an odd width, ReLU", { rows: 33, inSize: 35, outSize: 55 }, [["f32", "relu"]]),
  linearCase("taken rows, the second softplus", { rows: 40, inSize: 32, outSize: 32, taken: 5 }, [
    ["int8", "linear"],
    ["int8", "softplus"],
  ]),
  linearCase("33 rows in int4 and int8", { rows: 33, inSize: 96, outSize: 70 }, [
    ["int4", "gelu"],
    ["int8", "linear"],
  ]),
  linearCase("taken rows in float32", { rows: 40, inSize: 20, outSize: 20, taken: 1 }, [
    ["f32", "linear"],
    ["f32", "softplus"],
  ]),
  normCase("one row", "int8", { rows: 1, inSize: 32, outSize: 32 }),
  normCase("33 rows, wider than the workgroup", "f32", { rows: 33, inSize: 66, outSize: 140 }),
  normCase("130 rows, a residual taken elsewhere", "int8", { rows: 130, inSize: 132, outSize: 32, from: 77 }),
  normCase("127 rows in int4", "int4", { rows: 127, inSize: 160, outSize: 36 }),
  normCase("600 rows, eight at once", "int8", { rows: 601, inSize: 8, outSize: 36 }),
  attentionCase("one token", [1], 32, 2),
  attentionCase("127 tokens", [127], 32, 2),
  attentionCase("128 tokens, padded", [128, 1, 64], 64, 4),
  attentionCase("more than 128 tokens", [150, 149], 16, 1),
  attentionCase("33 rows", full(33, 5), 32, 2),
  attentionCase("two queries of each of 33 rows, padded", [...full(32, 3), 7], 32, 2, 2),
  embeddingCase("one token", "int8", { numRows: 1, numTokens: 1, width: 32 }, false),
  embeddingCase("127 tokens, tags", "f32", { numRows: 2, numTokens: 127, width: 36 }, true),
  embeddingCase("33 rows, in groups, tags", "int8", { numRows: 33, numTokens: 5, width: 96, groups: 3 }, true),
  blendCase("one row, the mean", 1, false),
  blendCase("33 rows, drawn", 33, true),
];

/**
 * @file Attention in one kernel, for sequences of any length:
 *
 *     y_i = sum_j softmax_j(q_i . k_j + padding_j) v_j        per head; q holds the factor 1 / sqrt(d)
 *
 * A thread holds one query and walks over the keys; the soft-max is kept as a running maximum m, a running sum s and a
 * running value a (Milakov and Gimelshein 2018, arXiv 1805.02867):
 *
 *     m' = max(m, z_j)    s' = s exp(m - m') + exp(z_j - m')    a' = a exp(m - m') + exp(z_j - m') v_j    y = a / s
 *
 * so that no score is ever stored. Keys and values come through the workgroup's memory, a tile at a time.
 */
import * as tf from "@tensorflow/tfjs-core";
import { addMask, joinHeads, splitHeads, type SequenceShape } from "../attention";
import { registerGpuKernel, runGpuProgram, WORKGROUP_BYTES } from "./gpuProgram";
import { callKernel, hasKernel } from "./kernelCalls";
import { repeat } from "./wgsl";

const KERNEL = "EbeAttention";
const THREADS = 64;
/** The widest head: query and running value of a thread have to stay in its registers. */
export const MOST_HEAD_WIDTH = 128;

interface Attrs extends SequenceShape {
  readonly width: number;
  readonly numQueries: number;
  readonly hasRows: boolean;
}

/**
 * @param joined queries, then keys, then values of all states, [3 * B * L, D]; D / H a multiple of 4, at most
 *   MOST_HEAD_WIDTH
 * @param padding added to the scores of each key, [B * L]
 * @param rows the states that ask, int32 [B * Q], equally many of each row, row after row; null: all
 * @returns [B * Q, D]
 */
export function runJoinedAttention(
  joined: tf.Tensor2D,
  padding: tf.Tensor1D,
  rows: tf.Tensor1D | null,
  shape: SequenceShape,
): tf.Tensor2D {
  if (!hasKernel(KERNEL)) return runTwin(joined, padding, rows, shape);
  const numQueries = rows === null ? shape.numTokens : rows.shape[0] / shape.numRows;
  const attrs: Attrs = { ...shape, width: joined.shape[1], numQueries, hasRows: rows !== null };
  return callKernel(KERNEL, rows === null ? [joined, padding] : [joined, padding, rows], attrs);
}

/** The same in plain ops. */
function runTwin(
  joined: tf.Tensor2D,
  padding: tf.Tensor1D,
  rows: tf.Tensor1D | null,
  { numRows, numTokens, numHeads }: SequenceShape,
): tf.Tensor2D {
  const [queries, keys, values] = tf.split(joined, 3, 0) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
  const q = splitHeads(rows === null ? queries : tf.gather(queries, rows), numRows, numHeads); // [B * H, Q, d]
  const k = splitHeads(keys, numRows, numHeads);
  const v = splitHeads(values, numRows, numHeads);
  const mask: tf.Tensor4D = tf.reshape(padding, [numRows, 1, 1, numTokens]);
  const weights = tf.softmax(addMask(tf.matMul(q, k, false, true), mask, numRows)); // [B * H, Q, L]
  return joinHeads(tf.matMul(weights, v), numRows, numHeads);
}

registerGpuKernel<Attrs>(KERNEL, (backend, inputs, attrs) => {
  const { numRows, numTokens, numHeads, width, numQueries, hasRows } = attrs;
  const headWidth = width / numHeads;
  return runGpuProgram(
    backend,
    {
      name: KERNEL,
      variant: [headWidth, hasRows].join(" "),
      inputNames: ["joined", "padding", ...(hasRows ? ["rows"] : [])],
      inputComponents: [4, 1, 1],
      outputComponent: 4,
      outputShape: [numRows * numQueries, width],
      numThreads: THREADS,
      dispatch: [Math.ceil(numQueries / THREADS), numHeads, numRows],
      writeCode: () => writeCode(headWidth, hasRows),
    },
    inputs,
    [
      { name: "numTokens", type: "int32", value: numTokens },
      { name: "numQueries", type: "int32", value: numQueries },
      { name: "numStates", type: "int32", value: numRows * numTokens },
      { name: "width4", type: "int32", value: width / 4 },
    ],
  );
});

function writeCode(headWidth: number, hasRows: boolean): string {
  const parts = headWidth / 4;
  // Keys and values take half of the memory that every device has.
  const tile = Math.max(1, Math.floor(WORKGROUP_BYTES / 2 / (2 * 4 * headWidth)));
  return /* wgsl */ `
const PARTS = ${parts}; // of four numbers each, in a head
const TILE = ${tile};
var<workgroup> keys : array<vec4<f32>, ${tile * parts}>; // [key][part]
var<workgroup> values : array<vec4<f32>, ${tile * parts}>;

fn main() {
  let row = i32(workgroupId.z);
  let column = i32(workgroupId.y) * PARTS;
  let thread = i32(localIndex);
  let query = i32(workgroupId.x) * ${THREADS} + thread;
  let isAsking = query < uniforms.numQueries;
  let place = row * uniforms.numQueries + min(query, uniforms.numQueries - 1);
  let state = ${hasRows ? "rows[place]" : "place"};
  ${repeat(parts, (i) => `let q${i} = joined[state * uniforms.width4 + column + ${i}]; var a${i} = vec4<f32>(0.0);`)}
  var largest = -1.0e30;
  var sum = 0.0;
  for (var first = 0; first < uniforms.numTokens; first += TILE) {
    workgroupBarrier();
    for (var i = thread; i < TILE * PARTS; i += ${THREADS}) {
      let token = first + i / PARTS;
      if (token < uniforms.numTokens) {
        let at = (row * uniforms.numTokens + token) * uniforms.width4 + column + i % PARTS;
        keys[i] = joined[uniforms.numStates * uniforms.width4 + at];
        values[i] = joined[2 * uniforms.numStates * uniforms.width4 + at];
      }
    }
    workgroupBarrier();
    let count = min(TILE, uniforms.numTokens - first);
    for (var t = 0; t < count; t++) {
      let key = t * PARTS;
      let score = ${Array.from({ length: parts }, (_, i) => `dot(q${i}, keys[key + ${i}])`).join(" + ")}
        + padding[row * uniforms.numTokens + first + t];
      let next = max(largest, score);
      let kept = exp(largest - next);
      let weight = exp(score - next);
      largest = next;
      sum = sum * kept + weight;
      ${repeat(parts, (i) => `a${i} = a${i} * kept + weight * values[key + ${i}];`)}
    }
  }
  if (isAsking) {
    let at = place * uniforms.width4 + column;
    ${repeat(parts, (i) => `result[at + ${i}] = a${i} / sum;`)}
  }
}`;
}

/**
 * @file The encoder's input in one kernel:
 *
 *     y_t = LayerNorm(word[id_t] + position[t] + tags[tag_t])        the last where the model has tags
 *
 * with the biased variance. A workgroup makes one row.
 */
import * as tf from "@tensorflow/tfjs-core";
import { runLayerNorm, type LayerNorm } from "../layers";
import { registerGpuKernel, runGpuProgram } from "./gpuProgram";
import { callKernel, hasKernel } from "./kernelCalls";
import { isPackedTable, unpackTable, type KernelTable } from "./packedLinear";
import { UNPACK } from "./wgsl";

const KERNEL = "EbeEmbedding";
const THREADS = 64;

/** Tables of the embedding; see `encoder.ts`. */
export interface EmbeddingTables {
  readonly word: KernelTable; // [V, D]
  readonly tags: tf.Tensor2D | null; // [T, D]
  readonly position: tf.Tensor2D; // [P, D]
  readonly norm: LayerNorm; // [D]
}

interface Attrs {
  readonly width: number;
  readonly numTokens: number;
  readonly numStates: number;
  /** Groups of a row of the word table; 0: it is in float32. */
  readonly numGroups: number;
  readonly hasTags: boolean;
  readonly eps: number;
}

/**
 * @param ids int32 [N * L], row after row; @param tagIds int32 [N * L]; null: no tag is added
 * @returns [N * L, D]
 */
export function runEmbedding(
  tables: EmbeddingTables,
  ids: Int32Array,
  tagIds: Int32Array | null,
  numTokens: number,
  eps: number,
): tf.Tensor2D {
  const tags = tagIds === null ? null : tables.tags;
  if (!hasKernel(KERNEL)) return runTwin(tables, ids, tags && tagIds, numTokens, eps);
  const { word, position, norm } = tables;
  const width = position.shape[1];
  // Both lists in one upload: ids, then tags.
  const both = tags === null ? ids : Int32Array.from([...ids, ...tagIds!]);
  const attrs: Attrs = {
    ...{
      width,
      numTokens,
      numStates: ids.length,
      numGroups: isPackedTable(word) ? word.scale.shape[1] : 0,
      hasTags: tags !== null,
      eps,
    },
  };
  const words = isPackedTable(word) ? [word.packed, word.scale] : [word];
  const inputs = [tf.tensor1d(both, "int32"), ...words, position, norm.weight, norm.bias];
  return callKernel(KERNEL, tags === null ? inputs : [...inputs, tags], attrs);
}

/** The same in plain ops. */
function runTwin(
  { word, tags, position, norm }: EmbeddingTables,
  ids: Int32Array,
  tagIds: Int32Array | null,
  numTokens: number,
  eps: number,
): tf.Tensor2D {
  const width = position.shape[1];
  const words = tf.reshape(tf.gather(unpackTable(word), tf.tensor1d(ids, "int32")), [-1, numTokens, width]);
  const sum = tf.reshape(tf.add(words, tf.slice(position, [0, 0], [numTokens, width])), [-1, width]) as tf.Tensor2D;
  const tagged = tagIds === null || tags === null ? sum : tf.add(sum, tf.gather(tags, tf.tensor1d(tagIds, "int32")));
  return runLayerNorm(norm, tagged as tf.Tensor2D, eps);
}

registerGpuKernel<Attrs>(KERNEL, (backend, inputs, attrs) => {
  const { width, numTokens, numStates, numGroups, hasTags, eps } = attrs;
  return runGpuProgram(
    backend,
    {
      name: KERNEL,
      variant: [width, numGroups, hasTags].join(" "),
      inputNames: [
        ...["ids", "words", ...(numGroups > 0 ? ["scales"] : []), "positions", "gain", "offset"],
        ...(hasTags ? ["tags"] : []),
      ],
      outputShape: [numStates, width],
      numThreads: THREADS,
      dispatch: [numStates, 1, 1],
      writeCode: () => writeCode(width, numGroups, hasTags),
    },
    inputs,
    [
      { name: "numTokens", type: "int32", value: numTokens },
      { name: "numStates", type: "int32", value: numStates },
      { name: "eps", type: "float32", value: eps },
    ],
  );
});

function writeCode(width: number, numGroups: number, hasTags: boolean): string {
  const word =
    numGroups > 0
      ? `scales[id * ${numGroups} + d / ${width / numGroups}] * unpack(words[id * ${width / 4} + d / 4])[d % 4]`
      : `words[id * ${width} + d]`;
  return /* wgsl */ `
var<workgroup> line : array<f32, ${width}>;
var<workgroup> shares : array<f32, ${THREADS}>;
${UNPACK}

fn addUp(thread : i32, share : f32) -> f32 {
  shares[thread] = share;
  workgroupBarrier();
  for (var half = ${THREADS / 2}; half > 0; half = half / 2) {
    if (thread < half) { shares[thread] += shares[thread + half]; }
    workgroupBarrier();
  }
  let total = shares[0];
  workgroupBarrier();
  return total;
}

fn main() {
  let state = i32(workgroupId.x);
  let thread = i32(localIndex);
  let id = ids[state];
  var share = 0.0;
  for (var d = thread; d < ${width}; d += ${THREADS}) {
    let value = ${word} + positions[(state % uniforms.numTokens) * ${width} + d]
      ${hasTags ? `+ tags[ids[uniforms.numStates + state] * ${width} + d]` : ""};
    line[d] = value;
    share += value;
  }
  let mean = addUp(thread, share) / ${width}.0;
  share = 0.0;
  for (var d = thread; d < ${width}; d += ${THREADS}) {
    line[d] -= mean;
    share += line[d] * line[d];
  }
  let factor = inverseSqrt(addUp(thread, share) / ${width}.0 + uniforms.eps);
  for (var d = thread; d < ${width}; d += ${THREADS}) {
    result[state * ${width} + d] = line[d] * factor * gain[d] + offset[d];
  }
}`;
}

/** @file Names of a joint model's weight files <-> typed parameters. */
import * as tf from "@tensorflow/tfjs-core";
import { countOutputs, type JointConfig } from "./jointConfig";
import type { EntityScorer, JointModel, PairScorer, PairSide } from "./jointModel";
import { loadTensors, readEmbeddings, readLayer, type ModelWeights, type Reader } from "./loadParameters";
import type { SharedTensors } from "./sharedTensors";

/**
 * Builds a joint model's tensors from its weights. They outlive any surrounding tidy; free them with `disposeJointModel`.
 * @param shared where tensors of the base are kept for other models; null: they are made for this model alone
 * @throws Error when a tensor is missing, has another shape, or is left over; nothing stays allocated then but what is shared
 */
export function loadJointParameters(
  config: JointConfig,
  weights: ModelWeights,
  shared: SharedTensors | null = null,
): JointModel {
  return loadTensors(config, weights, shared, (reader) => {
    const { widthRows, widthSize } = config.joint;
    const widths = reader.values("head.widths.weight", [widthRows, widthSize]);
    return {
      embeddings: readEmbeddings(config.encoder, null, reader, reader),
      layers: Array.from({ length: config.encoder.numLayers }, (_, i) =>
        readLayer(config, `encoder.layer.${i}`, reader, reader),
      ),
      entity: readEntityScorer(config, reader, widths),
      relation: readPairScorer(config, reader, widths),
    };
  });
}

/** A linear layer as stored, classes first, then the identification output where there is one. */
interface Stacked {
  /** Row after row. */
  readonly weight: Float32Array; // [out, in]
  readonly bias: Float32Array; // [out]
  readonly numOut: number;
  readonly numIn: number;
}

function readStacked(reader: Reader, name: string, numClasses: number, numOut: number, numIn: number): Stacked {
  const weight = new Float32Array(numOut * numIn);
  const bias = new Float32Array(numOut);
  weight.set(reader.values(`head.${name}.weight`, [numClasses, numIn]));
  bias.set(reader.values(`head.${name}.bias`, [numClasses]));
  if (numOut > numClasses) {
    weight.set(reader.values(`head.${name}_identify.weight`, [1, numIn]), numClasses * numIn);
    bias.set(reader.values(`head.${name}_identify.bias`, [1]), numClasses);
  }
  return { weight, bias, numOut, numIn };
}

/** Columns [from, to) of the layer, transposed. [to - from, out] */
function cutColumns({ weight, numOut, numIn }: Stacked, from: number, to: number): Float32Array {
  const block = new Float32Array((to - from) * numOut);
  for (let row = 0; row < numOut; row++) {
    for (let column = from; column < to; column++)
      block[(column - from) * numOut + row] = weight[row * numIn + column]!;
  }
  return block;
}

/** What each row of the width embedding adds to the outputs. widths: [rows * size], block: [size * out]. */
function applyWidths(reader: Reader, widths: Float32Array, block: Float32Array, size: number, numOut: number) {
  const numRows = widths.length / size;
  const table = new Float32Array(numRows * numOut);
  for (let row = 0; row < numRows; row++) {
    for (let out = 0; out < numOut; out++) {
      let sum = 0;
      for (let i = 0; i < size; i++) sum += widths[row * size + i]! * block[i * numOut + out]!;
      table[row * numOut + out] = sum;
    }
  }
  return reader.keep(tf.tensor2d(table, [numRows, numOut]));
}

/** Columns of W_e: h_CLS [D], f(s) [D], w. */
function readEntityScorer({ encoder, joint }: JointConfig, reader: Reader, widths: Float32Array): EntityScorer {
  const { hiddenSize: width } = encoder;
  const { entityClasses, entity } = countOutputs(joint);
  const layer = readStacked(reader, "entity", entityClasses, entity, 2 * width + joint.widthSize);
  const block = (from: number, to: number) =>
    reader.keep(tf.tensor2d(cutColumns(layer, from, to), [to - from, entity]));
  return {
    context: { weight: block(0, width), bias: reader.keep(tf.tensor1d(layer.bias)) },
    span: block(width, 2 * width),
    widths: applyWidths(reader, widths, cutColumns(layer, 2 * width, layer.numIn), joint.widthSize, entity),
  };
}

/** Columns of W_r: c [D], f(s1) [D], f(s2) [D], w1, w2, scores of s1, scores of s2. */
function readPairScorer({ encoder, joint }: JointConfig, reader: Reader, widths: Float32Array): PairScorer {
  const { hiddenSize: width } = encoder;
  const { widthSize, types } = joint;
  const { relation, joined } = countOutputs(joint);
  const numIn = 3 * width + 2 * widthSize + 2 * joined;
  const layer = readStacked(reader, "relation", types.relations.length, relation, numIn);
  const side = (rank: 0 | 1): PairSide => {
    const [span, size, scores] = [
      (1 + rank) * width,
      3 * width + rank * widthSize,
      3 * width + 2 * widthSize + rank * joined,
    ];
    const rows = [cutColumns(layer, span, span + width), cutColumns(layer, scores, scores + joined)];
    const values = new Float32Array((width + joined) * relation);
    values.set(rows[0]!);
    values.set(rows[1]!, width * relation);
    return {
      span: reader.keep(tf.tensor2d(values, [width + joined, relation])),
      widths: applyWidths(reader, widths, cutColumns(layer, size, size + widthSize), widthSize, relation),
    };
  };
  const between = reader.keep(tf.tensor2d(cutColumns(layer, 0, width), [width, relation]));
  return {
    between: { weight: between, bias: reader.keep(tf.tensor1d(layer.bias)) },
    first: side(0),
    second: side(1),
  };
}

/** @file A user's weights, part by part from disk onto the backend: one part at a time is in JavaScript's memory. */
import * as tf from "@tensorflow/tfjs-core";
import type { Bottleneck } from "./bottleneck";
import type { Embeddings, EncoderLayer } from "./encoder";
import type { EntityQueries, EntityStream } from "./entityStream";
import type { Head } from "./heads";
import { createReader, readBottleneck, readLayer, type Reader } from "./loadParameters";
import type { OwnConfig } from "./ownConfig";
import type { OwnHead, TensorPart } from "./ownTensors";
import type { RelationModel } from "./relationModel";
import { checkTensor, readTensor, type PlacedTensor } from "./tensorFiles";
import { transpose } from "./weights";

/** What is loaded. */
export interface OwnWeights {
  readonly config: OwnConfig;
  readonly head: OwnHead;
  readonly numLabels: number;
  readonly parts: readonly TensorPart[];
  readonly tensors: ReadonlyMap<string, PlacedTensor>;
}

/**
 * Builds a model's tensors on the backend in use. They outlive any surrounding tidy; free them with `disposeRelationModel`.
 * @param onBytes hears of the bytes read so far, after each tensor
 * @param signal checked before each tensor; an abort rejects with its reason
 * @throws Error that names the tensor which is wrong; nothing stays allocated then
 */
export async function loadOwnParameters(
  weights: OwnWeights,
  onBytes: (numBytes: number) => void,
  signal?: AbortSignal,
): Promise<RelationModel> {
  const created: tf.Tensor[] = [];
  let numBytes = 0;
  const build: { -readonly [Key in keyof RelationModel]?: RelationModel[Key] } & { layers: EncoderLayer[] } = {
    bottleneck: null,
    layers: [],
  };
  const queries: EntityQueries[] = [];
  try {
    for (const part of weights.parts) {
      const values = new Map<string, Float32Array>();
      for (const expected of part.tensors) {
        signal?.throwIfAborted();
        const placed = checkTensor(weights.tensors, expected);
        values.set(expected.name, await readTensor(placed, expected.rows));
        numBytes += placed.end - placed.start;
        onBytes(numBytes);
      }
      const numBefore = created.length;
      const take = (name: string): Float32Array => {
        const found = values.get(name);
        if (found === undefined) throw new Error(`internal: tensor "${name}" is not in its part.`);
        values.delete(name);
        return found;
      };
      const reader = createReader(
        { read: take, readTransposed: (name, shape) => transpose(take(name), ...shape) },
        created,
      );
      if (part.kind === "embeddings") build.embeddings = readEmbeddings(weights.config, reader, take);
      if (part.kind === "bottleneck") build.bottleneck = readOwnBottleneck(weights.config, reader);
      if (part.kind === "layer") {
        build.layers.push(readLayer(weights.config, `encoder.layer.${part.index}`, reader, reader));
        if (weights.config.entities?.isAware === true) queries.push(readQueries(weights.config, part.index, reader));
      }
      if (part.kind === "entities") build.entities = readEntities(weights.config, queries, reader, take);
      if (part.kind === "head") build.head = readHead(weights, reader);
      upload(created.slice(numBefore));
    }
    return build as RelationModel;
  } catch (error) {
    tf.dispose(created);
    throw error;
  }
}

/** A GPU backend keeps a tensor in JavaScript's memory until its first use; this is the first use. */
function upload(tensors: readonly tf.Tensor[]): void {
  const backend = tf.backend() as { uploadToGPU?: (dataId: object) => void };
  for (const { dataId } of tensors) backend.uploadToGPU?.(dataId);
}

type Take = (name: string) => Float32Array;

function readEmbeddings({ encoder, positionOffset }: OwnConfig, reader: Reader, take: Take): Embeddings {
  const { vocabSize, hiddenSize: width, maxPositions } = encoder;
  // The first token stands at `positionOffset`; token type is 0 everywhere, so its row is added once, here.
  const positions = take("embeddings.position_embeddings.weight").slice(positionOffset * width);
  addRow(positions, take("embeddings.token_type_embeddings.weight").subarray(0, width));
  return {
    word: reader.matrix("embeddings.word_embeddings.weight", vocabSize, width),
    tags: null,
    position: reader.keep(tf.tensor2d(positions, [maxPositions, width])),
    norm: reader.layerNorm("embeddings.LayerNorm", width),
  };
}

/** Adds a row to every row of a matrix, in place. */
function addRow(values: Float32Array, row: Float32Array): void {
  for (let i = 0; i < values.length; i++) values[i]! += row[i % row.length]!;
}

function readOwnBottleneck({ encoder }: OwnConfig, reader: Reader): Bottleneck {
  return readBottleneck(encoder.hiddenSize, reader);
}

function readQueries({ encoder }: OwnConfig, index: number, reader: Reader): EntityQueries {
  const { hiddenSize: width, numHeads } = encoder;
  const read = (part: string) =>
    reader.linear(`encoder.layer.${index}.attention.self.${part}`, width, width, 1 / Math.sqrt(width / numHeads));
  return { wordToEntity: read("w2e_query"), entityToWord: read("e2w_query"), entityToEntity: read("e2e_query") };
}

function readEntities(
  { encoder, entities, positionOffset }: OwnConfig,
  queries: readonly EntityQueries[],
  reader: Reader,
  take: Take,
): EntityStream {
  const { hiddenSize: width, maxPositions } = encoder;
  const { embeddingSize, isAware, maxMentionTokens } = entities!;
  const table = take("entity_embeddings.entity_embeddings.weight"); // [2, embeddingSize]
  const base =
    embeddingSize === width
      ? table
      : project(table, take("entity_embeddings.entity_embedding_dense.weight"), embeddingSize);
  addRow(base, take("entity_embeddings.token_type_embeddings.weight").subarray(0, width));
  const numPositions = maxPositions + positionOffset;
  return {
    base: reader.keep(tf.tensor2d(base, [2, width])),
    position: reader.matrix("entity_embeddings.position_embeddings.weight", numPositions, width),
    norm: reader.layerNorm("entity_embeddings.LayerNorm", width),
    queries: isAware ? queries : null,
    maxMentionTokens,
  };
}

/** x W^T. x: [N, in], weight: [out, in], result: [N, out]. */
function project(x: Float32Array, weight: Float32Array, inSize: number): Float32Array {
  const [numRows, outSize] = [x.length / inSize, weight.length / inSize];
  return Float32Array.from({ length: numRows * outSize }, (_, i) => {
    const [row, column] = [Math.floor(i / outSize), i % outSize];
    let sum = 0;
    for (let k = 0; k < inSize; k++) sum += x[row * inSize + k]! * weight[column * inSize + k]!;
    return sum;
  });
}

function readHead({ config, head, numLabels }: OwnWeights, reader: Reader): Head {
  const width = 2 * config.encoder.hiddenSize;
  if (head.kind === "two-layer") {
    return {
      dense: reader.linear("head.dense", width, head.hiddenSize),
      out: reader.linear("head.out", head.hiddenSize, numLabels),
    };
  }
  if (head.hasBias) return { dense: null, out: reader.linear("classifier", width, numLabels) };
  return {
    dense: null,
    out: { weight: reader.transposed("classifier.weight", numLabels, width), bias: reader.keep(tf.zeros([numLabels])) },
  };
}

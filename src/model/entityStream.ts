/**
 * @file LUKE's entities beside the words (Yamada et al. 2020, section 3): two entity embeddings that attend to the words
 * and to each other, with a query matrix for each pair of kinds. The head reads the entities.
 */
import * as tf from "@tensorflow/tfjs-core";
import { addMask, joinHeads, splitHeads, type SequenceShape } from "./attention";
import type { EncoderLayer } from "./encoder";
import { runGelu, runLayerNorm, runLinear, type LayerNorm, type Linear } from "./layers";

/** The queries of one layer besides word to word; each holds the factor 1 / sqrt(d). */
export interface EntityQueries {
  readonly wordToEntity: Linear; // [D, D]
  readonly entityToWord: Linear; // [D, D]
  readonly entityToEntity: Linear; // [D, D]
}

/** Everything of the entities that the words do not have. */
export interface EntityStream {
  /** Embedding of the subject's and the object's entity, plus that of token type 0. */
  readonly base: tf.Tensor2D; // [2, D]
  /** A table of its own, not that of the words. */
  readonly position: tf.Tensor2D; // [positions, D]
  readonly norm: LayerNorm; // [D]
  /** null: entities ask with the words' queries. */
  readonly queries: readonly EntityQueries[] | null; // [numLayers]
  /** Tokens of a mention whose positions are averaged; the rest is left out. */
  readonly maxMentionTokens: number;
}

/**
 * e = LayerNorm(base + mean of the position embeddings of the mention's tokens).
 * @param mentions places [start, end) of subject and object of each row, [B * 4]
 * @returns [B * 2, D]
 */
export function runEntityEmbeddings(
  stream: EntityStream,
  mentions: Int32Array,
  numTokens: number,
  layerNormEps: number,
): tf.Tensor2D {
  const numEntities = mentions.length / 2;
  const shares = new Float32Array(numEntities * numTokens);
  for (let entity = 0; entity < numEntities; entity++) {
    const start = mentions[2 * entity]!;
    const end = Math.min(mentions[2 * entity + 1]!, start + stream.maxMentionTokens);
    shares.fill(1 / (end - start), entity * numTokens + start, entity * numTokens + end);
  }
  const width = stream.position.shape[1];
  const positions = tf.slice(stream.position, [0, 0], [numTokens, width]); // [L, D]
  const mean: tf.Tensor2D = tf.matMul(tf.tensor2d(shares, [numEntities, numTokens]), positions); // [B * 2, D]
  const base = tf.tile(stream.base, [numEntities / 2, 1]); // [B * 2, D]
  return runLayerNorm(stream.norm, tf.add(base, mean), layerNormEps);
}

/**
 * All layers over words and entities; the last one for the entities only, which are all the head reads.
 *
 * @param states [B * L, D] word embeddings, after the entity treatment
 * @param mask [B, 1, 1, L] or null, see runAttention
 * @returns [B * 2, D] last-layer states of subject and object
 */
export function runEntityEncoder(
  layers: readonly EncoderLayer[],
  stream: EntityStream,
  states: tf.Tensor2D,
  mentions: Int32Array,
  mask: tf.Tensor4D | null,
  shape: SequenceShape,
  layerNormEps: number,
): tf.Tensor2D {
  let words = states;
  let entities = runEntityEmbeddings(stream, mentions, shape.numTokens, layerNormEps);
  layers.forEach((layer, i) => {
    const isLast = i === layers.length - 1;
    const own = stream.queries?.[i] ?? null;
    // The tidy frees a layer's scratch tensors before the next layer starts.
    const next = tf.tidy((): tf.Tensor2D[] => {
      const memory = readMemory(layer, words, entities, shape);
      const { query } = layer.attention;
      const finish = (asking: tf.Tensor2D, toWords: Linear, toEntities: Linear) =>
        finishLayer(layer, asking, attend(layer, memory, asking, toWords, toEntities, mask, shape), layerNormEps);
      const newEntities = finish(entities, own?.entityToWord ?? query, own?.entityToEntity ?? query);
      return isLast ? [newEntities] : [newEntities, finish(words, query, own?.wordToEntity ?? query)];
    });
    entities = next[0]!;
    words = next[1] ?? words;
  });
  return entities;
}

/** Keys and values of words and entities, by head. */
interface Memory {
  readonly wordKeys: tf.Tensor3D; // [B * H, L, d]
  readonly entityKeys: tf.Tensor3D; // [B * H, 2, d]
  readonly values: tf.Tensor3D; // [B * H, L + 2, d]
}

function readMemory(
  { attention: { key, value } }: EncoderLayer,
  words: tf.Tensor2D,
  entities: tf.Tensor2D,
  { numRows, numHeads }: SequenceShape,
): Memory {
  const split = (linear: Linear, x: tf.Tensor2D) => splitHeads(runLinear(linear, x), numRows, numHeads);
  return {
    wordKeys: split(key, words),
    entityKeys: split(key, entities),
    values: tf.concat([split(value, words), split(value, entities)], 1),
  };
}

/** One soft-max over words and entities; each kind is asked with its own query. asking: [B * Q, D], result the same. */
function attend(
  { attention }: EncoderLayer,
  { wordKeys, entityKeys, values }: Memory,
  asking: tf.Tensor2D,
  toWords: Linear,
  toEntities: Linear,
  mask: tf.Tensor4D | null,
  { numRows, numHeads }: SequenceShape,
): tf.Tensor2D {
  const ask = (query: Linear, keys: tf.Tensor3D): tf.Tensor3D =>
    tf.matMul(splitHeads(runLinear(query, asking), numRows, numHeads), keys, false, true); // [B * H, Q, keys]
  const scores = [addMask(ask(toWords, wordKeys), mask, numRows), ask(toEntities, entityKeys)];
  const weights = tf.softmax(tf.concat(scores, 2)); // [B * H, Q, L + 2]
  return runLinear(attention.output, joinHeads(tf.matMul(weights, values) as tf.Tensor3D, numRows, numHeads));
}

/** What follows the attention of a layer; see runEncoderLayer. */
function finishLayer(
  layer: EncoderLayer,
  asking: tf.Tensor2D,
  attended: tf.Tensor2D,
  layerNormEps: number,
): tf.Tensor2D {
  const middle = runLayerNorm(layer.attentionNorm, tf.add(attended, asking), layerNormEps);
  const widened = runGelu(runLinear(layer.intermediate, middle)); // [B * Q, F]
  return runLayerNorm(layer.outputNorm, tf.add(runLinear(layer.output, widened), middle), layerNormEps);
}

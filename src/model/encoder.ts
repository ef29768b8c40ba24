/** @file The BERT encoder: embeddings and a stack of post-norm transformer layers. */
import * as tf from "@tensorflow/tfjs-core";
import { runAttention, type Attention, type SequenceShape } from "./attention";
import { runGelu, runLayerNorm, runLinear, takeRows, type LayerNorm, type Linear } from "./layers";

/** Input embeddings; W: how the word table is held. */
export interface Embeddings<W = tf.Tensor2D> {
  readonly word: W; // [V, D]
  /** The tag embedding (`tags.ts`); null: the model has none. */
  readonly tags: tf.Tensor2D | null; // [T, D]
  /** Position embedding plus the token-type embedding of type 0, the only type in use. */
  readonly position: tf.Tensor2D; // [P, D]
  readonly norm: LayerNorm; // [D]
}

/** One transformer layer; L: how a linear map is held. */
export interface EncoderLayer<L = Linear> {
  readonly attention: Attention<L>;
  readonly attentionNorm: LayerNorm; // [D]
  readonly intermediate: L; // [D, F]
  readonly output: L; // [F, D]
  readonly outputNorm: LayerNorm; // [D]
}

/**
 * word + position + type: the encoder's input before the tags, the entity treatment of that place and the layer
 * normalisation.
 * @param inputIds int32 [N * L], row after row
 * @returns [N * L, D]
 */
export function sumEmbeddings(params: Embeddings, inputIds: tf.Tensor1D, numTokens: number): tf.Tensor2D {
  const width = params.word.shape[1];
  const words = tf.reshape(takeRows(params.word, inputIds), [-1, numTokens, width]); // [N, L, D]
  const positions = tf.slice(params.position, [0, 0], [numTokens, width]); // [L, D]
  return tf.reshape(tf.add(words, positions), [-1, width]); // [N * L, D]
}

/**
 * One layer: attention, residual, norm; feed-forward, residual, norm.
 * @param queries [B * Q, D] the states to compute; @param states [B * L, D] the states they attend to
 * @returns [B * Q, D]
 */
export function runEncoderLayer(
  params: EncoderLayer,
  queries: tf.Tensor2D,
  states: tf.Tensor2D,
  mask: tf.Tensor4D | null,
  shape: SequenceShape,
  layerNormEps: number,
): tf.Tensor2D {
  const attended = runAttention(params.attention, queries, states, mask, shape); // [B * Q, D]
  const middle = runLayerNorm(params.attentionNorm, attended, layerNormEps, queries); // [B * Q, D]
  const widened = runGelu(runLinear(params.intermediate, middle)); // [B * Q, F]
  return runLayerNorm(params.outputNorm, runLinear(params.output, widened), layerNormEps, middle);
}

/**
 * The stack of layers, up to the states that are read. The last layer is computed for these states only: no other
 * state of it can reach the head, and it saves most of that layer.
 *
 * @param states [B * L, D] the embeddings, after the entity treatment
 * @param mask [B, 1, 1, L] or null, see runAttention
 * @param readIndex int32 [B * Q], flat indices into the states; equally many of each row, row after row
 * @returns [B * Q, D] last-layer states at readIndex
 */
export function runEncoder(
  layers: readonly EncoderLayer[],
  states: tf.Tensor2D,
  mask: tf.Tensor4D | null,
  readIndex: tf.Tensor1D,
  shape: SequenceShape,
  layerNormEps: number,
): tf.Tensor2D {
  const last = layers[layers.length - 1];
  if (last === undefined) throw new Error("runEncoder: expected at least one layer, got none.");
  let current = states;
  for (const layer of layers.slice(0, -1)) {
    // The tidy frees a layer's scratch tensors before the next layer starts: peak memory is one layer's.
    current = tf.tidy(() => runEncoderLayer(layer, current, current, mask, shape, layerNormEps)); // [B * L, D]
  }
  return runEncoderLayer(last, takeRows(current, readIndex), current, mask, shape, layerNormEps);
}

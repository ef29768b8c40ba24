/**
 * @file The joint network: encoder -> spans -> entity scores -> pairs -> relation scores (`jointConfig.ts`). Its twin in
 * Python is `training/entitybias/joint/network.py`.
 *
 *     f(s)  = maximum of the last-layer states of the pieces of s
 *     x_s   = [h_CLS ; f(s) ; w(words of s)]                                  entity scores  = W_e x_s + b_e
 *     x_r   = [c ; f(s1) ; f(s2) ; w1 ; w2 (; scores of s1 ; scores of s2)]   relation scores = W_r x_r + b_r
 *
 * c is the maximum over the pieces strictly between the two spans, zeros where there are none. Both layers are linear in
 * parts that many spans or pairs have in common, so W is cut into its column blocks and each block is applied once to what
 * it reads: h_CLS once a text, f(s1) once a span. No vector of a pair is ever put together. Widths become look-up tables.
 */
import * as tf from "@tensorflow/tfjs-core";
import { runEncoder, sumEmbeddings, type Embeddings, type EncoderLayer } from "./encoder";
import type { JointConfig } from "./jointConfig";
import type { PairPlan, SpanPlan, TextPlan } from "./jointPlan";
import { runLayerNorm, runLinear, type Linear } from "./layers";
import { buildRangeTable, runRangeMax, type RangeTable } from "./spans";

/** W_e in its column blocks. K outputs: classes, then identification where there is one. */
export interface EntityScorer {
  /** Holds the bias. */
  readonly context: Linear; // [D, K]
  readonly span: tf.Tensor2D; // [D, K]
  /** Row n: what a span of n words adds; longer ones take the last row. */
  readonly widths: tf.Tensor2D; // [width rows, K]
}

/** What the first or the second span of a pair adds to its scores. */
export interface PairSide {
  /** Reads [f(s) ; scores of s]. */
  readonly span: tf.Tensor2D; // [D + joined scores, R]
  readonly widths: tf.Tensor2D; // [width rows, R]
}

/** W_r in its column blocks. R outputs: relations, then identification where there is one. */
export interface PairScorer {
  /** Holds the bias. */
  readonly between: Linear; // [D, R]
  readonly first: PairSide;
  readonly second: PairSide;
}

/** All parameters of a joint model. */
export interface JointModel {
  readonly embeddings: Embeddings;
  readonly layers: readonly EncoderLayer[]; // [numLayers]
  readonly entity: EntityScorer;
  readonly relation: PairScorer;
}

/** What spans and pairs of a batch of texts are scored from. */
export interface TextStates {
  readonly table: RangeTable; // of [B * L, D]
  /** What the state of [CLS] adds to every span of its text. */
  readonly context: tf.Tensor2D; // [B, K]
}

/** Reads a batch of texts. */
export function runText({ encoder }: JointConfig, model: JointModel, plan: TextPlan): TextStates {
  return tf.tidy(() => {
    const { numRows, numTokens, paddingScores } = plan;
    const ids = tf.tensor1d(plan.inputIds, "int32"); // [B * L]
    const words = sumEmbeddings(model.embeddings, ids, numTokens); // [B * L, D]
    const embedded = runLayerNorm(model.embeddings.norm, words, encoder.layerNormEps); // [B * L, D]
    const mask = paddingScores && tf.tensor4d(paddingScores, [numRows, 1, 1, numTokens], "float32"); // [B, 1, 1, L]
    const all = tf.range(0, numRows * numTokens, 1, "int32"); // [B * L]
    const shape = { numRows, numTokens, numHeads: encoder.numHeads };
    const states = runEncoder(model.layers, embedded, mask, all, shape, encoder.layerNormEps); // [B * L, D]
    const starts = Int32Array.from({ length: numRows }, (_, row) => row * numTokens);
    const context = runLinear(model.entity.context, tf.gather(states, tf.tensor1d(starts, "int32"))); // [B, K]
    return { table: buildRangeTable(states, numTokens), context } as unknown as tf.TensorContainer;
  }) as unknown as TextStates;
}

/** Entity scores of spans, before soft-max or sigmoid. [S, K] */
export function runSpans({ entity }: JointModel, { table, context }: TextStates, plan: SpanPlan): tf.Tensor2D {
  return tf.tidy(() => {
    const own: tf.Tensor2D = tf.matMul(runRangeMax(table, plan.stretches), entity.span); // [S, K]
    const texts = tf.gather(context, tf.tensor1d(plan.rows, "int32")); // [S, K]
    return tf.add(tf.add(own, texts), tf.gather(entity.widths, tf.tensor1d(plan.widths, "int32")));
  });
}

/** Relation scores of pairs, before the sigmoid. [M, R] */
export function runPairs({ relation }: JointModel, { table }: TextStates, plan: PairPlan): tf.Tensor2D {
  return tf.tidy(() => {
    const vectors = runRangeMax(table, plan.stretches); // [E, D]
    const numJoined = plan.joined.length / plan.stretches.length;
    const read =
      numJoined === 0 ? vectors : tf.concat([vectors, tf.tensor2d(plan.joined, [vectors.shape[0], numJoined])], 1);
    const widths = tf.tensor1d(plan.widths, "int32"); // [E]
    const add = (side: PairSide, places: Int32Array) => {
      const scores = tf.add(tf.matMul(read, side.span), tf.gather(side.widths, widths)); // [E, R]
      return tf.gather(scores, tf.tensor1d(places, "int32")); // [M, R]
    };
    const gaps = runLinear(relation.between, runRangeMax(table, plan.between)); // [U, R]
    const sides = tf.add(add(relation.first, plan.first), add(relation.second, plan.second)); // [M, R]
    return tf.add(sides, tf.gather(gaps, tf.tensor1d(plan.gap, "int32")));
  });
}

/** Frees every tensor of the model. */
export function disposeJointModel(model: JointModel): void {
  tf.dispose(model as unknown as tf.TensorContainer);
}

/** @file The whole network: token ids in, relation logits and posteriors out. Pure functions over typed parameters. */
import * as tf from "@tensorflow/tfjs-core";
import type { RowPlan, TokenPlan } from "./batch";
import { runBlend, runPosterior, type Bottleneck, type Posterior } from "./bottleneck";
import { runEncoder, sumEmbeddings, type Embeddings, type EncoderLayer } from "./encoder";
import { runEntityEncoder, type EntityStream } from "./entityStream";
import { runHead, type Head } from "./heads";
import type { JoinedPosterior } from "./kernels/blend";
import { runLayerNorm, takeRows, type Linear } from "./layers";
import { runCentre } from "./neighbours";
import type { NetworkConfig } from "./ownConfig";
import { runReadout } from "./readout";
import { runTags } from "./tags";

/** All parameters of a model; L and W: how linear maps and the word table are held. */
export interface RelationModel<L = Linear, W = tf.Tensor2D> {
  readonly embeddings: Embeddings<W>;
  /** null: the arguments go into the encoder as they are. */
  readonly bottleneck: Bottleneck<L> | null;
  readonly layers: readonly EncoderLayer<L>[]; // [numLayers]
  readonly head: Head<L>;
  /** LUKE's entities beside the words, which the head then reads; absent in every other model. */
  readonly entities?: EntityStream;
}

/** What is computed once per example, whatever the number of draws. */
export interface Input {
  /** Embedding output. */
  readonly states: tf.Tensor2D; // [N * L, D]
  /** Posterior of every argument sub-token, examples one after another; null without a bottleneck. [E, D] each */
  readonly posterior: Posterior | JoinedPosterior | null;
}

/**
 * Embeds a batch of examples and reads the posterior of their argument tokens.
 * @param neighbours [E * D] N of each argument token (`neighbours.ts`) for a model that moves names to the centre of
 *   their neighbours; null for any other
 */
export function runInput(
  config: NetworkConfig,
  model: RelationModel,
  plan: TokenPlan,
  neighbours: Float32Array | null = null,
): Input {
  return tidyInput(() => {
    const ids = tf.tensor1d(plan.inputIds, "int32"); // [N * L]
    const words = sumEmbeddings(model.embeddings, ids, plan.numTokens); // [N * L, D]
    const { tags, norm } = model.embeddings;
    const tagged = tags === null || plan.tagIds === null ? words : runTags(tags, words, plan.tagIds); // [N * L, D]
    const treated = moveToCentre(config, tagged, plan, neighbours); // [N * L, D]
    const states = runLayerNorm(norm, treated, config.encoder.layerNormEps); // [N * L, D]
    if (model.bottleneck === null || config.entityTreatment.kind !== "vib") return { states, posterior: null };
    const entityIndex = tf.tensor1d(plan.entityIndex, "int32"); // [E]
    const embedding = takeRows(states, entityIndex); // [E, D]
    const posterior = runPosterior(model.bottleneck, embedding, config.entityTreatment.sigmaShift);
    return { states, posterior };
  });
}

/** The embeddings with the argument rows moved to the centre of their neighbours, where the model does that. */
export function moveToCentre(
  { entityTreatment }: NetworkConfig,
  sum: tf.Tensor2D,
  { entityIndex }: TokenPlan,
  neighbours: Float32Array | null,
): tf.Tensor2D {
  if (entityTreatment.kind !== "scm") return sum;
  if (neighbours === null) throw new Error("internal: runInput: expected neighbours of the argument tokens, got none.");
  const [numStates, width] = sum.shape;
  const embedding = takeRows(sum, tf.tensor1d(entityIndex, "int32")); // [E, D]
  const hull = tf.tensor2d(neighbours, [entityIndex.length, width]);
  const moved = runCentre(embedding, hull, entityTreatment.neighbours); // [E, D]
  const pick = Int32Array.from({ length: numStates }, (_, i) => i);
  entityIndex.forEach((place, rank) => (pick[place] = numStates + rank));
  return takeRows(tf.concat([sum, moved], 0), tf.tensor1d(pick, "int32"));
}

/** tf.tidy for an Input, whose null its types do not know. */
export function tidyInput(work: () => Input): Input {
  return tf.tidy(work as unknown as () => tf.TensorContainer) as unknown as Input;
}

/**
 * Runs the rows of a plan through encoder and head. A row is one example with its argument embeddings blended with one
 * sample (or the mean) of the posterior.
 * @param beta blend factor in [0, 1]; ignored without a bottleneck
 * @returns logits [B, R]
 */
export function runRows(
  config: NetworkConfig,
  model: RelationModel,
  input: Input,
  plan: RowPlan,
  beta: number,
): tf.Tensor2D {
  return tf.tidy(() => {
    const { numRows, numTokens, paddingScores } = plan;
    const { numHeads, layerNormEps } = config.encoder;
    const states = assembleRows(input, plan, beta); // [B * L, D]
    const mask = paddingScores && tf.tensor4d(paddingScores, [numRows, 1, 1, numTokens], "float32"); // [B, 1, 1, L]
    const readIndex = tf.tensor1d(plan.readIndex, "int32"); // [B * Q]
    const shape = { numRows, numTokens, numHeads };
    const { layers, entities } = model;
    const read =
      entities === undefined
        ? runEncoder(layers, states, mask, readIndex, shape, layerNormEps) // [B * Q, D]
        : runEntityEncoder(layers, entities, states, plan.mentions, mask, shape, layerNormEps); // [B * 2, D]
    return runHead(model.head, runReadout(config.readout.kind, read));
  });
}

/**
 * The encoder's input of every row: the example's embeddings with the argument rows replaced by their blend. Rows are
 * picked by gather from [embeddings; blended], which every backend can do, instead of a masked sum over all tokens.
 */
function assembleRows(input: Input, plan: RowPlan, beta: number): tf.Tensor2D {
  const { states, posterior } = input;
  if (posterior === null) {
    return plan.isIdentity ? states : takeRows(states, tf.tensor1d(plan.assembleIndex, "int32"));
  }
  if ("joined" in posterior) throw new Error("internal: runRows: got the posterior of the joined kernels.");
  const pick = tf.tensor1d(plan.entityIndex, "int32"); // [rows' entity tokens]
  const [embedding, mu, sigma] = [posterior.embedding, posterior.mu, posterior.sigma].map((x) => takeRows(x, pick));
  const noise = plan.noise === null ? null : tf.tensor2d(plan.noise, embedding!.shape as [number, number]);
  const blended = runBlend({ embedding, mu, sigma } as Posterior, noise, beta);
  return takeRows(tf.concat([states, blended], 0), tf.tensor1d(plan.assembleIndex, "int32"));
}

/** Frees every tensor of a model, however they are held. */
export function disposeRelationModel(model: object): void {
  tf.dispose(model as unknown as tf.TensorContainer);
}

/**
 * @file The network of `relationModel.ts` with the kernels of `kernels/`: five dispatches a layer in place of forty. The
 * same parameters, with weights in float32 or int8, give the same numbers up to rounding.
 *
 * Whether a model can be run this way is decided by its shape, before anything runs (`canFuse`).
 */
import * as tf from "@tensorflow/tfjs-core";
import type { SequenceShape } from "./attention";
import type { RowPlan, TokenPlan } from "./batch";
import type { EncoderConfig } from "./config";
import { sumEmbeddings, type EncoderLayer } from "./encoder";
import { MOST_HEAD_WIDTH, runJoinedAttention } from "./kernels/attention";
import { runJoinedBlend, type JoinedPosterior } from "./kernels/blend";
import { runEmbedding } from "./kernels/embedding";
import { runLinearParts } from "./kernels/linear";
import { MOST_NORM_COLUMNS, runLinearNorm } from "./kernels/linearNorm";
import { isPackedTable, type KernelLinear, type KernelTable } from "./kernels/packedLinear";
import { runLayerNorm } from "./layers";
import type { NetworkConfig } from "./ownConfig";
import { runReadout } from "./readout";
import { moveToCentre, tidyInput, type Input, type RelationModel } from "./relationModel";
import { runTags } from "./tags";

/** The parameters of a model as the kernels read them. */
export type KernelModel = RelationModel<KernelLinear, KernelTable>;

/** Whether the kernels can run a model of this shape. LUKE's entities beside the words are run by plain ops only. */
export function canFuse({
  encoder,
  entities,
}: {
  readonly encoder: EncoderConfig;
  readonly entities?: unknown;
}): boolean {
  const { hiddenSize, numHeads, intermediateSize } = encoder;
  const headWidth = hiddenSize / numHeads;
  return (
    (entities === undefined || entities === null) &&
    headWidth % 4 === 0 &&
    headWidth <= MOST_HEAD_WIDTH &&
    intermediateSize % 4 === 0 &&
    hiddenSize <= MOST_NORM_COLUMNS
  );
}

/** See `runInput`. */
export function runFusedInput(
  config: NetworkConfig,
  model: KernelModel,
  plan: TokenPlan,
  neighbours: Float32Array | null = null,
): Input {
  return tidyInput(() => {
    const states = embed(config, model, plan, neighbours); // [N * L, D]
    if (model.bottleneck === null || config.entityTreatment.kind !== "vib") return { states, posterior: null };
    const { mu, sigma } = model.bottleneck;
    const place = tf.tensor1d(plan.entityIndex, "int32"); // [E]
    const joined = runLinearParts(
      [
        { linear: mu, activation: "linear" },
        { linear: sigma, activation: "softplus" },
      ],
      states,
      { rows: place, shift: config.entityTreatment.sigmaShift },
    ); // [2 * E, D]
    return { states, posterior: { joined, place } };
  });
}

function embed(
  config: NetworkConfig,
  { embeddings }: KernelModel,
  plan: TokenPlan,
  neighbours: Float32Array | null,
): tf.Tensor2D {
  const { layerNormEps } = config.encoder;
  const { word, tags, position, norm } = embeddings;
  if (config.entityTreatment.kind !== "scm") {
    return runEmbedding(embeddings, plan.inputIds, plan.tagIds, plan.numTokens, layerNormEps);
  }
  // Names are moved between sum and norm, which the kernel does in one: by plain ops, on a table in float32.
  if (isPackedTable(word)) throw new Error("internal: runFusedInput: expected a word table in float32, got int8.");
  const ids = tf.tensor1d(plan.inputIds, "int32");
  const words = sumEmbeddings({ word, tags, position, norm }, ids, plan.numTokens);
  const tagged = tags === null || plan.tagIds === null ? words : runTags(tags, words, plan.tagIds);
  return runLayerNorm(norm, moveToCentre(config, tagged, plan, neighbours), layerNormEps);
}

/** See `runRows`. */
export function runFusedRows(
  config: NetworkConfig,
  model: KernelModel,
  input: Input,
  plan: RowPlan,
  beta: number,
): tf.Tensor2D {
  return tf.tidy(() => {
    const { numRows, numTokens, paddingScores } = plan;
    const { numHeads, layerNormEps } = config.encoder;
    const padding = tf.tensor1d(paddingScores ?? new Float32Array(numRows * numTokens), "float32"); // [B * L]
    const readIndex = tf.tensor1d(plan.readIndex, "int32"); // [B * Q]
    const shape = { numRows, numTokens, numHeads };
    let states = assemble(input, plan, beta); // [B * L, D]
    model.layers.forEach((layer, i) => {
      // The last layer is computed for the states that are read; see `runEncoder`.
      const rows = i === model.layers.length - 1 ? readIndex : null;
      states = tf.tidy(() => runFusedLayer(layer, states, padding, rows, shape, layerNormEps));
    });
    const { dense, out } = model.head;
    const read = runReadout(config.readout.kind, states); // [B, Q D]
    const hidden = dense === null ? read : runLinearParts([{ linear: dense, activation: "relu" }], read);
    return runLinearParts([{ linear: out, activation: "linear" }], hidden); // [B, R]
  });
}

function assemble({ states, posterior }: Input, plan: RowPlan, beta: number): tf.Tensor2D {
  const isCopy = posterior === null || plan.entityIndex.length === 0;
  if (isCopy && plan.isIdentity) return states;
  const assembleIndex = tf.tensor1d(plan.assembleIndex, "int32"); // [B * L]
  if (isCopy) return tf.gather(states, assembleIndex);
  const entityIndex = tf.tensor1d(plan.entityIndex, "int32");
  const width = states.shape[1];
  const noise = plan.noise === null ? null : tf.tensor2d(plan.noise, [plan.entityIndex.length, width]);
  return runJoinedBlend(states, expectJoined(posterior), { assembleIndex, entityIndex, noise }, beta);
}

function expectJoined(posterior: NonNullable<Input["posterior"]>): JoinedPosterior {
  if ("joined" in posterior) return posterior;
  throw new Error("internal: runFusedRows: got the posterior of the plain path.");
}

/**
 * One layer in five kernels.
 * @param states [B * L, D]; @param rows the states to compute, int32 [B * Q]; null: all
 * @returns [B * Q, D]
 */
export function runFusedLayer(
  { attention, attentionNorm, intermediate, output, outputNorm }: EncoderLayer<KernelLinear>,
  states: tf.Tensor2D,
  padding: tf.Tensor1D,
  rows: tf.Tensor1D | null,
  shape: SequenceShape,
  eps: number,
): tf.Tensor2D {
  const { query, key, value } = attention;
  const parts = [query, key, value].map((linear) => ({ linear, activation: "linear" as const }));
  const joined = runLinearParts(parts, states); // [3 * B * L, D]
  const mixed = runJoinedAttention(joined, padding, rows, shape); // [B * Q, D]
  const middle = runLinearNorm(attention.output, attentionNorm, mixed, states, rows, eps);
  const widened = runLinearParts([{ linear: intermediate, activation: "gelu" }], middle); // [B * Q, F]
  return runLinearNorm(output, outputNorm, widened, middle, null, eps);
}

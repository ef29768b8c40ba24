/** @file The border where tensors die: encoded examples in, typed arrays out. */
import * as tf from "@tensorflow/tfjs-core";
import { planRows, planTokens, type ModelInput, type Row, type TokenPlan } from "../model/batch";
import { runTokenVariance } from "../model/bottleneck";
import { runFusedInput, runFusedRows, type KernelModel } from "../model/fusedModel";
import { splitPosterior } from "../model/kernels/blend";
import type { NetworkConfig } from "../model/ownConfig";
import { disposeRelationModel, runInput, runRows, type Input, type RelationModel } from "../model/relationModel";
import { keepNames, subtractNames } from "../model/subtraction";
import { runOnDevice } from "./deviceLoss";
import { readNeighbours } from "./neighbourCache";
import { lengthStep } from "./passShape";
import type { BackendName } from "./types";

/** Parameters, and the path that reads them; plain when it is not said. */
type Network =
  | { readonly path?: "plain"; readonly parameters: RelationModel }
  | { readonly path: "fused"; readonly parameters: KernelModel };

/** A model whose tensors live on one backend. */
export type RunningModel = Network & {
  readonly config: NetworkConfig;
  /** Class id of the negative label. */
  readonly negativeIndex: number;
  readonly backend: BackendName;
  /** Resolves with a reason when the device under the backend is gone; null where that cannot happen. */
  readonly lost: Promise<string> | null;
  /** See StartedBackend. */
  readonly maxBufferBytes?: number | undefined;
  /** Gives back the model's share in tensors that are kept for several; absent when it has none. */
  readonly release?: (() => void) | undefined;
};

/** Frees a model. */
export function disposeRunning({ parameters, release }: RunningModel): void {
  disposeRelationModel(parameters);
  release?.();
}

/** What a batch of examples gives before any row is run. Free it with `disposeBatch`. */
export interface Batch {
  readonly tokens: TokenPlan;
  readonly input: Input;
  /** The same examples with their names alone, for a model that subtracts what these say; null for any other. */
  readonly names: Batch | null;
}

/** Embeds a batch of examples on the model's backend. */
export async function startBatch(running: RunningModel, inputs: readonly ModelInput[]): Promise<Batch> {
  const { tokens, input } = await embed(running, inputs);
  if (running.config.subtraction === undefined) return { tokens, input, names: null };
  try {
    return { tokens, input, names: { ...(await embed(running, inputs.map(keepNames))), names: null } };
  } catch (error) {
    disposeBatch({ tokens, input, names: null });
    throw error;
  }
}

async function embed(running: RunningModel, inputs: readonly ModelInput[]): Promise<Pick<Batch, "tokens" | "input">> {
  const step = lengthStep(running.backend, Math.max(...inputs.map(({ inputIds }) => inputIds.length)));
  const tokens = planTokens(inputs, step, running.config.encoder.maxPositions);
  return runOnDevice(running.lost, async () => {
    await tf.setBackend(running.backend);
    const neighbours = await readNeighbours(running, tokens);
    const { config } = running;
    const input =
      running.path === "fused"
        ? runFusedInput(config, running.parameters, tokens, neighbours)
        : runInput(config, running.parameters, tokens, neighbours);
    return { tokens, input };
  });
}

/** Frees a batch. */
export function disposeBatch({ input, names }: Batch): void {
  tf.dispose([input.states, ...(input.posterior === null ? [] : Object.values(input.posterior))]);
  if (names !== null) disposeBatch(names);
}

/** Mean over dimensions of sigma^2 of every argument sub-token, example after example, [E]; null without bottleneck. */
export async function readTokenVariance(running: RunningModel, { input }: Batch): Promise<Float32Array | null> {
  const { posterior } = input;
  return posterior === null ? null : read(running, () => runTokenVariance(pickGaussian(posterior).sigma));
}

/** mu and sigma of every argument sub-token, [E * D] each; null without bottleneck. */
export async function readPosterior(
  running: RunningModel,
  { input }: Batch,
): Promise<{ mu: Float32Array; sigma: Float32Array } | null> {
  const { posterior } = input;
  if (posterior === null) return null;
  const mu = await read(running, () => pickGaussian(posterior).mu.clone());
  return { mu, sigma: await read(running, () => pickGaussian(posterior).sigma.clone()) };
}

/** mu and sigma of a posterior in either form, [E, D] each. */
function pickGaussian(posterior: NonNullable<Input["posterior"]>): { mu: tf.Tensor2D; sigma: tf.Tensor2D } {
  return "joined" in posterior ? splitPosterior(posterior) : posterior;
}

/**
 * Logits of the given rows, row after row, [rows * R]; what the names alone say is subtracted where the model does that,
 * draw by draw with the same noise.
 */
export async function readLogits(
  running: RunningModel,
  batch: Batch,
  rows: readonly Row[],
  beta: number,
): Promise<Float32Array> {
  const full = await readNetwork(running, batch, rows, beta);
  const { config, negativeIndex } = running;
  if (batch.names === null || config.subtraction === undefined) return full;
  const names = await readNetwork(running, batch.names, rows, beta);
  return subtractNames(full, names, config.subtraction, { numLabels: config.head.numLabels, negativeIndex });
}

/** Logits of the network itself, [rows * R]. */
function readNetwork(
  running: RunningModel,
  { tokens, input }: Batch,
  rows: readonly Row[],
  beta: number,
): Promise<Float32Array> {
  const { config, parameters } = running;
  const { hiddenSize } = config.encoder;
  const plan = planRows(tokens, rows, hiddenSize, parameters.bottleneck !== null, config.readout.kind);
  return read(running, () =>
    running.path === "fused"
      ? runFusedRows(config, running.parameters, input, plan, beta)
      : runRows(config, running.parameters, input, plan, beta),
  );
}

/** Computes a tensor on the model's backend, reads its values and frees it. */
function read(running: RunningModel, compute: () => tf.Tensor): Promise<Float32Array> {
  return runOnDevice(running.lost, async () => {
    await tf.setBackend(running.backend);
    const tensor = tf.tidy(compute);
    try {
      return await tensor.data<"float32">();
    } finally {
      tensor.dispose();
    }
  });
}

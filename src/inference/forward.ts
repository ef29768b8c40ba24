/** @file The border where tensors die: encoded examples in, typed arrays out. */
import * as tf from "@tensorflow/tfjs-core";
import { planRows, planTokens, type ModelInput, type Row, type TokenPlan } from "../model/batch";
import { runTokenVariance } from "../model/bottleneck";
import type { ModelConfig } from "../model/config";
import { runInput, runRows, type Input, type RelationModel } from "../model/relationModel";
import type { BackendName } from "./types";

/** A model whose tensors live on one backend. */
export interface RunningModel {
  readonly config: ModelConfig;
  readonly parameters: RelationModel;
  readonly backend: BackendName;
  /** Resolves with a reason when the device under the backend is gone; null where that cannot happen. */
  readonly lost: Promise<string> | null;
}

/** The device is gone: the numbers have to be computed elsewhere. */
export class DeviceLostError extends Error {
  override readonly name = "DeviceLostError";
}

/** What a batch of examples gives before any row is run. Free it with `disposeBatch`. */
export interface Batch {
  readonly tokens: TokenPlan;
  readonly input: Input;
}

/** On a GPU lengths are rounded up to this, so that few different pipelines are compiled. */
const GPU_LENGTH_STEP = 8;

/** Embeds a batch of examples on the model's backend. */
export async function startBatch(running: RunningModel, inputs: readonly ModelInput[]): Promise<Batch> {
  const step = running.backend === "webgpu" || running.backend === "webgl" ? GPU_LENGTH_STEP : 1;
  const tokens = planTokens(inputs, step, running.config.encoder.maxPositions);
  await tf.setBackend(running.backend);
  return { tokens, input: runInput(running.config, running.parameters, tokens) };
}

/** Frees a batch. */
export function disposeBatch({ input }: Batch): void {
  tf.dispose([input.states, ...(input.posterior === null ? [] : Object.values(input.posterior))]);
}

/** Mean over dimensions of sigma^2 of every argument sub-token, example after example, [E]; null without bottleneck. */
export async function readTokenVariance(running: RunningModel, { input }: Batch): Promise<Float32Array | null> {
  const { posterior } = input;
  if (posterior === null) return null;
  await tf.setBackend(running.backend);
  const variance = tf.tidy(() => runTokenVariance(posterior.sigma)); // [E]
  return readAndDispose(running, variance);
}

/** mu and sigma of every argument sub-token, [E * D] each; null without bottleneck. */
export async function readPosterior(
  running: RunningModel,
  { input }: Batch,
): Promise<{ mu: Float32Array; sigma: Float32Array } | null> {
  const { posterior } = input;
  if (posterior === null) return null;
  const [mu, sigma] = await Promise.all(
    [posterior.mu, posterior.sigma].map((tensor) => readAndDispose(running, tensor.clone())),
  );
  return { mu: mu!, sigma: sigma! };
}

/** Logits of the given rows, row after row, [rows * R]. */
export async function readLogits(
  running: RunningModel,
  { tokens, input }: Batch,
  rows: readonly Row[],
  beta: number,
): Promise<Float32Array> {
  const { config, parameters } = running;
  const plan = planRows(tokens, rows, config.encoder.hiddenSize, parameters.bottleneck !== null);
  await tf.setBackend(running.backend);
  return readAndDispose(running, runRows(config, parameters, input, plan, beta));
}

/** Waits for a tensor's values, or for the loss of the device, whichever comes first. */
async function readAndDispose(running: RunningModel, tensor: tf.Tensor): Promise<Float32Array> {
  const values = tensor.data<"float32">();
  try {
    if (running.lost === null) return await values;
    const lost = running.lost.then((reason): never => {
      throw new DeviceLostError(reason);
    });
    return await Promise.race([values, lost]);
  } finally {
    values.catch(() => undefined); // a read that fails after the device was lost has been reported already
    tensor.dispose();
  }
}

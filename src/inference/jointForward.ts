/** @file The border where the joint model's tensors die: word pieces in, scores as typed arrays out. */
import * as tf from "@tensorflow/tfjs-core";
import type { JointConfig } from "../model/jointConfig";
import { disposeJointModel, runPairs, runSpans, runText, type JointModel, type TextStates } from "../model/jointModel";
import { planText, type PairPlan, type SpanPlan, type TextInput, type TextPlan } from "../model/jointPlan";
import { runOnDevice } from "./deviceLoss";
import { lengthStep } from "./passShape";
import type { BackendName } from "./types";

/** A joint model whose tensors live on one backend. */
export interface RunningJoint {
  readonly config: JointConfig;
  readonly parameters: JointModel;
  readonly backend: BackendName;
  /** Resolves with a reason when the device under the backend is gone; null where that cannot happen. */
  readonly lost: Promise<string> | null;
  /** Gives back the model's share in tensors that are kept for several; absent when it has none. */
  readonly release?: (() => void) | undefined;
}

/** Frees a model. */
export function disposeJoint({ parameters, release }: RunningJoint): void {
  disposeJointModel(parameters);
  release?.();
}

/** A batch of texts that has been through the encoder. Free it with `disposeTexts`. */
export interface TextBatch {
  readonly texts: TextPlan;
  readonly states: TextStates;
}

/** Reads texts on the model's backend. */
export async function startTexts(running: RunningJoint, inputs: readonly TextInput[]): Promise<TextBatch> {
  const { backend, config, parameters } = running;
  const step = lengthStep(backend, Math.max(...inputs.map(({ inputIds }) => inputIds.length)));
  const texts = planText(inputs, step, config.encoder.maxPositions);
  return runOnDevice(running.lost, async () => {
    await tf.setBackend(backend);
    return { texts, states: runText(config, parameters, texts) };
  });
}

/** Frees a batch. */
export function disposeTexts({ states: { table, context } }: TextBatch): void {
  tf.dispose([table.maxima, context]);
}

/** Entity scores of spans, [S * K]; empty without spans. */
export async function readSpanScores(running: RunningJoint, batch: TextBatch, plan: SpanPlan): Promise<Float32Array> {
  if (plan.stretches.length === 0) return new Float32Array(0);
  return read(running, () => runSpans(running.parameters, batch.states, plan));
}

/** Relation scores of pairs, [M * R]; empty without pairs. */
export async function readPairScores(running: RunningJoint, batch: TextBatch, plan: PairPlan): Promise<Float32Array> {
  if (plan.first.length === 0) return new Float32Array(0);
  return read(running, () => runPairs(running.parameters, batch.states, plan));
}

/** Computes a tensor on the model's backend, reads its values and frees it. */
function read(running: RunningJoint, compute: () => tf.Tensor): Promise<Float32Array> {
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

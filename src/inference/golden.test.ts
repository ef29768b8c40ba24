import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { NODE_BACKENDS } from "../../test/backends";
import { readModelBytes, readModelText } from "../../test/modelFolder";
import { parseModelConfig, type ModelConfig } from "../model/config";
import { loadParameters } from "../model/loadParameters";
import { disposeRelationModel } from "../model/relationModel";
import { disposeBatch, readLogits, readPosterior, readTokenVariance, startBatch, type RunningModel } from "./forward";
import { parseGolden, parseLabels, parseModelIndex, type GoldenCase } from "./modelFiles";
import { openModelWeights } from "./modelWeights";
import { computeGoldenNoise, maxDifference, readGoldenInput } from "./selfTest";
import type { BackendName } from "./types";

const index = parseModelIndex(readModelText("index.json"), "index.json");

function openModel(id: string) {
  const config = parseModelConfig(JSON.parse(readModelText(`${id}/config.json`)), `config.json of ${id}`);
  const weights = openModelWeights(config, ({ model, file }) => readModelBytes(`${model ?? id}/${file}`));
  const { numLabels } = config.head;
  const labels = parseLabels(readModelText(`${id}/labels.json`), `labels.json of ${id}`, numLabels, config.negative);
  const golden = parseGolden(readModelText(`${id}/golden.json`), `golden.json of ${id}`);
  return { config, weights, golden, negativeIndex: labels.indexOf(config.negative) };
}

/** Largest error of each output of one case. */
async function measureErrors(running: RunningModel, golden: GoldenCase) {
  const { config } = running;
  const input = readGoldenInput(golden);
  const beta = config.entityTreatment.kind === "vib" ? config.entityTreatment.beta : 0;
  const batch = await startBatch(running, [input]);
  const errors: Record<string, number> = {};
  const mean = await readLogits(running, batch, [{ example: 0, noise: null }], beta);
  errors.mean = maxDifference(mean, golden.meanLogits);
  if (golden.noiseLogits !== undefined) {
    const noise = computeGoldenNoise(input.entityPositions.length, config.encoder.hiddenSize);
    errors.noise = maxDifference(await readLogits(running, batch, [{ example: 0, noise }], beta), golden.noiseLogits);
  }
  const variance = await readTokenVariance(running, batch);
  if (golden.tokenVariance !== undefined) errors.variance = maxDifference(variance!, golden.tokenVariance);
  const posterior = await readPosterior(running, batch);
  if (golden.mu !== undefined) errors.mu = maxDifference(posterior!.mu, golden.mu.flat());
  if (golden.sigma !== undefined) errors.sigma = maxDifference(posterior!.sigma, golden.sigma.flat());
  disposeBatch(batch);
  return errors;
}

function toleranceOf(config: ModelConfig): number {
  return config.weights.dtype === "f32" ? 1e-4 : 1e-3;
}

describe.each(index.models.map(({ id, role }) => ({ id, role })))("model $id against PyTorch", ({ id, role }) => {
  // The plain JavaScript backend takes seconds for a forward pass of a full-size model.
  const backends: readonly BackendName[] = role === "test" ? NODE_BACKENDS : ["wasm"];

  it.each(backends)("every golden case agrees on %s", async (backend) => {
    const { config, weights, golden, negativeIndex } = openModel(id);
    await tf.setBackend(backend);
    const before = tf.memory().numTensors;
    const parameters = loadParameters(config, weights, negativeIndex);
    const running: RunningModel = { config, parameters, negativeIndex, backend, lost: null };
    expect(golden.cases.length).toBeGreaterThanOrEqual(8);
    for (const goldenCase of golden.cases) {
      const errors = await measureErrors(running, goldenCase);
      for (const [output, error] of Object.entries(errors)) {
        expect(error, `${output} of "${goldenCase.text.slice(0, 40)}"`).toBeLessThanOrEqual(toleranceOf(config));
      }
    }
    disposeRelationModel(parameters);
    expect(tf.memory().numTensors).toBe(before);
  });
});

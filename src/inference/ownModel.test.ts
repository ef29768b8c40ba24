import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { NODE_BACKENDS } from "../../test/backends";
import { OWN_MODELS, readOwnFolder, readOwnModelText } from "../../test/ownModelFolder";
import { loadOwnParameters } from "../model/loadOwnParameters";
import { disposeRelationModel, type RelationModel } from "../model/relationModel";
import { encodeExample } from "../tokenizer/markers";
import { disposeBatch, readLogits, readTokenVariance, startBatch, type RunningModel } from "./forward";
import { loadOwnModel } from "./loadOwnModel";
import { parseGolden, type GoldenCase } from "./modelFiles";
import { openOwnModel, type OwnModel } from "./openOwnModel";
import { computeGoldenNoise, maxDifference, readGoldenInput } from "./selfTest";

/** A golden case with the two states that the head reads, [2 * D]. */
type Case = GoldenCase & { readonly hidden: readonly number[] };

function readCases(name: (typeof OWN_MODELS)[number]): Case[] {
  const text = readOwnModelText(name, "golden.json");
  parseGolden(text, "golden.json");
  return (JSON.parse(text) as { cases: Case[] }).cases;
}

/** The same network with the identity as head: its logits are the states that the head reads. */
function exposeStates(running: RunningModel): RunningModel {
  const width = 2 * running.config.encoder.hiddenSize;
  const out = { weight: tf.eye(width), bias: tf.zeros([width]) as tf.Tensor1D };
  if (running.path === "fused") throw new Error("expected the plain path");
  return { ...running, parameters: { ...running.parameters, head: { dense: null, out } } };
}

/** Runs rows of one case. */
async function runCase(running: RunningModel, golden: Case, isNoisy: boolean): Promise<Float32Array> {
  const { config } = running;
  const input = readGoldenInput(golden);
  const beta = config.entityTreatment.kind === "vib" ? config.entityTreatment.beta : 0;
  const noise = isNoisy ? computeGoldenNoise(input.entityPositions.length, config.encoder.hiddenSize) : null;
  const batch = await startBatch(running, [input]);
  const logits = await readLogits(running, batch, [{ example: 0, noise }], beta);
  disposeBatch(batch);
  return logits;
}

describe.each(OWN_MODELS)("a user's %s against transformers", (name) => {
  const cases = readCases(name);

  it("reads every sentence into the same tokens", async () => {
    const { tokenizer, config } = await openOwnModel(readOwnFolder(name));
    for (const golden of cases) {
      const encoded = encodeExample(tokenizer, golden, config.input);
      expect([...encoded.inputIds], golden.text).toEqual(golden.inputIds);
      expect([...encoded.entityMask], golden.text).toEqual(golden.entityMask);
      expect([encoded.subjectPosition, encoded.objectPosition]).toEqual([
        golden.subjectPosition,
        golden.objectPosition,
      ]);
    }
  });

  it.each(NODE_BACKENDS)("computes the same states, logits and variances on %s", async (backend) => {
    await tf.setBackend(backend);
    const before = tf.memory().numTensors;
    const model: OwnModel = await openOwnModel(readOwnFolder(name));
    const parameters: RelationModel = await loadOwnParameters(model.weights, () => undefined);
    const running: RunningModel = { config: model.config, parameters, negativeIndex: 0, backend, lost: null };
    const exposed = exposeStates(running);
    expect(cases.length).toBeGreaterThanOrEqual(12);
    for (const golden of cases) {
      expect(maxDifference(await runCase(exposed, golden, false), golden.hidden), golden.text).toBeLessThanOrEqual(
        1e-4,
      );
      expect(maxDifference(await runCase(running, golden, false), golden.meanLogits)).toBeLessThanOrEqual(1e-4);
      if (golden.noiseLogits === undefined) continue;
      expect(maxDifference(await runCase(running, golden, true), golden.noiseLogits)).toBeLessThanOrEqual(1e-4);
      const batch = await startBatch(running, [readGoldenInput(golden)]);
      const variance = await readTokenVariance(running, batch);
      expect(maxDifference(variance!, golden.tokenVariance!)).toBeLessThanOrEqual(1e-4);
      disposeBatch(batch);
    }
    tf.dispose(exposed.parameters.head.out as unknown as tf.TensorContainer);
    disposeRelationModel(parameters);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("gives the same answers in a padded batch", async () => {
    await tf.setBackend("wasm");
    const model = await openOwnModel(readOwnFolder(name));
    const parameters = await loadOwnParameters(model.weights, () => undefined);
    const running: RunningModel = { config: model.config, parameters, negativeIndex: 0, backend: "wasm", lost: null };
    const beta = model.config.entityTreatment.kind === "vib" ? 0.5 : 0;
    const batch = await startBatch(running, cases.map(readGoldenInput));
    const rows = cases.map((_, example) => ({ example, noise: null }));
    const logits = await readLogits(running, batch, rows, beta);
    expect(
      maxDifference(
        logits,
        cases.flatMap(({ meanLogits }) => meanLogits),
      ),
    ).toBeLessThanOrEqual(1e-4);
    disposeBatch(batch);
    disposeRelationModel(parameters);
  });

  it.each(["with", "without"])("passes its self-test %s golden numbers, and predicts", async (how) => {
    await tf.setBackend("wasm");
    const model = await openOwnModel(readOwnFolder(name, how === "with" ? {} : { "golden.json": null }));
    const rung = { name: "wasm", start: async () => ({ isSoftware: false, lost: null }) } as const;
    const bytes: number[] = [];
    const predictor = await loadOwnModel({
      model,
      rungs: [rung],
      backend: "wasm",
      onEvent: (event) => event.kind === "download" && bytes.push(event.loadedBytes),
    });
    expect(bytes.at(-1)).toBe(model.totalBytes);
    expect(predictor.info.id).toBe(model.id);
    const { text, subject, object, meanLogits } = cases[0]!;
    const reading = await predictor.predict({ id: "1", text, subject, object }, { draws: 2, seed: 1 });
    expect(maxDifference(reading.logits, meanLogits)).toBeLessThanOrEqual(1e-4);
    expect(reading.numDraws).toBe(predictor.info.hasBottleneck ? 2 : 0);
    predictor.dispose();
  });
});

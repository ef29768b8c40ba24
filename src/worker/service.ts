/** @file The worker's work, without the worker: models by name, loads that can be cancelled, predictions in lanes. */
import * as Comlink from "comlink";
import { loadNameTables, type NameTables } from "../data/swap/nameTables";
import type { BackendRung } from "../inference/backendLadder";
import { createBasePool } from "../inference/basePool";
import { createHttpSource } from "../inference/httpSource";
import { loadModel } from "../inference/loadModel";
import type { ModelSource } from "../inference/modelSource";
import type { Predictor } from "../inference/predictor";
import type { Extractor } from "../inference/extractor";
import type { MentionPosterior, ModelInfo, TensorMemory } from "../inference/types";
import { createKeeper, type Keeper } from "./keeper";
import { createLanes } from "./lanes";
import { createLoads } from "./loads";
import type { OwnModel } from "../inference/openOwnModel";
import type { InferenceService } from "./protocol";
import type { ScoreRecord } from "./scoreStore";
import { createScoring } from "./scoring";

/** What the service needs of its surroundings. */
export interface ServiceParts {
  readonly rungs: readonly BackendRung[];
  readonly createSource?: (modelsUrl: string) => ModelSource;
  /** Destroys the GPU device in use; see InferenceService.loseDevice. */
  readonly loseDevice?: () => boolean;
  readonly measureTensors?: () => TensorMemory;
  /** Where scored rows are kept; IndexedDB when absent. */
  readonly keeper?: Keeper<ScoreRecord>;
  readonly loadTables?: (namesUrl: string) => Promise<NameTables>;
}

/** Examples a batch reads before it lets others in: short enough that a key press does not wait noticeably. */
const CHUNK = 4;
/** The same where the encoder is not run. */
const MEANS_CHUNK = 16;

export function createInferenceService(parts: ServiceParts): InferenceService {
  const createSource = parts.createSource ?? ((modelsUrl: string) => createHttpSource({ modelsUrl }));
  const pool = createBasePool();
  const lanes = createLanes();
  let notify: ((info: ModelInfo, reason: string) => void) | null = null;

  const ownModels = new Map<string, OwnModel>();
  let ownOpening: AbortController | null = null;

  const models = createLoads<Predictor>((request, signal, onEvent) => {
    const { modelId, modelsUrl, backend, kernels } = request;
    const onBackendChange = (info: ModelInfo, reason: string) => notify?.(info, reason);
    const common = { rungs: parts.rungs, backend, kernels, signal, onEvent, onBackendChange };
    const own = ownModels.get(modelId);
    return own === undefined
      ? loadModel({ ...common, source: createSource(modelsUrl), modelId, pool })
      : import("../inference/loadOwnModel").then(({ loadOwnModel }) => loadOwnModel({ ...common, model: own }));
  });
  const findPredictor = async (modelId: string) => models.find("predict", modelId);

  const extractors = createLoads<Extractor>(async ({ modelId, modelsUrl, backend }, signal, onEvent) => {
    const { loadExtractor } = await import("../inference/loadExtractor");
    const source = createSource(modelsUrl);
    return loadExtractor({ rungs: parts.rungs, backend, signal, onEvent, source, modelId, pool });
  });

  const drop = (modelId: string) => {
    models.drop(modelId);
    extractors.drop(modelId);
  };

  const tables = new Map<string, Promise<NameTables>>();
  const scoring = createScoring({
    lanes,
    keeper: parts.keeper ?? createKeeper<ScoreRecord>("scores"),
    findPredictor,
    readConfig: async (modelsUrl, modelId) =>
      ownModels.get(modelId)?.identity ?? createSource(modelsUrl).readConfig(modelId),
    loadTables(namesUrl) {
      const loading = tables.get(namesUrl) ?? (parts.loadTables ?? loadNameTables)(namesUrl);
      tables.set(namesUrl, loading);
      loading.catch(() => tables.delete(namesUrl)); // tried again by the next job
      return loading;
    },
  });

  return {
    async openOwn(files, onBytes) {
      ownOpening?.abort();
      const controller = (ownOpening = new AbortController());
      const { describeOwn, openOwn } = await import("./ownModels");
      const model = await openOwn(files, onBytes, controller.signal);
      controller.signal.throwIfAborted();
      ownModels.set(model.id, model);
      return describeOwn(model);
    },
    cancelOwn: () => ownOpening?.abort(),
    load: async (request, onEvent) => (await models.load(request, onEvent)).info,
    loadExtractor: async (request, onEvent) => (await extractors.load(request, onEvent)).info,
    cancelLoad: drop,
    unload(modelId) {
      drop(modelId);
      ownModels.delete(modelId);
    },
    async predict(modelId, example, options, lane) {
      // Waiting for the model is done outside the lanes, so that it keeps no other model from answering.
      const predictor = await findPredictor(modelId);
      return lanes.run(lane, (signal) => predictor.predict(example, options, signal));
    },
    async predictMany(modelId, examples, options, lane, onProgress) {
      const predictor = await findPredictor(modelId);
      const chunks = await lanes.runSteps(lane, Math.ceil(examples.length / CHUNK), async (index, signal) => {
        const from = index * CHUNK;
        const results = await predictor.predictBatch(examples.slice(from, from + CHUNK), options, { signal });
        onProgress({ from, results, numDone: from + results.length, numTotal: examples.length });
        return results;
      });
      return chunks.flat();
    },
    async readPosterior(modelId, example, options, lane) {
      const predictor = await findPredictor(modelId);
      const [reading] = await lanes.run(lane, (signal) => predictor.readPosteriors([example], options, signal));
      if (reading === undefined || reading instanceof Error) throw reading ?? new Error("readPosterior: no answer.");
      const buffersOf = ({ mu, deviation, draws }: MentionPosterior) => [mu.buffer, deviation.buffer, draws.buffer];
      return Comlink.transfer(reading, [...buffersOf(reading.subject), ...buffersOf(reading.object)]);
    },
    async readMeans(modelId, examples, lane, onProgress) {
      const predictor = await findPredictor(modelId);
      const chunks = await lanes.runSteps(lane, Math.ceil(examples.length / MEANS_CHUNK), async (index, signal) => {
        const from = index * MEANS_CHUNK;
        const some = examples.slice(from, from + MEANS_CHUNK);
        const readings = await predictor.readPosteriors(some, { draws: 0, seed: 0 }, signal);
        onProgress({ numDone: from + some.length, numTotal: examples.length });
        return readings;
      });
      const readings = chunks.flat();
      const dimension = Math.max(0, ...readings.map((one) => (one instanceof Error ? 0 : one.subject.mu.length)));
      const mu = new Float32Array(2 * dimension * readings.length).fill(NaN);
      readings.forEach((reading, i) => {
        if (reading instanceof Error) return;
        mu.set(reading.subject.mu, 2 * i * dimension);
        mu.set(reading.object.mu, (2 * i + 1) * dimension);
      });
      return Comlink.transfer({ dimension, mu }, [mu.buffer]);
    },
    async extract(modelId, text, options, lane, onProgress) {
      const extractor = await extractors.find("extract", modelId);
      const groups = extractor.plan(text);
      const numTotal = groups.reduce((sum, { length }) => sum + length, 0);
      let numDone = 0;
      const steps = await lanes.runSteps(lane, groups.length, async (index, signal) => {
        const sentences = await extractor.read(text, groups[index]!, options, signal);
        numDone += sentences.length;
        onProgress({ sentences, numDone, numTotal, backend: extractor.info.backend });
        return sentences;
      });
      return steps.flat();
    },
    cancel: (lane) => lanes.cancel(lane),
    scoreRows: scoring.scoreRows,
    steerScoring: scoring.steer,
    forgetScores: scoring.forget,
    keepScores: scoring.keep,
    onBackendChange(listener) {
      notify = listener;
    },
    loseDevice: () => parts.loseDevice?.() ?? false,
    measureTensors: () => parts.measureTensors?.() ?? null,
  };
}

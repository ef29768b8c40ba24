/** @file From a source of files to a predictor that survives the loss of its GPU. */
import { t } from "../messages/translate";
import { parseModelConfig, type FileRecord, type ModelConfig } from "../model/config";
import { countParameters } from "../model/countParameters";
import { loadParameters } from "../model/loadParameters";
import { createTokenizer, type Tokenizer } from "../tokenizer/wordPiece";
import { climbDown, type BackendRung } from "./backendLadder";
import type { BasePool } from "./basePool";
import { disposeRunning, type RunningModel } from "./forward";
import { parseGolden, parseJson, parseLabels, type GoldenCase } from "./modelFiles";
import { hashText } from "../data/sha256";
import type { ModelSource } from "./modelSource";
import { FileNotReadError, listWeightFiles, openModelWeights } from "./modelWeights";
import { createPredictor, type Climbed, type Predictor, type StaticInfo } from "./predictor";
import { runSelfTest } from "./selfTest";
import type { BackendName, LoadEvent, ModelInfo } from "./types";

/** How a model is loaded. */
export interface LoadOptions {
  readonly source: ModelSource;
  readonly modelId: string;
  /** The backends of this environment. */
  readonly rungs: readonly BackendRung[];
  /** Where to start on the ladder. */
  readonly backend: BackendName | "auto";
  readonly onEvent?: (event: LoadEvent) => void;
  /** Called after the model has moved to another backend, or with its last info when it could not. */
  readonly onBackendChange?: (info: ModelInfo, reason: string) => void;
  readonly signal?: AbortSignal;
  /** What is kept for models that have files in common; absent: nothing. */
  readonly pool?: BasePool;
}

/** Files of a model besides its weights. */
interface ModelFiles {
  readonly config: ModelConfig;
  readonly labels: readonly string[];
  readonly tokenizer: Tokenizer;
  readonly selfTestCase: GoldenCase;
}

/**
 * Loads a model: config, files, backend, self-test.
 * @throws Error with a plain message: no such model, damaged file, no backend; "AbortError" when the signal aborts
 */
export async function loadModel(options: LoadOptions): Promise<Predictor> {
  const { modelId, signal, onEvent } = options;
  const where = t('{file} of model "{model}"', { file: "config.json", model: modelId });
  const text = await options.source.readConfig(modelId, { signal, onRetry: retryEvent(options, "config.json") });
  signal?.throwIfAborted();
  const config = parseModelConfig(parseJson(text, where), where);
  const hash = await hashText(text);
  const { tokenizer: tokenizerFile, labels: labelsFile, golden: goldenFile } = config.files;
  const { pool } = options;
  const keptTokenizer = pool?.findTokenizer(tokenizerFile.sha256);
  const all = [...listWeightFiles(config), tokenizerFile, labelsFile, goldenFile];
  const isKept = (record: FileRecord) =>
    (pool?.holds(config) && config.weights.shards.includes(record)) || (keptTokenizer && record === tokenizerFile);
  const records = all.filter((record) => !isKept(record));
  const sum = (some: readonly FileRecord[]) => some.reduce((total, { bytes }) => total + bytes, 0);
  const totalBytes = sum(records);
  onEvent?.({ kind: "config", modelId, totalBytes });
  const { files, cachedBytes } = await readFiles(options, records, totalBytes);

  const decode = (record: FileRecord) => new TextDecoder().decode(files.get(fileKey(record)));
  const named = (record: FileRecord) =>
    t('{file} of model "{model}"', { file: record.file, model: record.model ?? modelId });
  const modelFiles: ModelFiles = {
    config,
    labels: parseLabels(decode(labelsFile), named(labelsFile), config.head.numLabels, config.negative),
    tokenizer: keptTokenizer ?? createTokenizer(parseJson(decode(tokenizerFile), named(tokenizerFile))),
    selfTestCase: parseGolden(decode(goldenFile), named(goldenFile)).cases[0]!,
  };
  pool?.keepTokenizer(tokenizerFile.sha256, modelFiles.tokenizer);
  const climbed = await climb(options, modelFiles, files);
  onEvent?.({ kind: "ready", modelId });
  return createPredictor({
    tokenizer: modelFiles.tokenizer,
    info: { ...describeModel(modelFiles, sum(all), cachedBytes + sum(all) - totalBytes), hash },
    climbed,
    async climbBelow(backend) {
      // The weights were not kept in memory: they come from the source's cache again.
      const silent = { ...options, onEvent: undefined, signal: undefined };
      const again = await readFiles(silent, listWeightFiles(config), 0);
      return climb({ ...options, signal: undefined }, modelFiles, again.files, backend);
    },
    onBackendChange: options.onBackendChange,
  });
}

/** A file among those of several folders. */
function fileKey({ file, model }: FileRecord): string {
  return model === undefined ? file : `${model}/${file}`;
}

/** Reads all files at once and reports the sum of their bytes. The first failure stops the others. */
async function readFiles(options: LoadOptions, records: readonly FileRecord[], totalBytes: number) {
  const { source, modelId, signal, onEvent } = options;
  const stop = new AbortController();
  const joined = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  const loaded = new Map<string, number>();
  const files = new Map<string, ArrayBuffer>();
  let cachedBytes = 0;
  try {
    await Promise.all(
      records.map(async (record) => {
        const { bytes, fromCache } = await source.readFile(record.model ?? modelId, record, {
          signal: joined,
          onRetry: retryEvent(options, record.file),
          onProgress(fileBytes, isCached) {
            loaded.set(fileKey(record), fileBytes);
            const loadedBytes = [...loaded.values()].reduce((sum, value) => sum + value, 0);
            const event = { kind: "download", modelId, file: record.file, loadedBytes, totalBytes } as const;
            onEvent?.({ ...event, fromCache: isCached });
          },
        });
        files.set(fileKey(record), bytes);
        if (fromCache) cachedBytes += bytes.byteLength;
      }),
    );
  } catch (error) {
    stop.abort();
    signal?.throwIfAborted();
    throw error;
  }
  signal?.throwIfAborted();
  return { files, cachedBytes };
}

function retryEvent({ modelId, onEvent }: LoadOptions, file: string) {
  return (attempt: number, reason: string) => onEvent?.({ kind: "retry", modelId, file, attempt, reason });
}

/** Puts the model on the first backend that computes it correctly. */
function climb(
  options: LoadOptions,
  { config, labels, selfTestCase }: ModelFiles,
  files: Map<string, ArrayBuffer>,
  below?: BackendName,
): Promise<Climbed> {
  const { rungs, backend: wanted, signal, onEvent, modelId } = options;
  const bytesOf = (record: FileRecord): ArrayBuffer => {
    const bytes = files.get(fileKey(record));
    if (bytes === undefined) throw new FileNotReadError(`internal: ${fileKey(record)} was not read.`);
    return bytes;
  };
  return climbDown<RunningModel>({
    rungs,
    wanted,
    below,
    signal,
    numParameters: countParameters(config),
    onAttempt: (attempt) => onEvent?.({ kind: "backend", modelId, attempt }),
    async tryBackend(backend, { lost }) {
      const lease = options.pool?.borrow(config, backend, lost) ?? null;
      const negativeIndex = labels.indexOf(config.negative);
      const load = () =>
        loadParameters(config, openModelWeights(config, bytesOf), negativeIndex, lease?.shared ?? null);
      let running: RunningModel | null = null;
      try {
        const parameters = await runOrRead(load, options, config, files);
        running = { config, parameters, negativeIndex, backend, lost, release: lease?.release };
        const result = running;
        return { ...(await runSelfTest(result, selfTestCase)), result, dispose: () => disposeRunning(result) };
      } catch (error) {
        if (running === null) lease?.release();
        else disposeRunning(running);
        throw error;
      }
    },
  });
}

/** Loads; when what is kept of the base turns out not to be enough (another head, another backend), reads its files first. */
async function runOrRead<T>(
  load: () => T,
  options: LoadOptions,
  config: ModelConfig,
  files: Map<string, ArrayBuffer>,
): Promise<T> {
  try {
    return load();
  } catch (error) {
    if (!(error instanceof FileNotReadError)) throw error;
  }
  const missing = listWeightFiles(config).filter((record) => !files.has(fileKey(record)));
  const read = await readFiles({ ...options, onEvent: undefined }, missing, 0);
  read.files.forEach((bytes, key) => files.set(key, bytes));
  return load();
}

function describeModel(
  { config, labels }: ModelFiles,
  downloadBytes: number,
  cachedBytes: number,
): Omit<StaticInfo, "hash"> {
  return {
    id: config.id,
    title: config.title,
    labels,
    negative: config.negative,
    hasBottleneck: config.entityTreatment.kind === "vib",
    beta: config.entityTreatment.kind === "vib" ? config.entityTreatment.beta : null,
    readsTypes: config.input.tags !== undefined,
    maxTokens: config.input.maxTokens,
    numParameters: countParameters(config),
    downloadBytes,
    cachedBytes,
  };
}

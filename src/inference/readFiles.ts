/** @file The files of a model folder, read all at once, with progress; and what is shared by all models that come so. */
import { hashText } from "../data/sha256";
import { t } from "../messages/translate";
import type { FileRecord, StoredWeights } from "../model/config";
import type { BasePool } from "./basePool";
import { parseJson } from "./modelFiles";
import type { ModelSource } from "./modelSource";
import { FileNotReadError, listWeightFiles } from "./modelWeights";
import type { LoadEvent } from "./types";

/** Which model is read from where, and who hears of it. */
export interface ReadOptions {
  readonly source: ModelSource;
  readonly modelId: string;
  readonly onEvent?: (event: LoadEvent) => void;
  readonly signal?: AbortSignal;
  /** What is kept for models that have files in common; absent: nothing. */
  readonly pool?: BasePool;
}

/** Content of files by `fileKey`. */
export type FileMap = Map<string, ArrayBuffer>;

/** A file among those of several folders. */
export function fileKey({ file, model }: FileRecord): string {
  return model === undefined ? file : `${model}/${file}`;
}

/** Name of a file in a message. */
export function nameFile({ file, model }: Pick<FileRecord, "file" | "model">, modelId: string): string {
  return t('{file} of model "{model}"', { file, model: model ?? modelId });
}

/** Reads config.json. `hash`: see ModelInfo.hash. */
export async function readConfig(options: ReadOptions) {
  const { modelId, signal } = options;
  const where = nameFile({ file: "config.json" }, modelId);
  const text = await options.source.readConfig(modelId, { signal, onRetry: retryEvent(options, "config.json") });
  signal?.throwIfAborted();
  return { json: parseJson(text, where), where, hash: await hashText(text) };
}

/** The files of a model, those that are kept left out. */
export async function readFolder(options: ReadOptions, config: StoredWeights, others: readonly FileRecord[]) {
  const { pool } = options;
  const all = [...listWeightFiles(config), ...others];
  const isKept = (record: FileRecord) =>
    (pool?.holds(config) && config.weights.shards.includes(record)) || pool?.findTokenizer(record.sha256) !== undefined;
  const records = all.filter((record) => !isKept(record));
  const sum = (some: readonly FileRecord[]) => some.reduce((total, { bytes }) => total + bytes, 0);
  const [allBytes, totalBytes] = [sum(all), sum(records)];
  options.onEvent?.({ kind: "config", modelId: options.modelId, totalBytes });
  const { files, cachedBytes } = await readFiles(options, records, totalBytes);
  const decode = (record: FileRecord) => new TextDecoder().decode(files.get(fileKey(record)));
  return { files, decode, downloadBytes: allBytes, cachedBytes: cachedBytes + allBytes - totalBytes };
}

/** Reads files at once and reports the sum of their bytes. The first failure stops the others. */
export async function readFiles(options: ReadOptions, records: readonly FileRecord[], totalBytes: number) {
  const { source, modelId, signal, onEvent } = options;
  const stop = new AbortController();
  const joined = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  const loaded = new Map<string, number>();
  const files: FileMap = new Map();
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

function retryEvent({ modelId, onEvent }: ReadOptions, file: string) {
  return (attempt: number, reason: string) => onEvent?.({ kind: "retry", modelId, file, attempt, reason });
}

/** Loads; when what is kept of the base turns out not to be enough (another head, another backend), reads its files first. */
export async function runOrRead<T>(
  load: () => T,
  options: ReadOptions,
  config: StoredWeights,
  files: FileMap,
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

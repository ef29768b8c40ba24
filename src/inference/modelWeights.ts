/** @file Which files a model's weights lie in, and how they are opened. */
import { openAdapter } from "../model/adapter";
import type { FileRecord, ModelConfig, StoredWeights } from "../model/config";
import type { ModelWeights } from "../model/loadParameters";
import { openWeights, type Weights } from "../model/weights";

/** Weight files of a model: its own or those of its base, and the adapter. */
export function listWeightFiles({ weights, adapter }: StoredWeights): FileRecord[] {
  return adapter === undefined ? [...weights.shards] : [...weights.shards, adapter.weights];
}

/** Files that lie in the model's own folder, config.json aside: what is downloaded when its base is there already. */
export function listOwnFiles(config: ModelConfig): FileRecord[] {
  const { tokenizer, labels, golden } = config.files;
  return [...listWeightFiles(config), tokenizer, labels, golden].filter(
    ({ model }) => model === undefined || model === config.id,
  );
}

/** A file that was not read because its tensors were thought to be kept. */
export class FileNotReadError extends Error {}

/**
 * Opens a model's weights; the files of a base only when a tensor of them is asked for.
 * @param bytesOf content of a file; may throw FileNotReadError
 */
export function openModelWeights(config: StoredWeights, bytesOf: (record: FileRecord) => ArrayBuffer): ModelWeights {
  const { adapter } = config;
  const open = (records: readonly FileRecord[]) =>
    openWeights(records.map((record) => ({ file: record.file, bytes: bytesOf(record) })));
  return {
    base: openLater(() => open(config.weights.shards)),
    adapter: adapter === undefined ? null : openAdapter(open([adapter.weights]), adapter),
  };
}

function openLater(open: () => Weights): Weights {
  let opened: Weights | null = null;
  const now = () => (opened ??= open());
  return {
    has: (name) => now().has(name),
    read: (name, shape) => now().read(name, shape),
    readTransposed: (name, shape) => now().readTransposed(name, shape),
    readIntegers: (name, shape) => now().readIntegers(name, shape),
    unread: () => opened?.unread() ?? [],
  };
}

/**
 * @file What models have in common, kept for the next one. A variant that is a small difference to a base then needs
 * only its own files: no byte of the base is read, checked or decoded again.
 *
 * Kept are, for the model files of every loaded model, its tensors on its backend (in use anyway: another handle costs
 * nothing), and those of the base that the newest variant is built on, whether that base is itself loaded or not; and
 * the tokenizers (some MB each) of the newest two vocabularies.
 */
import type { StoredWeights } from "../model/config";
import { createSharedTensors, disposeSharedTensors, type SharedTensors } from "../model/sharedTensors";
import type { Tokenizer } from "../tokenizer/wordPiece";
import type { BackendName } from "./types";

/** A model's share in kept tensors. */
export interface Lease {
  readonly shared: SharedTensors;
  /** Says that the model is freed; the second call does nothing. */
  release(): void;
}

export interface BasePool {
  /** Whether tensors of these weight files are kept on any backend. */
  holds(config: StoredWeights): boolean;
  /** The kept tensors of a model's weight files on a backend; empty for the first model that comes with them. */
  borrow(config: StoredWeights, backend: BackendName, lost: Promise<string> | null): Lease;
  /** A tokenizer by the hash of its file; undefined when it is not kept. */
  findTokenizer(sha256: string): Tokenizer | undefined;
  keepTokenizer(sha256: string, tokenizer: Tokenizer): void;
  /** Frees everything that no model has a share in. */
  clear(): void;
}

interface Entry {
  readonly key: string;
  readonly backend: BackendName;
  readonly lost: Promise<string> | null;
  readonly shared: SharedTensors;
  numUsers: number;
}

const MOST_TOKENIZERS = 2;

/** Whether a model needs weight files of another. */
const isVariant = ({ weights }: StoredWeights) => weights.shards.some(({ model }) => model !== undefined);
const keyOf = ({ weights }: StoredWeights) => weights.shards.map(({ sha256 }) => sha256).join(" ");

export function createBasePool(): BasePool {
  const entries = new Set<Entry>();
  /** What the newest variant is built on. */
  let pinned: Entry | null = null;
  const tokenizers = new Map<string, Tokenizer>();

  const drop = (entry: Entry) => {
    entries.delete(entry);
    if (pinned === entry) pinned = null;
    disposeSharedTensors(entry.shared);
  };
  const dropUnused = () => {
    for (const entry of [...entries]) if (entry.numUsers === 0 && entry !== pinned) drop(entry);
  };
  const find = (key: string, backend: BackendName, lost: Promise<string> | null) =>
    [...entries].find((entry) => entry.key === key && entry.backend === backend && entry.lost === lost);
  const start = (key: string, backend: BackendName, lost: Promise<string> | null): Entry => {
    const entry: Entry = { key, backend, lost, shared: createSharedTensors(), numUsers: 0 };
    entries.add(entry);
    void lost?.then(() => drop(entry));
    return entry;
  };

  return {
    holds: (config) => [...entries].some(({ key, shared }) => key === keyOf(config) && shared.tensors.size > 0),
    borrow(config, backend, lost) {
      const key = keyOf(config);
      const entry = find(key, backend, lost) ?? start(key, backend, lost);
      entry.numUsers++;
      if (isVariant(config)) {
        pinned = entry;
        dropUnused();
      }
      let isReleased = false;
      return {
        shared: entry.shared,
        release() {
          if (isReleased) return;
          isReleased = true;
          entry.numUsers--;
          dropUnused();
        },
      };
    },
    findTokenizer: (sha256) => tokenizers.get(sha256),
    keepTokenizer(sha256, tokenizer) {
      tokenizers.delete(sha256);
      tokenizers.set(sha256, tokenizer);
      for (const oldest of [...tokenizers.keys()].slice(0, -MOST_TOKENIZERS)) tokenizers.delete(oldest);
    },
    clear() {
      pinned = null;
      tokenizers.clear();
      dropUnused();
    },
  };
}

/** @file Selections that were kept under a name, by corpus, on this computer. What is done with them: sliceActions. */
import type { CorpusFilter } from "../analysis/corpusColumns";
import type { Slice } from "./store";

/** A selection with a name. */
export interface NamedSlice {
  readonly id: string;
  readonly name: string;
  readonly filter: CorpusFilter;
}

const KEY = "entity-bias-explorer:slices";

export interface SlicesSlice {
  /** Kept selections of the corpus that is open, oldest first. */
  readonly slices: readonly NamedSlice[];
  /** Writes the slices of the open corpus to this computer. */
  saveSlices(): void;
  /** What this computer keeps of a corpus' slices, unchecked; undefined for nothing. */
  readSlices(corpusHash: string): unknown;
  /** Deletes the slices kept of a corpus. */
  forgetSlices(corpusHash: string): void;
}

export const createSlicesSlice: Slice<SlicesSlice> = (_set, get, { preferences }) => {
  const readAll = (): Record<string, unknown> => {
    try {
      const value: unknown = JSON.parse(preferences.read(KEY) ?? "{}");
      return typeof value === "object" && value !== null ? { ...value } : {};
    } catch {
      return {};
    }
  };
  const put = (corpusHash: string, slices: readonly NamedSlice[]) => {
    const { [corpusHash]: old, ...others } = readAll();
    if (old === undefined && slices.length === 0) return;
    preferences.write(KEY, JSON.stringify(slices.length === 0 ? others : { ...others, [corpusHash]: slices }));
  };
  return {
    slices: [],
    saveSlices() {
      const { corpus, slices } = get();
      if (corpus !== null) put(corpus.hash, slices);
    },
    readSlices: (corpusHash) => readAll()[corpusHash],
    forgetSlices: (corpusHash) => put(corpusHash, []),
  };
};

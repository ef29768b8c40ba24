/** @file What the reader said a file's own labels and types are. What is done with it: mappingActions. */
import { NO_MAPPING, type Mapping } from "./mapping";
import type { Slice } from "./store";

export interface MappingSlice {
  readonly mapping: Mapping;
  /** Whether the dialog of labels and types is open. */
  readonly isMatching: boolean;
  setMatching(isMatching: boolean): void;
  /** Keeps the choices on this computer, for files with the same names. */
  saveMapping(): Promise<void>;
}

export const createMappingSlice: Slice<MappingSlice> = (set, get, { preferences }) => ({
  mapping: NO_MAPPING,
  isMatching: false,
  setMatching: (isMatching) => set({ isMatching }),
  async saveMapping() {
    const { corpus, mapping } = get();
    if (corpus !== null) (await import("./mappingActions")).keepMapping(corpus.examples, mapping, preferences);
  },
});

/** @file Entities and relations found in a text: what the page keeps of them. What is done with them is in finder.ts, loaded with its panel. */
import type { FoundThresholds } from "../analysis/foundAbove";
import type { WorkedSentence } from "../analysis/foundCandidates";
import type { GoldMarks } from "../analysis/foundScores";
import type { ExtractorInfo } from "../inference/types";
import type { PairBias } from "./findBias";
import type { Finder } from "./finder";
import type { Slice } from "./store";

/** A text that was read, and what was found in it, set right where the reader did. */
export interface FoundIn {
  readonly text: string;
  readonly sentences: readonly WorkedSentence[];
}

/** How far the newest search is. */
export interface FindRun {
  readonly status: "idle" | "loading" | "running" | "done" | "cancelled" | "failed";
  /** Sentences read and to read; bytes while the model loads. */
  readonly numDone: number;
  readonly numTotal: number;
  /** Why it failed; null otherwise. */
  readonly error: string | null;
}

/** Readings of pairs for their entity bias. */
export interface BiasRun {
  readonly status: "idle" | "running" | "done" | "cancelled" | "failed";
  /** Passes done and to do. */
  readonly numDone: number;
  readonly numTotal: number;
  readonly error: string | null;
  /** By sentence, spans, models and settings; see `biasKeyOf` of findBias.ts. */
  readonly byKey: Readonly<Record<string, PairBias>>;
}

export interface FindSlice {
  /** Whether its part of the Bench is open. */
  readonly isFindOpen: boolean;
  /** What stands in the field; never in a link. */
  readonly findText: string;
  readonly foundIn: FoundIn;
  readonly findRun: FindRun;
  /** The model that found them; null before the first run. */
  readonly extractor: ExtractorInfo | null;
  /** Null: the model's own. */
  readonly findThresholds: FoundThresholds | null;
  /** Marks that what is found can be held against; only while they are of the text that was read. */
  readonly findGold: GoldMarks | null;
  readonly findBias: BiasRun;
  /** What is done here; null until it has been loaded. */
  readonly finder: Finder | null;
  /** A text file that no corpus could be made of; its text may be searched for entities. */
  readonly plainTextFile: File | null;
  /** Opens its part of the Bench, or closes it; what was found stays. */
  setFindOpen(isOpen: boolean): void;
  loadFinder(): Promise<Finder>;
}

export const createFindSlice: Slice<FindSlice> = (set, get, environment) => ({
  isFindOpen: false,
  findText: "",
  foundIn: { text: "", sentences: [] },
  findRun: { status: "idle", numDone: 0, numTotal: 0, error: null },
  extractor: null,
  findThresholds: null,
  findGold: null,
  findBias: { status: "idle", numDone: 0, numTotal: 0, error: null, byKey: {} },
  finder: null,
  plainTextFile: null,
  setFindOpen: (isFindOpen) => set({ isFindOpen }),
  async loadFinder() {
    const { createFinder } = await import("./finder");
    const finder = get().finder ?? createFinder(set, get, environment);
    set({ finder });
    return finder;
  },
});

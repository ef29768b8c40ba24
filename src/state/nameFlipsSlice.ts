/** @file Whether a name's variance predicts its flips: asked of the corpus worker while the figure shows names. */
import type { NameColumns, NameFlips } from "../analysis/nameFlips";
import { messageOf } from "./engine";
import type { Slice } from "./store";

/** The names of a selection, and the seed of the resamples. */
export interface NameQuestion {
  readonly names: NameColumns;
  readonly seed: number;
}

export interface NameFlipsSlice {
  /** The newest answer, with its question; null before the first. */
  readonly nameFlips: { readonly question: NameQuestion; readonly found: NameFlips } | null;
  /** What went wrong with the newest question; null when nothing did. */
  readonly nameFlipsError: string | null;
  /** One question is worked on at a time; of those that come meanwhile only the newest is answered. */
  correlateNames(question: NameQuestion): Promise<void>;
}

export const createNameFlipsSlice: Slice<NameFlipsSlice> = (set, _get, { corpusTools }) => {
  let isBusy = false;
  let waiting: NameQuestion | null = null;
  return {
    nameFlips: null,
    nameFlipsError: null,
    async correlateNames(question) {
      waiting = question;
      if (isBusy) return;
      isBusy = true;
      while (waiting !== null) {
        const asked: NameQuestion = waiting;
        waiting = null;
        try {
          const found = await corpusTools.correlateNames(asked.names, asked.seed);
          if (waiting === null) set({ nameFlips: { question: asked, found }, nameFlipsError: null });
        } catch (error) {
          set({ nameFlipsError: messageOf(error) });
        }
      }
      isBusy = false;
    },
  };
};

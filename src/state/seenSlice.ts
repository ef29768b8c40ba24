/** @file How often training has seen the names of the open corpus. Fetched when the corpus view first needs it. */
import type { SeenCounts } from "../analysis/frequencyBands";
import type { Corpus } from "../data/readCorpus";
import { messageOf } from "./engine";
import type { BenchState, Slice } from "./store";

export interface SeenSlice {
  /** Counts of the names of `corpus`; `status` "failed" with a message when they could not be fetched. */
  readonly seen: {
    readonly status: "idle" | "loading" | "ready" | "failed";
    readonly corpus: Corpus | null;
    readonly counts: SeenCounts | null;
    readonly message: string | null;
  };
  /** Counts the names of the open corpus; nothing happens when that has been done, and a failure is tried again. */
  countSeen(): Promise<void>;
}

const NOTHING: SeenSlice["seen"] = { status: "idle", corpus: null, counts: null, message: null };

/** The counts of the open corpus; null until they are there. */
export function selectSeen({ seen, corpus }: BenchState): SeenCounts | null {
  return seen.corpus === corpus ? seen.counts : null;
}

export const createSeenSlice: Slice<SeenSlice> = (set, get, { corpusTools }) => ({
  seen: NOTHING,
  async countSeen() {
    const { corpus, seen } = get();
    if (corpus === null) return set({ seen: NOTHING });
    if (seen.corpus === corpus && seen.status !== "failed") return;
    const put = (part: Partial<SeenSlice["seen"]>) => {
      if (get().corpus === corpus) set({ seen: { ...NOTHING, corpus, ...part } });
    };
    if (corpus.figures) {
      const { subjectTrainCount: subject, objectTrainCount: object } = corpus.figures.columns;
      return put({ status: "ready", counts: { subject, object } });
    }
    put({ status: "loading" });
    try {
      const { prepareNames } = await import("../analysis/nameIndex");
      const { names, ids } = await prepareNames(corpus.examples, () => new Promise((resolve) => setTimeout(resolve)));
      if (get().corpus !== corpus) return;
      const counts = await corpusTools.countNames(names);
      const [subject, object] = [0, 1].map((i) =>
        Int32Array.from(corpus.examples, (_, row) => counts[ids[2 * row + i]!]!),
      );
      put({ status: "ready", counts: { subject: subject!, object: object! } });
    } catch (error) {
      put({ status: "failed", message: messageOf(error) });
    }
  },
});

/** @file Review decisions on this computer, by corpus. */
import { mergeDecisions, NO_DECISIONS, type Decisions } from "../data/reviewDecisions";
import type { Keeper } from "./keeper";

/** The part of the corpus service that keeps reviews. */
export interface ReviewStore {
  /** The decisions kept of a corpus. */
  readReview(corpusHash: string): Promise<Decisions>;
  /** Merges decisions into those that are kept, in one go whatever other tabs write, and returns what is kept then. */
  changeReview(corpusHash: string, changes: Decisions): Promise<Decisions>;
  /** Deletes the decisions kept of a corpus. */
  forgetReview(corpusHash: string): Promise<void>;
}

export function createReviewStore(keeper: Keeper<Decisions>): ReviewStore {
  return {
    readReview: async (corpusHash) => (await keeper.readMany([corpusHash]))[0] ?? NO_DECISIONS,
    async changeReview(corpusHash, changes) {
      let merged = changes;
      await keeper.changeMany([corpusHash], (_, kept) => (merged = mergeDecisions(kept ?? NO_DECISIONS, changes)));
      return merged;
    },
    forgetReview: (corpusHash) => keeper.deleteMany([corpusHash]),
  };
}

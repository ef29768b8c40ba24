/** @file What was decided about the rows of the open corpus: kept on this computer at once, and shared with other tabs. */
import { formatCount } from "../messages/formatNumber";
import { t } from "../messages/translate";
import type { Agreement } from "../analysis/agreement";
import type { Ratings } from "../analysis/agreementRatings";
import type { ReviewReasonKind } from "../analysis/reviewReasons";
import {
  listChanges,
  mergeDecisions,
  NO_DECISIONS,
  type Action,
  type Decision,
  type Decisions,
} from "../data/reviewDecisions";
import { messageOf } from "./engine";
import type { BenchState, Slice } from "./store";

/** Decisions about one corpus, and the row that stands open. */
export interface Review {
  /** SHA-256 of the corpus they are about; empty before the first. */
  readonly corpusHash: string;
  readonly decisions: Decisions;
  /** Place of the open row in the corpus, from 0; null: the first of the queue. */
  readonly row: number | null;
}

/** What the queue shows. */
export interface ReviewFilter {
  /** Rows with this reason; null: with any; "every": all rows, those without a reason too. */
  readonly kind: ReviewReasonKind | "every" | null;
  readonly status: "open" | "decided" | "all";
  /** Words in the sentence; they stand nowhere but here. */
  readonly text: string;
}

const NO_REVIEW: Review = { corpusHash: "", decisions: NO_DECISIONS, row: null };

export interface ReviewSlice {
  readonly review: Review;
  readonly reviewFilter: ReviewFilter;
  /** Whether this computer has what is shown; a sentence when it refused. */
  readonly reviewSaving: "saved" | "saving" | { readonly problem: string };
  /** Brings back what this computer keeps about the open corpus. Nothing happens when it is there. */
  restoreReview(): Promise<void>;
  /** Decides about a row and opens `next`; one step of history. `label`: the new one of a "relabel". */
  decide(row: number, action: Action, label: string | null, next: number | null): void;
  openReviewRow(row: number): void;
  setReviewFilter(part: Partial<ReviewFilter>): void;
  /** Takes in decisions about a corpus, as from a session file; newer ones about the same rows stand. */
  takeInReview(corpusHash: string, decisions: Decisions): Promise<void>;
  /** The state after a step of history has gone from one review to another: only what that step changed is changed. */
  travelReview(from: Review, to: Review): Review;
  /** Deletes what this computer keeps about a corpus. What is in memory comes back only with undo (`adoptReview`). */
  forgetReview(corpusHash: string): Promise<void>;
  adoptReview(corpusHash: string): void;
  /** How far the annotators of a corpus agree; null before it is known. */
  readonly agreement: AnnotatorAgreements | null;
  readonly agreementError: string | null;
  /** Compares the annotators of the open corpus, where it has several. Nothing happens when that has been done. */
  compareAnnotators(): Promise<void>;
}

/** The agreement of a corpus' annotators, and what it is of. */
export interface AnnotatorAgreements {
  readonly corpusHash: string;
  readonly seed: number;
  readonly ratings: Ratings;
  readonly found: Agreement;
}

export const createReviewSlice: Slice<ReviewSlice> = (set, get, { corpusTools: tools }) => {
  /** What was shown of other corpora in this visit. */
  const shown = new Map<string, Decisions>();
  const forgotten = new Set<string>();
  let numSaving = 0;

  const put = (corpusHash: string, more: Decisions) => {
    const { review } = get();
    if (review.corpusHash !== corpusHash) return;
    const decisions = mergeDecisions(review.decisions, more);
    if (decisions !== review.decisions) set({ review: { ...review, decisions } });
    shown.set(corpusHash, decisions);
  };
  const save = async (corpusHash: string, changes: Decisions) => {
    if (Object.keys(changes).length === 0) return;
    numSaving++;
    set({ reviewSaving: "saving" });
    try {
      put(corpusHash, await tools.changeReview(corpusHash, changes));
      if (--numSaving === 0) set({ reviewSaving: "saved" });
    } catch (error) {
      numSaving--;
      set({ reviewSaving: { problem: messageOf(error) } });
    }
  };
  tools.onReviewChange((corpusHash, changes) => put(corpusHash, changes));

  return {
    review: NO_REVIEW,
    reviewFilter: { kind: null, status: "open", text: "" },
    reviewSaving: "saved",
    async restoreReview() {
      const { corpus, review } = get();
      if (corpus === null || review.corpusHash === corpus.hash) return;
      const { hash } = corpus;
      // Closed, and opened again by hand: then what was deleted stays so.
      if (forgotten.delete(hash)) shown.delete(hash);
      const known = shown.get(hash) ?? NO_DECISIONS;
      set({ review: { corpusHash: hash, decisions: known, row: null } });
      try {
        put(hash, await tools.readReview(hash));
      } catch (error) {
        set({ reviewSaving: { problem: messageOf(error) } });
      }
    },
    decide(row, action, label, next) {
      const { review, corpus } = get();
      if (corpus === null || review.corpusHash !== corpus.hash) return;
      const before = review.decisions[row];
      if (before?.action === action && before.label === label) return get().openReviewRow(next ?? row);
      const decision: Decision = { action, label, at: Math.max(Date.now(), (before?.at ?? 0) + 1) };
      const decisions = { ...review.decisions, [row]: decision };
      const name = () => {
        const values = { row: formatCount(row + 1) };
        if (action === "keep") return t("keep row {row}", values);
        return action === "flag" ? t("flag row {row}", values) : t("relabel row {row}", values);
      };
      get().step(name, { review: { ...review, decisions, row: next ?? row } }, { view: "review" });
      shown.set(corpus.hash, decisions);
      void save(corpus.hash, { [row]: decision });
    },
    openReviewRow(row) {
      const { review } = get();
      if (review.row !== row) set({ review: { ...review, row } });
    },
    setReviewFilter: (part) => set({ reviewFilter: { ...get().reviewFilter, ...part } }),
    async takeInReview(corpusHash, decisions) {
      if (get().corpus?.hash === corpusHash) {
        await get().restoreReview();
        put(corpusHash, decisions);
      }
      await save(corpusHash, decisions);
    },
    travelReview(from, to) {
      const { review } = get();
      if (review.corpusHash !== to.corpusHash) return review;
      const changes = listChanges(from.decisions, to.decisions, review.decisions, Date.now());
      const decisions = mergeDecisions(review.decisions, changes);
      shown.set(to.corpusHash, decisions);
      void save(to.corpusHash, changes);
      return { ...review, decisions, row: to.row };
    },
    async forgetReview(corpusHash) {
      forgotten.add(corpusHash);
      if (get().review.corpusHash === corpusHash) set({ review: NO_REVIEW });
      await tools.forgetReview(corpusHash);
    },
    agreement: null,
    agreementError: null,
    async compareAnnotators() {
      const { corpus, agreement, knobs } = get();
      if (corpus === null || agreement?.corpusHash === corpus.hash) return;
      set({ agreement: null, agreementError: null });
      if (!corpus.examples.some(({ annotator }) => annotator !== undefined)) return;
      const { listRatings } = await import("../analysis/agreementRatings");
      const ratings = listRatings(corpus.examples);
      if (ratings.annotators.length < 2) return;
      const isOpen = () => get().corpus?.hash === corpus.hash;
      try {
        const found = await tools.computeAgreement(ratings, knobs.seed);
        if (isOpen()) set({ agreement: { corpusHash: corpus.hash, seed: knobs.seed, ratings, found } });
      } catch (error) {
        if (isOpen()) set({ agreementError: messageOf(error) });
      }
    },
    adoptReview(corpusHash) {
      if (forgotten.delete(corpusHash)) void save(corpusHash, shown.get(corpusHash) ?? NO_DECISIONS);
    },
  };
};

/** The decisions about the open corpus; none while another's are shown. */
export function selectDecisions({ corpus, review }: BenchState): Decisions {
  return corpus?.hash === review.corpusHash ? review.decisions : NO_DECISIONS;
}

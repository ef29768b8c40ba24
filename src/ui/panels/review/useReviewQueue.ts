/** @file The queue that the review shows: ranked in slices so that the page goes on answering, then filtered. */
import { useEffect, useMemo, useRef, useState } from "react";
import { useLanguage } from "../../useLanguage";
import { makeReviewModel, rankForReview, type QueuedRow } from "../../../analysis/reviewQueue";
import { REVIEW_REASONS, type ReviewReasonKind } from "../../../analysis/reviewReasons";
import type { Example } from "../../../data/example";
import type { Choice } from "../../../data/labelMapping";
import type { Corpus } from "../../../data/readCorpus";
import type { Decisions } from "../../../data/reviewDecisions";
import { keyOfLabels } from "../../../state/mappingActions";
import type { ReviewFilter } from "../../../state/reviewSlice";
import { useBench } from "../../../state/useBench";

/** Pause between rankings while scores stream in. */
const STREAM_MS = 2000;

export interface ReviewQueue {
  /** Every row of the corpus, the one most worth a look first; null before the first ranking. */
  readonly ranked: readonly QueuedRow[] | null;
  /** Whether a newer ranking is on its way. */
  readonly isRanking: boolean;
}

interface Ranked {
  readonly corpus: Corpus;
  readonly queue: readonly QueuedRow[];
}

const NO_CHOICES: readonly Choice[] = [];

/** What the reader said the file's labels are among these. */
export function useChoices(labels: readonly string[] | undefined): readonly Choice[] {
  const key = useMemo(() => (labels ? keyOfLabels(labels) : ""), [labels]);
  return useBench(({ mapping }) => mapping.relations[key]) ?? NO_CHOICES;
}

/** Ranks the rows of the open corpus by the scores there are. */
export function useReviewQueue(): ReviewQueue {
  const corpus = useBench((state) => state.corpus);
  const results = useBench((state) => state.results);
  const info = useBench((state) => (state.modelId === null ? null : (state.slots[state.modelId]?.info ?? null)));
  const choices = useChoices(info?.labels);
  const isRunning = useBench((state) => state.scoring.status === "running");
  const language = useLanguage();
  const [ranked, setRanked] = useState<Ranked | null>(null);
  const [isRanking, setIsRanking] = useState(false);
  const lastAt = useRef(-STREAM_MS);

  useEffect(() => {
    if (corpus === null || corpus.figures || results.length !== corpus.examples.length) return;
    let isStale = false;
    const rank = async () => {
      setIsRanking(true);
      const rest = async () => {
        await new Promise((resolve) => setTimeout(resolve));
        if (isStale) throw new Error("stale");
      };
      // Class ids mean nothing before the labels are known.
      const known = info === null ? corpus.examples.map(() => null) : results;
      const model = makeReviewModel(info?.labels ?? [], info?.negative ?? "", choices);
      try {
        const queue = await rankForReview(corpus.examples, known, model, { rest });
        if (isStale) return;
        lastAt.current = performance.now();
        setRanked({ corpus, queue });
        setIsRanking(false);
      } catch (error) {
        if (!isStale) throw error;
      }
    };
    const wait = isRunning ? Math.max(0, lastAt.current + STREAM_MS - performance.now()) : 0;
    const timer = setTimeout(() => void rank(), wait);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
    // The reasons are sentences in the language of the page.
  }, [corpus, results, info, choices, isRunning, language]);

  return { ranked: ranked !== null && ranked.corpus === corpus ? ranked.queue : null, isRanking };
}

/** One row of the list. */
export interface QueueItem {
  readonly queued: QueuedRow;
  /** The sentence that stands in the list. */
  readonly why: string | null;
}

/** Rows with each reason, and rows with any. */
export type ReasonCounts = Readonly<Record<ReviewReasonKind | "any", number>>;

export function countReasons(ranked: readonly QueuedRow[]): ReasonCounts {
  const counts = Object.fromEntries(REVIEW_REASONS.map((kind) => [kind, 0])) as Record<ReviewReasonKind, number>;
  let any = 0;
  for (const { reasons } of ranked) {
    if (reasons.length > 0) any++;
    for (const { kind } of reasons) counts[kind]++;
  }
  return { ...counts, any };
}

/** The rows that the filter keeps; with one reason chosen, by its strength. */
export function filterQueue(
  ranked: readonly QueuedRow[],
  examples: readonly Example[],
  decisions: Decisions,
  { kind, status, text }: ReviewFilter,
): QueueItem[] {
  const words = text.trim().toLowerCase();
  const items: QueueItem[] = [];
  const strengths = new Map<number, number>();
  for (const queued of ranked) {
    const { row, reasons, why } = queued;
    const reason = kind === null || kind === "every" ? undefined : reasons.find((one) => one.kind === kind);
    if (kind === null ? reasons.length === 0 : kind !== "every" && reason === undefined) continue;
    const isDecided = (decisions[row]?.action ?? null) !== null;
    if (status !== "all" && isDecided !== (status === "decided")) continue;
    if (words !== "" && !examples[row]!.text.toLowerCase().includes(words)) continue;
    if (reason) strengths.set(row, reason.strength);
    items.push({ queued, why: reason?.sentence ?? why });
  }
  if (strengths.size === 0) return items;
  return items.sort((a, b) => strengths.get(b.queued.row)! - strengths.get(a.queued.row)!);
}

/** `filterQueue` of what the page holds. */
export function useFilteredQueue(ranked: readonly QueuedRow[] | null, decisions: Decisions): readonly QueueItem[] {
  const examples = useBench((state) => state.corpus?.examples ?? null);
  const filter = useBench((state) => state.reviewFilter);
  return useMemo(
    () => (ranked === null || examples === null ? [] : filterQueue(ranked, examples, decisions, filter)),
    [ranked, examples, decisions, filter],
  );
}

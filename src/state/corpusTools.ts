/** @file What the corpus view needs of the workers, and nothing more, so that a test can stand in for them. */
import { DEMO_NAME } from "./corpusName";
import type { CloudPlane, PlacedMention, PlaceQuestion } from "../analysis/cloud";
import type { Agreement } from "../analysis/agreement";
import type { Ratings } from "../analysis/agreementRatings";
import type { CorpusAnalysis, CorpusQuestion } from "../analysis/corpusAnalysis";
import type { NameColumns, NameFlips } from "../analysis/nameFlips";
import type { ReadOptions } from "../data/formats/format";
import { NoRowsError } from "../data/noRowsError";
import type { Corpus } from "../data/readCorpus";
import type { Decisions } from "../data/reviewDecisions";
import type { MentionMeans } from "../inference/types";
import { isOwnModel } from "./modelIndex";
import type { InferenceClient, ScoreJob } from "../worker/client";
import { createCorpusClient } from "../worker/corpusClient";
import type {
  BatchListener,
  ExportOutcome,
  ExportRequest,
  ExportStage,
  KeptScores,
  OpenOutcome,
  ProgressListener,
  ScoringCommand,
} from "../worker/protocol";

/** Scores of some rows, without what the client itself knows. */
export type Scores = Omit<KeptScores, "modelsUrl" | "namesUrl">;

export interface CorpusTools {
  /** Null when it was cancelled. Rejects with what is wrong with the files; the corpus that was open stays kept. */
  openFiles(files: readonly File[], onProgress: ProgressListener): Promise<Corpus | null>;
  /** The files of the corpus with this hash, or (null) those just refused for want of rows, read in another way. */
  reread(hash: string | null, options: ReadOptions, onProgress: ProgressListener): Promise<Corpus | null>;
  cancelOpening(): Promise<void>;
  /** Writes the corpus with this hash as a file; see exportCorpus of the worker. */
  exportCorpus(request: ExportRequest, onStage: (stage: ExportStage) => void): Promise<ExportOutcome>;
  cancelExport(): Promise<void>;
  openDemo(): Promise<Corpus>;
  /** The demo corpus for the Bench's own use: neither shown nor kept. */
  readDemo(): Promise<Corpus>;
  /** This site's figures of its own test set for a model; null when there are none for it. */
  openPublished(modelId: string): Promise<Corpus | null>;
  /** The corpus opened last, from the store of this computer; null for none. */
  readKept(): Promise<Corpus | null>;
  /** Keeps a corpus as the one opened last. */
  keepCorpus(corpus: Corpus): Promise<void>;
  forget(): Promise<void>;
  analyse(question: CorpusQuestion): Promise<CorpusAnalysis>;
  /** See correlateNames of analysis; `seed`: of the resamples. */
  correlateNames(names: NameColumns, seed: number): Promise<NameFlips>;
  /** How often each name fills an argument in training; -1 where that cannot be told. [names] */
  countNames(names: readonly string[]): Promise<Int32Array>;
  /** See fitPlane of analysis. */
  fitPlane(means: MentionMeans, seed: number): Promise<CloudPlane | null>;
  /** See placeMention of analysis. */
  placeMentions(questions: readonly PlaceQuestion[]): Promise<PlacedMention[]>;
  /** See computeAgreement of analysis; `seed`: of the resamples. */
  computeAgreement(ratings: Ratings, seed: number): Promise<Agreement>;
  /** The review decisions kept of a corpus. */
  readReview(corpusHash: string): Promise<Decisions>;
  /** Merges decisions into those that are kept, and tells the other tabs. Returns what is kept then. */
  changeReview(corpusHash: string, changes: Decisions): Promise<Decisions>;
  /** Deletes the decisions kept of a corpus. */
  forgetReview(corpusHash: string): Promise<void>;
  /** Calls back with decisions that another tab has kept. */
  onReviewChange(listener: (corpusHash: string, changes: Decisions) => void): void;
  score(job: ScoreJob, onBatch: BatchListener): Promise<"done" | "cancelled">;
  steer(jobId: string, command: ScoringCommand): void;
  /** Puts scores into the store as if they had been computed here; false, and nothing kept, when the model here has another hash. */
  keepScores(scores: Scores): Promise<boolean>;
  /** Deletes every kept score of a corpus: all models, all settings. */
  forgetScores(corpusHash: string): Promise<void>;
}

/** The real tools: the corpus worker, and the inference worker's scoring. Nothing starts before the first call. */
export function createCorpusTools(
  client: Pick<InferenceClient, "scoreRows" | "steerScoring" | "forgetScores" | "keepScores">,
  { demoUrl, countsUrl, resultsUrl }: Readonly<Record<"demoUrl" | "countsUrl" | "resultsUrl", string>>,
): CorpusTools {
  const corpus = createCorpusClient();
  const channel = createReviewChannel();
  return {
    openFiles: async (files, onProgress) => settle(await corpus.openFiles(files, onProgress)),
    reread: async (hash, options, onProgress) => settle(await corpus.reread(hash, options, onProgress)),
    cancelOpening: () => corpus.cancelOpening(),
    exportCorpus: (request, onStage) => corpus.exportCorpus(request, onStage),
    cancelExport: () => corpus.cancelExport(),
    openDemo: () => corpus.openUrl(demoUrl, DEMO_NAME),
    readDemo: () => corpus.readUrl(demoUrl, DEMO_NAME),
    // There are no figures of a model of one's own.
    openPublished: async (modelId) => (isOwnModel(modelId) ? null : corpus.openPublished(resultsUrl, modelId)),
    readKept: () => corpus.readKept(),
    keepCorpus: (kept) => corpus.keep(kept),
    forget: () => corpus.forget(),
    analyse: (question) => corpus.analyse(question),
    correlateNames: (names, seed) => corpus.correlateNames(names, seed),
    countNames: (names) => corpus.countNames(countsUrl, names),
    fitPlane: (means, seed) => corpus.fitPlane(means, seed),
    placeMentions: (questions) => corpus.placeMentions(questions),
    computeAgreement: (ratings, seed) => corpus.computeAgreement(ratings, seed),
    readReview: (hash) => corpus.readReview(hash),
    async changeReview(hash, changes) {
      const merged = await corpus.changeReview(hash, changes);
      channel?.postMessage({ hash, changes } satisfies ReviewMessage);
      return merged;
    },
    forgetReview: (hash) => corpus.forgetReview(hash),
    onReviewChange(listener) {
      channel?.addEventListener("message", ({ data }: MessageEvent<ReviewMessage>) =>
        listener(data.hash, data.changes),
      );
    },
    score: (job, onBatch) => client.scoreRows(job, onBatch),
    steer: (jobId, command) => client.steerScoring(jobId, command),
    keepScores: (scores) => client.keepScores(scores),
    forgetScores: (corpusHash) => client.forgetScores(corpusHash),
  };
}

/** What one tab tells the others of this site in this browser. */
interface ReviewMessage {
  readonly hash: string;
  readonly changes: Decisions;
}

/** Null where the browser has none: then a tab learns of another's decisions when it opens the review. */
function createReviewChannel(): BroadcastChannel | null {
  return typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("entity-bias-explorer:review");
}

function settle(outcome: OpenOutcome): Corpus | null {
  if (outcome.kind === "no rows") throw new NoRowsError(outcome.message, outcome.report);
  return outcome.kind === "corpus" ? outcome.corpus : null;
}

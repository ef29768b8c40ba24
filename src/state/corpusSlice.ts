/** @file The corpus: which rows are open, how far they are scored, what is selected, and what the statistics say. */
import { sayCorpusName } from "./corpusName";
import { t, type Said } from "../messages/translate";
import type { Slicing } from "../analysis/corpusAnalysis";
import type { CorpusFilter } from "../analysis/corpusColumns";
import type { VarianceOf } from "../analysis/entityVariance";
import { listFigureScores } from "../analysis/figureScores";
import type { RowResult } from "../analysis/rowScore";
import type { ReadOptions } from "../data/formats/format";
import type { ImportProgress, ImportReport } from "../data/formats/importFiles";
import { NoRowsError } from "../data/noRowsError";
import type { Corpus } from "../data/readCorpus";
import type { ScoreJob } from "../worker/client";
import type { ScoreOptions } from "../worker/protocol";
import type { Scores } from "./corpusTools";
import { messageOf } from "./engine";
import { gatherScores } from "./gatherScores";
import type { Present } from "./history";
import type { NamedSlice } from "./slicesSlice";
import { NO_STATISTICS } from "./statisticsSlice";
import { nameFilterStep } from "./stepNames";
import { NO_MAPPING, selectTyping, type Mapping } from "./mapping";
import { findPartner } from "./modelIndex";
import type { BenchState, Slice } from "./store";

/** Bounds of S, swapped versions of each row, and of K for a corpus. */
export const SWAPS_RANGE = [1, 32] as const;
export const CORPUS_DRAWS_RANGE = [0, 64] as const;

/** A scoring job and how far it is. */
export interface ScoringState {
  readonly status: "idle" | "running" | "paused" | "done" | "cancelled" | "failed";
  readonly numDone: number;
  readonly numTotal: number;
  readonly rowsPerSecond: number | null;
  readonly etaMs: number | null;
  /** Why it failed; null otherwise. */
  readonly message: string | null;
}

/** Everything selected. Equal to NO_FILTER of analysis, which this file does not load. */
const NOTHING_LEFT_OUT: CorpusFilter = { range: null, relation: null, pair: null, name: null, text: "" };
/** What this computer keeps for a corpus besides its rows. */
interface Kept {
  readonly slices: readonly NamedSlice[];
  readonly mapping: Mapping;
}
const NOTHING_KEPT: Kept = { slices: [], mapping: NO_MAPPING };
const IDLE: ScoringState = {
  status: "idle",
  numDone: 0,
  numTotal: 0,
  rowsPerSecond: null,
  etaMs: null,
  message: null,
};

export interface CorpusSlice {
  readonly corpus: Corpus | null;
  readonly isOpening: boolean;
  /** Why the last file was not opened; the corpus that was open stays. */
  readonly corpusError: string | null;
  /** Why this site's figures of its test set are not shown, while no corpus is open; null otherwise. */
  readonly publishedError: string | null;
  /** K and S; seed and blend are those of the Bench. */
  readonly scoreSettings: { readonly draws: number; readonly swaps: number };
  /** One entry per row of the corpus for the model and settings in force; null while not scored. */
  readonly results: readonly (RowResult | null)[];
  readonly scoring: ScoringState;
  readonly filter: Present<CorpusFilter>;
  readonly varianceOf: VarianceOf;
  readonly slicing: Slicing;
  /** Brings back the corpus opened last; call it when the view opens. */
  restoreCorpus(): Promise<void>;
  /**
   * Shows this site's figures of its test set for the model in force while no corpus is open, or in the place of the one
   * that is open (`isAsked`, or a link waits for them): it stays kept. Nothing happens when they are shown, when there are
   * none for the model, and before `restoreCorpus` has looked for a corpus.
   */
  showPublished(isAsked?: boolean): Promise<void>;
  /** How far the reading of files is; null while none is read. */
  readonly importProgress: ImportProgress | null;
  /** Files that gave no row: what their reader may decide otherwise; null when there are none. */
  readonly refusedReport: ImportReport | null;
  openCorpusFiles(files: readonly File[]): Promise<void>;
  /** Reads the open files, or those that were refused, in another way. */
  rereadCorpus(options: ReadOptions): Promise<void>;
  cancelOpening(): void;
  openDemoCorpus(): Promise<void>;
  /**
   * Keeps the corpus that undo or redo brought back, with the scores it had. When that left none, what is kept of the one
   * opened last is deleted, with all scores of `closed`; not so when that was left for the test set (`isLeft`).
   */
  adoptCorpus(closed: Corpus | null, isLeft?: boolean): void;
  /** Closes the corpus and deletes from this computer its rows, its review and all its scores: every model, all settings. */
  closeCorpus(): Promise<void>;
  setScoreSettings(part: Partial<CorpusSlice["scoreSettings"]>): void;
  /**
   * Shows what is stored for the corpus, model and settings in force, and stops a job that was for others. Nothing
   * happens when they are what they were at the last call: a running job goes on.
   */
  restoreScores(): Promise<void>;
  /** Scores these rows; those scored before cost nothing, unless `needsProbes` and their scores have none. */
  score(rows: readonly number[], needsProbes?: boolean): Promise<void>;
  pauseScoring(): void;
  resumeScoring(): void;
  cancelScoring(): void;
  /** Narrows or widens the selection: one step back, or with `isMoving` part of the step before. */
  select(part: Partial<CorpusFilter>, isMoving?: boolean): void;
  clearSelection(): void;
  setVarianceOf(of: VarianceOf): void;
  setSlicing(slicing: Slicing): void;
}

/**
 * How rows are scored with the model and knobs in force; a model without a bottleneck has no draws and no blend. Figures
 * say how they were scored.
 */
export function selectScoreOptions({ scoreSettings, knobs, index, modelId, corpus }: BenchState): ScoreOptions {
  if (corpus?.figures) return corpus.figures.settings;
  const isPlain = index?.models.find(({ id }) => id === modelId)?.bottleneck === false;
  const { draws, swaps } = scoreSettings;
  return { draws: isPlain ? 0 : draws, swaps, seed: knobs.seed, beta: isPlain ? null : knobs.beta };
}

/** What belongs to the rows of one corpus, before any of them is scored. */
export function freshScores(corpus: Corpus | null): Partial<BenchState> {
  const unscored = () => new Array<null>(corpus?.examples.length ?? 0).fill(null);
  const results = corpus?.figures ? listFigureScores(corpus.figures) : unscored();
  return {
    results,
    scoring: IDLE,
    ...NO_STATISTICS,
    corpusError: null,
    publishedError: null,
    plainTextFile: null,
  };
}

const clamp = (value: number, [low, high]: readonly [number, number]) => Math.min(high, Math.max(low, value));

export const createCorpusSlice: Slice<CorpusSlice> = (set, get, { corpusTools: tools, preferences }) => {
  /** Name of the newest job; batches of older ones are dropped. */
  let jobId = "";
  let numJobs = 0;
  let isRestored = false;
  /** What the browser keeps is written and deleted in turn. */
  let storing: Promise<unknown> = Promise.resolve();
  const noted = new WeakMap<Corpus, Scores>();
  /** Corpora that were left for the test set, or for that of a session, and not closed: they stay kept. */
  const left = new WeakSet<Corpus>();
  /** What `restoreScores` was last called for. */
  let restored: { readonly corpus: Corpus | null; readonly settings: string } | null = null;

  const stop = () => {
    if (jobId !== "") tools.steer(jobId, "cancel");
    jobId = "";
  };
  const makeJob = (rows: readonly number[], isStoredOnly: boolean): ScoreJob | null => {
    const { corpus, modelId } = get();
    if (corpus === null || corpus.figures || modelId === null) return null;
    jobId = `corpus-${++numJobs}`;
    const typing = selectTyping(get());
    const examples = rows.map((row) => typing(corpus.examples[row]!));
    const options = selectScoreOptions(get());
    return { jobId, modelId, corpusHash: corpus.hash, places: rows, examples, options, isStoredOnly };
  };
  /** Runs a job and takes in its batches for as long as it is the newest one. */
  const run = async (job: ScoreJob, rows: readonly number[], onProgress: (part: Partial<ScoringState>) => void) => {
    const shown = gatherScores(
      rows,
      () => get().results,
      (results) => set({ results }),
    );
    const outcome = await tools.score(job, (batch) => {
      if (job.jobId !== jobId) return;
      shown.take(batch);
      const { numDone, numTotal, rowsPerSecond, etaMs } = batch;
      onProgress({ numDone, numTotal, rowsPerSecond, etaMs });
    });
    if (job.jobId !== jobId) return null;
    shown.finish();
    return outcome;
  };
  /** The scores that are shown, to be put back when undo brings back their corpus. */
  const noteScores = () => {
    const { corpus, modelId, results } = get();
    const places = results.flatMap((result, row) => (result === null ? [] : [row]));
    if (corpus === null || corpus.figures || modelId === null || places.length === 0) return;
    const typing = selectTyping(get());
    const examples = places.map((row) => typing(corpus.examples[row]!));
    const shown = places.map((row) => results[row]!);
    const options = selectScoreOptions(get());
    noted.set(corpus, { modelId, corpusHash: corpus.hash, places, examples, options, results: shown });
  };
  /** What this computer keeps for a corpus besides its rows. */
  const findKept = async ({ hash, examples, figures }: Corpus): Promise<Kept> => {
    const kept = get().readSlices(hash);
    return {
      slices: kept === undefined ? [] : (await import("./sliceActions")).parseSlices(kept),
      mapping: figures ? NO_MAPPING : (await import("./mappingActions")).readMapping(examples, preferences),
    };
  };
  /** Puts another corpus, or none, in the place of the one that is open. A step of history when it is named. */
  const show = (corpus: Corpus | null, stepName: Said | null, kept: Kept = NOTHING_KEPT) => {
    stop();
    get().cancelPartner();
    noteScores();
    const change = { corpus, filter: { present: NOTHING_LEFT_OUT }, ...kept, ...freshScores(corpus) };
    if (stepName === null) set(change);
    else get().step(stepName, change, { view: "corpus" });
    if (corpus !== null) get().matchLink(corpus);
  };
  const open = async (read: () => Promise<Corpus | null>) => {
    isRestored = true;
    set({ isOpening: true });
    try {
      const corpus = await read();
      if (corpus !== null) {
        const kept = await findKept(corpus);
        // In one go, so that what stands open in the report stays open.
        set({ refusedReport: null });
        show(corpus, () => t("open {name}", { name: sayCorpusName(corpus) }), kept);
      }
    } catch (error) {
      set({ corpusError: messageOf(error), refusedReport: error instanceof NoRowsError ? error.report : null });
    }
    set({ isOpening: false, importProgress: null });
  };
  const onImport = (importProgress: ImportProgress) => set({ importProgress });
  /** Deletes from this computer the rows opened last, and all scores of `closed`. Says so when that fails. */
  const forget = async (closed: Corpus | null, onDone?: () => void) => {
    if (closed !== null) get().forgetSlices(closed.hash);
    const forgetting = storing.then(() =>
      Promise.allSettled([
        tools.forget(),
        ...(closed === null ? [] : [tools.forgetScores(closed.hash), get().forgetReview(closed.hash)]),
      ]),
    );
    storing = forgetting;
    const outcomes = await forgetting;
    onDone?.();
    const failed = outcomes.find((outcome) => outcome.status === "rejected");
    if (failed === undefined) return;
    const reason = messageOf(failed.reason);
    set({
      corpusError: t(
        "The corpus is closed, but part of what this browser keeps of it could not be deleted: {reason} Clear this site's data in the browser's settings.",
        { reason },
      ),
    });
  };
  const progress = (part: Partial<ScoringState>) => set({ scoring: { ...get().scoring, ...part } });
  const allRows = () => get().corpus?.examples.map((_, row) => row) ?? [];

  return {
    corpus: null,
    isOpening: false,
    corpusError: null,
    publishedError: null,
    scoreSettings: { draws: 4, swaps: 8 },
    results: [],
    scoring: IDLE,
    filter: { present: NOTHING_LEFT_OUT },
    varianceOf: "pooled",
    slicing: "pair",
    async restoreCorpus() {
      if (isRestored) return;
      isRestored = true;
      set({ isOpening: true });
      const kept = await tools.readKept().catch(() => null);
      const besides = kept === null ? NOTHING_KEPT : await findKept(kept);
      if (get().corpus === null && kept !== null) show(kept, null, besides);
      set({ isOpening: false });
      await get().showPublished();
    },
    async showPublished(isAsked = false) {
      const { corpus, modelId, isOpening, linked } = get();
      const isWaiting = linked?.status === "awaited" && linked.link.corpus?.kind === "results";
      const isOver = isAsked || isWaiting;
      const isOpen = corpus !== null && corpus.source !== "published" && !isOver;
      if (!isRestored || isOpening || isOpen || modelId === null || corpus?.figures?.model.id === modelId) return;
      const isWanted = () => get().modelId === modelId && get().corpus === corpus;
      // The other model's figures come along, so that both are compared at once.
      const { index } = get();
      const partner = index && findPartner(index, modelId);
      if (partner !== null) tools.openPublished(partner.id).catch(() => null);
      try {
        const published = await tools.openPublished(modelId);
        if (!isWanted() || (published === null && (corpus === null || isOver))) return;
        // The same rows read by another model: what is selected stays, but for a range of the other one's variance.
        const isSame = published?.figures?.corpus.sha256 === corpus?.figures?.corpus.sha256;
        const { present } = get().filter;
        const isStep = corpus !== null && corpus.source !== "published";
        if (isStep) left.add(corpus);
        show(published, isStep ? () => t("show the test set") : null);
        if (isSame) set({ filter: { present: { ...present, range: null } } });
      } catch (error) {
        if (!isWanted()) return;
        if (isOver && corpus !== null) return set({ corpusError: messageOf(error) });
        show(null, null);
        set({ publishedError: messageOf(error) });
      }
    },
    importProgress: null,
    refusedReport: null,
    async openCorpusFiles(files) {
      set({ plainTextFile: null });
      await open(() => tools.openFiles(files, onImport));
      // Plain text is no corpus, but what it names can be found.
      const [file] = files;
      if (get().corpusError !== null && files.length === 1 && /\.(txt|text|md)$/i.test(file!.name)) {
        set({ plainTextFile: file! });
      }
    },
    rereadCorpus(options) {
      const hash = get().refusedReport === null ? (get().corpus?.hash ?? null) : null;
      return open(() => tools.reread(hash, options, onImport));
    },
    cancelOpening: () => void tools.cancelOpening(),
    openDemoCorpus: () => open(() => tools.openDemo()),
    adoptCorpus(closed, isLeft = false) {
      if (isLeft && closed !== null) left.add(closed);
      stop();
      get().cancelPartner();
      const { corpus } = get();
      const scores = corpus === null ? undefined : noted.get(corpus);
      if (corpus?.source === "published" && closed !== null && left.has(closed)) return;
      if (corpus === null || corpus.source === "published") return void forget(closed);
      get().adoptReview(corpus.hash);
      const keeping = storing.then(async () => {
        await tools.keepCorpus(corpus);
        if (scores) await tools.keepScores(scores);
      });
      // What could not be kept is still on the page.
      storing = keeping.catch(() => undefined);
      void storing.then(() => {
        if (get().corpus !== corpus) return;
        restored = null; // the view may have asked before the scores were back in the store
        return get().restoreScores();
      });
    },
    async closeCorpus() {
      const { corpus } = get();
      // Closed is said when it is forgotten, so that a reload right after finds nothing.
      await forget(corpus, () =>
        show(null, () =>
          corpus === null ? t("close the corpus") : t("close {name}", { name: sayCorpusName(corpus) }),
        ),
      );
    },
    setScoreSettings({ draws, swaps }) {
      const { scoreSettings } = get();
      const next = {
        draws: draws === undefined ? scoreSettings.draws : clamp(draws, CORPUS_DRAWS_RANGE),
        swaps: swaps === undefined ? scoreSettings.swaps : clamp(swaps, SWAPS_RANGE),
      };
      const [count, gesture] = draws === undefined ? [`S ${next.swaps}`, "swaps"] : [`K ${next.draws}`, "row draws"];
      const name = () => t("{count} of the corpus", { count });
      get().step(name, { scoreSettings: next }, { view: "corpus", gesture });
    },
    async restoreScores() {
      const { corpus, modelId } = get();
      const settings = JSON.stringify([modelId, selectScoreOptions(get()), get().mapping.types]);
      if (restored?.corpus === corpus && restored?.settings === settings) return;
      restored = { corpus, settings };
      if (corpus?.figures) return;
      stop();
      const rows = allRows();
      set({ results: rows.map(() => null), scoring: IDLE, ...NO_STATISTICS });
      const job = makeJob(rows, true);
      if (job === null) return;
      try {
        await run(job, rows, () => undefined);
      } catch {
        // Nothing could be brought back; scoring says why, if it fails too.
      }
    },
    async score(rows, needsProbes = false) {
      stop();
      const made = makeJob(rows, false);
      if (made === null) return;
      const job = { ...made, needsProbes };
      set({ scoring: { ...IDLE, status: "running", numTotal: rows.length } });
      try {
        const outcome = await run(job, rows, progress);
        if (outcome !== null) progress({ status: outcome, etaMs: null });
      } catch (error) {
        if (job.jobId === jobId) progress({ status: "failed", message: messageOf(error), etaMs: null });
      }
    },
    pauseScoring() {
      if (get().scoring.status !== "running") return;
      tools.steer(jobId, "pause");
      progress({ status: "paused" });
    },
    resumeScoring() {
      if (get().scoring.status !== "paused") return;
      tools.steer(jobId, "resume");
      progress({ status: "running" });
    },
    cancelScoring() {
      const { status } = get().scoring;
      if (status !== "running" && status !== "paused") return;
      tools.steer(jobId, "cancel");
      // The worker still finishes a forward pass; the reader need not wait for it.
      progress({ status: "cancelled", etaMs: null });
    },
    select(part, isMoving = false) {
      const filter = { present: { ...get().filter.present, ...part } };
      const gesture = `select ${Object.keys(part).join()}`;
      const mergeMs = isMoving ? Infinity : -1;
      get().step(() => nameFilterStep(part), { filter }, { view: "corpus", gesture, mergeMs });
    },
    clearSelection: () =>
      get().step(() => t("clear the selection"), { filter: { present: NOTHING_LEFT_OUT } }, { view: "corpus" }),
    setVarianceOf(varianceOf) {
      const { present } = get().filter;
      // A range belongs to the quantity it was brushed on.
      const filter = present.range === null ? {} : { filter: { present: { ...present, range: null } } };
      const name = () =>
        varianceOf === "pooled"
          ? t("variance of both arguments")
          : varianceOf === "subject"
            ? t("variance of the subject")
            : t("variance of the object");
      get().step(name, { varianceOf, ...filter }, { view: "corpus" });
    },
    setSlicing(slicing) {
      const name = () =>
        slicing === "relation" ? t("cut by relation") : slicing === "pair" ? t("cut by pair") : t("cut by band");
      get().step(name, { slicing }, { view: "corpus" });
    },
  };
};

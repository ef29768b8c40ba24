/** @file The other model's scores of the open corpus, so that base and VIB can stand side by side on the same rows. */
import { t } from "../messages/translate";
import { listFigureScores } from "../analysis/figureScores";
import type { RowResult } from "../analysis/rowScore";
import type { ScoreJob } from "../worker/client";
import { selectScoreOptions, type ScoringState } from "./corpusSlice";
import { messageOf } from "./engine";
import { gatherScores } from "./gatherScores";
import { selectTyping } from "./mapping";
import { findPartner, type ModelEntry } from "./modelIndex";
import type { BenchState, Slice } from "./store";

/** Scores of the partner and what they belong to. */
export interface PartnerScores {
  /** Corpus, partner and settings; scores under another key are not shown. Empty before the first. */
  readonly key: string;
  /** One entry per row of the corpus; null while not scored. */
  readonly results: readonly (RowResult | null)[];
  /** The partner's labels in class order; null until they are known. */
  readonly labels: readonly string[] | null;
  readonly scoring: ScoringState;
}

export interface PartnerSlice {
  readonly partner: PartnerScores;
  /** Shows what is stored of the partner's scores for the corpus and settings in force; stops a job that was for others. */
  restorePartner(): Promise<void>;
  /** Loads the partner where needed and scores these rows with the settings in force; those scored before cost nothing. */
  scorePartner(rows: readonly number[]): Promise<void>;
  /** Stops loading or scoring; what has been scored stays. */
  cancelPartner(): void;
}

const IDLE: ScoringState = {
  status: "idle",
  numDone: 0,
  numTotal: 0,
  rowsPerSecond: null,
  etaMs: null,
  message: null,
};
const NOTHING: PartnerScores = { key: "", results: [], labels: null, scoring: IDLE };

/** The model that differs from the chosen one in having a bottleneck; null when there is none. */
export function selectPartnerModel({ index, modelId, corpus }: BenchState): ModelEntry | null {
  // Figures of another computer are those of one model.
  if (index === null || modelId === null || (corpus?.figures && corpus.source !== "published")) return null;
  return findPartner(index, modelId);
}

/** What the partner's scores have to belong to; empty without corpus or partner. */
export function selectPartnerKey(state: BenchState): string {
  const model = selectPartnerModel(state);
  const { corpus, mapping } = state;
  if (model === null || corpus === null) return "";
  const options = selectScoreOptions({ ...state, modelId: model.id });
  return JSON.stringify([corpus.hash, model.id, options, ...mapping.types]);
}

/** The partner's scores for what is open and set; null when they belong to something else. */
export function selectPartner(state: BenchState): PartnerScores | null {
  const key = selectPartnerKey(state);
  return key !== "" && state.partner.key === key ? state.partner : null;
}

export const createPartnerSlice: Slice<PartnerSlice> = (set, get, { corpusTools: tools, fetchJson }) => {
  /** Name of the newest job; batches of older ones are dropped. */
  let jobId = "";
  let numJobs = 0;

  const stop = () => {
    if (jobId !== "") tools.steer(jobId, "cancel");
    jobId = "";
  };
  const put = (part: Partial<PartnerScores>) => set({ partner: { ...get().partner, ...part } });
  const progress = (part: Partial<ScoringState>) => put({ scoring: { ...get().partner.scoring, ...part } });

  /** Starts anew where corpus, partner or settings are others; null when there is nothing to score for. */
  const begin = (rows: readonly number[], isStoredOnly: boolean): ScoreJob | null => {
    stop();
    const state = get();
    const model = selectPartnerModel(state);
    const { corpus } = state;
    const key = selectPartnerKey(state);
    if (model === null || corpus === null) {
      set({ partner: NOTHING });
      return null;
    }
    if (state.partner.key !== key) {
      set({ partner: { ...NOTHING, key, results: new Array<null>(corpus.examples.length).fill(null) } });
    }
    jobId = `partner-${++numJobs}`;
    const typing = selectTyping(state);
    const examples = rows.map((row) => typing(corpus.examples[row]!));
    const options = selectScoreOptions({ ...state, modelId: model.id });
    return { jobId, modelId: model.id, corpusHash: corpus.hash, places: rows, examples, options, isStoredOnly };
  };
  const run = async (job: ScoreJob, rows: readonly number[]) => {
    const shown = gatherScores(
      rows,
      () => get().partner.results,
      (results) => put({ results }),
    );
    const outcome = await tools.score(job, (batch) => {
      if (job.jobId !== jobId) return;
      shown.take(batch);
      const { numDone, numTotal, rowsPerSecond, etaMs } = batch;
      if (!job.isStoredOnly) progress({ numDone, numTotal, rowsPerSecond, etaMs });
    });
    if (job.jobId === jobId) shown.finish();
    return outcome;
  };
  /** Class ids mean labels, which two models may order differently: they are compared before any number is. */
  const learnLabels = async (modelId: string) => {
    const known = get().slots[modelId]?.info?.labels;
    const labels = known ?? (await fetchJson(`${modelId}/labels.json`));
    if (Array.isArray(labels)) put({ labels: labels.map(String) });
  };
  const loadPartner = async (modelId: string) => {
    if (get().slots[modelId]?.status !== "ready") await get().loadModel(modelId);
    const slot = get().slots[modelId];
    if (slot?.status === "cancelled") return false;
    if (slot?.status !== "ready") throw new Error(slot?.error ?? t("The model could not be loaded."));
    return true;
  };

  /** This site's figures of the same rows by the other model. */
  const showPublished = async (key: string) => {
    stop();
    set({ partner: { ...NOTHING, key } });
    const { corpus } = get();
    const model = selectPartnerModel(get());
    const published = model && (await tools.openPublished(model.id).catch(() => null));
    const figures = published?.figures;
    if (!figures || get().partner.key !== key || figures.corpus.sha256 !== corpus?.figures?.corpus.sha256) return;
    put({ results: listFigureScores(figures), labels: figures.model.labels, scoring: { ...IDLE, status: "done" } });
  };

  return {
    partner: NOTHING,
    async restorePartner() {
      const key = selectPartnerKey(get());
      if (key !== "" && get().partner.key === key) return;
      if (get().corpus?.source === "published") return showPublished(key);
      const rows = get().corpus?.examples.map((_, row) => row) ?? [];
      const job = begin(rows, true);
      if (job === null) return;
      try {
        await run(job, rows);
        const isNewest = job.jobId === jobId;
        if (isNewest && get().partner.results.some((result) => result !== null)) await learnLabels(job.modelId);
      } catch {
        // Nothing could be brought back; scoring says why, if it fails too.
      }
    },
    async scorePartner(rows) {
      const job = begin(rows, false);
      if (job === null) return;
      put({ scoring: { ...IDLE, status: "running", numTotal: rows.length } });
      const isNewest = () => job.jobId === jobId;
      try {
        const isLoaded = await loadPartner(job.modelId);
        if (!isNewest()) return;
        if (!isLoaded) return progress({ status: "cancelled" });
        await learnLabels(job.modelId);
        const outcome = await run(job, rows);
        if (isNewest()) progress({ status: outcome, etaMs: null });
      } catch (error) {
        if (isNewest()) progress({ status: "failed", message: messageOf(error), etaMs: null });
      }
    },
    cancelPartner() {
      const isRunning = get().partner.scoring.status === "running";
      stop();
      if (isRunning) progress({ status: "cancelled", etaMs: null });
    },
  };
};

/** @file Scores many rows in the background: stored rows at once, the others batch by batch behind what the page asks. */
import type { RowResult } from "../analysis/rowScore";
import { scoreExamples } from "../analysis/scoreExamples";
import type { Example } from "../data/example";
import type { NameTables } from "../data/swap/nameTables";
import { computeSha256 } from "../data/sha256";
import type { Predictor } from "../inference/predictor";
import type { Keeper } from "./keeper";
import type { Lanes } from "./lanes";
import { createBatchSizes } from "./batchSize";
import { gatherSame } from "./gatherSame";
import type { BatchListener, KeptScores, ScoreBatch, ScoreRequest, ScoringCommand } from "./protocol";
import { computeJobKey, readScores, writeScores, type ScoreAddress, type ScoreRecord } from "./scoreStore";

/** What scoring needs of the worker around it. */
export interface ScoringParts {
  readonly lanes: Lanes;
  readonly keeper: Keeper<ScoreRecord>;
  /** The loaded model; rejects with a plain message when it was not loaded. */
  findPredictor(modelId: string): Promise<Predictor>;
  /** Text of a model's config.json, which names every weight file by its hash. */
  readConfig(modelsUrl: string, modelId: string): Promise<string>;
  loadTables(namesUrl: string): Promise<NameTables>;
  /** Milliseconds of a steady clock. */
  readonly now?: () => number;
}

export interface Scoring {
  /** See InferenceService.scoreRows. */
  scoreRows(request: ScoreRequest, onBatch: BatchListener): Promise<"done" | "cancelled">;
  /** See InferenceService.steerScoring. */
  steer(jobId: string, command: ScoringCommand): void;
  /** See InferenceService.forgetScores. */
  forget(corpusHash: string): Promise<void>;
  /** See InferenceService.keepScores. */
  keep(scores: KeptScores): Promise<boolean>;
}

/** Stored rows that are sent in one message. */
const STORED_ROWS = 2000;

interface Job {
  readonly controller: AbortController;
  /** Resolves when the job may go on; null while it runs. */
  pause: { readonly until: Promise<void>; readonly resume: () => void } | null;
}

export function createScoring(parts: ScoringParts): Scoring {
  const { lanes, keeper, now = () => performance.now() } = parts;
  const jobs = new Map<string, Job>();

  const findAddress = async (
    request: Omit<ScoreRequest, "jobId" | "isStoredOnly" | "needsProbes">,
  ): Promise<ScoreAddress> => {
    const { modelsUrl, modelId, corpusHash, places, examples, options } = request;
    const jobKey = await computeJobKey(await parts.readConfig(modelsUrl, modelId), options);
    return { corpusHash, jobKey, places, examples };
  };

  /** What the model here is called by; see ModelInfo.hash. */
  const hashConfig = async ({ modelsUrl, modelId }: Pick<ScoreRequest, "modelsUrl" | "modelId">) => {
    const config = new TextEncoder().encode(await parts.readConfig(modelsUrl, modelId));
    return computeSha256(config.buffer as ArrayBuffer);
  };

  const run = async (request: ScoreRequest, job: Job, onBatch: BatchListener): Promise<void> => {
    const { examples, options } = request;
    const { signal } = job.controller;
    const address = await findAddress(request);
    const isEnough = (result: RowResult | undefined) =>
      result?.kind !== "score" || result.probes !== undefined || request.needsProbes !== true;
    const stored = (await readScores(keeper, address)).map((result) => (isEnough(result) ? result : undefined));
    const waiting = stored.flatMap((result, row) => (result === undefined ? [row] : []));
    const kept = stored.flatMap((result, row) => (result === undefined ? [] : [row]));
    let numDone = 0;
    let activeMs = 0;
    const send = async (
      rows: number[],
      results: RowResult[],
      pace: Pick<ScoreBatch, "isStored" | "rowsPerSecond" | "etaMs">,
    ) => {
      signal.throwIfAborted();
      numDone += rows.length;
      await onBatch({ rows, results, numDone, numTotal: examples.length, ...pace });
    };
    for (let first = 0; first < kept.length; first += STORED_ROWS) {
      const rows = kept.slice(first, first + STORED_ROWS);
      await send(
        rows,
        rows.map((row) => stored[row]!),
        { isStored: true, rowsPerSecond: null, etaMs: null },
      );
    }
    if (request.isStoredOnly || waiting.length === 0) return;

    const tables = options.swaps > 0 ? await parts.loadTables(request.namesUrl) : null;
    const sizes = createBatchSizes();
    const groups = gatherSame(waiting, examples);
    let numComputed = 0;
    for (let first = 0; first < groups.length;) {
      await job.pause?.until;
      signal.throwIfAborted();
      const some = groups.slice(first, first + sizes.next);
      const startedAt = now();
      const scored = await scoreBatch(
        some.map(([row]) => examples[row!]!),
        request,
        tables,
        signal,
      );
      const rows = some.flat();
      const results = some.flatMap((group, i) => group.map(() => scored[i]!));
      const [places, batch] = [rows.map((row) => address.places[row]!), rows.map((row) => examples[row]!)];
      await writeScores(keeper, { ...address, places, examples: batch }, results);
      const elapsedMs = Math.max(0.1, now() - startedAt);
      activeMs += elapsedMs;
      first += some.length;
      numComputed += rows.length;
      // What is left takes as long as groups do, not rows.
      const etaMs = (activeMs * (groups.length - first)) / first;
      await send(rows, results, { isStored: false, rowsPerSecond: (1000 * numComputed) / activeMs, etaMs });
      sizes.note(some.length, elapsedMs);
    }
  };

  /** Reads rows, their swapped versions and their probes together; every newer question comes between two passes. */
  const scoreBatch = async (
    batch: readonly Example[],
    { modelId, options }: ScoreRequest,
    tables: NameTables | null,
    signal: AbortSignal,
  ): Promise<RowResult[]> => {
    const { draws, swaps, seed, beta } = options;
    const predictor = await parts.findPredictor(modelId);
    const how = { seed, ...(beta !== null && { beta }) };
    return lanes.runBehind((letOthersIn) =>
      scoreExamples(batch, { draws, swaps, seed, tables, letOthersIn }, (examples, numDraws) =>
        predictor.predictBatch(examples, { ...how, draws: numDraws }, { signal, letOthersIn }),
      ),
    );
  };

  return {
    async scoreRows(request, onBatch) {
      jobs.get(request.jobId)?.controller.abort();
      const job: Job = { controller: new AbortController(), pause: null };
      jobs.set(request.jobId, job);
      try {
        await run(request, job, onBatch);
        return "done";
      } catch (error) {
        if (job.controller.signal.aborted) return "cancelled";
        throw error;
      } finally {
        if (jobs.get(request.jobId) === job) jobs.delete(request.jobId);
      }
    },
    steer(jobId, command) {
      const job = jobs.get(jobId);
      if (job === undefined) return;
      if (command === "pause" && job.pause === null) {
        let resume: () => void = () => undefined;
        const until = new Promise<void>((resolve) => (resume = resolve));
        job.pause = { until, resume };
        return;
      }
      if (command === "cancel") job.controller.abort();
      if (command !== "pause") {
        job.pause?.resume();
        job.pause = null;
      }
    },
    forget: (corpusHash) => keeper.deleteUnder(corpusHash),
    async keep(scores) {
      const { modelHash } = scores;
      if (modelHash !== undefined && modelHash !== (await hashConfig(scores))) return false;
      await writeScores(keeper, await findAddress(scores), scores.results);
      return true;
    },
  };
}

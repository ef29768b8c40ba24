/** @file The page's typed handle on the worker. A newer request on a lane drops the answer to the older one. */
import { t } from "../messages/translate";
import * as Comlink from "comlink";
import type { Example } from "../data/example";
import type {
  BackendName,
  ExtractedSentence,
  ExtractOptions,
  ExtractorInfo,
  ExtractProgress,
  LoadEvent,
  MentionMeans,
  ModelInfo,
  NetworkPath,
  PosteriorReading,
  PredictOptions,
  Reading,
  TensorMemory,
} from "../inference/types";
import { createAnswers } from "./answers";
import { tellLanguage } from "./language";
import type {
  BatchProgress,
  InferenceService,
  KeptScores,
  MeansProgress,
  OwnFacts,
  OwnListener,
  OwnUpload,
  ScoreBatch,
  ScoreRequest,
  ScoringCommand,
} from "./protocol";
import { readStored } from "./readStored";
import { waitForLoad } from "./waitForLoad";

export interface ClientOptions {
  /** Absolute URL of the folder that holds the model folders, with a trailing slash; `models/` beside the page. */
  readonly modelsUrl?: string;
  /** Absolute URL of the name tables; `names/names.json` beside the models folder. */
  readonly namesUrl?: string;
  /** How networks are run on WebGPU; absent: what is right for the device. */
  readonly kernels?: NetworkPath | undefined;
  /** Starts the worker; tests pass their own. */
  readonly connect?: () => Connection;
}

/** A worker and what it offers. */
export interface Connection {
  readonly service: Comlink.Remote<InferenceService>;
  /** Resolves with a reason when the worker has crashed or could not be started. */
  readonly failed: Promise<string>;
  readonly close: () => void;
}

export interface LoadOptions {
  /** Where on the ladder to start; "auto" when absent. */
  readonly backend?: BackendName | "auto";
  readonly onEvent?: (event: LoadEvent) => void;
  /** Cancels the load. */
  readonly signal?: AbortSignal;
}

export interface ManyRequest<Progress = BatchProgress> {
  readonly lane: string;
  readonly onProgress?: (progress: Progress) => void;
  /** Cancels the request. */
  readonly signal?: AbortSignal;
}

export interface ExtractRequest extends Omit<ManyRequest, "onProgress"> {
  readonly onSentences?: (progress: ExtractProgress) => void;
}

export interface InferenceClient {
  /** Loads a model. Rejects with a plain message, or with "AbortError" at once when the signal aborts. */
  load(modelId: string, options?: LoadOptions): Promise<ModelInfo>;
  /** See InferenceService.openOwn. Rejects with "AbortError" when the signal aborts. */
  openOwn(files: readonly OwnUpload[], onBytes: OwnListener, signal: AbortSignal): Promise<OwnFacts>;
  /** Frees a model in the worker; a user's own has to be opened again after that. */
  unload(modelId: string): Promise<void>;
  /**
   * Reads an example with a loaded model. With a lane, the next request on it rejects this one with "StaleError" at
   * once, and the worker stops computing it.
   */
  predict(
    modelId: string,
    example: Example,
    options: PredictOptions,
    request?: { readonly lane?: string },
  ): Promise<Reading>;
  /**
   * Reads many examples, behind every `predict`; an unreadable one gives its Error in its place. The next request on the
   * lane rejects this one with "StaleError", the signal with "AbortError", both at once. Empty in, empty out.
   */
  predictMany(
    modelId: string,
    examples: readonly Example[],
    options: PredictOptions,
    request: ManyRequest,
  ): Promise<(Reading | Error)[]>;
  /** See InferenceService.readPosterior. The next request on the lane rejects this one with "StaleError" at once. */
  readPosterior(
    modelId: string,
    example: Example,
    options: { readonly draws: number; readonly seed: number },
    request: { readonly lane: string },
  ): Promise<PosteriorReading>;
  /** See InferenceService.readMeans. Lane and signal as in `predictMany`. */
  readMeans(modelId: string, examples: readonly Example[], request: ManyRequest<MeansProgress>): Promise<MentionMeans>;
  /** See InferenceService.loadExtractor. Rejects with "AbortError" at once when the signal aborts. */
  loadExtractor(modelId: string, options?: LoadOptions): Promise<ExtractorInfo>;
  /** See InferenceService.extract. Lane and signal as in `predictMany`. */
  extract(
    modelId: string,
    text: string,
    options: ExtractOptions,
    request: ExtractRequest,
  ): Promise<ExtractedSentence[]>;
  /** See InferenceService.scoreRows. */
  scoreRows(request: ScoreJob, onBatch: (batch: ScoreBatch) => void): Promise<"done" | "cancelled">;
  /** See InferenceService.steerScoring. */
  steerScoring(jobId: string, command: ScoringCommand): void;
  /** See InferenceService.forgetScores. */
  forgetScores(corpusHash: string): Promise<void>;
  /** See InferenceService.keepScores. */
  keepScores(scores: Omit<KeptScores, "modelsUrl" | "namesUrl">): Promise<boolean>;
  /** Hears of models that moved to another backend. Returns the function that stops it. */
  onBackendChange(listener: (info: ModelInfo, reason: string) => void): () => void;
  /** See InferenceService.loseDevice. */
  loseDevice(): Promise<boolean>;
  /** See InferenceService.measureTensors; null also while no worker runs. */
  measureTensors(): Promise<TensorMemory | null>;
  /** Stops the worker; everything pending rejects. */
  dispose(): void;
}

/** A scoring request without what the client itself knows. */
export type ScoreJob = Omit<ScoreRequest, "modelsUrl" | "namesUrl">;

/** Makes a client; the worker starts with the first call, and again with the first call after a crash. */
export function createInferenceClient(options: ClientOptions = {}): InferenceClient {
  const modelsUrl = options.modelsUrl ?? new URL("models/", document.baseURI).href;
  const namesUrl = options.namesUrl ?? new URL("../names/names.json", modelsUrl).href;
  const connect = options.connect ?? connectWorker;
  const listeners = new Set<(info: ModelInfo, reason: string) => void>();
  const answers = createAnswers();
  let connection: Connection | null = null;
  let isDisposed = false;

  /** Files of users' own models by id: a worker that starts after a crash knows none of them. */
  const ownModels = new Map<string, { readonly files: readonly OwnUpload[]; readonly openedBy: Connection }>();

  const open = (): Connection => {
    if (isDisposed) throw new Error("client: expected an open client, got a closed one. Make a new one.");
    if (connection !== null) return connection;
    const opened = connect();
    connection = opened;
    void opened.failed.then((reason) => {
      if (connection !== opened) return;
      connection = null;
      opened.close();
      answers.rejectAll(t("The worker stopped ({reason}). Load the model again.", { reason }));
    });
    const tell = (info: ModelInfo, reason: string) => listeners.forEach((listener) => listener(info, reason));
    opened.service.onBackendChange(Comlink.proxy(tell)).catch(() => undefined); // a dead worker rejects the calls
    return opened;
  };

  const scoreRows: InferenceClient["scoreRows"] = async (job, onBatch) => {
    const { service } = open();
    return answers.wait(() => service.scoreRows({ ...job, modelsUrl, namesUrl }, Comlink.proxy(onBatch)));
  };

  const cancelLane = (lane: string) => {
    connection?.service.cancel(lane).catch(() => undefined); // the request has been rejected already
  };

  return {
    async load(modelId, { backend = "auto", onEvent, signal } = {}) {
      signal?.throwIfAborted();
      const connected = open();
      const { service } = connected;
      const own = ownModels.get(modelId);
      if (own !== undefined && own.openedBy !== connected) {
        await answers.wait(() =>
          service.openOwn(
            own.files,
            Comlink.proxy(() => undefined),
          ),
        );
        ownModels.set(modelId, { ...own, openedBy: connected });
      }
      return waitForLoad(answers, service, modelId, { onEvent, signal }, (report) =>
        service.load({ modelId, modelsUrl, backend, kernels: options.kernels }, report),
      );
    },

    async loadExtractor(modelId, { backend = "auto", onEvent, signal } = {}) {
      signal?.throwIfAborted();
      const { service } = open();
      return waitForLoad(answers, service, modelId, { onEvent, signal }, (report) =>
        service.loadExtractor({ modelId, modelsUrl, backend }, report),
      );
    },

    async extract(modelId, text, extractOptions, request) {
      request.signal?.throwIfAborted();
      const { service } = open();
      let isOver = false;
      let numTold = 0;
      let backend: BackendName = "cpu";
      const tell = (progress: ExtractProgress) => {
        if (isOver) return;
        ({ numDone: numTold, backend } = progress);
        request.onSentences?.(progress);
      };
      const report = Comlink.proxy(tell);
      try {
        const all = await answers.waitLong(request, cancelLane, () =>
          service.extract(modelId, text, extractOptions, request.lane, report),
        );
        // The answer comes by another port and may overtake the last reports.
        const numTotal = all.length;
        if (numTold < numTotal) tell({ sentences: all.slice(numTold), numDone: numTotal, numTotal, backend });
        return all;
      } finally {
        isOver = true;
      }
    },

    async openOwn(files, onBytes, signal) {
      const connected = open();
      const cancel = () => void connected.service.cancelOwn().catch(() => undefined);
      signal.addEventListener("abort", cancel, { once: true });
      try {
        const facts = await answers.wait(() => connected.service.openOwn(files, Comlink.proxy(onBytes)));
        signal.throwIfAborted();
        ownModels.set(facts.id, { files, openedBy: connected });
        return facts;
      } finally {
        signal.removeEventListener("abort", cancel);
      }
    },

    async unload(modelId) {
      ownModels.delete(modelId);
      await connection?.service.unload(modelId);
    },

    async predict(modelId, example, predictOptions, { lane } = {}) {
      const { service } = open();
      return answers.waitOn(lane, () => service.predict(modelId, example, predictOptions, lane));
    },

    async predictMany(modelId, examples, predictOptions, request) {
      request.signal?.throwIfAborted();
      const { service } = open();
      let isOver = false;
      let numTold = 0;
      const tell = (progress: BatchProgress) => {
        if (isOver) return;
        numTold = progress.numDone;
        request.onProgress?.(progress);
      };
      const report = Comlink.proxy(tell);
      try {
        const all = await answers.waitLong(request, cancelLane, () =>
          service.predictMany(modelId, examples, predictOptions, request.lane, report),
        );
        // The answer comes by another port and may overtake the last report.
        const [numTotal, from] = [all.length, numTold];
        if (from < numTotal) tell({ from, results: all.slice(from), numDone: numTotal, numTotal });
        return all;
      } finally {
        isOver = true;
      }
    },

    async readPosterior(modelId, example, options, { lane }) {
      const { service } = open();
      return answers.waitOn(lane, () => service.readPosterior(modelId, example, options, lane));
    },

    async readMeans(modelId, examples, request) {
      request.signal?.throwIfAborted();
      const { service } = open();
      const report = Comlink.proxy((progress: MeansProgress) => request.onProgress?.(progress));
      return answers.waitLong(request, cancelLane, () => service.readMeans(modelId, examples, request.lane, report));
    },

    scoreRows: (job, onBatch) => (job.isStoredOnly ? readStored(scoreRows, job, onBatch) : scoreRows(job, onBatch)),

    steerScoring(jobId, command) {
      connection?.service.steerScoring(jobId, command).catch(() => undefined); // a dead worker has stopped already
    },

    async forgetScores(corpusHash) {
      await open().service.forgetScores(corpusHash);
    },

    async keepScores(scores) {
      return open().service.keepScores({ ...scores, modelsUrl, namesUrl });
    },

    onBackendChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    async loseDevice() {
      return open().service.loseDevice();
    },

    measureTensors: async () => (connection === null ? null : answers.wait(() => connection!.service.measureTensors())),

    dispose() {
      isDisposed = true;
      connection?.close();
      connection = null;
      answers.rejectAll("client: expected an open client, got a closed one. Make a new one.");
    },
  };
}

/** Starts the real worker. */
function connectWorker(): Connection {
  const worker = new Worker(new URL("./inference.worker.ts", import.meta.url), { type: "module", name: "inference" });
  const failed = new Promise<string>((resolve) => {
    worker.addEventListener("error", (event) => resolve(event.message || t("its script could not be loaded")));
    worker.addEventListener("messageerror", () => resolve(t("a message could not be read")));
  });
  const stopTelling = tellLanguage(worker);
  const close = () => {
    stopTelling();
    worker.terminate();
  };
  return { service: Comlink.wrap<InferenceService>(worker), failed, close };
}

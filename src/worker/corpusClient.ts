/** @file The page's handle on the corpus worker, which starts with the first call. */
import * as Comlink from "comlink";
import type { CorpusAnalysis, CorpusQuestion } from "../analysis/corpusAnalysis";
import type { CorpusService } from "./corpusService";
import type { OpenOutcome } from "./protocol";
import { packColumns } from "./packColumns";

/** CorpusService as the page calls it: every method answers later. */
export type CorpusClient = {
  [Method in Exclude<keyof CorpusService, "analyse">]: (
    ...args: Parameters<CorpusService[Method]>
  ) => Promise<Awaited<ReturnType<CorpusService[Method]>>>;
} & {
  /** Sends the columns only when they are others than those of the last question. */
  analyse(question: CorpusQuestion): Promise<CorpusAnalysis>;
};

/** Calls reject with a plain message when the worker cannot be started or stops; the next call starts another. */
export function createCorpusClient(connect: () => Worker = connectWorker): CorpusClient {
  let running: { service: Comlink.Remote<CorpusService>; failed: Promise<never> } | null = null;
  /** The columns the running worker has. */
  let sent: { readonly service: object; readonly columns: object } | null = null;
  let columnsId = 0;

  const open = () => {
    if (running !== null) return running;
    const worker = connect();
    const failed = new Promise<never>((_, reject) => {
      worker.addEventListener("error", ({ message }) => {
        running = null;
        worker.terminate();
        reject(new Error(`The statistics stopped (${message || "their script could not be loaded"}). Try again.`));
      });
    });
    failed.catch(() => undefined); // reported by whoever waits
    return (running = { service: Comlink.wrap<CorpusService>(worker), failed });
  };
  const ask = <T>(call: (service: Comlink.Remote<CorpusService>) => Promise<T>): Promise<T> => {
    const { service, failed } = open();
    return Promise.race([call(service), failed]);
  };

  return {
    openFiles: (files, onProgress) =>
      ask<OpenOutcome>((service) => service.openFiles(files, Comlink.proxy(onProgress))),
    reread: (hash, options, onProgress) =>
      ask<OpenOutcome>((service) => service.reread(hash, options, Comlink.proxy(onProgress))),
    cancelOpening: () => ask((service) => service.cancelOpening()),
    openUrl: (url, name) => ask((service) => service.openUrl(url, name)),
    readUrl: (url, name) => ask((service) => service.readUrl(url, name)),
    openPublished: (resultsUrl, modelId) => ask((service) => service.openPublished(resultsUrl, modelId)),
    readKept: () => ask((service) => service.readKept()),
    keep: (corpus) => ask((service) => service.keep(corpus)),
    forget: () => ask((service) => service.forget()),
    countNames: (url, names) => ask((service) => service.countNames(url, names)),
    correlateNames: (names, seed) => ask((service) => service.correlateNames(names, seed)),
    fitPlane: (means, seed) => ask((service) => service.fitPlane(means, seed)),
    placeMentions: (questions) => ask((service) => service.placeMentions(questions)),
    analyse: ({ columns, ...question }) =>
      ask((service) => {
        if (sent?.service === service && sent.columns === columns) {
          return service.analyse({ ...question, columnsId, columns: null });
        }
        sent = { service, columns };
        return service.analyse({ ...question, columnsId: ++columnsId, columns: packColumns(columns) });
      }),
  };
}

function connectWorker(): Worker {
  return new Worker(new URL("./corpus.worker.ts", import.meta.url), { type: "module", name: "corpus" });
}

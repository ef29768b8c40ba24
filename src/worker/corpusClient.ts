/** @file The page's handle on the corpus worker, which starts with the first call. */
import { t } from "../messages/translate";
import * as Comlink from "comlink";
import type { CorpusAnalysis, CorpusQuestion } from "../analysis/corpusAnalysis";
import type { ReadOptions } from "../data/formats/format";
import type { Corpus } from "../data/readCorpus";
import type { CorpusService } from "./corpusService";
import { tellLanguage } from "./language";
import type { CorpusHead, ExportOutcome, OpenOutcome, ProgressListener, RowListener } from "./protocol";
import { packColumns } from "./packColumns";
import { receiveRows } from "./sendCorpus";

/** Methods that hand over rows before they answer. */
type Sending = "openFiles" | "reread" | "openUrl" | "readUrl" | "openPublished" | "readKept";

/** A call that hands over rows before its answer. */
type Send<T> = (service: Comlink.Remote<CorpusService>, onRows: RowListener) => Promise<T>;

/** CorpusService as the page calls it: every method answers later, a corpus with its rows. */
export type CorpusClient = {
  [Method in Exclude<keyof CorpusService, "analyse" | Sending>]: (
    ...args: Parameters<CorpusService[Method]>
  ) => Promise<Awaited<ReturnType<CorpusService[Method]>>>;
} & {
  openFiles(files: readonly File[], onProgress: ProgressListener): Promise<OpenOutcome>;
  reread(hash: string | null, options: ReadOptions, onProgress: ProgressListener): Promise<OpenOutcome>;
  openUrl(url: string, name: string): Promise<Corpus>;
  readUrl(url: string, name: string): Promise<Corpus>;
  openPublished(resultsUrl: string, modelId: string): Promise<Corpus | null>;
  readKept(): Promise<Corpus | null>;
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
        reject(
          new Error(
            t("The statistics stopped ({reason}). Try again.", {
              reason: message || t("their script could not be loaded"),
            }),
          ),
        );
      });
    });
    failed.catch(() => undefined); // reported by whoever waits
    return (running = { service: Comlink.wrap<CorpusService>(worker), failed });
  };
  const ask = <T>(call: (service: Comlink.Remote<CorpusService>) => Promise<T>): Promise<T> => {
    const { service, failed } = open();
    return Promise.race([call(service), failed]);
  };
  const receive = <T>(send: Send<T>) => receiveRows((onRows) => ask((service) => send(service, Comlink.proxy(onRows))));
  const receiveOutcome = async (send: Send<OpenOutcome<CorpusHead>>): Promise<OpenOutcome> => {
    const { answer, examples } = await receive(send);
    return answer.kind === "corpus" ? { ...answer, corpus: { ...answer.corpus, examples } } : answer;
  };
  const receiveCorpus = async (send: Send<CorpusHead>): Promise<Corpus> => {
    const { answer, examples } = await receive(send);
    return { ...answer, examples };
  };
  const receiveIfAny = async (send: Send<CorpusHead | null>): Promise<Corpus | null> => {
    const { answer, examples } = await receive(send);
    return answer && { ...answer, examples };
  };

  return {
    openFiles: (files, onProgress) =>
      receiveOutcome((service, onRows) => service.openFiles(files, Comlink.proxy(onProgress), onRows)),
    reread: (hash, options, onProgress) =>
      receiveOutcome((service, onRows) => service.reread(hash, options, Comlink.proxy(onProgress), onRows)),
    cancelOpening: () => ask((service) => service.cancelOpening()),
    exportCorpus: (request, onStage) =>
      ask<ExportOutcome>((service) => service.exportCorpus(request, Comlink.proxy(onStage))),
    cancelExport: () => ask((service) => service.cancelExport()),
    openUrl: (url, name) => receiveCorpus((service, onRows) => service.openUrl(url, name, onRows)),
    readUrl: (url, name) => receiveCorpus((service, onRows) => service.readUrl(url, name, onRows)),
    openPublished: (resultsUrl, modelId) =>
      receiveIfAny((service, onRows) => service.openPublished(resultsUrl, modelId, onRows)),
    readKept: () => receiveIfAny((service, onRows) => service.readKept(onRows)),
    keep: (corpus) => ask((service) => service.keep(corpus)),
    forget: () => ask((service) => service.forget()),
    readReview: (hash) => ask((service) => service.readReview(hash)),
    changeReview: (hash, changes) => ask((service) => service.changeReview(hash, changes)),
    forgetReview: (hash) => ask((service) => service.forgetReview(hash)),
    computeAgreement: (ratings, seed) => ask((service) => service.computeAgreement(ratings, seed)),
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
  const worker = new Worker(new URL("./corpus.worker.ts", import.meta.url), { type: "module", name: "corpus" });
  tellLanguage(worker);
  return worker;
}

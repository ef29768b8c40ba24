/** @file Where batches are computed: in this thread, or side by side in worker threads that each load the model. */
import { Worker } from "node:worker_threads";
import type { ParsedRow } from "../data/formats/parsedFile";
import { loadModel } from "../inference/loadModel";
import type { PredictOptions } from "../inference/types";
import { startNodeBackend } from "./backend";
import { createFileSource } from "./files";
import type { NodeBackend } from "./predictArguments";
import { predictRows, type OutputRow } from "./predictRows";

/** What every batch of a run has in common. */
export interface LaneOptions {
  readonly modelId: string;
  readonly backend: NodeBackend;
  readonly options: PredictOptions;
}

/** One engine that computes a batch at a time. */
export interface Lane {
  readonly hasBottleneck: boolean;
  predict(rows: readonly ParsedRow[]): Promise<OutputRow[]>;
  close(): Promise<void>;
}

/** What a worker thread says: first that it is ready, then one answer for each batch. */
export type ThreadMessage =
  | { readonly kind: "ready"; readonly hasBottleneck: boolean }
  | { readonly kind: "rows"; readonly rows: readonly OutputRow[] }
  | { readonly kind: "failure"; readonly message: string };

/** Loads the model in this thread. Rejects with a plain message. */
export async function openLane({ modelId, backend, options }: LaneOptions): Promise<Lane> {
  const rung = await startNodeBackend(backend);
  const predictor = await loadModel({ source: createFileSource(), modelId, rungs: [rung], backend });
  return {
    hasBottleneck: predictor.info.hasBottleneck,
    predict: (rows) => predictRows(predictor, rows, options),
    close: async () => predictor.dispose(),
  };
}

/** Loads the model in a worker thread. Rejects with a plain message; a thread that dies rejects the batch it is on. */
export async function openThreadLane(laneOptions: LaneOptions): Promise<Lane> {
  const worker = new Worker(new URL("./laneThread.mjs", import.meta.url), { workerData: laneOptions });
  let waiting = { resolve: (_message: ThreadMessage) => {}, reject: (_error: unknown) => {} };
  const nextMessage = () => new Promise<ThreadMessage>((resolve, reject) => (waiting = { resolve, reject }));
  worker.on("message", (message: ThreadMessage) => {
    if (message.kind === "failure") waiting.reject(new Error(message.message));
    else waiting.resolve(message);
  });
  worker.on("error", (error) => waiting.reject(error));
  worker.on("exit", (code) => waiting.reject(new Error(`predict: a worker thread ended with code ${code}.`)));
  const ready = await nextMessage();
  return {
    hasBottleneck: ready.kind === "ready" && ready.hasBottleneck,
    async predict(rows) {
      const answer = nextMessage();
      worker.postMessage(rows);
      const message = await answer;
      return message.kind === "rows" ? [...message.rows] : [];
    },
    async close() {
      await worker.terminate();
    },
  };
}

/** Gives batches to whichever lane is free, in order; `onBatch` hears of each as it is done. */
export async function runBatches(
  lanes: readonly Lane[],
  batches: readonly (readonly ParsedRow[])[],
  onBatch: (index: number, rows: readonly OutputRow[]) => void,
): Promise<void> {
  let next = 0;
  await Promise.all(
    lanes.map(async (lane) => {
      while (next < batches.length) {
        const index = next++;
        onBatch(index, await lane.predict(batches[index]!));
      }
    }),
  );
}

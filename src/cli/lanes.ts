/** @file Where batches are computed: in this thread, or side by side in worker threads that each load the model. */
import { Worker } from "node:worker_threads";
import type { ParsedRow } from "../data/formats/parsedFile";
import { loadModel } from "../inference/loadModel";
import { startNodeBackend } from "./backend";
import { createFileSource } from "./files";
import type { NodeBackend } from "./flags";
import { isOwnFolder, loadOwnFolder } from "./ownFolder";
import { answerRows, type LanePredictor, type LaneTask, type TaskAnswer } from "./laneTasks";

/** What every batch of a run has in common. */
export interface LaneOptions<Task extends LaneTask = LaneTask> {
  readonly modelId: string;
  readonly backend: NodeBackend;
  readonly task: Task;
}

/** One engine that computes a batch at a time. */
export interface Lane<Answer> {
  readonly info: LanePredictor["info"];
  /** One answer for each row, in order. */
  answer(rows: readonly ParsedRow[]): Promise<Answer[]>;
  close(): Promise<void>;
}

/** What a worker thread says: first that it is ready, then one answer for each batch. */
export type ThreadMessage =
  | { readonly kind: "ready"; readonly info: LanePredictor["info"] }
  | { readonly kind: "rows"; readonly rows: readonly TaskAnswer<LaneTask>[] }
  | { readonly kind: "failure"; readonly message: string };

/** Opens lanes: one in this thread, several in worker threads. */
export async function openLanes<Task extends LaneTask>(
  options: LaneOptions<Task>,
  numLanes: number,
): Promise<Lane<TaskAnswer<Task>>[]> {
  if (numLanes === 1) return [await openLane(options)];
  return Promise.all(Array.from({ length: numLanes }, () => openThreadLane(options)));
}

/** Loads the model in this thread. Rejects with a plain message. */
export async function openLane<Task extends LaneTask>({
  modelId,
  backend,
  task,
}: LaneOptions<Task>): Promise<Lane<TaskAnswer<Task>>> {
  const predictor = await openPredictor(modelId, backend);
  return {
    info: predictor.info,
    answer: (rows) => answerRows(predictor, rows, task),
    close: async () => predictor.dispose(),
  };
}

async function openPredictor(modelId: string, backend: NodeBackend): Promise<LanePredictor> {
  if (isOwnFolder(modelId)) return loadOwnFolder(modelId, backend);
  if (backend === "torch") return (await import("./torchPredictor")).openTorchPredictor(modelId);
  const rung = await startNodeBackend(backend);
  return loadModel({ source: createFileSource(), modelId, rungs: [rung], backend });
}

/** Loads the model in a worker thread. Rejects with a plain message; a thread that dies rejects the batch it is on. */
async function openThreadLane<Task extends LaneTask>(laneOptions: LaneOptions<Task>): Promise<Lane<TaskAnswer<Task>>> {
  const worker = new Worker(new URL("./laneThread.mjs", import.meta.url), { workerData: laneOptions });
  let waiting = { resolve: (_message: ThreadMessage) => {}, reject: (_error: unknown) => {} };
  const nextMessage = () => new Promise<ThreadMessage>((resolve, reject) => (waiting = { resolve, reject }));
  worker.on("message", (message: ThreadMessage) => {
    if (message.kind === "failure") waiting.reject(new Error(message.message));
    else waiting.resolve(message);
  });
  worker.on("error", (error) => waiting.reject(error));
  worker.on("exit", (code) =>
    waiting.reject(new Error(`${laneOptions.task.kind}: a worker thread ended with code ${code}.`)),
  );
  const ready = await nextMessage();
  if (ready.kind !== "ready")
    throw new Error(`${laneOptions.task.kind}: a worker thread answered before it was asked.`);
  return {
    info: ready.info,
    async answer(rows) {
      const answer = nextMessage();
      worker.postMessage(rows);
      const message = await answer;
      return message.kind === "rows" ? ([...message.rows] as TaskAnswer<Task>[]) : [];
    },
    async close() {
      await worker.terminate();
    },
  };
}

/** Gives batches to whichever lane is free, in order; `onBatch` hears of each as it is done. */
export async function runBatches<Answer>(
  lanes: readonly Lane<Answer>[],
  batches: readonly (readonly ParsedRow[])[],
  onBatch: (index: number, answers: readonly Answer[]) => void,
): Promise<void> {
  let next = 0;
  await Promise.all(
    lanes.map(async (lane) => {
      while (next < batches.length) {
        const index = next++;
        onBatch(index, await lane.answer(batches[index]!));
        // A lane in this thread leaves no other moment in which Ctrl+C could be heard.
        await new Promise((resolve) => setImmediate(resolve));
      }
    }),
  );
}

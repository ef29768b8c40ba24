/** @file Entry of a worker thread: loads the model it is told to, then answers batches of rows. */
import { parentPort, workerData } from "node:worker_threads";
import type { ParsedRow } from "../data/formats/parsedFile";
import { openLane, type LaneOptions, type ThreadMessage } from "./lanes";

const send = (message: ThreadMessage) => parentPort!.postMessage(message);
const fail = (error: unknown) =>
  send({ kind: "failure", message: error instanceof Error ? error.message : String(error) });

openLane(workerData as LaneOptions).then((lane) => {
  parentPort!.on("message", (rows: readonly ParsedRow[]) => {
    lane.answer(rows).then((answers) => send({ kind: "rows", rows: answers }), fail);
  });
  send({ kind: "ready", info: lane.info });
}, fail);

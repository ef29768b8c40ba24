/** @file Asks for the kept scores of a whole corpus, some rows at a time: each question takes its rows along. */
import type { InferenceClient, ScoreJob } from "./client";
import type { BatchListener } from "./protocol";

/** Rows whose kept scores are asked for in one message: a few milliseconds of the page's time. */
const ROWS_PER_QUESTION = 2048;

/** As `scoreRows` for a job that `isStoredOnly`, in parts. */
export async function readStored(
  scoreRows: InferenceClient["scoreRows"],
  job: ScoreJob,
  onBatch: BatchListener,
): Promise<"done" | "cancelled"> {
  const numTotal = job.places.length;
  let numDone = 0;
  for (let first = 0; first < numTotal; first += ROWS_PER_QUESTION) {
    const part = <T>(list: readonly T[]) => list.slice(first, first + ROWS_PER_QUESTION);
    const asked = { ...job, places: part(job.places), examples: part(job.examples) };
    const outcome = await scoreRows(asked, (batch) => {
      numDone += batch.rows.length;
      void onBatch({ ...batch, rows: batch.rows.map((row) => first + row), numDone, numTotal });
    });
    if (outcome === "cancelled") return outcome;
  }
  return "done";
}

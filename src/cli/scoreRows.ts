/** @file Scores the rows of a file: in threads, with progress, and with a checkpoint beside the output. */
import type { RowResult } from "../analysis/rowScore";
import type { ParsedRow } from "../data/formats/parsedFile";
import { computeSha256, hashText } from "../data/sha256";
import { openCheckpoint } from "./checkpoint";
import { createFileSource, readInput } from "./files";
import { openLanes } from "./lanes";
import { isOwnFolder, openOwnFolder } from "./ownFolder";
import type { LanePredictor, ScoreTask } from "./laneTasks";
import { createProgress } from "./progress";
import type { ScoringArguments } from "./scoringArguments";
import { onStop } from "./stop";
import { answerInOrder, chooseModel, chooseNumLanes, sortIntoBatches } from "./work";

/** Each row is read once for itself, once for each draw and once for each swapped version. */
const ROWS_PER_BATCH = 8;

/** What a score holds; raised when that changes, so that a run does not go on from scores that lack something. */
const KEPT = 2;

export interface ScoredFile {
  /** One for each row, in order; a row that could not be read has its reason. */
  readonly results: readonly RowResult[];
  readonly info: LanePredictor["info"];
  /** SHA-256 of the input file. */
  readonly sha256: string;
  readonly numUnreadable: number;
  /** Deletes the checkpoint; called when the output is written. */
  finish(): void;
}

/**
 * Scores `rows` of the file that `flags` names. What is done stands in OUTPUT.partial, which a run of the same work goes on
 * from, whichever command began it. Rejects with a plain message, also when no row could be read.
 */
export async function scoreRows(
  command: string,
  rows: readonly ParsedRow[],
  flags: ScoringArguments,
): Promise<ScoredFile> {
  const modelId = await chooseModel(flags.model);
  const { draws, swaps, seed, beta, backend } = flags;
  const task: ScoreTask = { kind: "score", options: { draws, swaps, seed, ...(beta !== undefined && { beta }) } };
  const [sha256, modelSha] = await Promise.all([
    computeSha256(new Uint8Array(readInput(flags.input)).buffer),
    isOwnFolder(modelId)
      ? openOwnFolder(modelId).then(({ hash }) => hash)
      : createFileSource().readConfig(modelId).then(hashText),
  ]);
  const key = JSON.stringify([KEPT, sha256, rows.length, modelId, modelSha, task.options, backend]);
  const path = `${flags.output}.partial`;
  const checkpoint = openCheckpoint<RowResult>(path, key);
  let numDone = checkpoint.done.size;
  const waiting = [...rows.keys()].filter((place) => !checkpoint.done.has(place));
  const batches = sortIntoBatches(rows, waiting, ROWS_PER_BATCH);
  const numLanes = Math.max(1, chooseNumLanes(flags, waiting.length, ROWS_PER_BATCH));
  const stopListening = onStop(
    () =>
      `${command}: stopped. ${numDone} of ${rows.length} rows are kept in ${path}: the same command goes on from there.`,
  );
  try {
    const lanes = await openLanes({ modelId, backend, task }, numLanes);
    try {
      const progress = createProgress(command, waiting.length);
      if (numDone > 0) {
        process.stderr.write(`${command}: ${numDone} of ${rows.length} rows were scored by an earlier run.\n`);
      }
      const results = await answerInOrder(lanes, rows, batches, (places, answers) => {
        checkpoint.add(places, answers);
        numDone += places.length;
        progress.advance(places.length);
      });
      for (const [place, result] of checkpoint.done) results[place] = result;
      const reasons = results.flatMap((result) => (result.kind === "unreadable" ? [result.error] : []));
      if (reasons.length === rows.length) {
        throw new Error(
          `${flags.input}: none of its ${rows.length} rows could be read. The first problem: ${reasons[0]}`,
        );
      }
      progress.finish(`${modelId} on ${backend}${numLanes > 1 ? ` in ${numLanes} threads` : ""}`, reasons.length);
      const { info } = lanes[0]!;
      return { results, info, sha256, numUnreadable: reasons.length, finish: () => checkpoint.remove() };
    } finally {
      await Promise.all(lanes.map((lane) => lane.close()));
    }
  } finally {
    stopListening();
  }
}

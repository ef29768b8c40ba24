/** @file What a lane does with a batch of rows: predict them, or score them with their swapped versions. */
import type { RowResult } from "../analysis/rowScore";
import { scoreExamples } from "../analysis/scoreExamples";
import type { ParsedRow } from "../data/formats/parsedFile";
import type { Predictor } from "../inference/predictor";
import type { ModelInfo, PredictOptions } from "../inference/types";
import { readNameTables } from "./nameTables";
import { predictRows, type OutputRow } from "./predictRows";

export interface PredictTask {
  readonly kind: "predict";
  readonly options: PredictOptions;
}
export interface ScoreTask {
  readonly kind: "score";
  readonly options: PredictOptions & { readonly swaps: number };
}
/** What a lane needs of a model. */
export interface LanePredictor extends Pick<Predictor, "predictBatch" | "dispose"> {
  readonly info: Pick<
    ModelInfo,
    "id" | "title" | "labels" | "negative" | "hasBottleneck" | "beta" | "typesRead" | "hash"
  >;
}

export type LaneTask = PredictTask | ScoreTask;
export type TaskAnswer<Task extends LaneTask> = Task extends PredictTask ? OutputRow : RowResult;

/** One answer for each row, in order; an unreadable row gets its reason. */
export async function answerRows<Task extends LaneTask>(
  predictor: LanePredictor,
  rows: readonly ParsedRow[],
  task: Task,
): Promise<TaskAnswer<Task>[]> {
  const answers =
    task.kind === "predict" ? predictRows(predictor, rows, task.options) : scoreRows(predictor, rows, task);
  return (await answers) as TaskAnswer<Task>[];
}

async function scoreRows(
  predictor: LanePredictor,
  rows: readonly ParsedRow[],
  { options: { swaps, ...how } }: ScoreTask,
): Promise<RowResult[]> {
  const tables = swaps > 0 ? await readNameTables() : null;
  const examples = rows.flatMap(({ content }) => ("example" in content ? [content.example] : []));
  const results = await scoreExamples(examples, { ...how, swaps, tables }, (some, draws) =>
    predictor.predictBatch(some, { ...how, draws }),
  );
  let next = 0;
  return rows.map(({ content }) =>
    "error" in content ? { kind: "unreadable", error: content.error } : results[next++]!,
  );
}

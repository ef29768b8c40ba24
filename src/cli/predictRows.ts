/** @file From parsed rows to output rows, on one loaded model. */
import type { ParsedRow } from "../data/formats/parsedFile";
import type { PredictOptions } from "../inference/types";
import type { LanePredictor } from "./laneTasks";
import { createPredictionRow, type PredictionRow } from "./predictionRow";

/** A row that could not be read, and why. */
export interface ErrorRow {
  readonly id: string | number;
  readonly error: string;
}
export type OutputRow = PredictionRow | ErrorRow;

/** Predicts rows in one batch. An unreadable row gives an ErrorRow in its place. Empty in, empty out. */
export async function predictRows(
  predictor: LanePredictor,
  rows: readonly ParsedRow[],
  options: PredictOptions,
): Promise<OutputRow[]> {
  const examples = rows.flatMap(({ content }) => ("example" in content ? [content.example] : []));
  const readings = await predictor.predictBatch(examples, options);
  let next = 0;
  return rows.map(({ id, content }): OutputRow => {
    if ("error" in content) return { id, error: content.error };
    const reading = readings[next++]!;
    if (reading instanceof Error) return { id, error: reading.message };
    return createPredictionRow(id, content.example.relation ?? null, predictor.info.labels, reading);
  });
}

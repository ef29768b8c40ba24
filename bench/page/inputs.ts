/** @file The inputs of the ONNX model by name, all int64, as training/entitybias/onnx_export.py declares them. */
import type { Batch } from "./batch";

/** One input: its values and its shape. */
export interface NamedInput {
  readonly values: BigInt64Array;
  readonly dims: number[];
}

const toLong = (values: ArrayLike<number>) => BigInt64Array.from(Array.from(values, (value) => BigInt(value)));

/** A batch as the model's inputs. */
export function nameInputs(batch: Batch): Record<string, NamedInput> {
  const { numRows, numTokens, subjectPositions, objectPositions } = batch;
  const dims = [numRows, numTokens];
  const markers = Array.from(subjectPositions, (subject, row) => [subject, objectPositions[row] ?? 0]).flat(); // [N, 2]
  return {
    input_ids: { values: toLong(batch.inputIds), dims },
    attention_mask: { values: new BigInt64Array(numRows * numTokens).fill(1n), dims },
    entity_mask: { values: toLong(batch.entityMask), dims },
    markers: { values: toLong(markers), dims: [numRows, 2] },
  };
}

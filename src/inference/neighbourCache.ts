/**
 * @file The neighbours of argument tokens, kept by token id: a sum over the whole word table is worth keeping while
 * somebody types.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { TokenPlan } from "../model/batch";
import { runNeighbours } from "../model/neighbours";
import { isPackedTable } from "../model/kernels/packedLinear";
import type { RunningModel } from "./forward";

/** Tokens kept per model; at 384 numbers each, 6 MB. When they are more, all are forgotten. */
const MOST_KEPT = 4096;
/** Tokens of one sum over the table: bounds its scratch memory. */
const AT_ONCE = 64;

/** By the parameters of a model. */
const kept = new WeakMap<object, Map<number, Float32Array>>();

/**
 * N of every argument token of a batch, [E * D]; null for a model without this treatment. The backend must be set.
 * Leaves no tensor behind.
 */
export async function readNeighbours(
  { config, parameters }: RunningModel,
  { inputIds, entityIndex }: TokenPlan,
): Promise<Float32Array | null> {
  if (config.entityTreatment.kind !== "scm") return null;
  let known = kept.get(parameters);
  if (known === undefined || known.size > MOST_KEPT) kept.set(parameters, (known = new Map<number, Float32Array>()));
  const { word } = parameters.embeddings;
  if (isPackedTable(word)) throw new Error("internal: readNeighbours: expected a word table in float32, got int8.");
  const width = config.encoder.hiddenSize;
  const tokens = Array.from(entityIndex, (place) => inputIds[place]!);
  const missing = [...new Set(tokens)].filter((id) => !known.has(id));
  for (let first = 0; first < missing.length; first += AT_ONCE) {
    const ids = missing.slice(first, first + AT_ONCE);
    const found = runNeighbours(word, Int32Array.from(ids)); // [U, D]
    try {
      const values = await found.data<"float32">();
      ids.forEach((id, i) => known.set(id, values.slice(i * width, (i + 1) * width)));
    } finally {
      tf.dispose(found);
    }
  }
  const joined = new Float32Array(tokens.length * width);
  tokens.forEach((id, rank) => joined.set(known.get(id)!, rank * width));
  return joined;
}

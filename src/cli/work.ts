/** @file What every command that computes has to do: rows of a file, a model, threads, batches. */
import { availableParallelism } from "node:os";
import type { ParsedRow } from "../data/formats/parsedFile";
import { readModelIndex } from "./files";
import { UsageError, type InputFormat, type NodeBackend } from "./flags";
import { runBatches, type Lane } from "./lanes";
import { isOwnFolder } from "./ownFolder";
import { readCorpusRows } from "./readCorpusRows";

const MAX_DEFAULT_THREADS = 4;

/** The first `limit` rows of a file; how they were read goes to standard error. Rejects with a plain message. */
export async function readRows(input: string, format: InputFormat, limit = Infinity): Promise<ParsedRow[]> {
  const { rows, lines } = await readCorpusRows(input, { decisions: format === null ? {} : { format } }, limit);
  for (const line of lines) process.stderr.write(`${input}: ${line}\n`);
  return rows;
}

/** The model asked for, by id or as a folder of one's own, or the default one. Throws UsageError for neither. */
export async function chooseModel(wanted: string | null): Promise<string> {
  if (wanted !== null && isOwnFolder(wanted)) return wanted;
  const index = await readModelIndex();
  const id = wanted ?? index.default;
  if (index.models.some((model) => model.id === id)) return id;
  const known = index.models.map((model) => model.id).join(", ");
  throw new UsageError(`--model: expected one of ${known}, or a folder with a model of your own, got "${id}".`);
}

/** A thread pays for loading the model only when it gets a few batches. A GPU is shared by nobody, and PyTorch is a process of its own. */
export function chooseNumLanes(
  { backend, threads }: { readonly backend: NodeBackend; readonly threads: number | null },
  numRows: number,
  rowsPerBatch: number,
): number {
  if (numRows === 0) return 0;
  if (backend === "webgpu" || backend === "torch") return 1;
  const wanted = threads ?? Math.min(availableParallelism(), MAX_DEFAULT_THREADS);
  return Math.max(1, Math.min(wanted, Math.ceil(numRows / (2 * rowsPerBatch))));
}

/** Places of rows in batches of similar length, the longest first. */
export function sortIntoBatches(
  rows: readonly ParsedRow[],
  places: Iterable<number>,
  rowsPerBatch: number,
): number[][] {
  const length = ({ content }: ParsedRow) => ("example" in content ? content.example.text.length : 0);
  const order = [...places].sort((a, b) => length(rows[b]!) - length(rows[a]!));
  const batches: number[][] = [];
  for (let i = 0; i < order.length; i += rowsPerBatch) batches.push(order.slice(i, i + rowsPerBatch));
  return batches;
}

/** Answers for the rows in the batches, each at the place of its row. `onBatch` hears of each batch as it is done. */
export async function answerInOrder<Answer>(
  lanes: readonly Lane<Answer>[],
  rows: readonly ParsedRow[],
  batches: readonly (readonly number[])[],
  onBatch: (places: readonly number[], answers: readonly Answer[]) => void,
): Promise<Answer[]> {
  const answers = new Array<Answer>(rows.length);
  const work = batches.map((places) => places.map((place) => rows[place]!));
  await runBatches(lanes, work, (index, batch) => {
    batch.forEach((answer, i) => (answers[batches[index]![i]!] = answer));
    onBatch(batches[index]!, batch);
  });
  return answers;
}

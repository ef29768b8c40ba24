/** @file `predict`: a file of rows in, a file of predictions out. */
import { availableParallelism } from "node:os";
import { parseJsonl } from "../../data/formats/jsonl";
import type { ParsedRow } from "../../data/formats/parsedFile";
import { parseTacred } from "../../data/formats/tacred";
import { isSameFile, openOutput, readInput, readModelIndex } from "../files";
import { openLane, openThreadLane, runBatches, type Lane, type LaneOptions } from "../lanes";
import { parsePredictArguments, PREDICT_HELP, UsageError, type PredictArguments } from "../predictArguments";
import type { OutputRow } from "../predictRows";
import { createProgress } from "../progress";

/** Rows that are sorted by length together and then written: bounds memory, and output appears as the work goes on. */
const ROWS_PER_WINDOW = 2048;
const ROWS_PER_BATCH = 32;
const MAX_DEFAULT_THREADS = 4;

/** Runs `predict` with the flags after its name; gives the exit code. Throws UsageError, or Error with a plain message. */
export async function predict(args: readonly string[]): Promise<0 | 1> {
  const flags = parsePredictArguments(args);
  if (flags === null) {
    process.stdout.write(`${PREDICT_HELP}\n`);
    return 0;
  }
  const rows = readRows(flags);
  const modelId = await chooseModel(flags.model);
  if (flags.output !== null && (await isSameFile(flags.input, flags.output))) {
    throw new UsageError(`--out ${flags.output} is the input file itself: choose another name.`);
  }
  const { backend, draws, seed, beta } = flags;
  const lanes = await openLanes(
    { modelId, backend, options: { draws, seed, beta } },
    chooseNumLanes(flags, rows.length),
  );
  try {
    if (lanes[0]?.hasBottleneck === false && (draws > 0 || beta !== undefined)) {
      process.stderr.write(`predict: ${modelId} has no bottleneck; --draws and --beta change nothing.\n`);
    }
    const progress = createProgress(rows.length);
    const output = openOutput(flags.output);
    let numErrors = 0;
    for (let first = 0; first < rows.length; first += ROWS_PER_WINDOW) {
      const answers = await predictWindow(lanes, rows.slice(first, first + ROWS_PER_WINDOW), progress.advance);
      for (const answer of answers) {
        if ("error" in answer) numErrors++;
        await output.write(JSON.stringify(answer));
      }
    }
    await output.close();
    progress.finish(`${modelId} on ${backend}${lanes.length > 1 ? ` in ${lanes.length} threads` : ""}`, numErrors);
    return numErrors === 0 ? 0 : 1;
  } finally {
    await Promise.all(lanes.map((lane) => lane.close()));
  }
}

function readRows({ input, format, limit }: PredictArguments): ParsedRow[] {
  const text = readInput(input);
  try {
    return (format === "tacred" ? parseTacred(text) : parseJsonl(text)).slice(0, limit);
  } catch (error) {
    throw new Error(`${input}: ${(error as Error).message} Is it in the format "${format}"?`);
  }
}

async function chooseModel(wanted: string | null): Promise<string> {
  const index = await readModelIndex();
  const id = wanted ?? index.default;
  if (index.models.some((model) => model.id === id)) return id;
  const known = index.models.map((model) => model.id).join(", ");
  throw new UsageError(`--model: expected one of ${known}, got "${id}".`);
}

/** A thread pays for loading the model only when it gets a few batches. A GPU is shared by nobody. */
function chooseNumLanes({ backend, threads }: PredictArguments, numRows: number): number {
  if (numRows === 0) return 0;
  if (backend === "webgpu") return 1;
  const wanted = threads ?? Math.min(availableParallelism(), MAX_DEFAULT_THREADS);
  return Math.max(1, Math.min(wanted, Math.ceil(numRows / (2 * ROWS_PER_BATCH))));
}

async function openLanes(options: LaneOptions, numLanes: number): Promise<Lane[]> {
  if (numLanes === 1) return [await openLane(options)];
  return Promise.all(Array.from({ length: numLanes }, () => openThreadLane(options)));
}

/** Predicts rows in batches of similar length, the longest first; the answers are in the order of the rows. */
async function predictWindow(
  lanes: readonly Lane[],
  rows: readonly ParsedRow[],
  onRows: (numRows: number) => void,
): Promise<OutputRow[]> {
  const length = ({ content }: ParsedRow) => ("example" in content ? content.example.text.length : 0);
  const order = [...rows.keys()].sort((a, b) => length(rows[b]!) - length(rows[a]!));
  const places: number[][] = [];
  for (let i = 0; i < order.length; i += ROWS_PER_BATCH) places.push(order.slice(i, i + ROWS_PER_BATCH));
  const answers = new Array<OutputRow>(rows.length);
  const batches = places.map((batch) => batch.map((place) => rows[place]!));
  await runBatches(lanes, batches, (index, batch) => {
    batch.forEach((answer, i) => (answers[places[index]![i]!] = answer));
    onRows(batch.length);
  });
  return answers;
}

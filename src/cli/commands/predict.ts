/** @file `predict`: a file of rows in, a file of predictions out. */
import { chooseExtractor } from "../extractors";
import { isSameFile, openOutput } from "../files";
import { UsageError } from "../flags";
import { openLanes } from "../lanes";
import { parsePredictArguments, PREDICT_HELP } from "../predictArguments";
import { createProgress } from "../progress";
import { typeRows } from "../typeRows";
import { answerInOrder, chooseModel, chooseNumLanes, readRows, sortIntoBatches } from "../work";

/** Rows that are sorted by length together and then written: bounds memory, and output appears as the work goes on. */
const ROWS_PER_WINDOW = 2048;
const ROWS_PER_BATCH = 32;

/** Runs `predict` with the flags after its name; gives the exit code. Throws UsageError, or Error with a plain message. */
export async function predict(args: readonly string[]): Promise<0 | 1> {
  const flags = parsePredictArguments(args);
  if (flags === null) {
    process.stdout.write(`${PREDICT_HELP}\n`);
    return 0;
  }
  const given = await readRows(flags.input, flags.format, flags.limit);
  const modelId = await chooseModel(flags.model);
  if (flags.output !== null && (await isSameFile(flags.input, flags.output))) {
    throw new UsageError(`--out ${flags.output} is the input file itself: choose another name.`);
  }
  const { backend, draws, seed, beta, typesFrom } = flags;
  const rows =
    typesFrom === null ? given : await typeRows(given, await chooseExtractor("--types-from", typesFrom), backend);
  const task = { kind: "predict", options: { draws, seed, ...(beta !== undefined && { beta }) } } as const;
  const lanes = await openLanes({ modelId, backend, task }, chooseNumLanes(flags, rows.length, ROWS_PER_BATCH));
  try {
    if (lanes[0]?.info.hasBottleneck === false && (draws > 0 || beta !== undefined)) {
      process.stderr.write(`predict: ${modelId} has no bottleneck; --draws and --beta change nothing.\n`);
    }
    if (typesFrom !== null && lanes[0]?.info.typesRead === undefined) {
      process.stderr.write(`predict: ${modelId} does not read types; --types-from changes nothing.\n`);
    }
    const progress = createProgress("predict", rows.length);
    const output = openOutput(flags.output);
    let numErrors = 0;
    for (let first = 0; first < rows.length; first += ROWS_PER_WINDOW) {
      const window = rows.slice(first, first + ROWS_PER_WINDOW);
      const batches = sortIntoBatches(window, window.keys(), ROWS_PER_BATCH);
      const answers = await answerInOrder(lanes, window, batches, (places) => progress.advance(places.length));
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

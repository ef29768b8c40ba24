/** @file `score`: a file of rows in, a results file of figures out. */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { RowResult } from "../../analysis/rowScore";
import { buildResultsFile, type ScoredRow } from "../../analysis/scoredRows";
import type { CharSpan, Example } from "../../data/example";
import type { ParsedRow } from "../../data/formats/parsedFile";
import { formatResults, parseResults, type ResultsFile } from "../../data/resultsFile";
import { countInTraining, parseSeenNames } from "../../data/seenNames";
import { computeSha256 } from "../../inference/modelSource";
import { openCheckpoint } from "../checkpoint";
import { createFileSource, isSameFile, readInput } from "../files";
import { UsageError } from "../flags";
import { openLanes } from "../lanes";
import type { LanePredictor, ScoreTask } from "../laneTasks";
import { createProgress } from "../progress";
import { parseScoreArguments, SCORE_HELP, type ScoreArguments } from "../scoreArguments";
import { answerInOrder, chooseModel, chooseNumLanes, readRows, sortIntoBatches } from "../work";

/** Each row is read once for itself, once for each draw and once for each swapped version. */
const ROWS_PER_BATCH = 8;

/** Runs `score` with the flags after its name; gives the exit code. Throws UsageError, or Error with a plain message. */
export async function score(args: readonly string[]): Promise<0 | 1> {
  const flags = parseScoreArguments(args);
  if (flags === null) {
    process.stdout.write(`${SCORE_HELP}\n`);
    return 0;
  }
  const rows = await readRows(flags.input, flags.format, flags.limit);
  if (rows.length === 0) throw new Error(`${flags.input}: expected rows, got an empty file. Choose another file.`);
  if (await isSameFile(flags.input, flags.output)) {
    throw new UsageError(`--out ${flags.output} is the input file itself: choose another name.`);
  }
  const modelId = await chooseModel(flags.model);
  const count = await openCounts();
  const corpus = await describeCorpus(flags);
  const { draws, swaps, seed, beta, backend } = flags;
  const task: ScoreTask = { kind: "score", options: { draws, swaps, seed, ...(beta !== undefined && { beta }) } };
  const modelSha = await hashText(await createFileSource().readConfig(modelId));
  const key = JSON.stringify([corpus.sha256, rows.length, modelId, modelSha, task.options, backend]);
  const checkpoint = openCheckpoint<RowResult>(`${flags.output}.partial`, key);
  const waiting = [...rows.keys()].filter((place) => !checkpoint.done.has(place));
  const batches = sortIntoBatches(rows, waiting, ROWS_PER_BATCH);
  const numLanes = Math.max(1, chooseNumLanes(flags, waiting.length, ROWS_PER_BATCH));
  const lanes = await openLanes({ modelId, backend, task }, numLanes);
  try {
    const progress = createProgress("score", waiting.length);
    if (checkpoint.done.size > 0) {
      process.stderr.write(`score: ${checkpoint.done.size} of ${rows.length} rows were scored by an earlier run.\n`);
    }
    const results = await answerInOrder(lanes, rows, batches, (places, answers) => {
      checkpoint.add(places, answers);
      progress.advance(places.length);
    });
    for (const [place, result] of checkpoint.done) results[place] = result;
    const { info } = lanes[0]!;
    const file = buildResultsFile(
      {
        corpus,
        model: describeModel(info),
        settings: {
          ...{ draws: info.hasBottleneck ? draws : 0, swaps, seed },
          beta: info.hasBottleneck ? (beta ?? info.beta) : null,
        },
        madeBy: {
          command: describeCommand(flags, modelId),
          commit: readCommit(),
          date: new Date().toISOString().slice(0, 10),
          backend,
        },
      },
      rows.map((row, place) => toScoredRow(row, results[place]!, count)),
    );
    if (file.numRows === 0) {
      const [first] = results.flatMap((result) => (result.kind === "unreadable" ? [result.error] : []));
      throw new Error(`${flags.input}: none of its ${rows.length} rows could be read. The first problem: ${first}`);
    }
    const text = formatResults(file);
    parseResults(flags.output, text); // what is written can be read again
    writeFileSync(flags.output, text);
    checkpoint.remove();
    progress.finish(`${modelId} on ${backend}${numLanes > 1 ? ` in ${numLanes} threads` : ""}`, file.numUnreadable);
    return file.numUnreadable === 0 ? 0 : 1;
  } finally {
    await Promise.all(lanes.map((lane) => lane.close()));
  }
}

type CountNames = (example: Example) => [subject: number | null, object: number | null];

/** How often the two names of an example fill arguments of training rows; null for what is no name. */
async function openCounts(): Promise<CountNames> {
  const { buffer } = Uint8Array.from(await readFile(new URL("../../../public/names/trainCounts.bin", import.meta.url)));
  const seen = parseSeenNames(buffer);
  const find = (text: string, { start, end }: CharSpan) => {
    const count = countInTraining(seen, text.slice(start, end));
    return count < 0 ? null : count;
  };
  return ({ text, subject, object }) => [find(text, subject), find(text, object)];
}

function toScoredRow({ position, content }: ParsedRow, result: RowResult, count: CountNames): ScoredRow {
  if ("error" in content) {
    const nothing = { start: 0, end: 0 };
    const example = { id: "", text: "", subject: nothing, object: nothing };
    return { position, example, result, trainCounts: [null, null] };
  }
  return { position, example: content.example, result, trainCounts: count(content.example) };
}

async function describeCorpus({ input, about }: ScoreArguments): Promise<ResultsFile["corpus"]> {
  const sha256 = await computeSha256(new Uint8Array(readInput(input)).buffer);
  if (about === null) return { name: basename(input), note: "", sha256, sources: [] };
  try {
    const { name, note, sources } = JSON.parse(new TextDecoder().decode(readInput(about))) as ResultsFile["corpus"];
    return { name, note, sha256, sources };
  } catch (error) {
    throw new Error(`${about}: expected a description of the corpus, got ${(error as Error).message}. See --help.`);
  }
}

function describeModel(info: LanePredictor["info"]): ResultsFile["model"] {
  const { id, title, hash, hasBottleneck, labels, negative } = info;
  return { id, title, sha256: hash, hasBottleneck, labels, negative };
}

/** The call, without the folders of this machine. */
function describeCommand(flags: ScoreArguments, modelId: string): string {
  const { draws, swaps, seed, beta, backend, limit, about } = flags;
  const parts = [
    `score --in ${basename(flags.input)} --format ${flags.format} --out ${basename(flags.output)} --model ${modelId}`,
    `--draws ${draws} --swaps ${swaps} --seed ${seed} --backend ${backend}`,
    ...(beta === undefined ? [] : [`--beta ${beta}`]),
    ...(limit === Infinity ? [] : [`--limit ${limit}`]),
    ...(about === null ? [] : [`--about ${basename(about)}`]),
  ];
  return parts.join(" ");
}

const hashText = (text: string) => computeSha256(new TextEncoder().encode(text).buffer as ArrayBuffer);

/** Commit of the code that ran, with "+" when source files were changed since; "unknown" outside a clone. */
function readCommit(): string {
  const root = new URL("../../../", import.meta.url);
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  try {
    const changed = git("status", "--porcelain", "--", "src", "public/models", "public/names");
    return `${git("rev-parse", "--short=12", "HEAD")}${changed === "" ? "" : "+"}`;
  } catch {
    return "unknown";
  }
}

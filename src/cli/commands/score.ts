/** @file `score`: a file of rows in, a results file of figures out. */
import { basename } from "node:path";
import type { RowResult } from "../../analysis/rowScore";
import { buildResultsFile, type ScoredRow } from "../../analysis/scoredRows";
import type { ParsedRow } from "../../data/formats/parsedFile";
import { formatResults, parseResults, type ResultsFile } from "../../data/resultsFile";
import { isSameFile, readInput, writeOutput } from "../files";
import { UsageError } from "../flags";
import { describeModel, describeRun, describeSettings, sayScoringFlags } from "../madeBy";
import { openCounts, type CountNames } from "../nameCounts";
import { parseScoreArguments, SCORE_HELP, type ScoreArguments } from "../scoreArguments";
import { scoreRows } from "../scoreRows";
import { readRows } from "../work";

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
  const { about, backend } = flags;
  const described = about === null ? null : describeCorpus(about);
  const count = await openCounts();
  const scored = await scoreRows("score", rows, flags);
  const { info, results, sha256 } = scored;
  const file = buildResultsFile(
    {
      corpus: { ...(described ?? { name: basename(flags.input), note: "", sources: [] }), sha256 },
      model: describeModel(info),
      settings: describeSettings(info, flags),
      madeBy: describeRun(describeCommand(flags, info.id), backend),
    },
    rows.map((row, place) => toScoredRow(row, results[place]!, count)),
  );
  const text = formatResults(file);
  parseResults(flags.output, text); // what is written can be read again
  writeOutput(flags.output, text);
  scored.finish();
  return scored.numUnreadable === 0 ? 0 : 1;
}

function toScoredRow({ position, content }: ParsedRow, result: RowResult, count: CountNames): ScoredRow {
  if ("error" in content) {
    const nothing = { start: 0, end: 0 };
    const example = { id: "", text: "", subject: nothing, object: nothing };
    return { position, example, result, trainCounts: [null, null] };
  }
  return { position, example: content.example, result, trainCounts: count(content.example) };
}

function describeCorpus(about: string): Pick<ResultsFile["corpus"], "name" | "note" | "sources"> {
  try {
    const { name, note, sources } = JSON.parse(new TextDecoder().decode(readInput(about))) as ResultsFile["corpus"];
    return { name, note, sources };
  } catch (error) {
    throw new Error(`${about}: expected a description of the corpus, got ${(error as Error).message}. See --help.`);
  }
}

function describeCommand(flags: ScoreArguments, modelId: string): string {
  const { input, format, output, about } = flags;
  const parts = [
    `score --in ${basename(input)}${format === null ? "" : ` --format ${format}`} --out ${basename(output)}`,
    sayScoringFlags(flags, modelId),
    ...(about === null ? [] : [`--about ${basename(about)}`]),
  ];
  return parts.join(" ");
}

/** @file `extract`: plain text in, entities and relations of its sentences out. */
import { selectFound } from "../../analysis/foundAbove";
import { toFoundRow } from "../../analysis/foundRows";
import type { ExtractorInfo } from "../../inference/types";
import { EXTRACT_HELP, parseExtractArguments, type ExtractArguments } from "../extractArguments";
import { chooseExtractor, openExtractor } from "../extractors";
import { isSameFile, openOutput, readInput } from "../files";
import { UsageError } from "../flags";
import { createProgress } from "../progress";

/** Runs `extract` with the flags after its name. Throws UsageError, or Error with a plain message. */
export async function extract(args: readonly string[]): Promise<0> {
  const flags = parseExtractArguments(args);
  if (flags === null) {
    process.stdout.write(`${EXTRACT_HELP}\n`);
    return 0;
  }
  const { backend, output: path } = flags;
  const modelId = await chooseExtractor("--model", flags.model);
  const text = readText(flags.input);
  if (path !== null && (await isSameFile(flags.input, path))) {
    throw new UsageError(`--out ${path} is the input file itself: choose another name.`);
  }
  const extractor = await openExtractor(modelId, backend);
  try {
    const thresholds = chooseThresholds(flags, extractor.info);
    const groups = extractor.plan(text);
    const progress = createProgress(
      "extract",
      groups.reduce((sum, { length }) => sum + length, 0),
    );
    const output = openOutput(path);
    const options = { entityFloor: thresholds.entity, relationFloor: thresholds.relation };
    for (const group of groups) {
      for (const sentence of await extractor.read(text, group, options)) {
        await output.write(JSON.stringify(toFoundRow(selectFound(sentence, thresholds))));
      }
      progress.advance(group.length);
    }
    await output.close();
    progress.finish(`${modelId} on ${backend}`, 0);
    return 0;
  } finally {
    extractor.dispose();
  }
}

function chooseThresholds({ threshold, entityThreshold }: ExtractArguments, info: ExtractorInfo) {
  return { entity: entityThreshold ?? info.entityThreshold, relation: threshold ?? info.relationThreshold };
}

/** The text of a file. Throws a plain message for one that is empty or no text. */
function readText(path: string): string {
  const name = path === "-" ? "standard input" : path;
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(readInput(path));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Error(`${name}: expected plain text in UTF-8, got bytes that are none. Save it as UTF-8.`);
  }
  if (text.trim() === "") throw new Error(`${name}: expected text, got an empty file. Choose another file.`);
  return text;
}

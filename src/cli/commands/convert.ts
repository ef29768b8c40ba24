/** @file `convert`: annotated files of any format in, rows in another format out. */
import { CONVERT_HELP, parseConvertArguments } from "../convertArguments";
import { isSameFile } from "../files";
import { UsageError } from "../flags";
import { readCorpusRows } from "../readCorpusRows";
import { writeRows } from "../writeRows";

/** Errors that are printed one by one. */
const SHOWN_ERRORS = 20;

/** Runs `convert` with what follows its name; gives the exit code. Throws UsageError, or Error with a plain message. */
export async function convert(args: readonly string[]): Promise<0 | 1> {
  const flags = parseConvertArguments(args);
  if (flags === null) {
    process.stdout.write(`${CONVERT_HELP}\n`);
    return 0;
  }
  const { inputs, output, pairs } = flags;
  for (const input of inputs) {
    if (output !== null && (await isSameFile(input, output))) {
      throw new UsageError(`--out ${output} is an input file itself: choose another name.`);
    }
  }
  const decisions = { ...flags.decisions, ...(flags.format !== null && { format: flags.format }) };
  const { rows, report, lines } = await readCorpusRows(inputs, { pairs, decisions });
  const say = (line: string) => process.stderr.write(`convert: ${line}\n`);
  lines.forEach(say);
  for (const { id, value, choices, isForced } of report?.decisions ?? []) {
    if (flags.decisions[id] === undefined || isForced) continue;
    const allowed = choices.map((choice) => choice.value).join(" or ");
    throw new UsageError(`--decide ${id}: expected ${allowed}, got "${flags.decisions[id]}" (it is "${value}").`);
  }
  const errors = rows.flatMap(({ content }) => ("error" in content ? [content.error] : []));
  errors.slice(0, SHOWN_ERRORS).forEach(say);
  if (errors.length > SHOWN_ERRORS) say(`${errors.length - SHOWN_ERRORS} more rows could not be read.`);

  const { exporter, notices } = await writeRows(rows, flags.target, output);
  const numWritten = rows.length - errors.length;
  notices.forEach(say);
  say(
    `${numWritten} rows written as ${exporter.title}${errors.length > 0 ? `, ${errors.length} could not be read` : ""}.`,
  );
  return errors.length === 0 ? 0 : 1;
}

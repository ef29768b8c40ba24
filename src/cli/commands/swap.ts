/** @file `swap`: rows of a file in, the same rows with other names out. */
import type { Example, Role } from "../../data/example";
import type { ImportedRow } from "../../data/formats/format";
import type { NameSource } from "../../data/nameSources";
import { isTyped, makeSwaps, type SwapSource } from "../../data/rowSwaps";
import { isSameFile, readInput } from "../files";
import { UsageError } from "../flags";
import { readNameTables } from "../nameTables";
import { createProgress } from "../progress";
import { readCorpusRows } from "../readCorpusRows";
import { parseSwapArguments, SWAP_HELP } from "../swapArguments";
import { writeRows } from "../writeRows";

/** Problems that are printed one by one. */
const SHOWN = 20;

/** Runs `swap` with what follows its name; gives the exit code. Throws UsageError, or Error with a plain message. */
export async function swap(args: readonly string[]): Promise<0 | 1> {
  const flags = parseSwapArguments(args);
  if (flags === null) {
    process.stdout.write(`${SWAP_HELP}\n`);
    return 0;
  }
  const { input, output, source, locale, list, roles, seed, copies } = flags;
  if (output !== null && (await isSameFile(input, output))) {
    throw new UsageError(`--out ${output} is the input file itself: choose another name.`);
  }
  const userList = list === null ? undefined : readNames(list);
  const { rows, lines } = await readCorpusRows(input, {
    decisions: flags.format === null ? {} : { format: flags.format },
  });
  const say = (line: string) => process.stderr.write(`swap: ${line}\n`);
  lines.forEach(say);
  const examples = rows.flatMap(({ content }) => ("example" in content ? [content.example] : []));
  if (rows.length === 0) throw new Error(`${input}: expected rows, got an empty file. Choose another file.`);

  const options: SwapSource = {
    ...{ source, roles, seed, count: copies, tables: await readNameTables() },
    ...(locale !== null && { locale }),
    ...(userList !== undefined && { userList }),
    ...(source === "otherRows" && { otherExamples: examples }),
  };
  const progress = createProgress("swap", rows.length);
  const written: ImportedRow[] = [];
  const problems: string[] = [];
  let [numSwapped, numUnreadable] = [0, 0];
  for (const row of rows) {
    progress.advance(1);
    if ("error" in row.content) {
      problems.push(row.content.error);
      numUnreadable++;
      continue;
    }
    const { example } = row.content;
    const versions = (await makeSwaps(example, options)).filter(({ text }) => text !== example.text);
    if (versions.length > 0) numSwapped++;
    else problems.push(`${example.id}: ${explain(example, source, roles)}`);
    const kept = versions.length === 0 && flags.isKeepingOthers ? [example] : versions;
    kept.forEach((version, i) => {
      const id = i === 0 ? version.id : `${version.id}~${i + 1}`;
      written.push({ ...row, content: { example: { ...version, id } } });
    });
  }
  progress.finish(`${numSwapped} with other names`, numUnreadable);
  problems.slice(0, SHOWN).forEach(say);
  if (problems.length > SHOWN) say(`${problems.length - SHOWN} more rows could not be read or swapped.`);
  if (written.length === 0) throw new Error(`${input}: none of its ${rows.length} rows could be swapped.`);
  const { exporter, notices } = await writeRows(written, flags.target, output);
  notices.forEach(say);
  say(
    `${numSwapped} of ${rows.length} rows swapped (${args.join(" ")}); ${written.length} rows written as ${exporter.title}.`,
  );
  return problems.length === 0 ? 0 : 1;
}

/** Why a row has no version with other names. */
function explain(example: Example, source: NameSource, roles: readonly Role[]): string {
  const untyped = isTyped(source) ? roles.filter((role) => (example[role].type ?? "") === "") : [];
  if (untyped.length > 0) return `not swapped: the ${untyped.join(" and the ")} has no entity type.`;
  const types = roles.map((role) => example[role].type ?? "none").join(" and ");
  return `not swapped: the source has no name that fits (types: ${types}).`;
}

/** Names of a file, one a line. Throws a plain message when it holds none. */
function readNames(path: string): string[] {
  const names = new TextDecoder()
    .decode(readInput(path))
    .split(/\r\n|[\n\r]/u)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (names.length === 0) throw new Error(`${path}: expected names, one a line, got none.`);
  return names;
}

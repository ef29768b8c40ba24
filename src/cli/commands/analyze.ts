/** @file `analyze`: a file of rows in, a report out, as JSON and as a page. */
import { basename } from "node:path";
import { ANALYZE_HELP, parseAnalyzeArguments, type AnalyzeArguments } from "../analyzeArguments";
import { isSameFile, writeOutput } from "../files";
import { UsageError } from "../flags";
import { describeModel, describeRun, describeSettings, sayScoringFlags } from "../madeBy";
import { openCounts } from "../nameCounts";
import { readCorpusRows } from "../readCorpusRows";
import { scoreRows } from "../scoreRows";

/** Runs `analyze` with what follows its name; gives the exit code. Throws UsageError, or Error with a plain message. */
export async function analyze(args: readonly string[]): Promise<0 | 1> {
  const flags = parseAnalyzeArguments(args);
  if (flags === null) {
    process.stdout.write(`${ANALYZE_HELP}\n`);
    return 0;
  }
  const { input, format, output, html, limit } = flags;
  const say = (line: string) => process.stderr.write(`analyze: ${line}\n`);
  const { rows, lines } = await readCorpusRows(input, { decisions: format === null ? {} : { format } }, limit);
  lines.forEach(say);
  if (rows.length === 0) throw new Error(`${input}: expected rows, got an empty file. Choose another file.`);
  for (const path of html === null ? [output] : [output, html]) {
    if (await isSameFile(input, path)) throw new UsageError(`${path} is the input file itself: choose another name.`);
  }
  const scored = await scoreRows("analyze", rows, flags);
  say("computing the intervals.");
  // React is told before it is loaded that nobody debugs here.
  process.env.NODE_ENV ??= "production";
  const { buildReport, formatReport } = await import("../../report/reportFile");
  const count = await openCounts();
  const read = rows.flatMap(({ content }, place) =>
    "example" in content ? [{ example: content.example, result: scored.results[place]! }] : [],
  );
  const counts = read.map(({ example }) => count(example));
  const report = buildReport({
    corpus: {
      ...{ name: input === "-" ? "standard input" : basename(input), note: "", sha256: scored.sha256, sources: [] },
      ...{ reading: lines, numRows: rows.length },
    },
    model: describeModel(scored.info),
    settings: describeSettings(scored.info, flags),
    madeBy: describeRun(describeCommand(flags, scored.info.id), flags.backend),
    examples: read.map(({ example }) => example),
    results: read.map(({ result }) => result),
    seen: { subject: counts.map(([subject]) => subject), object: counts.map(([, object]) => object) },
    unread: rows.flatMap(({ position, id }, place) => {
      const result = scored.results[place]!;
      return result.kind === "unreadable" ? [{ row: position, id: String(id), reason: result.error }] : [];
    }),
  });
  writeOutput(output, formatReport(report.file));
  if (html !== null) {
    const [{ renderReport }, { readReportStyles }] = await Promise.all([
      import("../../report/renderReport"),
      import("../reportStyles"),
    ]);
    writeOutput(html, renderReport(report, readReportStyles()));
  }
  scored.finish();
  report.file.findings.forEach(({ about, finding }) => say(`${about}: ${finding}.`));
  say(`written to ${[output, html].filter((path) => path !== null).join(" and ")}.`);
  return scored.numUnreadable === 0 ? 0 : 1;
}

/** The call, without the folders of this machine. */
function describeCommand(flags: AnalyzeArguments, modelId: string): string {
  const { input, format, output, html } = flags;
  const parts = [
    `analyze ${basename(input)} --out ${basename(output)}${html === null ? "" : ` --html ${basename(html)}`}`,
    ...(format === null ? [] : [`--format ${format}`]),
    sayScoringFlags(flags, modelId),
  ];
  return parts.join(" ");
}

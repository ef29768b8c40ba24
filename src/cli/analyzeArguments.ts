/** @file The flags of `analyze`: text in, checked options out. */
import { CALL, parseFlags, UsageError } from "./flags";
import {
  readScoringFlags,
  sayScoringHelp,
  SCORING_EXIT_HELP,
  SCORING_FLAGS,
  takeInput,
  type ScoringArguments,
} from "./scoringArguments";

/** What `analyze` was asked to do; `output` is the JSON report. */
export interface AnalyzeArguments extends ScoringArguments {
  /** The report as a page; null: none. */
  readonly html: string | null;
}

export const ANALYZE_HELP = `Usage: ${CALL} analyze FILE --out REPORT.json [--html REPORT.html] [options]

Scores every row of FILE, then says what the corpus page says of all rows, with its intervals: what unseen names change in
variance, F1 and answers, over all rows and by relation, type pair and frequency of the names. Neither report has a
sentence of FILE in it; both have its relations and its most frequent names.

  FILE               rows to read, in any format the page opens; .zip and .gz are unpacked, - is standard input
  --out REPORT.json  every number with its interval, n and definition: docs/report.md. REPORT.json.partial keeps what is
                     scored: a run that was stopped goes on from there
  --html REPORT.html the same as one page with the figures of the corpus page; opens from the disk, fetches nothing
${sayScoringHelp(8)}
  --help             print this

${SCORING_EXIT_HELP}`;

/** Reads what stands after `analyze`; null when help is asked for. Throws UsageError for anything it cannot take. */
export function parseAnalyzeArguments(args: readonly string[]): AnalyzeArguments | null {
  const { input, flags } = takeInput(args, "analyze");
  const values = parseFlags(flags, [...SCORING_FLAGS, "html"]);
  if (values.help) return null;
  if (input === null)
    throw new UsageError("FILE is missing: which rows should be analysed? It comes before the flags.");
  if (values.out === undefined) throw new UsageError("--out REPORT.json is missing: where should the report go?");
  if (values.html === values.out) throw new UsageError("--html and --out name the same file: choose two.");
  return { ...readScoringFlags(input, values.out, values, 8), html: values.html ?? null };
}

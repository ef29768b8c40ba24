/** @file The flags of `score`: text in, checked options out. */
import { CALL, parseFlags, UsageError } from "./flags";
import {
  readScoringFlags,
  sayScoringHelp,
  SCORING_EXIT_HELP,
  SCORING_FLAGS,
  type ScoringArguments,
} from "./scoringArguments";

/** What `score` was asked to do. */
export interface ScoreArguments extends ScoringArguments {
  /** JSON file that describes the corpus; null: only the name of the input file is known. */
  readonly about: string | null;
}

export const SCORE_HELP = `Usage: ${CALL} score --in FILE --out FILE.json [options]

Scores every row of FILE as the corpus page does: the answer, the variances, what draws and unseen names change. Writes
one results file of figures: row numbers, relations, types, answers, variances; no text and no name. Drop it on the
corpus page to see its charts, or pass it on where the corpus itself may not go.

  --in FILE          rows to read, in any format the page opens; .zip and .gz are unpacked, - is standard input
  --out FILE.json    where to write. FILE.json.partial keeps what is done: a run that was stopped goes on from there
${sayScoringHelp(4)}
  --about FILE.json  what the corpus is: {"name","note","sources":[{"name","rows","licence"}]}
  --help             print this

${SCORING_EXIT_HELP}`;

/** Reads the flags after `score`; null when help is asked for. Throws UsageError for anything it cannot take. */
export function parseScoreArguments(args: readonly string[]): ScoreArguments | null {
  const values = parseFlags(args, [...SCORING_FLAGS, "in", "about"]);
  if (values.help) return null;
  if (values.in === undefined) throw new UsageError("--in FILE is missing: which rows should be scored?");
  if (values.out === undefined) throw new UsageError("--out FILE.json is missing: where should the figures go?");
  return { ...readScoringFlags(values.in, values.out, values), about: values.about ?? null };
}

/** @file The flags of `review`: text in, checked options out. */
import { CALL, parseFlags, UsageError, wholeNumber } from "./flags";
import {
  readScoringFlags,
  sayScoringHelp,
  SCORING_EXIT_HELP,
  SCORING_FLAGS,
  takeInput,
  type ScoringArguments,
} from "./scoringArguments";

/** What `review` was asked to do; `output` is the list. */
export interface ReviewArguments extends ScoringArguments {
  /** Rows that are written, from the first of the ranking; Infinity: all that have a reason. */
  readonly top: number;
  readonly kind: "csv" | "jsonl";
}

export const REVIEW_HELP = `Usage: ${CALL} review FILE --top N --out LIST.csv [options]

Ranks the rows of FILE by how much they deserve a second look, as the review queue of the page does: the model is sure of
another answer than the label whatever the names; annotators disagree; the answer follows the names against the text; the
names alone give the label; the same names bear another label elsewhere. Writes the first N with the reasons in plain
sentences. A row without any reason is not listed. How good the ranking is: docs/review.md.

  FILE               rows to read, in any format the page opens; .zip and .gz are unpacked, - is standard input
  --out LIST         .csv or .jsonl: rank, row (1-based place in FILE), id, label, the model's answer and its probability,
                     score, kinds of reasons, why. LIST.partial keeps what is scored: a run that was stopped goes on
  --top N            rows to write (default: all that have a reason)
${sayScoringHelp(0)}
  --help             print this

${SCORING_EXIT_HELP}`;

/** Reads what stands after `review`; null when help is asked for. Throws UsageError for anything it cannot take. */
export function parseReviewArguments(args: readonly string[]): ReviewArguments | null {
  const { input, flags } = takeInput(args, "review");
  const values = parseFlags(flags, [...SCORING_FLAGS, "top"]);
  if (values.help) return null;
  if (input === null) throw new UsageError("FILE is missing: which rows should be ranked? It comes before the flags.");
  if (values.out === undefined)
    throw new UsageError("--out LIST is missing: expected a name that ends in .csv or .jsonl.");
  const [, ending] = /\.(csv|jsonl)$/i.exec(values.out) ?? [];
  if (ending === undefined)
    throw new UsageError(`--out: expected a name that ends in .csv or .jsonl, got "${values.out}".`);
  return {
    ...readScoringFlags(input, values.out, values, 0),
    top: values.top === undefined ? Infinity : wholeNumber("--top", values.top, 1, Number.MAX_SAFE_INTEGER),
    kind: ending.toLowerCase() as "csv" | "jsonl",
  };
}

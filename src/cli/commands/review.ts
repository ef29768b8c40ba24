/** @file `review`: a file of rows in, the rows that deserve a second look out, with the reasons. */
import { makeReviewModel, rankForReview } from "../../analysis/reviewQueue";
import { isSameFile, writeOutput } from "../files";
import { UsageError } from "../flags";
import { parseReviewArguments, REVIEW_HELP } from "../reviewArguments";
import { formatReviewList, type ReviewLine } from "../reviewList";
import { scoreRows } from "../scoreRows";
import { readRows } from "../work";

/** Runs `review` with what follows its name; gives the exit code. Throws UsageError, or Error with a plain message. */
export async function review(args: readonly string[]): Promise<0 | 1> {
  const flags = parseReviewArguments(args);
  if (flags === null) {
    process.stdout.write(`${REVIEW_HELP}\n`);
    return 0;
  }
  const { input, output, top, kind } = flags;
  const say = (line: string) => process.stderr.write(`review: ${line}\n`);
  const rows = await readRows(input, flags.format, flags.limit);
  if (rows.length === 0) throw new Error(`${input}: expected rows, got an empty file. Choose another file.`);
  if (await isSameFile(input, output)) {
    throw new UsageError(`--out ${output} is the input file itself: choose another name.`);
  }
  const scored = await scoreRows("review", rows, flags);
  const read = rows.flatMap(({ id, position, content }, place) =>
    "example" in content ? [{ id, position, example: content.example, result: scored.results[place]! }] : [],
  );
  const { labels, negative } = scored.info;
  const queue = await rankForReview(
    read.map(({ example }) => example),
    read.map(({ result }) => result),
    makeReviewModel(labels, negative),
  );
  const withReason = queue.filter(({ reasons }) => reasons.length > 0);
  const lines = withReason.slice(0, top).map(({ row, score, reasons }, i): ReviewLine => {
    const { id, position, example, result } = read[row]!;
    const isRead = result.kind === "score";
    return {
      ...{ rank: i + 1, row: position, id: String(id), label: example.relation ?? null },
      ...{ answer: isRead ? labels[result.label]! : null, probability: isRead ? result.probability : null },
      ...{ score, reasons: reasons.map((reason) => reason.kind) },
      why: reasons.map(({ sentence }) => sentence).join(" "),
    };
  });
  writeOutput(output, await formatReviewList(lines, kind));
  scored.finish();
  const unlooked = new Map<string, number>();
  for (const { missing } of queue) {
    for (const { because } of missing) unlooked.set(because, (unlooked.get(because) ?? 0) + 1);
  }
  for (const [because, count] of unlooked) say(`in ${count} rows some reasons were not looked for: ${because}.`);
  say(`${withReason.length} of ${read.length} rows have a reason; the first ${lines.length} are in ${output}.`);
  return scored.numUnreadable === 0 ? 0 : 1;
}

/** @file A corpus as the app holds it: the rows that can be read of one file or several, and the report of reading them. */
import { formatCount } from "../messages/formatNumber";
import { t } from "../messages/translate";
import type { Example } from "./example";
import { DEFAULT_READ_OPTIONS, type ImportedRow, type ReadOptions } from "./formats/format";
import { importFiles, type ImportListener, type ImportReport, type RowProblem } from "./formats/importFiles";
import { openFiles, type RawFile } from "./formats/openFiles";
import { NoRowsError } from "./noRowsError";
import { readResults } from "./readResults";
import { looksLikeResults, type ResultsFile } from "./resultsFile";

/** Where a corpus comes from: written for this site, of this computer, or this site's figures of its own test set. */
export type CorpusSource = "demo" | "file" | "published";

/** What is read of a corpus file. */
export interface CorpusRows {
  readonly name: string;
  readonly source: CorpusSource;
  /** Rows that can be read, at least one. */
  readonly examples: readonly Example[];
  /** The first rows that cannot be read; `report` counts them all. */
  readonly problems: readonly RowProblem[];
  /** How it was read; absent for a corpus that was not read from files here. */
  readonly report?: ImportReport;
  /** What a results file says; its rows have no text, and their scores are in it. Absent for rows of sentences. */
  readonly figures?: ResultsFile;
}

/** A corpus that was opened; its rows stay on this computer. */
export interface Corpus extends CorpusRows {
  /** SHA-256 of the file's bytes in lower-case hexadecimal: tells the file again without saying anything of it. */
  readonly hash: string;
}

/** Where an example stands in the files: what an export puts a changed label back with. */
export type RowPlace = Pick<ImportedRow, "file" | "path">;

/** Rows, and for each the place it was read from. */
export interface ReadCorpus {
  readonly corpus: CorpusRows;
  readonly places: readonly RowPlace[];
}

/** Listens to a reading, and may stop it. */
export type CorpusListener = Pick<ImportListener, "onProgress" | "isCancelled" | "rest">;

/**
 * Reads corpus files, archives among them. Null when it was cancelled. Rejects with an Error that says what is wrong with
 * the files as a whole: empty, in no format, or no row that can be read (NoRowsError, with the first row's reason).
 */
export async function readCorpus(
  raw: readonly RawFile[],
  source: CorpusSource,
  options: ReadOptions = DEFAULT_READ_OPTIONS,
  listener: CorpusListener = {},
): Promise<ReadCorpus | null> {
  const name = nameOf(raw);
  const opened = openFiles(raw);
  const [file] = opened.files;
  if (opened.files.length === 1 && looksLikeResults(file!.text)) {
    return { corpus: readResults(file!.name, file!.text, source), places: [] };
  }
  const examples: Example[] = [];
  const places: RowPlace[] = [];
  const onRows = (rows: readonly ImportedRow[]) => {
    for (const { content, file, path } of rows) {
      if (!("example" in content)) continue;
      examples.push(content.example);
      places.push({ file, path });
    }
  };
  const report = await importFiles(opened.files, { ...listener, onRows }, options, opened.notices);
  if (report === null) return null;
  const { problems } = report;
  if (examples.length > 0) return { corpus: { name, source, examples, problems, report }, places };
  throw new NoRowsError(explainNoRows(name, report), report);
}

function nameOf(raw: readonly RawFile[]): string {
  const [first] = raw;
  if (raw.length <= 1) return first?.name ?? t("No file");
  return t("{file} and {n} more", { file: first!.name, n: formatCount(raw.length - 1) });
}

function explainNoRows(name: string, { formatTitle, numBad, problems, skipped }: ImportReport): string {
  const [first] = problems;
  if (first !== undefined) {
    return t("{file}: none of its {n} rows could be read as {format}. The first problem: {problem}", {
      file: name,
      n: formatCount(numBad),
      format: formatTitle,
      problem: first.message,
    });
  }
  const reasons = Object.entries(skipped).map(([reason, count]) =>
    t("{count} {reason}", { count: formatCount(count), reason }),
  );
  if (reasons.length === 0) {
    return t("{file}: expected rows, got an empty file (read as {format}). Choose a file with sentences.", {
      file: name,
      format: formatTitle,
    });
  }
  return t("{file}: no row could be made of it as {format}: {reasons}.", {
    file: name,
    format: formatTitle,
    reasons: reasons.reduce((left, right) => t("{left}; {right}", { left, right })),
  });
}

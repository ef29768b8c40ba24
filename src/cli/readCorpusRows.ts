/** @file A file of the disk as rows, in whatever format it is. */
import { basename } from "node:path";
import { DEFAULT_READ_OPTIONS, type ImportedRow, type ReadOptions } from "../data/formats/format";
import { importFiles, type ImportReport } from "../data/formats/importFiles";
import { openFiles } from "../data/formats/openFiles";
import { readInput } from "./files";

export interface CorpusRowsRead {
  /** Readable or not, in file order. */
  readonly rows: ImportedRow[];
  /** Null for a file without any text. */
  readonly report: ImportReport | null;
  /** What the user should know of the reading, a sentence each. */
  readonly lines: readonly string[];
}

/** Reads the first `limit` rows of a file, or of files that belong together. An empty file has none. Rejects with a plain message. */
export async function readCorpusRows(
  path: string | readonly string[],
  options: Partial<ReadOptions>,
  limit = Infinity,
): Promise<CorpusRowsRead> {
  const opened = openFiles(
    // Files that belong together are told by their own names: a document's id should not hold a folder of this disk.
    typeof path === "string" || path.length === 1
      ? [path].flat().map((name) => ({ name, bytes: readInput(name) }))
      : path.map((name) => ({ name: basename(name), bytes: readInput(name) })),
  );
  const rows: ImportedRow[] = [];
  if (opened.files.every(({ text }) => text.trim() === "")) return { rows, report: null, lines: opened.notices };
  const report = await importFiles(
    opened.files,
    { onRows: (batch) => void rows.push(...batch.slice(0, Math.max(0, limit - rows.length))) },
    { ...DEFAULT_READ_OPTIONS, ...options },
    opened.notices,
  );
  return { rows, report, lines: report === null ? [] : describeReport(report) };
}

/** The report in lines: the format, what was decided, what was left out. */
function describeReport({ formatTitle, decisions, notices, skipped }: ImportReport): string[] {
  return [
    `read as ${formatTitle}.`,
    ...decisions.map(({ question, value, choices, because }) => {
      const label = choices.find((choice) => choice.value === value)?.label ?? value;
      return `${question} ${label}. ${because}`;
    }),
    ...Object.entries(skipped).map(([reason, count]) => `left out: ${count.toLocaleString("en")} ${reason}.`),
    ...notices,
  ];
}

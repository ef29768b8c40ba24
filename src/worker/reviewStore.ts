/** @file Review decisions on this computer, by corpus, and the corpus' own files with the decisions put in. */
import type { Exported, ExportRow, RowAddition } from "../data/export/exporter";
import { writeBack } from "../data/export/writeBack";
import { DEFAULT_READ_OPTIONS, type ImportedRow } from "../data/formats/format";
import { importFiles, type ImportReport } from "../data/formats/importFiles";
import { openFiles } from "../data/formats/openFiles";
import { mergeDecisions, NO_DECISIONS, type Decisions } from "../data/reviewDecisions";
import type { Keeper } from "./keeper";

/** The part of the corpus service that keeps reviews. */
export interface ReviewStore {
  /** The decisions kept of a corpus. */
  readReview(corpusHash: string): Promise<Decisions>;
  /** Merges decisions into those that are kept, in one go whatever other tabs write, and returns what is kept then. */
  changeReview(corpusHash: string, changes: Decisions): Promise<Decisions>;
  /** Deletes the decisions kept of a corpus. */
  forgetReview(corpusHash: string): Promise<void>;
}

export function createReviewStore(keeper: Keeper<Decisions>): ReviewStore {
  return {
    readReview: async (corpusHash) => (await keeper.readMany([corpusHash]))[0] ?? NO_DECISIONS,
    async changeReview(corpusHash, changes) {
      let merged = changes;
      await keeper.changeMany([corpusHash], (_, kept) => (merged = mergeDecisions(kept ?? NO_DECISIONS, changes)));
      return merged;
    },
    forgetReview: (corpusHash) => keeper.deleteMany([corpusHash]),
  };
}

/** An addition for one row; `row`: its place in the corpus, from 0. */
export interface PlacedAddition {
  readonly row: number;
  readonly addition: RowAddition;
}

/**
 * The files with additions put where their rows came from. `report`: of the reading that gave the corpus; its rows are
 * counted as the corpus counts them (those that can be read). Rejects with a plain message when the files read otherwise.
 */
export async function writeAdditions(
  files: readonly File[],
  report: Pick<ImportReport, "options" | "formatId" | "numRead">,
  additions: readonly PlacedAddition[],
): Promise<Exported> {
  const raw = await Promise.all(
    files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  );
  const opened = openFiles(raw);
  const rows: ImportedRow[] = [];
  const onRows = (some: readonly ImportedRow[]) =>
    void rows.push(...some.filter(({ content }) => "example" in content));
  await importFiles(opened.files, { onRows }, report.options ?? DEFAULT_READ_OPTIONS);
  if (rows.length !== report.numRead) {
    throw new Error(
      `The file reads otherwise than before: expected ${report.numRead} rows, got ${rows.length}. Open it again, then export.`,
    );
  }
  const byRow = new Map(additions.map(({ row, addition }) => [row, addition]));
  const exported = rows.map((row, i): ExportRow => {
    const addition = byRow.get(i);
    return { row, ...(addition && { addition }) };
  });
  return writeBack(report.formatId, opened.files, exported);
}

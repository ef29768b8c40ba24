/** @file The error of files that were read without a single row: it carries what may be decided otherwise. */
import type { ImportReport } from "./formats/importFiles";

/** Files that gave no row that can be read: what was decided about them may be decided otherwise. */
export class NoRowsError extends Error {
  constructor(
    message: string,
    readonly report: ImportReport,
  ) {
    super(message);
  }
}

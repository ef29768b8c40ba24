/** @file Reading files into rows, slice by slice: progress, a way to stop, and a report of what was decided and left out. */
import { t } from "../../messages/translate";
import {
  DEFAULT_READ_OPTIONS,
  type Decision,
  type ImportedRow,
  type ReadOptions,
  type ReadSummary,
  type SourceFile,
} from "./format";
import { hasPlace, inFile } from "./placedError";
import { recogniseFormat } from "./recogniseFormat";

/** A row that could not be read. */
export interface RowProblem {
  /** 1-based place in the file. */
  readonly position: number;
  readonly message: string;
}

/** What was read, what was not, and what was decided on the way. */
export interface ImportReport {
  readonly formatId: string;
  readonly formatTitle: string;
  /** Names of the files, in the order of `ImportedRow.file`. */
  readonly files: readonly string[];
  readonly numRead: number;
  /** Rows that could not be read. */
  readonly numBad: number;
  /** The first of them. */
  readonly problems: readonly RowProblem[];
  /** Parts of the files that gave no row, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  readonly decisions: readonly Decision[];
  readonly notices: readonly string[];
  /** What to read the files with to get these rows again. */
  readonly options: ReadOptions;
}

/** How far a reading is. */
export interface ImportProgress {
  readonly numRows: number;
  /** Share of the text that is read, in [0, 1]; null where the format does not read in order. */
  readonly share: number | null;
}

export interface ImportListener {
  /** The next rows, readable or not, in file order; never empty. */
  onRows(rows: readonly ImportedRow[]): void | Promise<void>;
  onProgress?(progress: ImportProgress): void;
  /** Asked between slices: whether to stop. */
  isCancelled?(): boolean;
  /** Lets others work between slices. */
  rest?(): Promise<void>;
}

/** Problems that a report lists. */
export const SHOWN_PROBLEMS = 5;
/** Longest stretch without a rest. */
const SLICE_MS = 40;
/** Rows handed over at a time. */
const ROWS_PER_BATCH = 1000;

/**
 * Reads files in the format they are in, or in that of the decision "format". Null when it was cancelled. Rejects with a
 * plain message when the files are in no format, or cannot be read as a whole.
 */
export async function importFiles(
  files: readonly SourceFile[],
  listener: ImportListener,
  options: ReadOptions = DEFAULT_READ_OPTIONS,
  openingNotices: readonly string[] = [],
): Promise<ImportReport | null> {
  const { format, decision } = recogniseFormat(files, options.decisions);
  const numCharacters = files.map(({ text }) => text.length);
  const numPassed = files.map(() => 0);
  const watched = files.map((file, i) => ({ ...file, onAdvance: (passed: number) => void (numPassed[i] = passed) }));
  let numRead = 0;
  let numBad = 0;
  const problems: RowProblem[] = [];
  let batch: ImportedRow[] = [];
  const progress = (): ImportProgress => {
    const passed = sum(numPassed);
    return { numRows: numRead + numBad, share: passed === 0 ? null : Math.min(1, passed / sum(numCharacters)) };
  };
  const hand = async () => {
    if (batch.length > 0) await listener.onRows(batch);
    batch = [];
  };

  const reading = format.read(watched, options);
  let summary: ReadSummary;
  let sliceStart = performance.now();
  for (;;) {
    const step = takeStep(reading, files);
    if (step.done) {
      summary = step.value;
      break;
    }
    const { position, content } = step.value;
    if ("example" in content) numRead++;
    else {
      numBad++;
      if (problems.length < SHOWN_PROBLEMS) problems.push({ position, message: content.error });
    }
    batch.push(step.value);
    if (batch.length < ROWS_PER_BATCH && performance.now() - sliceStart < SLICE_MS) continue;
    await hand();
    if (performance.now() - sliceStart < SLICE_MS) continue;
    listener.onProgress?.(progress());
    await listener.rest?.();
    if (listener.isCancelled?.()) return null;
    sliceStart = performance.now();
  }
  await hand();
  listener.onProgress?.({ ...progress(), share: 1 });
  return {
    formatId: format.id,
    formatTitle: format.title,
    files: files.map(({ name }) => name),
    numRead,
    numBad,
    problems,
    skipped: { ...summary.skipped },
    decisions: decision === null ? summary.decisions : [decision, ...summary.decisions],
    notices: [...openingNotices, ...summary.notices],
    options,
  };
}

/** One row; a failure of the format becomes a message that names the file. */
function takeStep(reading: Generator<ImportedRow, ReadSummary>, files: readonly SourceFile[]) {
  try {
    return reading.next();
  } catch (error) {
    if (hasPlace(error)) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw inFile(files[0]?.name ?? t("The file"), message, error);
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

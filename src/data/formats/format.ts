/** @file What a file format is to the app: how to tell that a file is in it, and how to read its rows. */
import type { ParsedRow } from "./parsedFile";

/** One text file, decoded: UTF-16 and Windows-1252 are text by now, the BOM is gone, line ends are as in the file. */
export interface SourceFile {
  /** Name as dropped, or the path inside an archive. Untrusted text: shown, never used as a path. */
  readonly name: string;
  readonly text: string;
  /** For readers that go through the text in order: how many characters are behind them. Shown as progress, no more. */
  readonly onAdvance?: (numChars: number) => void;
}

/** Which pairs a document format yields besides those with a gold relation. */
export interface PairChoice {
  /** "gold": labelled pairs only. "all": every ordered pair of one sentence. "sample": gold and a seeded share of the rest. */
  readonly kind: "gold" | "all" | "sample";
  /** Share of the unlabelled pairs that "sample" keeps, in [0, 1]. */
  readonly share: number;
  readonly seed: number;
}

export interface ReadOptions {
  readonly pairs: PairChoice;
  /** Decisions taken by the reader, by `Decision.id`: the value of one of its `choices`. */
  readonly decisions: Readonly<Record<string, string>>;
}

export const DEFAULT_READ_OPTIONS: ReadOptions = { pairs: { kind: "gold", share: 0.1, seed: 1 }, decisions: {} };

/** Something a file does not say and its reader had to find out. */
export interface Decision {
  /** "ends", "unit", "negatives": stable within a format. */
  readonly id: string;
  /** What was asked, as a reader would: "Are span ends inclusive?" */
  readonly question: string;
  /** The value in force, one of `choices`. */
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** Why this value: the counts it rests on. */
  readonly because: string;
  /** Whether the user set it. */
  readonly isForced: boolean;
}

/** A row with the place it came from, so that an export can put a changed label back there. */
export interface ImportedRow extends ParsedRow {
  /** Place of the file among those read. */
  readonly file: number;
  /** Where the label stands in the file, as the format's writer understands it: JSON path steps, a line, an id. */
  readonly path: readonly (string | number)[];
}

/** What a reader has to say when it is done. */
export interface ReadSummary {
  readonly decisions: readonly Decision[];
  /** Plain sentences about the file as a whole: caps, dropped annotations, discontinuous spans, symmetric relations. */
  readonly notices: readonly string[];
  /** Parts of the file that gave no row, by reason: "documents without two entities in one sentence" -> 12. */
  readonly skipped: Readonly<Record<string, number>>;
}

/** What a format is told from: the beginning of each file. */
export interface FileHead {
  readonly name: string;
  /** First 64 kB of the text. */
  readonly head: string;
}

/** One file format. Pure: no DOM, no network, no clock. */
export interface Format {
  /** Stable key, kebab-case: "tacred", "label-studio". */
  readonly id: string;
  /** As its users call it: "TACRED JSON", "brat standoff". */
  readonly title: string;
  /** How sure the files are in this format, from their content, in [0, 1]; 0: they are not. The surest format reads. */
  recognise(files: readonly FileHead[]): number;
  /**
   * Reads the rows, in file order, as they are asked for: the caller reports progress, and stops by not asking. Bad rows
   * come as rows with an error; throws only when a file as a whole cannot be read, with a message for its owner.
   */
  read(files: readonly SourceFile[], options: ReadOptions): Generator<ImportedRow, ReadSummary>;
}

/** @file What is written out: rows with what the app found out about them, as files. */
import { t } from "../../messages/translate";
import type { Example } from "../example";
import type { ImportedRow, SourceFile } from "../formats/format";

/** What a model and a reviewer add to a row. All optional: a row without them is written as it came. */
export interface RowAddition {
  /** The label after review; null: no label. Absent: unchanged. */
  readonly label?: string | null;
  /** "keep", "relabel", "flag": what the reviewer decided. */
  readonly flag?: string;
  readonly prediction?: string;
  /** Probability of the prediction, in [0, 1]. */
  readonly score?: number;
  /** Mean variance of the two mentions. */
  readonly variance?: number;
}

/** A row that was read, with what is added to it. */
export interface ExportRow {
  readonly row: ImportedRow;
  readonly addition?: RowAddition;
}

/** Notice of pairs that have no place in the file they are of. */
export function sayUnnamed(n: number): string {
  return t(
    "{n, plural, one {# pair that the file does not name was left out.} other {# pairs that the file does not name were left out.}}",
    { n },
  );
}

/** What an export gives: its files, and what could not be put into them, as sentences. */
export interface Exported {
  readonly files: readonly SourceFile[];
  readonly notices: readonly string[];
}

/** A format that rows of any origin can be written in. */
export interface Exporter {
  readonly id: string;
  readonly title: string;
  /** Ending of its main file, with the dot. */
  readonly extension: string;
  /** Rows that could not be read are left out. `name`: of the main file, without its ending. */
  write(rows: readonly ExportRow[], name: string): Exported;
}

/** The example of a row with its changed label; null when the row could not be read. */
export function exampleOf({ row, addition }: ExportRow): Example | null {
  if (!("example" in row.content)) return null;
  const { example } = row.content;
  return addition?.label === undefined ? example : { ...example, relation: addition.label };
}

/** What is added besides the label, under the names it is written with; null when nothing is. */
export function describeAddition(addition: RowAddition | undefined): Record<string, string | number> | null {
  const { flag, prediction, score, variance } = addition ?? {};
  const added = {
    ...(flag !== undefined && { flag }),
    ...(prediction !== undefined && { prediction }),
    ...(score !== undefined && { score }),
    ...(variance !== undefined && { variance }),
  };
  return Object.keys(added).length > 0 ? added : null;
}

/** Rows that can be written, and a notice of the others. */
export function readable(rows: readonly ExportRow[]): {
  examples: { example: Example; addition?: RowAddition }[];
  notices: string[];
} {
  const examples = rows.flatMap((row) => {
    const example = exampleOf(row);
    return example === null ? [] : [{ example, ...(row.addition && { addition: row.addition }) }];
  });
  const numBad = rows.length - examples.length;
  return {
    examples,
    notices:
      numBad > 0
        ? [
            t(
              "{n, plural, one {# row that could not be read was left out.} other {# rows that could not be read were left out.}}",
              { n: numBad },
            ),
          ]
        : [],
  };
}

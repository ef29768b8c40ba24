/** @file Rows to files of the disk, in any format that rows can be written in. */
import { basename, dirname, extname, join } from "node:path";
import type { Exporter } from "../data/export/exporter";
import { EXPORTERS } from "../data/export/exporters";
import type { ImportedRow } from "../data/formats/format";
import { openOutput } from "./files";

/**
 * Writes the readable rows with the exporter `target`. `output`: its main file, beside which the others stand; null:
 * standard output. Gives the exporter and what could not be put into the files.
 */
export async function writeRows(
  rows: readonly ImportedRow[],
  target: string,
  output: string | null,
): Promise<{ readonly exporter: Exporter; readonly notices: readonly string[] }> {
  const exporter = EXPORTERS.find(({ id }) => id === target)!;
  const ending = output === null ? "" : extname(output);
  const name = output === null ? "rows" : basename(output, ending);
  const { files, notices } = exporter.write(
    rows.map((row) => ({ row })),
    name,
  );
  for (const [i, file] of files.entries()) {
    const path = output === null ? null : i === 0 ? output : join(dirname(output), file.name);
    const opened = openOutput(path);
    await opened.write(file.text.replace(/\n$/, ""));
    await opened.close();
  }
  return { exporter, notices };
}

/** @file Files as they came in, with changed labels, flags and scores put in and nothing else changed. */
import { t } from "../../messages/translate";
import type { SourceFile } from "../formats/format";
import type { Exported, ExportRow } from "./exporter";
import { writeBackBiocXml } from "./writeBackBiocXml";
import { writeBackJson } from "./writeBackJson";
import { readFewrelNames, writeBackFewrel } from "./writeBackFewrel";
import { isLineFormat, writeBackLines } from "./writeBackLines";
import { writeBackTable } from "./writeBackTable";

/**
 * Writes back the files that `rows` were read from. Files without an addition come back character for character. A file that
 * cannot take some of the additions is said in the notices.
 */
export function writeBack(formatId: string, sources: readonly SourceFile[], rows: readonly ExportRow[]): Exported {
  const byFile = sources.map((): ExportRow[] => []);
  for (const row of rows) {
    if (row.addition === undefined) continue;
    const [first, file, line] = row.row.path;
    // Labels of a key file beside the sentences (SemEval) go back there.
    const isKeyed = first === "key" && typeof file === "number" && typeof line === "number";
    if (isKeyed) byFile[file]?.push({ ...row, row: { ...row.row, file, path: [line, "keyed"] } });
    else byFile[row.row.file]?.push(row);
  }
  let numKept = 0;
  const names = formatId === "fewrel" ? readFewrelNames(sources) : new Map<string, string>();
  const notices: string[] = [];
  if (NEEDS_LABEL.has(formatId)) numKept = dropNullLabels(byFile);
  if (numKept > 0)
    notices.push(
      t(
        "{n, plural, one {# relation cannot be without a label in this format, and keeps its own.} other {# relations cannot be without a label in this format, and keep theirs.}}",
        { n: numKept },
      ),
    );
  const files = sources.map((source, i) => {
    const own = byFile[i]!;
    if (own.length === 0) return source;
    try {
      const written = writeOne(formatId, source, own, names);
      notices.push(...written.notices);
      return written.files[0]!;
    } catch (error) {
      notices.push(t("{file} was left as it is: {problem}", { file: source.name, problem: (error as Error).message }));
      return source;
    }
  });
  return { files, notices };
}

/** Formats in which a relation without a label is a fault. */
const NEEDS_LABEL = new Set(["spert"]);

/** Takes out labels that are to be taken away; how many. */
function dropNullLabels(byFile: ExportRow[][]): number {
  let numDropped = 0;
  for (const rows of byFile) {
    for (const [i, { row, addition }] of rows.entries()) {
      if (addition?.label !== null) continue;
      const { label: _, ...rest } = addition;
      rows[i] = { row, addition: rest };
      numDropped++;
    }
  }
  return numDropped;
}

function writeOne(
  formatId: string,
  source: SourceFile,
  rows: readonly ExportRow[],
  names: ReadonlyMap<string, string>,
): Exported {
  if (isLineFormat(formatId)) return writeBackLines(formatId, source, rows);
  if (formatId === "bioc" && /^\s*</.test(source.text)) return writeBackBiocXml(source, rows);
  if (formatId === "fewrel") return writeBackFewrel(source, rows, names);
  if (/^\s*[[{]/.test(source.text)) return writeBackJson(source, rows);
  if (formatId === "table") return writeBackTable(source, rows);
  throw new Error(t("this format has no place for changed labels, flags or scores. Export CSV or JSON lines instead."));
}

/** @file Files as they came in, with changed labels, flags and scores put in and nothing else changed. */
import type { SourceFile } from "../formats/format";
import type { Exported, ExportRow } from "./exporter";
import { writeBackBiocXml } from "./writeBackBiocXml";
import { writeBackJson } from "./writeBackJson";
import { isLineFormat, writeBackLines } from "./writeBackLines";

/**
 * Writes back the files that `rows` were read from. Files without an addition come back character for character. A file that
 * cannot take additions (FewRel, where the label is the key; tables; text formats without a place) is said in the notices.
 */
export function writeBack(formatId: string, sources: readonly SourceFile[], rows: readonly ExportRow[]): Exported {
  const byFile = sources.map((): ExportRow[] => []);
  for (const row of rows) if (row.addition !== undefined) byFile[row.row.file]?.push(row);
  const notices: string[] = [];
  const files = sources.map((source, i) => {
    const own = byFile[i]!;
    if (own.length === 0) return source;
    try {
      const written = writeOne(formatId, source, own);
      notices.push(...written.notices);
      return written.files[0]!;
    } catch (error) {
      notices.push(`${source.name} was left as it is: ${(error as Error).message}`);
      return source;
    }
  });
  return { files, notices };
}

function writeOne(formatId: string, source: SourceFile, rows: readonly ExportRow[]): Exported {
  if (isLineFormat(formatId)) return writeBackLines(formatId, source, rows);
  if (formatId === "bioc" && /^\s*</.test(source.text)) return writeBackBiocXml(source, rows);
  if (formatId !== "fewrel" && /^\s*[[{]/.test(source.text)) return writeBackJson(source, rows);
  throw new Error("this format has no place for changed labels, flags or scores. Export CSV or JSON lines instead.");
}

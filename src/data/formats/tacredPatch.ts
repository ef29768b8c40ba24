/**
 * @file Patch files that correct the labels of TACRED by row id.
 *
 * TACREV (Alt et al. 2020): `[{"id","relation"}]` replaces labels and keeps the other rows. Re-TACRED (Stoica et al. 2021):
 * `{id: label}` replaces labels and drops the rows it does not name.
 */
import { formatCount } from "../../messages/formatNumber";
import { t } from "../../messages/translate";
import type { FileHead, SourceFile } from "./format";
import { describe, getField, type ParsedRow } from "./parsedFile";
import { parseFile } from "./parseJson";
import { inFile } from "./placedError";
import { peekRecords } from "./records";

/** The patches of one reading. */
export interface Patches {
  /** The row with its new label; null when a patch drops it. */
  apply(row: ParsedRow): ParsedRow | null;
  summarise(): { readonly notices: string[]; readonly skipped: Readonly<Record<string, number>> };
}

/** Whether a file is a patch and no corpus. */
export function isTacredPatch(file: FileHead): boolean {
  const { shape, rows } = peekRecords(file);
  if (shape === "list") {
    const first = rows[0];
    return (
      typeof getField(first, "id") === "string" &&
      typeof getField(first, "relation") === "string" &&
      Object.keys(first as object).length === 2
    );
  }
  const map = rows[0];
  if (shape !== "object" || typeof map !== "object" || map === null) return false;
  // Labels such as "per:title"; other maps of texts (names of relations) are no patch.
  const labels = Object.values(map);
  return (
    labels.length > 0 &&
    labels.every((label) => typeof label === "string" && /^(?:no_relation|(?:per|org):\S+)$/.test(label))
  );
}

/** Reads patch files. Throws, with the file's name, for one that is not JSON. */
export function readPatches(files: readonly SourceFile[]): Patches {
  const labels = new Map<string, string>();
  const notices: string[] = [];
  let isWhole = false;
  for (const source of files) {
    const patch = parsePatch(source);
    const entries: [unknown, unknown][] = Array.isArray(patch)
      ? patch.map((row: unknown) => [getField(row, "id"), getField(row, "relation")])
      : Object.entries(patch as object);
    isWhole ||= !Array.isArray(patch);
    let numBad = 0;
    for (const [id, label] of entries) {
      if (typeof id === "string" && typeof label === "string") labels.set(id, label);
      else numBad++;
    }
    if (numBad > 0) {
      notices.push(
        t(
          "{n, plural, one {{file}: # entry has no id or no relation and was left out.} other {{file}: # entries have no id or no relation and were left out.}}",
          { file: source.name, n: numBad },
        ),
      );
    }
  }
  let numApplied = 0;
  let numChanged = 0;
  let numDropped = 0;
  return {
    apply(row) {
      if (labels.size === 0) return row;
      const label = labels.get(String(row.id));
      if (label === undefined) {
        if (!isWhole) return row;
        numDropped++;
        return null;
      }
      numApplied++;
      if ("error" in row.content) return row;
      const { example } = row.content;
      if (example.relation !== label) numChanged++;
      return { ...row, content: { example: { ...example, relation: label } } };
    },
    summarise() {
      if (files.length > 0) {
        notices.push(
          t(
            "{n, plural, one {The patch of # label names {named} of the rows and changes {changed}.} other {The patch of # labels names {named} of the rows and changes {changed}.}}",
            { n: labels.size, named: formatCount(numApplied), changed: formatCount(numChanged) },
          ),
        );
      }
      const skipped: Record<string, number> =
        numDropped > 0 ? { [t("rows that the patch leaves out")]: numDropped } : {};
      return { notices, skipped };
    },
  };
}

function parsePatch(source: SourceFile): unknown {
  const patch = parseFile(source);
  if (typeof patch === "object" && patch !== null) return patch;
  throw inFile(
    source.name,
    t("expected a patch, {list} or {map}, got {got}.", {
      list: '[{"id","relation"}]',
      map: "{id: label}",
      got: describe(patch),
    }),
  );
}

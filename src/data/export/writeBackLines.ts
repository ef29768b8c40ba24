/**
 * @file Changed labels put back into brat, PubTator, WebAnno TSV, SemEval, KBP37 and CoNLL04 files, line by line; other
 * lines stay as they were.
 */
import { t } from "../../messages/translate";
import type { SourceFile } from "../formats/format";
import { isNegativeLabel } from "../formats/negatives";
import { describeAddition, sayUnnamed, type Exported, type ExportRow } from "./exporter";
import { applyEdits, findLines, type TextEdit } from "./textEdits";

/** How a line takes a new label, or none; null: it cannot. `place`: the rest of the row's path. */
type Relabel = (line: string, label: string | null, place: readonly (string | number)[]) => string | null;

/** `12\tR(e2,e1)` of a key file, or `R(e2,e1)`. */
const SEMEVAL_LABEL = /^(\s*(?:\d+\t)?)(.*?)(\(e[12],\s*e[12]\))?(\s*)$/;

const RELABEL: Readonly<Record<string, Relabel>> = {
  // A relation keeps its direction; one that had none goes from e1 to e2, as it is read.
  semeval: (line, label, [isKeyed]) => {
    const cannotStand = isKeyed === "keyed" ? /[\s<"]/ : /[\r\n]|^\s|\s$|^\d+\t|^Comment\s*:/i;
    if (label === null || label === "" || cannotStand.test(label) || /\(e[12],\s*e[12]\)$/.test(label)) return null;
    return line.replace(
      SEMEVAL_LABEL,
      (_, id: string, before: string, direction: string | undefined, end: string) =>
        id + label + (isNegativeLabel(label) ? "" : (direction ?? (isNegativeLabel(before) ? "(e1,e2)" : ""))) + end,
    );
  },
  conll04: (line, label) =>
    label === null || label === "" || /\s/.test(label) ? null : line.replace(/\S+(?=\s*$)/, () => label),
  brat: (line, label) =>
    label === null || /\s/.test(label) ? null : line.replace(/^(R\d+\t)\S+/, (_, id: string) => id + label),
  pubtator: (line, label) => {
    const columns = line.split("\t");
    columns[1] = label ?? "";
    return label === null || /[\t\r\n]|^\d*$/.test(label) ? null : columns.join("\t");
  },
  "webanno-tsv": (line, label, [column, stacked]) => {
    const cells = line.split("\t");
    const values = splitStack(cells[Number(column)] ?? "");
    values[Number(stacked)] = label === null ? "*" : escapeWebanno(label);
    cells[Number(column)] = values.join("|");
    return cells.join("\t");
  },
};

/** The formats that `writeBackLines` writes. */
export function isLineFormat(formatId: string): boolean {
  return Object.hasOwn(RELABEL, formatId);
}

/**
 * Writes one file back. A label taken away deletes its line (not in WebAnno). Flags and scores become notes in brat and
 * comments in SemEval; the others have no place for them.
 */
export function writeBackLines(formatId: string, source: SourceFile, rows: readonly ExportRow[]): Exported {
  const relabel = RELABEL[formatId]!;
  const lines = findLines(source.text);
  const changed = new Map<number, string | null>();
  const notes: string[] = [];
  const counts = { unnamed: 0, refused: 0, unplaced: 0 };
  /** Adds to the comment under a label's line, in the place of what was added before; false where there is none. */
  const comment = (line: number, format: string, added: object): boolean => {
    const span = lines[line + 1];
    const before = span && source.text.slice(span.start, span.end);
    if (format !== "semeval" || !before || !/^\s*Comment\s*:/i.test(before)) return false;
    changed.set(line + 1, `${before.replace(/ *entity_bias \{.*\}\s*$/, "")} entity_bias ${JSON.stringify(added)}`);
    return true;
  };
  for (const { row, addition } of rows) {
    if (addition === undefined || !("example" in row.content)) continue;
    const [line, ...place] = row.path;
    if (row.path.includes("pair") || typeof line !== "number") {
      counts.unnamed++;
      continue;
    }
    const described = describeAddition(addition);
    if (described !== null) {
      if (formatId === "brat")
        notes.push(`AnnotatorNotes ${place[0]}\t${JSON.stringify({ row: row.id, ...described })}`);
      else if (!comment(line, formatId, { row: row.id, ...described })) counts.unplaced++;
    }
    if (addition.label === undefined) continue;
    const span = lines[line]!;
    const before = changed.get(line) ?? source.text.slice(span.start, span.end);
    const after = relabel(before, addition.label, place);
    if (after === null && addition.label !== null) counts.refused++;
    else changed.set(line, after);
  }
  const edits = [...changed].map(([line, put]): TextEdit => {
    const { start, end } = lines[line]!;
    return put === null ? { start, end: lines[line + 1]?.start ?? end, put: "" } : { start, end, put };
  });
  const text = applyEdits(source.text, edits);
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  let number = Math.max(0, ...Array.from(text.matchAll(/^#(\d+)\t/gm), ([, id]) => Number(id)));
  const added = notes.map((note) => `#${++number}\t${note}${lineEnd}`).join("");
  const gap = added !== "" && text !== "" && !text.endsWith("\n") ? lineEnd : "";
  return {
    files: [{ name: source.name, text: text + gap + added }],
    notices: [
      ...(counts.unnamed > 0 ? [sayUnnamed(counts.unnamed)] : []),
      ...(counts.refused > 0
        ? [
            t(
              "{n, plural, one {# label cannot stand in this format and was left as it was.} other {# labels cannot stand in this format and were left as they were.}}",
              { n: counts.refused },
            ),
          ]
        : []),
      ...(counts.unplaced > 0
        ? [
            t(
              "{n, plural, one {# row has flags or scores, for which this format has no place: only labels were written.} other {# rows have flags or scores, for which this format has no place: only labels were written.}}",
              { n: counts.unplaced },
            ),
          ]
        : []),
    ],
  };
}

function splitStack(cell: string): string[] {
  return cell.split(/(?<!\\)\|/);
}

function escapeWebanno(label: string): string {
  const named: Readonly<Record<string, string>> = { "\t": "\\t", "\n": "\\n", "\r": "\\r" };
  return label.replace(/->|[\\[\]|_;*\t\n\r]/g, (mark) => named[mark] ?? `\\${mark}`);
}

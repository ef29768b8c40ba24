/**
 * @file Changed labels, flags and scores put back into FewRel. The label is the key of the list that a row stands in, so a
 * changed one moves the row to the end of another list; what is added stands in the row under "entity_bias". Every other
 * character stays as it was.
 */
import { t } from "../../messages/translate";
import type { SourceFile } from "../formats/format";
import { parseJson } from "../formats/parseJson";
import { describeAddition, type Exported, type ExportRow } from "./exporter";
import { locateJson, type JsonPlace, type JsonPlaces } from "./jsonPlaces";
import { applyEdits, type TextEdit } from "./textEdits";
import { ADDITION_KEY } from "./writeBackJson";

/** Where a row goes, and what it is written as. */
interface Move {
  readonly from: string;
  readonly index: number;
  readonly to: string;
  readonly text: string;
}

/** Writes one file back. `names`: relation to the name it is shown by, of a file beside it. */
export function writeBackFewrel(
  source: SourceFile,
  rows: readonly ExportRow[],
  names: ReadonlyMap<string, string>,
): Exported {
  const { text } = source;
  const places = locateJson(text);
  const keyOf = new Map([...names].map(([key, name]) => [name, key]));
  const moves: Move[] = [];
  const edits: TextEdit[] = [];
  let numRefused = 0;
  for (const { row, addition } of rows) {
    if (addition === undefined || !("example" in row.content)) continue;
    const place = places.find(row.path);
    if (place === undefined) continue;
    const own = addTo(text, places, row.path, place, describeAddition(addition));
    const [from, index] = row.path;
    const { label } = addition;
    const isChanged = label !== undefined && label !== row.content.example.relation;
    if (isChanged && label !== null && typeof from === "string" && typeof index === "number") {
      const written = own.map(({ start, end, put }) => ({ start: start - place.start, end: end - place.start, put }));
      const to = keyOf.get(label) ?? label;
      moves.push({ from, index, to, text: applyEdits(text.slice(place.start, place.end), written) });
      continue;
    }
    if (isChanged) numRefused++;
    edits.push(...own);
  }
  return {
    files: [{ name: source.name, text: applyEdits(text, [...edits, ...editLists(places, moves)]) }],
    notices:
      numRefused > 0
        ? [
            t(
              "{n, plural, one {# label cannot stand in this file, which keeps rows by relation, and was left as it was.} other {# labels cannot stand in this file, which keeps rows by relation, and were left as they were.}}",
              { n: numRefused },
            ),
          ]
        : [],
  };
}

/** What the reader shows relations by: see fewrelFormat. */
export function readFewrelNames(files: readonly SourceFile[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { text } of files) {
    if (text.length > 1_000_000) continue;
    try {
      for (const [key, value] of Object.entries(parseJson(text) as object)) {
        if (Array.isArray(value) && typeof value[0] === "string") names.set(key, value[0]);
      }
    } catch {
      // No file of names; the reader has said what it is.
    }
  }
  return names;
}

function addTo(
  text: string,
  places: JsonPlaces,
  path: ExportRow["row"]["path"],
  place: JsonPlace,
  added: Record<string, string | number> | null,
): TextEdit[] {
  if (added === null) return [];
  const known = places.find([...path, ADDITION_KEY]);
  if (known !== undefined) return [{ start: known.start, end: known.end, put: JSON.stringify(added) }];
  const at = place.start + text.slice(place.start, place.end - 1).trimEnd().length;
  const comma = place.size > 0 ? ", " : "";
  return [{ start: at, end: at, put: `${comma}${JSON.stringify(ADDITION_KEY)}: ${JSON.stringify(added)}` }];
}

/** Takes the moved rows out of their lists, and puts them behind the others of theirs. */
function editLists(places: JsonPlaces, moves: readonly Move[]): TextEdit[] {
  const leaving = new Map<string, Set<number>>();
  const coming = new Map<string, string[]>();
  for (const { from, index, to, text } of moves) {
    leaving.set(from, (leaving.get(from) ?? new Set<number>()).add(index));
    coming.set(to, [...(coming.get(to) ?? []), text]);
  }
  const edits: TextEdit[] = [];
  for (const [relation, indices] of leaving) {
    const at = (index: number) => places.find([relation, index])!;
    const { size } = places.find([relation])!;
    let hasKept = false;
    for (let index = 0; index < size; index++) {
      const { start, end } = at(index);
      if (!indices.has(index)) hasKept = true;
      else if (hasKept) edits.push({ start: at(index - 1).end, end, put: "" });
      else edits.push({ start, end: index + 1 < size ? at(index + 1).start : end, put: "" });
    }
  }
  const added: string[] = [];
  for (const [relation, texts] of coming) {
    const list = places.find([relation]);
    if (list === undefined) {
      added.push(`${JSON.stringify(relation)}: [${texts.join(", ")}]`);
      continue;
    }
    const numKept = list.size - (leaving.get(relation)?.size ?? 0);
    const last = list.size > 0 ? places.find([relation, list.size - 1])! : null;
    const at = last?.end ?? list.start + 1;
    edits.push({ start: at, end: at, put: `${numKept > 0 ? ", " : ""}${texts.join(", ")}` });
  }
  const root = places.find([])!;
  const at = root.end - 1;
  if (added.length > 0) edits.push({ start: at, end: at, put: `${root.size > 0 ? ", " : ""}${added.join(", ")}` });
  return edits;
}

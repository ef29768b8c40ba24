/** @file Changed labels, flags and scores put back into BioC XML; every other character stays as it was. */
import type { SourceFile } from "../formats/format";
import { describeAddition, sayUnnamed, type Exported, type ExportRow } from "./exporter";
import { applyEdits, type TextEdit } from "./textEdits";

const TOKEN =
  /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<!DOCTYPE[^[>]*(?:\[[^]*?\])?[^>]*>|<(\/?)([\w:.-]+)((?:"[^"]*"|'[^']*'|[^>"'])*?)(\/?)>/g;

/** Elements that a path counts, by the name of their list. */
const LISTS: ReadonlyMap<string, string> = new Map([
  ["document", "documents"],
  ["passage", "passages"],
  ["sentence", "sentences"],
  ["relation", "relations"],
]);

/** Where the inner text of every relation's infon stands, by its path in BioC JSON's terms. */
function locateInfons(text: string): Map<string, TextEdit & { readonly closed: number }> {
  const places = new Map<string, TextEdit & { readonly closed: number }>();
  const stack: { path: (string | number)[]; counts: Map<string, number>; contentStart: number }[] = [
    { path: [], counts: new Map(), contentStart: 0 },
  ];
  for (const found of text.matchAll(TOKEN)) {
    const [whole, slash, name, attributes, empty] = found;
    if (name === undefined) continue;
    const after = found.index + whole.length;
    const parent = stack.at(-1)!;
    if (slash === "/") {
      if (name === "infon") {
        const { path, contentStart } = parent;
        places.set(JSON.stringify(path), { start: contentStart, end: found.index, put: "", closed: after });
      }
      if (stack.length > 1) stack.pop();
      continue;
    }
    if (empty === "/") continue;
    let { path } = parent;
    const list = LISTS.get(name);
    if (list !== undefined) {
      const index = parent.counts.get(list) ?? 0;
      parent.counts.set(list, index + 1);
      path = [...path, list, index];
    } else if (name === "infon") {
      const key = /\bkey\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(attributes ?? "");
      path = [...path, "infons", key?.[1] ?? key?.[2] ?? ""];
    } else if (name !== "collection") path = [...path, `<${name}>`];
    stack.push({ path, counts: new Map(), contentStart: after });
  }
  return places;
}

/** Writes one file back: labels where they stand; what is added as an infon "entity_bias" after the label's. */
export function writeBackBiocXml(source: SourceFile, rows: readonly ExportRow[]): Exported {
  const places = locateInfons(source.text);
  const labels = new Map<string, TextEdit>();
  const additions = new Map<string, { at: number; values: unknown[] }>();
  let numUnnamed = 0;
  for (const { row, addition } of rows) {
    if (addition === undefined || !("example" in row.content)) continue;
    const key = JSON.stringify(row.path);
    const place = places.get(key);
    if (place === undefined) {
      numUnnamed++;
      continue;
    }
    if (addition.label !== undefined) {
      labels.set(key, { start: place.start, end: place.end, put: escapeXml(addition.label ?? "") });
    }
    const described = describeAddition(addition);
    if (described === null) continue;
    const known = additions.get(key) ?? { at: place.closed, values: [] };
    known.values.push({ row: row.id, ...described });
    additions.set(key, known);
  }
  const inserted = [...additions.values()].map(({ at, values }): TextEdit => {
    const value = JSON.stringify(values.length === 1 ? values[0] : values);
    return { start: at, end: at, put: `<infon key="entity_bias">${escapeXml(value)}</infon>` };
  });
  return {
    files: [{ name: source.name, text: applyEdits(source.text, [...labels.values(), ...inserted]) }],
    notices: numUnnamed > 0 ? [sayUnnamed(numUnnamed)] : [],
  };
}

function escapeXml(text: string): string {
  const names: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
  return text.replace(/[&<>]/g, (mark) => names[mark]!);
}

/** @file The lines of a WebAnno TSV 3.x file: its layers, and the cells of its token rows. */

/** One layer of the header, with the columns it takes. */
export interface WebannoLayer {
  readonly kind: "span" | "chain" | "relation";
  readonly name: string;
  readonly firstColumn: number;
  /** Columns of features; a relation has one more, which names the governor. */
  readonly features: readonly string[];
  /** For a relation: the layer of its two ends. */
  readonly base: string | null;
}

/** Reads the `#T_SP=`, `#T_CH=` and `#T_RL=` lines, in order. */
export function parseWebannoLayers(lines: readonly string[]): WebannoLayer[] {
  const layers: WebannoLayer[] = [];
  let column = 0;
  for (const line of lines) {
    const found = /^#T_(SP|CH|RL)=(.*)$/.exec(line);
    if (!found) continue;
    const [name = "", ...columns] = found[2]!.split("|");
    const kind = found[1] === "SP" ? "span" : found[1] === "CH" ? "chain" : "relation";
    const base = kind === "relation" ? (columns.find((feature) => feature.startsWith("BT_")) ?? null) : null;
    const features = columns.filter((feature) => feature !== base && feature !== "");
    layers.push({ kind, name, firstColumn: column, features, base: base?.slice(3) ?? null });
    // A layer without a feature still takes one column.
    column += Math.max(features.length, 1) + (kind === "relation" ? 1 : 0);
  }
  return layers;
}

/** One of the values that are stacked in a cell. */
export interface WebannoValue {
  readonly value: string;
  /** The number in brackets; "" without one. */
  readonly id: string;
}

/** Values of a cell: none for "_". "*" is a value without a name (""). */
export function parseWebannoCell(cell: string): WebannoValue[] {
  if (cell === "" || cell === "_") return [];
  return splitPlain(cell, "|").map((part) => {
    const [, body = part, id = ""] = /^(.*[^\\]|)\[([\d_]+)\]$/s.exec(part) ?? [];
    return { value: body === "*" || body === "_" ? "" : unescapeWebanno(body), id };
  });
}

/** Splits at a character that is not escaped. */
function splitPlain(text: string, separator: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === separator) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}

const ESCAPED: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r" };

/** Takes back the escapes \\ \[ \] \| \_ \-> \; \t \n \*. */
export function unescapeWebanno(text: string): string {
  return text.replace(/\\(.)/gs, (_, character: string) => ESCAPED[character] ?? character);
}

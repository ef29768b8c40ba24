/** @file The numbers of a figure or table as files: CSV with columns alone, JSON with what they rest on as well. */
import type { Provenance } from "./provenance";

/** A cell; null prints empty. */
export type Cell = string | number | boolean | null;

/** Rows under the names of their columns. */
export interface Records {
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** RFC 4180: header first, quotes doubled, lines end in CRLF. Papa Parse comes with the first file that is asked for. */
export async function formatCsv({ header, rows }: Records): Promise<string> {
  const { default: Papa } = await import("papaparse");
  return `${Papa.unparse([header, ...rows] as Cell[][], { newline: "\r\n" })}\r\n`;
}

/** The words and the provenance that go out with the numbers. */
export interface About extends Omit<Provenance, "models"> {
  readonly title: string;
  readonly lead: string;
  readonly foot: string;
  readonly models: readonly { readonly id: string; readonly hash: string }[];
}

/** Plain fields only: a model's other facts stay out. */
export function makeAbout(caption: Pick<About, "title" | "lead" | "foot">, from: Provenance): About {
  const { title, lead, foot } = caption;
  const models = from.models.map(({ id, hash }) => ({ id, hash }));
  return { title, lead, foot, n: from.n, models, settings: from.settings, data: from.data };
}

/** One object: the caption's words, the provenance, then the rows as objects by column. */
export function formatJson({ header, rows }: Records, about: About): string {
  const objects = rows.map((row) => Object.fromEntries(row.map((cell, column) => [header[column], cell])));
  return `${JSON.stringify({ ...about, rows: objects }, null, 1)}\n`;
}

/** @file Reads test files with one format, and shows the rows briefly. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Example } from "../src/data/example";
import {
  DEFAULT_READ_OPTIONS,
  type Format,
  type ImportedRow,
  type ReadOptions,
  type ReadSummary,
  type SourceFile,
} from "../src/data/formats/format";

/** A file of test/fixtures/formats, as the readers get it: without its byte order mark. */
export function readFixture(name: string): SourceFile {
  const path = fileURLToPath(new URL(`fixtures/formats/${name}`, import.meta.url));
  return { name: name.replace(/^.*\//, ""), text: readFileSync(path, "utf8").replace(/^\ufeff/, "") };
}

/** Everything that a format makes of files. */
export function readAll(
  format: Format,
  files: readonly SourceFile[],
  options: Partial<ReadOptions> = {},
): { rows: ImportedRow[]; summary: ReadSummary } {
  const reading = format.read(files, { ...DEFAULT_READ_OPTIONS, ...options });
  const rows: ImportedRow[] = [];
  for (;;) {
    const { value, done } = reading.next();
    if (done) return { rows, summary: value };
    rows.push(value);
  }
}

/** A row as `id: subject (type) -relation-> object (type)`, or `id: error`. */
export function showRow({ id, content }: ImportedRow): string {
  if ("error" in content) return `${id}: ERROR ${content.error}`;
  const { text, subject, object, relation, annotator } = content.example;
  const show = ({ start, end, type }: typeof subject) => `${text.slice(start, end)}${type ? ` (${type})` : ""}`;
  return `${id}: ${show(subject)} -${relation ?? ""}-> ${show(object)}${annotator ? ` by ${annotator}` : ""}`;
}

/** The head that recognition sees. */
export function headOf({ name, text }: SourceFile): { name: string; head: string } {
  return { name, head: text.slice(0, 65_536) };
}

export interface ReadResult extends ReadSummary {
  readonly rows: readonly ImportedRow[];
  readonly examples: readonly Example[];
  readonly errors: readonly string[];
}

/** Reads texts, named file0, file1 ... unless given as [name, text]; rows apart from errors. */
export function readFormat(
  format: Format,
  texts: readonly (string | readonly [name: string, text: string])[],
  options: Partial<ReadOptions> = {},
): ReadResult {
  const files = texts.map((given, i) =>
    typeof given === "string" ? { name: `file${i}`, text: given } : { name: given[0], text: given[1] },
  );
  const { rows, summary } = readAll(format, files, options);
  return {
    ...summary,
    rows,
    examples: rows.flatMap(({ content }) => ("example" in content ? [content.example] : [])),
    errors: rows.flatMap(({ content }) => ("error" in content ? [content.error] : [])),
  };
}

/** How sure a format is of texts. */
export function recognise(format: Format, ...texts: readonly string[]): number {
  return format.recognise(texts.map((text, i) => headOf({ name: `file${i}`, text })));
}

/** The words of subject and object. */
export function mentionsOf({ text, subject, object }: Example): [string, string] {
  return [text.slice(subject.start, subject.end), text.slice(object.start, object.end)];
}

/** The files of ../shared/data, where they are, read by us and counted by test/oracle/document_formats_oracle.py. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { DOCUMENT_FORMATS } from "../src/data/formats/documentFormats";
import { openFiles } from "../src/data/formats/openFiles";
import { recogniseFormat } from "../src/data/formats/recogniseFormat";
import oracle from "./fixtures/documentFormats.json";
import { readAll } from "./readFormat";

const ROOT = fileURLToPath(new URL("../../shared/data/", import.meta.url));

interface Counts {
  readonly format: string;
  readonly rows?: number;
  readonly labels: Readonly<Record<string, number>>;
  readonly overlapping?: number;
  readonly without?: number;
  readonly sha256?: string;
  readonly relations?: number;
  readonly articles?: number;
  readonly unmarked?: number;
}

function count(values: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((total, n) => total + n, 0);
const plain = (words: string) => words.replace(/\s+/g, "");

describe.skipIf(!existsSync(ROOT))("files of ../shared/data against an independent reader", () => {
  it.each(Object.entries(oracle.files as Record<string, Counts>))("%s", (name, expected) => {
    const { files } = openFiles([{ name, bytes: readFileSync(ROOT + name) }]);
    const { format } = recogniseFormat(files, {});
    expect(format.id).toBe(expected.format);
    expect(DOCUMENT_FORMATS).toContain(format);
    const { rows, summary } = readAll(format, files);
    const examples = rows.map(({ content }) => {
      if ("error" in content) throw new Error(content.error);
      return content.example;
    });
    if (expected.sha256 !== undefined) {
      expect(rows).toHaveLength(expected.rows!);
      expect(count(examples.map(({ relation }) => relation!))).toEqual(expected.labels);
      expect(sum(summary.skipped)).toBe(expected.overlapping ?? expected.without);
      const lines = examples.map(({ text, subject, object, relation }) =>
        [plain(text.slice(subject.start, subject.end)), relation, plain(text.slice(object.start, object.end))].join(
          "\t",
        ),
      );
      // Python sorts by code point.
      lines.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect(createHash("sha256").update(lines.join("\n")).digest("hex")).toBe(expected.sha256);
      return;
    }
    // Each relation gives rows, which share its line, or is counted as left out.
    const byLine = new Map(rows.map(({ path }, i) => [path[0], examples[i]!.relation!]));
    expect(byLine.size + sum(summary.skipped)).toBe(expected.relations);
    const marked = "relations with an argument that is marked nowhere in the text";
    expect(summary.skipped[marked] ?? 0).toBe(expected.unmarked);
    for (const [label, n] of Object.entries(count(byLine.values()))) {
      expect(n, label).toBeLessThanOrEqual(expected.labels[label]!);
    }
    expect(new Set(examples.map(({ docId }) => docId)).size).toBeLessThanOrEqual(expected.articles!);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAll, readFixture } from "../../../test/readFormat";
import { DOCUMENT_FORMATS } from "../formats/documentFormats";
import type { ImportedRow, SourceFile } from "../formats/format";
import type { ExportRow, RowAddition } from "./exporter";
import { applyEdits } from "./textEdits";
import { locateJson } from "./jsonPlaces";
import { writeBack } from "./writeBack";

const CASES: readonly [format: string, ...files: string[]][] = [
  ["docred", "docred/traps.json"],
  ["scierc", "scierc/traps.jsonl"],
  ["crossre", "crossre/traps.json"],
  ["brat", "brat/mills.txt", "brat/mills.ann", "brat/annotation.conf"],
  ["bioc", "bioc/traps.json"],
  ["bioc", "bioc/traps.v1.xml"],
  ["bioc", "bioc/traps.v2.xml"],
  ["pubtator", "pubtator/traps.txt"],
  ["label-studio", "label-studio/traps.json"],
  ["doccano", "doccano/ida.jsonl", "doccano/bo.jsonl"],
  ["prodigy", "prodigy/traps.jsonl"],
  ["webanno-tsv", "webanno/traps.tsv"],
  ["cas-json", "cas-json/traps.json"],
  ["knowledgenet", "knowledgenet/traps.jsonl"],
];
const formatOf = (id: string) => DOCUMENT_FORMATS.find((format) => format.id === id)!;

/** Rows without what a changed label changes. */
const labelsOf = (rows: readonly ImportedRow[]) =>
  rows.map((row) => ("example" in row.content ? row.content.example.relation : row.content.error));
const restOf = (rows: readonly ImportedRow[]) =>
  rows.map(({ content, ...row }) => ({
    ...row,
    content: "example" in content ? { ...content.example, relation: 0 } : content,
  }));

function roundTrip(formatId: string, files: readonly SourceFile[], add: (row: ImportedRow) => RowAddition | undefined) {
  const before = readAll(formatOf(formatId), files).rows;
  const rows = before.map((row): ExportRow => {
    const addition = add(row);
    return { row, ...(addition && { addition }) };
  });
  const written = writeBack(formatId, files, rows);
  return { before, written, after: readAll(formatOf(formatId), written.files).rows };
}

describe("writeBack", () => {
  it.each(CASES)("%s (%s): without additions every character comes back", (formatId, ...names) => {
    const files = names.map(readFixture);
    expect(roundTrip(formatId, files, () => undefined).written).toEqual({ files, notices: [] });
  });

  it.each(CASES)("%s (%s): changed labels come back, and nothing else has changed", (formatId, ...names) => {
    const files = names.map(readFixture);
    // Rows of one relation share its label, so it is made from the relation's place.
    const labelOf = ({ path }: ImportedRow) => `new_${path.join("_").replace(/\W/g, "")}`;
    const { before, after, written } = roundTrip(formatId, files, (row) => ({ label: labelOf(row) }));
    expect(written.notices).toEqual([]);
    // A label of one's own may turn a relation without a direction into one that has it: that is the format's reading.
    const isDirected = !["scierc", "brat", "pubtator"].includes(formatId);
    if (isDirected) expect(restOf(after)).toEqual(restOf(before));
    expect(labelsOf(after)).toEqual(before.map((row) => ("example" in row.content ? labelOf(row) : row.content.error)));
  });

  it.each(CASES)(
    "%s (%s): flags and scores are added beside the label and do not disturb the rows",
    (formatId, ...names) => {
      const files = names.map(readFixture);
      const { before, after, written } = roundTrip(formatId, files, () => ({ flag: "flag", score: 0.5 }));
      expect(after).toEqual(before);
      if (["pubtator", "webanno-tsv"].includes(formatId)) {
        expect(written.notices).toEqual([expect.stringContaining("for which this format has no place")]);
      } else expect(written.files.map(({ text }) => text).join("")).toMatch(/"?score&?\w*;?\\?"?: ?0\.5/);
      // Written again, they replace the first ones (brat keeps its notes).
      if (formatId !== "brat" && !written.files[0]!.text.startsWith("<?xml")) {
        const again = writeBack(
          formatId,
          written.files,
          after.map((row) => ({ row, addition: { flag: "keep" } })),
        );
        expect(again.files.map(({ text }) => text).join("")).not.toContain("0.5}");
      }
    },
  );

  it("takes any label", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.constantFrom(...CASES), (label, [formatId, ...names]) => {
        const files = names.map(readFixture);
        const { before, after, written } = roundTrip(formatId, files, () => ({ label }));
        const isRefused = written.notices.length > 0;
        const read =
          label === "" || (formatId === "bioc" && names[0]!.endsWith("xml") && label.trim() === "") ? null : label;
        if (isRefused) expect(labelsOf(after)).toEqual(labelsOf(before));
        else if (/^(?:compare|conjunction)$/i.test(label)) return;
        else if (formatId === "prodigy" || read !== null) {
          expect(labelsOf(after)).toEqual(before.map(({ content }) => ("example" in content ? read : content.error)));
        }
      }),
      { numRuns: 200 },
    );
  });

  it("says what a file cannot take", () => {
    const files = [{ name: "a.tsv", text: "id\ttext\n" }];
    const row: ImportedRow = { id: 1, position: 2, file: 0, path: [2], content: { error: "" } };
    expect(writeBack("another", files, [{ row, addition: { label: "x" } }])).toEqual({
      files,
      notices: [expect.stringContaining("a.tsv was left as it is: this format has no place")],
    });
  });
});

describe("locateJson", () => {
  it("finds every value of any JSON text where it stands", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(4), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const places = locateJson(text);
        const visit = (part: unknown, path: (string | number)[]) => {
          const place = places.find(path)!;
          expect(JSON.parse(text.slice(place.start, place.end))).toEqual(JSON.parse(JSON.stringify(part)));
          if (typeof part !== "object" || part === null) return;
          for (const [key, member] of Object.entries(part))
            visit(member, [...path, Array.isArray(part) ? Number(key) : key]);
        };
        visit(JSON.parse(text), []);
      }),
    );
  });
});

describe("applyEdits", () => {
  it("replaces and inserts, and refuses edits that overlap", () => {
    const edits = [
      { start: 4, end: 6, put: "" },
      { start: 0, end: 0, put: ">" },
      { start: 1, end: 2, put: "BB" },
    ];
    expect(applyEdits("abcdefg", edits)).toBe(">aBBcdg");
    expect(() =>
      applyEdits("abc", [
        { start: 0, end: 2, put: "" },
        { start: 1, end: 3, put: "" },
      ]),
    ).toThrow("overlap");
  });
});

import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { readAll, showRow } from "../../../test/readFormat";
import { checkExample, type Example } from "../example";
import { brat } from "../formats/brat";
import type { ImportedRow } from "../formats/format";
import { jsonlFormat } from "../formats/jsonl";
import { tacredFormat } from "../formats/tacred";
import { EXPORTERS } from "./exporters";
import type { ExportRow, RowAddition } from "./exporter";

const exporterOf = (id: string) => EXPORTERS.find((exporter) => exporter.id === id)!;
const toRow = (example: Example, addition?: RowAddition): ExportRow => ({
  row: { id: example.id, position: 1, file: 0, path: [0], content: { example } },
  ...(addition && { addition }),
});
const write = (id: string, rows: readonly ExportRow[]) => exporterOf(id).write(rows, "out");

const TEXT = "😀 Ida Moor (né e) founded Brask Mills, he said.";
const span = (words: string, type?: string) => {
  const start = TEXT.indexOf(words);
  return { start, end: start + words.length, ...(type && { type }) };
};
const EXAMPLE: Example = {
  id: "a",
  docId: "d",
  text: TEXT,
  subject: span("Brask Mills", "ORG"),
  object: span("Ida Moor", "PER"),
  relation: "founded by",
  annotator: "bo",
};
const BAD: ExportRow = { row: { id: "x", position: 2, file: 0, path: [1], content: { error: "row 2: broken" } } };

/** Examples with two separate mentions in any text. */
const piece = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }).filter((text) => text.trim() === text);
const name = fc.string({ minLength: 1, maxLength: 8 });
const example = fc
  .record({
    pieces: fc.tuple(piece, piece, piece, piece, piece),
    isTurned: fc.boolean(),
    types: fc.tuple(fc.option(name, { nil: undefined }), fc.option(name, { nil: undefined })),
    relation: fc.option(name, { nil: null }),
    id: name,
    docId: fc.option(name, { nil: undefined }),
    annotator: fc.option(name, { nil: undefined }),
  })
  .map(({ pieces, isTurned, types, relation, id, docId, annotator }): Example => {
    const text = pieces.join(" ");
    const startOf = (i: number) => pieces.slice(0, i).join(" ").length + 1;
    const arguments_ = [1, 3].map((i, k) => ({
      start: startOf(i),
      end: startOf(i) + pieces[i]!.length,
      ...(types[k] !== undefined && { type: types[k] }),
    }));
    if (isTurned) arguments_.reverse();
    const [subject, object] = arguments_;
    return {
      ...{ id, text, subject: subject!, object: object!, relation },
      ...(docId !== undefined && { docId }),
      ...(annotator !== undefined && { annotator }),
    };
  })
  .filter((made) => checkExample(made).length === 0);
const surfaces = ({ text, subject, object }: Example) =>
  [subject, object].map(({ start, end }) => text.slice(start, end));
const examplesOf = (rows: readonly Pick<ImportedRow, "content">[]) =>
  rows.map(({ content }) => ("example" in content ? content.example : content.error));

describe("exporters", () => {
  it("write changed labels, flags and scores, and leave out rows that could not be read", () => {
    const rows = [toRow(EXAMPLE, { label: "owned by", flag: "relabel", prediction: "owned by", score: 0.5 }), BAD];
    const { files, notices } = write("jsonl", rows);
    expect(notices).toEqual(["1 row that could not be read was left out."]);
    expect(files.map((file) => file.name)).toEqual(["out.jsonl"]);
    expect(JSON.parse(files[0]!.text)).toMatchObject({
      id: "a",
      relation: "owned by",
      flag: "relabel",
      prediction: "owned by",
      score: 0.5,
      annotator: "bo",
    });
  });

  it("jsonl: what comes back is what was there", () => {
    fc.assert(
      fc.property(fc.array(example, { maxLength: 4 }), (examples) => {
        const back = readAll(
          jsonlFormat,
          write(
            "jsonl",
            examples.map((one) => toRow(one)),
          ).files,
        ).rows;
        expect(examplesOf(back)).toEqual(examples);
      }),
    );
  });

  it("tacred: words, types and labels come back; the text is its tokens", () => {
    const { files } = write("tacred", [toRow(EXAMPLE)]);
    const [row] = JSON.parse(files[0]!.text);
    expect(row).toMatchObject({ id: "a", docid: "d", relation: "founded by", subj_type: "ORG", obj_type: "PER" });
    expect(row.token.slice(row.subj_start, row.subj_end + 1)).toEqual(["Brask", "Mills"]);
    expect(row.token).toContain("-LRB-");
    const plain = (words: string) => words.replace(/\s+/g, "");
    fc.assert(
      fc.property(fc.array(example, { maxLength: 4 }), (examples) => {
        const back = readAll(
          tacredFormat,
          write(
            "tacred",
            examples.map((one) => toRow(one)),
          ).files,
          { decisions: { ends: "inclusive" } },
        ).rows;
        back.forEach(({ content }, i) => {
          const given = examples[i]!;
          // A mention that is itself a bracket's or quote's name in Penn Treebank stands for that mark.
          if (/-[LR][RSC]B-|``|''/i.test(given.text)) return;
          if (!("example" in content)) throw new Error(content.error);
          expect(surfaces(content.example).map(plain)).toEqual(surfaces(given).map(plain));
          expect(content.example.relation).toBe(given.relation);
          expect([content.example.subject.type, content.example.object.type]).toEqual([
            given.subject.type,
            given.object.type,
          ]);
        });
      }),
    );
  });

  it("csv: every field comes back from a reader of RFC 4180", () => {
    fc.assert(
      fc.property(fc.array(example, { minLength: 1, maxLength: 4 }), (examples) => {
        const { text } = write(
          "csv",
          examples.map((one) => toRow(one)),
        ).files[0]!;
        const { data } = Papa.parse<Record<string, string>>(text.slice(0, -2), { header: true });
        expect(data.map((row) => [row.id, row.text, row.subject, row.object, row.relation])).toEqual(
          examples.map((one) => [one.id, one.text, ...surfaces(one), one.relation ?? ""]),
        );
        expect(data.map((row) => [row.subj_start, row.obj_end].map(Number))).toEqual(
          examples.map((one) => [one.subject.start, one.object.end]),
        );
        expect(data.map((row) => row.subj_type ?? "")).toEqual(examples.map((one) => one.subject.type ?? ""));
      }),
    );
  });

  it("brat: mentions, types and relations come back", () => {
    const other = { ...EXAMPLE, relation: "other", subject: EXAMPLE.object, object: span("he", "PER") };
    const rows = [toRow(EXAMPLE, { score: 0.25 }), toRow(other), toRow({ ...EXAMPLE, relation: null })];
    const { files, notices } = write("brat", rows);
    expect(notices).toEqual(["1 pair without a label has its mentions marked, but no relation."]);
    const back = readAll(brat, files);
    expect(back.rows.map(showRow)).toEqual([
      "out#R1: Brask Mills (ORG) -founded_by-> Ida Moor (PER)",
      "out#R2: Ida Moor (PER) -other-> he (PER)",
    ]);
    expect(files[0]!.text).toContain("AnnotatorNotes R1\tlabel: founded by\n");
    expect(files[0]!.text).toContain('AnnotatorNotes R1\t{"score":0.25}\n');
    expect(files[2]!.text).toContain("founded_by\tArg1:<ENTITY>, Arg2:<ENTITY>");
  });

  it("label-studio: regions with their words, and the prediction with its score", () => {
    const { files } = write("label-studio", [toRow(EXAMPLE, { prediction: "owned by", score: 0.75 })]);
    const [task] = JSON.parse(files[0]!.text);
    expect(task.data).toMatchObject({ text: TEXT, gold: "founded by", prediction: "owned by" });
    const [{ score, result }] = task.predictions;
    expect(score).toBe(0.75);
    expect(result[0].value).toEqual({ start: 27, end: 38, text: "Brask Mills", labels: ["ORG"] });
    expect(result[2]).toMatchObject({ from_id: "subject", to_id: "object", direction: "right", labels: ["owned by"] });
  });
});

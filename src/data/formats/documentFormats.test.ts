import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { headOf, readAll, readFixture, showRow } from "../../../test/readFormat";
import { checkExample } from "../example";
import { DOCUMENT_FORMATS } from "./documentFormats";
import type { ImportedRow, ReadOptions } from "./format";

/** Reads fixtures with the format that is surest of them. */
function read(names: readonly string[], options: Partial<ReadOptions> = {}) {
  const files = names.map(readFixture);
  const heads = files.map(headOf);
  const [best, second] = [...DOCUMENT_FORMATS].sort((a, b) => b.recognise(heads) - a.recognise(heads));
  expect(best!.recognise(heads), `${best!.id} against ${second!.id}`).toBeGreaterThan(second!.recognise(heads));
  return { id: best!.id, ...readAll(best!, files, options) };
}

const CASES: readonly {
  readonly files: readonly string[];
  readonly id: string;
  readonly rows: readonly string[];
  readonly skipped: Readonly<Record<string, number>>;
  readonly decisions: Readonly<Record<string, string>>;
  readonly paths?: Readonly<Record<number, readonly (string | number)[]>>;
}[] = [
  {
    // Emoji and CRLF before spans, both directions, two labels, no label, two annotators, a cancelled one, HTML, a dialogue.
    files: ["label-studio/traps.json"],
    id: "label-studio",
    rows: [
      "7/1#1: Brask Mills (Org) -founded_by-> Ida Moor (Person) by 3",
      "7/1#2: Ida Moor (Person) -founded-> Brask Mills (Org) by 3",
      "7/1#3: Ida Moor (Person) -owns-> Brask Mills (Org) by 3",
      "7/1#4: Bo Quill (Person) --> her by 3",
      '7: ERROR row 1: the relation from "a" to "zz" names a region that is not there.',
      "7/2#1: Ida Moor (Person) -runs-> Brask Mills (Org) by bo@own.example",
      '9: ERROR row 3: expected a text in data, got {"source":3}.',
      "10#1: Ida (P) -met-> Bo (P) by 3",
      "11#1: Bo (P) -with-> Ash (P) by 3",
    ],
    skipped: {
      "relations whose two mentions overlap": 1,
      "relations whose two arguments never stand in one sentence": 1,
      "annotations that were cancelled": 1,
      "tasks without annotations": 1,
    },
    decisions: { spans: "utf16", text: "text" },
    paths: { 2: [0, "annotations", 0, "result", 6, "labels", 1] },
  },
  {
    files: ["doccano/ida.jsonl"],
    id: "doccano",
    rows: [
      "1#9: Brask Mills (ORG) -foundedBy-> Zoe\u0308 Moor (PER)",
      "1#12: Bo (PER) --> Brask Mills (ORG)",
      "1: ERROR line 1: relations[2] joins entities 40 and 99, which are not both there.",
    ],
    skipped: { "relations whose two mentions overlap": 1 },
    decisions: { unit: "utf16" },
    paths: { 0: [1, "relations", 0, "type"] },
  },
  {
    files: ["doccano/ida.jsonl", "doccano/bo.jsonl"],
    id: "doccano",
    rows: [
      "1/ida#9: Brask Mills (ORG) -foundedBy-> Zoe\u0308 Moor (PER) by ida",
      "1/ida#12: Bo (PER) --> Brask Mills (ORG) by ida",
      "1: ERROR line 1: relations[2] joins entities 40 and 99, which are not both there.",
      "1/bo#20: Zoe\u0308 Moor (PER) -founded-> Brask Mills (ORG) by bo",
      "line 2: ERROR line 2, column 25: not JSON here, found the end of the file.",
    ],
    skipped: { "relations whose two mentions overlap": 1 },
    decisions: { unit: "utf16", annotators: "yes" },
  },
  {
    // A family emoji, an emoji and a combining mark stand before every span.
    files: ["doccano/graphemes.jsonl"],
    id: "doccano",
    rows: [
      "1#9: Brask Mills (ORG) -foundedBy-> Zoe\u0308 Moor (PER)",
      "1#12: Bo (PER) --> Brask Mills (ORG)",
      "1: ERROR line 1: relations[2] joins entities 40 and 99, which are not both there.",
    ],
    skipped: { "relations whose two mentions overlap": 1 },
    decisions: { unit: "grapheme" },
  },
  {
    files: ["prodigy/traps.jsonl"],
    id: "prodigy",
    rows: [
      "line 1#1: Brask Mills (ORG) -founded_by-> Ida Moor (PER) by own-ida",
      "line 1#2: Ida Moor (PER) -COREF-> she by own-ida",
      "line 1#5: she -No-rel-> Brask Mills (ORG) by own-ida",
      "line 1#4: ERROR line 1: relations[3].child is token 70, outside the 10 tokens.",
      "line 3: ERROR line 3: expected text to be a string, got null.",
      "line 5: ERROR line 5, column 14: not JSON here, found the end of the file.",
    ],
    skipped: { "relations whose two mentions overlap": 1, "examples answered “reject”": 1 },
    decisions: { spans: "code-point" },
    paths: { 2: [1, "relations", 4, "label"] },
  },
  {
    files: ["knowledgenet/traps.jsonl"],
    id: "knowledgenet",
    rows: [
      "line 1: Brask Mills (ORG) -FOUNDED_BY-> Ida Moor (PER)",
      "line 3: Ash -CEO-> Bo",
      "line 4: ERROR line 4: obj: expected the words “Al”, got “Bo” at [0, 2).",
      "line 5: ERROR line 5: expected subj to be [start, end], got [8,9,11].",
    ],
    skipped: { "passages without a fact, which mark no names": 1 },
    decisions: { spans: "code-point" },
    paths: { 1: [3, "relation"] },
  },
  {
    // CRLF, stacked annotations and relations, a layer without features, escapes, a relation into the sentence before.
    files: ["webanno/traps.tsv"],
    id: "webanno-tsv",
    rows: [
      "traps#1-5.1: Ida Moor (PER) -founder-> Brask (ORG)",
      "traps#1-5.2: Moor (ODD) -owner|of-> Brask (ORG)",
      'traps#line 21: ERROR line 21: expected "1-1", a tab and offsets such as "0-3", got “bad row”.',
      "traps#2-3.4: ERROR line 18: the relation refers to 2-1[0], where its layer marks nothing.",
    ],
    skipped: { "relations whose two arguments never stand in one sentence": 1 },
    decisions: { spans: "utf16" },
    paths: { 1: [12, 5, 1] },
  },
  {
    files: ["cas-json/traps.json"],
    id: "cas-json",
    rows: [
      "traps#4: Ida (PER) -founded-> Brask (ORG)",
      "traps#8: ERROR traps#8: span [25, 99) of 6 is not in the text, which has 30 characters.",
      "traps#9: ERROR row 1: relation 9 refers to 88, which marks no text.",
    ],
    skipped: { "relations whose two arguments never stand in one sentence": 1 },
    decisions: {},
    paths: { 0: ["%FEATURE_STRUCTURES", 5, "label"] },
  },
];

describe("document formats", () => {
  it.each(CASES)("reads $files", ({ files, id, rows, skipped, decisions, paths = {} }) => {
    const result = read(files);
    expect(result.id).toBe(id);
    expect(result.rows.map(showRow)).toEqual(rows);
    expect(result.summary.skipped).toEqual(skipped);
    expect(Object.fromEntries(result.summary.decisions.map((made) => [made.id, made.value]))).toEqual(decisions);
    for (const [row, path] of Object.entries(paths)) expect(result.rows[Number(row)]!.path).toEqual(path);
  });

  it.each([
    ["label-studio/minimal.json", "minimal.json: this is Label Studio's JSON-MIN, which leaves out the relations."],
    ["label-studio/table.csv", "table.csv: this is Label Studio's CSV or TSV, which leaves out the relations."],
    ["doccano/plain.jsonl", "plain.jsonl: this is doccano's plain JSONL, which leaves out the relations."],
  ])("explains why %s cannot be read", (name, message) => {
    expect(() => read([name])).toThrow(message);
  });

  it("lets the reader set the unit of doccano's offsets and the text of Label Studio's tasks", () => {
    const told = read(["doccano/graphemes.jsonl"], { decisions: { unit: "utf16" } });
    expect(told.summary.decisions[0]).toMatchObject({ value: "utf16", isForced: true });
    expect(told.rows.map(showRow)).not.toEqual(CASES[3]!.rows);
    const other = read(["label-studio/traps.json"], { decisions: { text: "source" } });
    expect(showRow(other.rows[0]!)).toMatch(/ERROR 7\/1#1: region b: span \[20, 31\) is not in the text/);
  });

  it("reads every pair of a sentence on request, none of them overlapping", () => {
    for (const { files } of CASES) {
      const { rows } = read(files, { pairs: { kind: "all", share: 1, seed: 1 } });
      for (const { content } of rows) if ("example" in content) expect(checkExample(content.example)).toEqual([]);
      expect(rows.length).toBeGreaterThanOrEqual(read(files).rows.length);
    }
  });
});

describe("damaged files", () => {
  const names = [
    ...CASES.map(({ files }) => files),
    ...["docred/traps.json", "scierc/traps.jsonl", "crossre/traps.json", "pubtator/traps.txt"].map((name) => [name]),
    ...["bioc/traps.json", "bioc/traps.v1.xml"].map((name) => [name]),
    ["brat/mills.txt", "brat/mills.ann"],
  ];

  it.each(names.map((files) => [files]))("%s: rows that can be read or say why, or one message", (files) => {
    const whole = files.map(readFixture);
    const heads = whole.map(headOf);
    const format = [...DOCUMENT_FORMATS].sort((a, b) => b.recognise(heads) - a.recognise(heads))[0]!;
    const junk = fc.constantFrom(
      "",
      "\0",
      '"',
      "}",
      "]",
      "\n",
      "\t",
      "[[1,2]]",
      "-1",
      "1e9",
      "null",
      "😀",
      "<a>",
      "T9\t",
    );
    const damage = fc.tuple(fc.nat(), fc.nat(30), junk);
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), fc.nat(), (edits, which) => {
        const files = whole.map((file, i) => {
          if (i !== which % whole.length) return file;
          let { text } = file;
          for (const [place, length, put] of edits) {
            const at = place % (text.length + 1);
            text = text.slice(0, at) + put + text.slice(at + length);
          }
          return { ...file, text };
        });
        let rows: ImportedRow[] = [];
        let message = "";
        try {
          ({ rows } = readAll(format, files, { pairs: { kind: "all", share: 1, seed: 1 } }));
        } catch (error) {
          expect(error).not.toBeInstanceOf(TypeError);
          expect(error).not.toBeInstanceOf(RangeError);
          ({ message } = error as Error);
          expect(message.length).toBeGreaterThan(10);
        }
        for (const { content } of rows) {
          if ("example" in content) expect(checkExample(content.example)).toEqual([]);
          else expect(content.error.length).toBeGreaterThan(10);
        }
      }),
      { numRuns: 60 },
    );
  });
});

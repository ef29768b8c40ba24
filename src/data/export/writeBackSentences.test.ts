import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { headOf, readAll, readFixture, showRow } from "../../../test/readFormat";
import type { Format, ImportedRow, ReadOptions, SourceFile } from "../formats/format";
import { recogniseFormat } from "../formats/recogniseFormat";
import { tableFormat } from "../formats/table";
import type { RowAddition } from "./exporter";
import { writeBack } from "./writeBack";

const JSONL = {
  name: "own.jsonl",
  text: '{"id":"a","text":"😀 Ida met Bo","subj":{"start":3,"end":6},"obj":{"start":11,"end":13},"relation":"knows"}\r\n\r\nbroken\r\n{"text":"Bo left Vell","subj":{"start":0,"end":2},"obj":{"start":8,"end":12}}\r\n',
};
const FLAT = {
  name: "flat.json",
  text: '[{"sentence": "Ida met Bo", "head": "Ida", "tail": "Bo", "relation": "knows"},\n {"sentence": "Bo left Vell", "head": "Bo", "tail": "Vell", "relation": "left"}]',
};
const CASES: readonly [format: string, title: string, files: readonly SourceFile[]][] = [
  ["jsonl", "own lines", [JSONL]],
  ["tacred", "tacred.json", [readFixture("tacred.json")]],
  ["refind", "refind.json", [readFixture("refind.json")]],
  ["semeval", "semeval.txt", [readFixture("semeval.txt")]],
  ["semeval", "kbp37.txt", [readFixture("kbp37.txt")]],
  [
    "semeval",
    "a key file",
    [
      {
        name: "test.txt",
        text: '8\t"The <e1>cat</e1> sat on the <e2>mat</e2>."\r\n\r\n9\t"<e1>Rust</e1> eats <e2>iron</e2>"\r\n',
      },
      { name: "key.txt", text: "9\tCause-Effect(e1,e2)\r\n8\tOther\r\n" },
    ],
  ],
  ["fewrel", "fewrel.json", [readFixture("fewrel.json")]],
  ["fewrel", "fewrel.json with names", [readFixture("fewrel_names.json"), readFixture("fewrel.json")]],
  ["opennre", "opennre.txt", [readFixture("opennre.txt")]],
  ["opennre", "opennre_text.txt", [readFixture("opennre_text.txt")]],
  ["spert", "spert.json", [readFixture("spert.json")]],
  ["spert", "spert_lists.json", [readFixture("spert_lists.json")]],
  ["spert", "spert_tags.json", [readFixture("spert_tags.json")]],
  ["conll04", "conll04.corp", [readFixture("conll04.corp")]],
  ["table", "deepke.csv", [readFixture("deepke.csv")]],
  ["table", "spark.csv", [readFixture("spark.csv")]],
  ["table", "words.csv", [readFixture("words.csv")]],
  ["table", "marked.tsv", [readFixture("marked.tsv")]],
  ["table", "flat JSON", [FLAT]],
];

function roundTrip(
  files: readonly SourceFile[],
  add: (row: ImportedRow) => RowAddition | undefined,
  options: Partial<ReadOptions> = {},
) {
  const { format } = recogniseFormat(files, {});
  const before = readAll(format, files, options).rows;
  const rows = before.map((row) => {
    const addition = add(row);
    return { row, ...(addition && { addition }) };
  });
  const written = writeBack(format.id, files, rows);
  const again: Format = recogniseFormat(written.files, {}).format;
  return { format, before, written, again, after: readAll(again, written.files, options).rows };
}

/** Rows as words, sorted: a row of FewRel stands elsewhere under another label. */
const wordsOf = (rows: readonly ImportedRow[], labelOf: (row: ImportedRow) => string | null | undefined) =>
  rows
    .map((row) => {
      if (!("example" in row.content)) return "error";
      const { text, subject, object } = row.content.example;
      return JSON.stringify([text, subject, object, labelOf(row)]);
    })
    .sort();
/** A row that could not be read still cannot; a table has more columns by then. */
const showReadable = (row: ImportedRow) => ("error" in row.content ? "ERROR" : showRow(row));
const ownLabel = ({ content }: ImportedRow) => ("example" in content ? content.example.relation : null);

describe("writing sentence formats back", () => {
  it.each(CASES)("%s (%s): without additions every character comes back", (format, _, files) => {
    const { format: found, written } = roundTrip(files, () => undefined);
    expect(found.id).toBe(format);
    expect(written).toEqual({ files, notices: [] });
  });

  it.each(CASES)("%s (%s): changed labels come back, and nothing else has changed", (format, _, files) => {
    const labelOf = ({ position }: ImportedRow) => `new_${position}`;
    const { before, after, written, again } = roundTrip(files, (row) => ({ label: labelOf(row) }));
    expect(again.id).toBe(format);
    expect(written.notices).toEqual([]);
    expect(wordsOf(after, ownLabel)).toEqual(wordsOf(before, labelOf));
    if (format !== "fewrel") expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });

  it.each(CASES)("%s (%s): flags and scores are added and do not disturb the rows", (format, title, files) => {
    const { before, after, written } = roundTrip(files, () => ({ flag: "flag", score: 0.5, prediction: 'a "b", c' }));
    expect(after.map(showReadable)).toEqual(before.map(showReadable));
    const text = written.files.map((file) => file.text).join("");
    if (format === "conll04" || title === "kbp37.txt" || title === "a key file") {
      expect(written.notices).toEqual([expect.stringContaining("for which this format has no place")]);
      return;
    }
    expect(text).toMatch(/entity_bias/);
    expect(text).toContain("0.5");
    // Written again, they replace the first ones.
    const twice = roundTrip(written.files, () => ({ flag: "keep" }))
      .written.files.map((file) => file.text)
      .join("");
    expect(twice).toContain("keep");
    expect(twice).not.toContain("0.5");
  });

  it("takes any label, or says that it cannot", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.constantFrom(...CASES), (label, [format, , files]) => {
        const { before, after, written } = roundTrip(files, () => ({ label }));
        if (written.notices.length > 0) {
          expect(after.map(showRow)).toEqual(before.map(showRow));
          return;
        }
        const read = format === "table" ? label.trim() || null : label;
        // "Other" has no direction: it goes from e1 to e2.
        const isUndirected = format === "semeval" && /^(other|na|none|n\/a)$/i.test(label);
        if (!isUndirected) expect(wordsOf(after, ownLabel)).toEqual(wordsOf(before, () => read));
      }),
      { numRuns: 400 },
    );
  });

  it.each(CASES)("%s (%s): takes one label away, or says that it cannot", (_, __, files) => {
    let first: ImportedRow | undefined;
    const { after, before, written } = roundTrip(files, (row) => {
      if ("example" in row.content) first ??= row;
      return row === first ? { label: null } : undefined;
    });
    if (written.notices.length > 0) return expect(after.map(showRow)).toEqual(before.map(showRow));
    const rest = (rows: readonly ImportedRow[]) => rows.filter(({ id }) => id !== first!.id).map(showReadable);
    expect(rest(after)).toEqual(rest(before));
    // A format of whole documents then has no pair there; the others have one without a label.
    expect(
      after
        .filter(({ id }) => id === first!.id)
        .map(ownLabel)
        .filter((label) => label !== null),
    ).toEqual([]);
  });
});

describe("writing FewRel back", () => {
  const row = (word: string) => ({ tokens: [word, "met", "Bo"], h: [word, "Q1", [[0]]], t: ["bo", "Q2", [[2]]] });
  const lists = fc.uniqueArray(
    fc.tuple(fc.string(), fc.array(fc.constantFrom("Ida", "Uma", "Eve"), { maxLength: 4 })),
    {
      minLength: 1,
      maxLength: 4,
      selector: ([key]) => key,
    },
  );

  it("moves any rows to any lists and loses none", () => {
    fc.assert(
      fc.property(
        lists,
        fc.array(fc.constantFrom("P1", "P2", "", "__proto__"), { minLength: 16, maxLength: 16 }),
        fc.nat(2),
        (given, labels, indent) => {
          fc.pre(given.some(([, words]) => words.length > 0));
          const members = given.map(
            ([key, words]) => `${JSON.stringify(key)}: ${JSON.stringify(words.map(row), null, indent)}`,
          );
          const files = [{ name: "a.json", text: `{${members.join(",\n")}}` }];
          let next = 0;
          const chosen = new Map<string, string>();
          const labelOf = ({ id, path }: ImportedRow) => {
            const key = JSON.stringify([id, path]);
            if (!chosen.has(key)) chosen.set(key, labels[next++]!);
            return chosen.get(key)!;
          };
          const { before, after, written } = roundTrip(files, (one) => ({ label: labelOf(one) }));
          expect(written.notices).toEqual([]);
          expect(wordsOf(after, ownLabel)).toEqual(wordsOf(before, labelOf));
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("writing tables back", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", " ", ",", ";", '"', "\n", "😀", "|"), maxLength: 6 });
  const table = fc.record({
    delimiter: fc.constantFrom(",", ";", "\t"),
    lineEnd: fc.constantFrom("\n", "\r\n"),
    hasLastEnd: fc.boolean(),
    isQuoted: fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
    rows: fc.array(fc.tuple(cell, cell), { minLength: 2, maxLength: 6 }),
  });

  it("changes only the cells that it must", () => {
    fc.assert(
      fc.property(table, cell, ({ delimiter, lineEnd, hasLastEnd, isQuoted, rows }, label) => {
        let numCells = 0;
        const write = (value: string) => {
          const mustQuote =
            isQuoted[numCells++ % 40] ||
            /["\n\r]|^\s|\s$/.test(value) ||
            [",", ";", "\t", "|"].some((mark) => value.includes(mark));
          return mustQuote ? `"${value.replaceAll('"', '""')}"` : value;
        };
        const lines = [
          ["text", "subject", "object", "relation", "note"],
          ...rows.map(([relation, note]) => ["Ida met Bo", "Ida", "Bo", relation, note]),
        ];
        const written = lines.map((cells) => cells.map(write).join(delimiter));
        const files = [{ name: "a.csv", text: written.join(lineEnd) + (hasLastEnd ? lineEnd : "") }];
        // Two rows can look as if another mark parted their cells.
        fc.pre(tableFormat.recognise(files.map(headOf)) > 0.5);
        const {
          format,
          before,
          after,
          written: back,
        } = roundTrip(files, (one) => (one.position === 1 ? { label, score: 0.25 } : undefined));
        expect(format.id).toBe("table");
        expect(wordsOf(after, ownLabel)).toEqual(
          wordsOf(before, (one) => (one.position === 1 ? label.trim() || null : ownLabel(one))),
        );
        // Rows without an addition get an empty cell, and are else as they were.
        expect(back.files[0]!.text.endsWith(written.at(-1)! + delimiter + (hasLastEnd ? lineEnd : ""))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

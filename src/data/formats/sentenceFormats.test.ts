import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAll, readFixture, readFormat, recognise, showRow } from "../../../test/readFormat";
import { parsePythonLiteral } from "./pythonLiteral";
import { recogniseFormat } from "./recogniseFormat";
import { SENTENCE_FORMATS } from "./sentenceFormats";
import { readTags } from "./tags";

/** What is read of fixtures, whatever their format: told from their content alone. */
function show(names: readonly string[], decisions: Record<string, string> = {}) {
  const files = names.map(readFixture);
  const { format } = recogniseFormat(files, {});
  const { rows, summary } = readAll(format, files, { decisions });
  return { format: format.id, rows: rows.map(showRow), ...summary };
}

describe("golden rows", () => {
  it("TACRED: inclusive ends, brackets, an emoji, a token of two words, reversed order, CRLF, BOM", () => {
    expect(show(["tacred.json"])).toMatchObject({
      format: "tacred",
      rows: ["e1: Ida Moor (PERSON) -per:title-> potter (TITLE)", "e2: Ida Moor -no_relation-> Vell"],
    });
  });

  it("SemEval: directions, quotes inside, an emoji, CRLF, BOM; a sentence without marks is a bad row", () => {
    const { format, rows } = show(["semeval.txt"]);
    expect(format).toBe("semeval");
    expect(rows).toEqual([
      "1: kiln -Product-Producer-> potter",
      "2: lamp -Other-> bench",
      "3: ERROR line 9: expected two marked arguments, such as <e1>…</e1> and <e2>…</e2>, got none.",
      "4: Rust -Cause-Effect-> iron",
    ]);
  });

  it("KBP37: spaced marks, no comments, LF", () => {
    expect(show(["kbp37.txt"]).rows).toEqual([
      "0: Moor Mill -org:city_of_headquarters-> Vell",
      "1: Ida -no_relation-> Bo",
    ]);
    const { rows } = readAll(recogniseFormat([readFixture("kbp37.txt")], {}).format, [readFixture("kbp37.txt")]);
    const { content } = rows[0]!;
    expect("example" in content && content.example.text).toBe("The Moor Mill , near Vell , closed .");
  });

  it("SemEval: labels out of a key file", () => {
    const sentences = '8\t"The <e1>cat</e1> sat on the <e2>mat</e2>."\r\n';
    const semeval = SENTENCE_FORMATS.find(({ id }) => id === "semeval")!;
    const { examples, notices } = readFormat(semeval, [sentences, "8\tEntity-Destination(e1,e2)\n"]);
    expect(examples[0]!.relation).toBe("Entity-Destination");
    expect(notices).toEqual(["1 label is from the key file."]);
    expect(recognise(semeval, "8\tOther\n")).toBe(0);
  });

  it("REFinD: exclusive ends, reversed order, null ids, the cleaned copy", () => {
    expect(show(["refind.json"])).toMatchObject({
      format: "refind",
      rows: [
        "10-K/a.htm: Quill Mill Works (ORG) -org:gpe:operations_in-> Vell (GPE)",
        "row 2: Acorn Bank (ORG) -no_relation-> QMW (ORG)",
        "row 3: ERROR row 3: e1: tokens [0, 0) are no token; the end must be after the start.",
        "row 4: Quill Mill (ORG) -org:pers:hired-> Ida Moor (PERSON)",
        "row 5: ERROR row 5: “Ida” stands 2 times in the text: offsets are needed to tell which is meant.",
      ],
    });
  });

  it("FewRel: blank tokens, several mentions, names of relations beside it", () => {
    const expected = (name: string) => [
      `P177#1: Grey Arch -${name}-> Ember`,
      `P177#2: Lowbridge -${name}-> Ember`,
      "__proto__x#1: ERROR row 3: h: 5 is none of the 2 tokens; counting starts at 0.",
    ];
    expect(show(["fewrel.json"]).rows).toEqual(expected("P177"));
    const named = show(["fewrel.json", "fewrel_names.json"]);
    expect(named.rows).toEqual(expected("crosses"));
    expect(named.notices).toEqual(["1 argument is mentioned more than once; the first mention is read."]);
    expect(show(["fewrel.json", "fewrel_names.json"], { names: "id" }).rows).toEqual(expected("P177"));
  });

  it("OpenNRE: JSON and Python lines, tokens; nothing is run", () => {
    const { format, rows, notices } = show(["opennre.txt"]);
    expect(format).toBe("opennre");
    expect(rows).toEqual([
      "line 1: Ida Moor -residence-> Vell",
      "line 2: Bo O'Hara -NA-> Vell",
      'line 3: ERROR line 3: neither JSON nor a Python literal; column 23: expected a value, found "_".',
      "line 4: ERROR line 4: t.pos: tokens [1, 2) are outside the 1 tokens; counting starts at 0, the end is exclusive.",
    ]);
    expect(notices).toEqual(["Lines are Python literals; they were read as data, nothing was run."]);
  });

  it("OpenNRE: characters of a text, counted in code points", () => {
    const { rows, decisions } = show(["opennre_text.txt"]);
    expect(rows).toEqual([
      "line 1: Bo -/people/friend-> Ida",
      "line 2: ERROR line 2: t.pos [20, 24) is no part of the text.",
    ]);
    expect(decisions.map(({ id, value }) => [id, value])).toEqual([["spans", "code-point"]]);
  });

  it("SpERT: relations without a direction, nested mentions, a bad head, an entity that is none", () => {
    const { format, rows, skipped } = show(["spert.json", "spert_types.json"]);
    expect(format).toBe("spert");
    expect(rows).toEqual([
      "7#1: Ida Moor (Peop) -Live_In-> Vell (Loc)",
      "7#2: Ida Moor (Peop) -Wed-> Bo (Peop)",
      "row 3: ERROR row 3: relations[0].tail 5 is none of the 2 entities; counting starts at 0.",
      "row 4: ERROR row 4: entities[0]: tokens [0, 4) are outside the 1 tokens; counting starts at 0, the end is exclusive.",
    ]);
    expect(skipped).toMatchObject({
      "relations whose two mentions overlap": 1,
      "sentences with fewer than two entities": 1,
    });
  });

  it("SpERT: tags and lists in place of entities", () => {
    expect(show(["spert_tags.json"]).rows).toEqual(["1#1: Ida Moor (Peop) -Work_For-> Quill Mill (Org)"]);
    expect(show(["spert_lists.json"]).rows).toEqual(["row 1#1: rash (Effect) -Adverse-> moxolin (Drug)"]);
  });

  it("CoNLL04's own table: joined words, named brackets, head and tail by row", () => {
    const { format, rows } = show(["conll04.corp"]);
    expect(format).toBe("conll04");
    expect(rows).toEqual([
      "1#1: Ida Moor (Peop) -Live_In-> Vell (Loc)",
      "line 17: ERROR line 17: row 1 of the sentence is no entity; counting starts at 0.",
    ]);
  });

  it("DeepKE: starts only, quotes, line ends in cells, code points", () => {
    const { format, rows, decisions } = show(["deepke.csv"]);
    expect(format).toBe("table");
    expect(rows).toEqual([
      "row 1: Ida -residence-> Vell",
      "row 2: Bo -knows-> Ida",
      "row 3: ERROR row 3: expected 6 cells, got 2. Is a quote missing?",
      "row 4: ERROR row 4: expected the offsets of the object to be whole numbers, got “x”.",
      "row 5: ERROR row 5: the object is “Bo”, but its offsets say “ m”.",
    ]);
    expect(decisions.find(({ id }) => id === "spans")).toMatchObject({ value: "code-point" });
  });

  it("Spark NLP: semicolons, and inclusive ends that are found out", () => {
    const { rows, decisions } = show(["spark.csv"]);
    expect(rows).toEqual(["row 1: Ida (PER) -works_for-> Quill Mill (ORG)"]);
    expect(decisions.find(({ id }) => id === "spans")).toMatchObject({ value: "inclusive-end" });
  });

  it("tables with marks of three kinds", () => {
    expect(show(["marked.tsv"]).rows).toEqual([
      "a: Ida -knows-> Bo",
      "b: Ida (PERSON) -O-> Vell (CITY)",
      "c: Ida (person) -x-> Vell (city)",
    ]);
  });

  it("tables with words only: whole words, the first of several unless decided otherwise", () => {
    expect(show(["words.csv"]).rows).toEqual([
      "row 1: Ida -knows-> Bo",
      "row 2: Bo -saw-> Ida",
      "row 3: ERROR row 3: the subject “Ida” does not stand in the text.",
    ]);
    expect(show(["words.csv"], { occurrence: "only" }).rows[1]).toContain("“Bo” stands 2 times");
  });

  it("tables of unknown columns wait for their reader", () => {
    const waiting = show(["unknown.csv"]);
    expect(waiting.rows).toEqual([]);
    expect(waiting.skipped).toEqual({ "rows wait for you to say which column is what": 1 });
    const [text] = waiting.decisions;
    expect(text).toMatchObject({ id: "column.text", value: "" });
    expect(text!.choices[1]).toEqual({ value: "satz", label: "satz: Ida traf Bo im Wald" });
    const map = { "column.text": "satz", "column.subject": "erste", "column.object": "zweite" };
    expect(show(["unknown.csv"], map).rows).toEqual(["row 1: Ida --> Bo"]);
  });
});

describe("every format", () => {
  it.each(SENTENCE_FORMATS)("$id stands 10 MB in one line", (format) => {
    const text = `{"token":["${"a".repeat(10 * 2 ** 20)}"]}`;
    expect(() => recognise(format, text)).not.toThrow();
    expect(() => readFormat(format, [text])).not.toThrow();
  });

  it.each(SENTENCE_FORMATS)("$id reads an empty file as no rows", (format) => {
    expect(readFormat(format, ["[]"]).examples).toEqual([]);
    expect(recognise(format, "")).toBe(0);
  });

  it("is found by its own fixture and by no other", () => {
    const names = [
      "tacred.json",
      "semeval.txt",
      "refind.json",
      "fewrel.json",
      "opennre.txt",
      "spert.json",
      "conll04.corp",
      "deepke.csv",
    ];
    expect(names.map((name) => recogniseFormat([readFixture(name)], {}).format.id)).toEqual([
      ...["tacred", "semeval", "refind", "fewrel", "opennre", "spert", "conll04", "table"],
    ]);
  });
});

describe("parsePythonLiteral", () => {
  it.each([
    ["{'a': (1, -2.5, 1e3), 'b': [True, False, None], }", { a: [1, -2.5, 1000], b: [true, false, null] }],
    ["('x')", "x"],
    ["('x',)", ["x"]],
    [String.raw`'it\'s \x41\u00e9\U0001F600\n' "and"`, "it's Aé😀\nand"],
  ])("reads %s", (text, value) => {
    expect(parsePythonLiteral(text)).toEqual(value);
  });

  it.each(["__import__('os')", "{'a': 1", "'open", "1 2", "{1: }", "[".repeat(5000)])("refuses %s", (text) => {
    expect(() => parsePythonLiteral(text)).toThrow(/^column \d+: expected/);
  });

  it("keeps __proto__ a plain key", () => {
    const value = parsePythonLiteral("{'__proto__': {'x': 1}}") as object;
    expect(Object.keys(value)).toEqual(["__proto__"]);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it("reads JSON without its three words as JSON does", () => {
    const plain = fc.letrec((tie) => ({
      value: fc.oneof(
        fc.string(),
        fc.integer(),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(fc.string(), tie("value"), { maxKeys: 3 }),
      ),
    })).value;
    fc.assert(
      fc.property(plain, (value) => {
        const json = JSON.stringify(value);
        fc.pre(!json.includes("\\/") && !/\\u[dD][89abAB]/.test(json));
        expect(parsePythonLiteral(json)).toEqual(JSON.parse(json));
      }),
    );
  });
});

describe("readTags", () => {
  it("reads BILOU and BIO, and mends what does not begin", () => {
    const spans = (tags: string) => readTags(tags.split(" ")).map(({ first, end, type }) => `${first}-${end} ${type}`);
    expect(spans("B-A I-A L-A O U-B U-B")).toEqual(["0-3 A", "4-5 B", "5-6 B"]);
    expect(spans("B-A I-A B-A O I-C")).toEqual(["0-2 A", "2-3 A", "4-5 C"]);
    expect(spans("B-A I-B O S-C")).toEqual(["0-1 A", "1-2 B", "3-4 C"]);
    expect(readTags([])).toEqual([]);
  });
});

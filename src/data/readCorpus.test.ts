import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readCorpus } from "./readCorpus";

const ROW = '{"id":"1","text":"Mira met Ravi.","subj":{"start":0,"end":4},"obj":{"start":9,"end":13}}';
const TACRED = JSON.stringify([
  { id: "t", token: ["Mira", "met", "Ravi"], subj_start: 0, subj_end: 0, obj_start: 2, obj_end: 2, relation: "a" },
  { id: "u", token: ["Mira"], subj_start: 0, subj_end: 0, obj_start: 5, obj_end: 5 },
]);

describe("readCorpus", () => {
  it("reads the demo corpus whole, with documents", () => {
    const corpus = readCorpus("demo.jsonl", readFileSync("public/corpora/demo.jsonl", "utf8"), "demo");
    expect(corpus).toMatchObject({ name: "demo.jsonl", source: "demo", problems: [] });
    expect(corpus.examples).toHaveLength(690);
    expect(corpus.examples[0]!.docId).toBe(corpus.examples[0]!.id);
  });

  it("tells TACRED JSON from JSON lines, and lists rows that cannot be read", () => {
    const corpus = readCorpus("my.json", `\ufeff ${TACRED}`, "file");
    expect(corpus.examples.map(({ text }) => text)).toEqual(["Mira met Ravi"]);
    expect(corpus.problems).toEqual([{ position: 2, message: expect.stringContaining("outside the 1 tokens") }]);
    expect(readCorpus("one.jsonl", ROW, "file").examples).toHaveLength(1);
  });

  it.each([
    ["nothing", "", "empty file"],
    ["an empty list", "[]", "empty file"],
    ["another format", "id;text\n1;x", "which start with “{”, got “id;text"],
    ["broken JSON", "[{", "not JSON here"],
    ["rows of another kind", '{"sentence":"x"}', "none of its 1 rows could be read. The first problem: line 1"],
  ])("refuses %s", (_, text, message) => {
    expect(() => readCorpus("my.json", text, "file")).toThrow(message);
  });
});

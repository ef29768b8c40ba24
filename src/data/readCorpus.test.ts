import { readFileSync } from "node:fs";
import { gzipSync, strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { DEFAULT_READ_OPTIONS } from "./formats/format";
import { readCorpus } from "./readCorpus";

const ROW = '{"id":"1","text":"Mira met Ravi.","subj":{"start":0,"end":4},"obj":{"start":9,"end":13}}';
const TACRED = JSON.stringify([
  { id: "t", token: ["Mira", "met", "Ravi"], subj_start: 0, subj_end: 0, obj_start: 2, obj_end: 2, relation: "a" },
  { id: "u", token: ["Mira"], subj_start: 0, subj_end: 0, obj_start: 5, obj_end: 5 },
]);
const read = async (name: string, content: string | Uint8Array, options = DEFAULT_READ_OPTIONS) => {
  const bytes = typeof content === "string" ? strToU8(content) : content;
  return (await readCorpus([{ name, bytes }], "file", options))!;
};

describe("readCorpus", () => {
  it("reads the demo corpus whole, with documents", async () => {
    const { corpus, places } = await read("demo.jsonl", readFileSync("public/corpora/demo.jsonl"));
    expect(corpus).toMatchObject({ name: "demo.jsonl", source: "file", problems: [] });
    expect(corpus.report).toMatchObject({ formatId: "jsonl", numRead: 690, numBad: 0, files: ["demo.jsonl"] });
    expect(corpus.examples).toHaveLength(690);
    expect(corpus.examples[0]!.docId).toBe(corpus.examples[0]!.id);
    expect(places[3]).toEqual({ file: 0, path: [4, "relation"] });
  });

  it("tells formats by content, and counts rows that cannot be read", async () => {
    const { corpus, places } = await read("my.txt", `\ufeff ${TACRED}`);
    expect(corpus.examples.map(({ text }) => text)).toEqual(["Mira met Ravi"]);
    expect(corpus.problems).toEqual([{ position: 2, message: expect.stringContaining("outside the 1 tokens") }]);
    expect(corpus.report).toMatchObject({ formatTitle: "TACRED JSON", numRead: 1, numBad: 1 });
    expect(places).toEqual([{ file: 0, path: [0, "relation"] }]);
  });

  it("reads gzip, zip, and what UTF-16 and Windows-1252 say", async () => {
    expect((await read("a.gz", gzipSync(strToU8(ROW)))).corpus.examples).toHaveLength(1);
    expect((await read("a.zip", zipSync({ "x/a.jsonl": strToU8(ROW) }))).corpus.report!.files).toEqual(["x/a.jsonl"]);
    const utf16 = new Uint8Array(new Uint16Array([0xfeff, ...Buffer.from(ROW)]).buffer);
    expect((await read("a", utf16)).corpus.examples[0]!.text).toBe("Mira met Ravi.");
    const latin = strToU8(ROW.replace("Ravi", "Ra\u00efv"), true);
    const { examples, report } = (await read("a", latin)).corpus;
    expect(examples[0]!.text).toBe("Mira met Raïv.");
    expect(report!.notices[0]).toMatch(/^a is not UTF-8 and was read as Windows-1252/);
  });

  it("tells how far it is, and stops when it is told to", async () => {
    const shares: (number | null)[] = [];
    const bytes = strToU8(`${ROW}\n`.repeat(40_000));
    const options = DEFAULT_READ_OPTIONS;
    await readCorpus([{ name: "a", bytes }], "file", options, { onProgress: ({ share }) => void shares.push(share) });
    expect(shares.at(-1)).toBe(1);
    expect(shares.length).toBeGreaterThan(1);
    expect(shares).toEqual([...shares].sort((a, b) => a! - b!));
    expect(await readCorpus([{ name: "a", bytes }], "file", options, { isCancelled: () => true })).toBeNull();
  });

  it.each([
    ["nothing", "", "my.json: expected rows, got an empty file"],
    ["an empty list", "[]", "my.json: expected rows, got an empty list. Choose a file with sentences."],
    [
      "a header without rows",
      "text,subject,object\n",
      "looks like the header of a table: expected rows under it, got none.",
    ],
    [
      "another format",
      "once upon a time",
      "in none of the formats that can be read; it starts with “once upon a time”",
    ],
    ["broken JSON", "[{", "my.json: line 1, column 3: not JSON here, found the end of the file."],
    [
      "bad rows",
      '{"text":"x","subj":{"start":0}}',
      "none of its 1 rows could be read as JSON lines (text, subj, obj). The first problem: line 1",
    ],
    ["CoNLL", "Mira B-PER\nmet O\nRavi B-PER\n", "looks like CoNLL named entities"],
    [
      "Label Studio's JSON-MIN",
      '[{"id":1,"text":"x","label":[{"start":0,"end":1,"labels":["A"]}],"annotation_id":3}]',
      "JSON-MIN, which leaves out the relations",
    ],
    ["doccano without relations", '{"id":1,"text":"x","label":[[0,1,"A"]]}', "Export “JSONL(relation)”"],
  ])("refuses %s", async (_, text, message) => {
    await expect(read("my.json", text)).rejects.toThrow(message);
  });
});

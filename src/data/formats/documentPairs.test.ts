import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkExample } from "../example";
import { createDocumentPairs, MAX_UNLABELLED_PAIRS, type AnnotatedDocument } from "./documentPairs";
import { DEFAULT_READ_OPTIONS, type PairChoice } from "./format";

const TEXT = "😀 Ida Moor and Bo Quill run Brask Mills. Ida Moor left Vell.";
const mention = (surface: string, type: string, entity?: string, from = 0) => {
  const start = TEXT.indexOf(surface, from);
  return { start, end: start + surface.length, type, ...(entity && { entity }) };
};
const mentions = [
  mention("Ida Moor", "PER", "ida"),
  mention("Bo Quill", "PER"),
  mention("Brask Mills", "ORG"),
  mention("Ida Moor", "PER", "ida", 20),
  mention("Vell", "LOC"),
  mention("Moor and Bo", "ODD"),
];
const document: AnnotatedDocument = {
  file: 0,
  position: 4,
  id: "d1",
  text: TEXT,
  mentions,
  path: [3],
  relations: [
    { subjects: [0, 3], objects: [2], label: "runs", path: [3, 0] },
    { id: "R7", subjects: [0], objects: [1], label: "works with", isSymmetric: true, path: [3, 1] },
    { subjects: [1], objects: [4], label: "born in", path: [3, 2] },
    { subjects: [5], objects: [0], label: "part of", path: [3, 3] },
    { subjects: [], objects: [4], label: "lives in", path: [3, 4] },
  ],
};
function read(kind: PairChoice["kind"], part: Partial<PairChoice> = {}, negatives?: string) {
  const pairs = createDocumentPairs({
    pairs: { ...DEFAULT_READ_OPTIONS.pairs, ...part, kind },
    decisions: { ...(negatives && { negatives }) },
  });
  const rows = [...pairs.rowsOf(document)];
  const seen = rows.map(({ id, content }) => {
    if (!("example" in content)) return [id, content.error];
    const { text, subject, object, relation } = content.example;
    return [id, text.slice(subject.start, subject.end), text.slice(object.start, object.end), relation];
  });
  return { pairs, rows, seen };
}

describe("createDocumentPairs", () => {
  it("gives a row for each mention pair of a relation in one sentence, and counts the other relations", () => {
    const { pairs, rows, seen } = read("gold");
    expect(seen).toEqual([
      ["d1#1", "Ida Moor", "Brask Mills", "runs"],
      ["d1#R7", "Ida Moor", "Bo Quill", "works with"],
    ]);
    expect(rows[0]).toMatchObject({ file: 0, position: 4, path: [3, 0] });
    expect(rows[0]!.content).toMatchObject({
      example: { docId: "d1", text: TEXT.slice(0, 41), subject: { type: "PER" }, object: { type: "ORG" } },
    });
    expect(pairs.skipped).toEqual({
      "relations whose two arguments never stand in one sentence": 1,
      "relations whose two mentions overlap": 1,
      "relations with an argument that is marked nowhere in the text": 1,
    });
    expect(pairs.decisions()).toEqual([]);
  });

  it("adds the unlabelled ordered pairs, without those a symmetric relation already names", () => {
    // First sentence: 4 mentions, 12 ordered pairs, less 4 that overlap the odd one, less 3 named (one both ways).
    // Second sentence: 2 mentions, 2 ordered pairs.
    const { seen, pairs } = read("all");
    const unlabelled = seen.slice(2);
    expect(unlabelled).toHaveLength(12 - 4 - 3 + 2);
    expect(unlabelled.every(([, , , relation]) => relation === "no_relation")).toBe(true);
    expect(unlabelled.map((row) => row.slice(1, 3).join(" > "))).not.toContain("Bo Quill > Ida Moor");
    expect(pairs.decisions()[0]).toMatchObject({ id: "negatives", value: "no_relation", isForced: false });
    expect(read("all", {}, "unlabelled").seen.at(-1)![3]).toBeNull();
  });

  it("samples by the seed", () => {
    expect(read("sample", { share: 1 }).seen).toEqual(read("all").seen);
    expect(read("sample", { share: 0 }).seen).toHaveLength(2);
    expect(read("sample", { share: 0.5, seed: 5 }).seen).toEqual(read("sample", { share: 0.5, seed: 5 }).seen);
    expect(read("sample").pairs.notices()).toEqual([
      "Of the unlabelled pairs a share of 0.1 was kept, drawn with seed 1.",
    ]);
  });

  it("gives a relation without a direction the first mention as subject", () => {
    const pairs = createDocumentPairs(DEFAULT_READ_OPTIONS);
    const turned = { ...document.relations[1]!, subjects: [1], objects: [0] };
    const [row] = pairs.rowsOf({ ...document, relations: [turned] });
    expect(row!.content).toMatchObject({ example: { subject: { start: 3 }, object: { start: 16 } } });
    expect(pairs.notices()).toHaveLength(1);
  });

  it("stops at the cap and says so", () => {
    const words = Array.from({ length: 300 }, (_, i) => ({ start: 2 * i, end: 2 * i + 1 }));
    const long = { ...document, text: "a ".repeat(300), mentions: words, relations: [] };
    const pairs = createDocumentPairs({ ...DEFAULT_READ_OPTIONS, pairs: { kind: "all", share: 1, seed: 1 } });
    let numRows = 0;
    for (const _ of pairs.rowsOf(long)) numRows++;
    expect(numRows).toBe(MAX_UNLABELLED_PAIRS);
    expect(pairs.notices()).toEqual(["Unlabelled pairs stop at 50,000: later ones were left out."]);
  });

  it("leaves white space out of a mention", () => {
    const pairs = createDocumentPairs(DEFAULT_READ_OPTIONS);
    const wide = { ...mentions[2]!, start: mentions[2]!.start - 1 };
    const one = { ...document, mentions: [mentions[0]!, wide], relations: [document.relations[1]!] };
    const [row] = pairs.rowsOf(one);
    expect(row!.content).toMatchObject({ example: { object: { start: 29, end: 40 } } });
    expect(pairs.notices()).toEqual(["White space at the ends of mentions was left out: 1 time."]);
  });

  it("yields only rows that can be read, whatever is marked", () => {
    const span = fc.tuple(fc.nat(30), fc.nat(30)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) + 1 }));
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 40 }), fc.array(span, { maxLength: 5 }), (text, spans) => {
        const inside = spans.filter(({ end }) => end <= text.length);
        const pairs = createDocumentPairs({ ...DEFAULT_READ_OPTIONS, pairs: { kind: "all", share: 1, seed: 1 } });
        for (const { content } of pairs.rowsOf({ ...document, text, mentions: inside, relations: [] })) {
          if ("example" in content) expect(checkExample(content.example)).toEqual([]);
        }
      }),
    );
  });
});

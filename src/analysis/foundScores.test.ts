import { describe, expect, it } from "vitest";
import type { Example } from "../data/example";
import { toWorked } from "./foundCandidates";
import { computeFoundScores, joinRows } from "./foundScores";

const FIRST = "Ada Falk grew up in Port Velde.";
const SECOND = "Ines married Tomas.";
const ROWS: Example[] = [
  {
    id: "1",
    text: FIRST,
    subject: { start: 0, end: 8, type: "PERSON" },
    object: { start: 20, end: 30, type: "LOCATION" },
    relation: "residence",
  },
  { id: "2", text: FIRST, subject: { start: 20, end: 30 }, object: { start: 0, end: 8 }, relation: "no_relation" },
  { id: "3", text: SECOND, subject: { start: 0, end: 4 }, object: { start: 13, end: 18 }, relation: "spouse" },
];
const isNegative = (label: string) => label === "no_relation";
const at = FIRST.length + 2;
const SENTENCES = toWorked([
  {
    start: 0,
    end: FIRST.length,
    text: FIRST,
    entities: [
      { start: 0, end: 8, type: "PERSON", score: 0.9 },
      { start: 20, end: 30, type: "ORGANIZATION", score: 0.9 },
      { start: 9, end: 13, type: "PERSON", score: 0.9 },
    ],
    relations: [
      { subject: 0, object: 1, relation: "residence", score: 0.9 },
      { subject: 1, object: 0, relation: "residence", score: 0.9 },
    ],
    numEntitiesCut: 0,
  },
  {
    start: at,
    end: at + SECOND.length,
    text: SECOND,
    entities: [{ start: at, end: at + 4, type: "PERSON", score: 0.9 }],
    relations: [],
    numEntitiesCut: 0,
  },
]);

describe("marks of rows", () => {
  it("stand once in one text, negatives without a pair", () => {
    const { text, entities, relations } = joinRows(ROWS, isNegative);
    expect(text).toBe(`${FIRST}\n\n${SECOND}`);
    expect(entities.map((mark) => [text.slice(mark.start, mark.end), mark.type])).toEqual([
      ["Ada Falk", "PERSON"],
      ["Port Velde", "LOCATION"],
      ["Ines", undefined],
      ["Tomas", undefined],
    ]);
    expect(relations.map(({ relation }) => relation)).toEqual(["residence", "spouse"]);
    expect(joinRows([], isNegative)).toEqual({ text: "", entities: [], relations: [] });
  });
});

describe("precision and recall", () => {
  const gold = joinRows(ROWS, isNegative);
  it("count spans, spans with types, and pairs", () => {
    const { entities, typedEntities, relations } = computeFoundScores(SENTENCES, gold);
    // Found: 4, of which "grew" is not marked; marked: 4, of which "Tomas" is not found.
    expect([entities.precision.k, entities.precision.n, entities.recall.n]).toEqual([3, 4, 4]);
    expect(entities.precision.rate).toBe(0.75);
    // Port Velde has another type; Ines is marked without one.
    expect(typedEntities.recall.k).toBe(2);
    // Found: both directions; marked: residence and spouse.
    expect([relations.precision.k, relations.precision.n, relations.recall.n]).toEqual([1, 2, 2]);
  });

  it("do not count marks in what has not been read yet", () => {
    const { entities, relations } = computeFoundScores(SENTENCES.slice(0, 1), gold);
    expect([entities.recall.k, entities.recall.n]).toEqual([2, 2]);
    expect(relations.recall.rate).toBe(1);
  });

  it("are undefined, not 0, of nothing", () => {
    const { entities } = computeFoundScores([], gold);
    expect(entities.precision).toEqual({ k: 0, n: 0, rate: null, interval: null });
    expect(entities.recall.rate).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import type { Example } from "../data/example";
import type { Reading } from "../inference/types";
import { analyseCorpus } from "./corpusAnalysis";
import { buildColumns, filterRows, isEmptyFilter, NO_FILTER, takeColumns } from "./corpusColumns";
import { buildEntityTable, findNames } from "./entityTable";
import { computeFlipRate, scoreReading, type RowResult } from "./rowScore";

const LABELS = ["no_relation", "a", "b"];
const NAMES = ["Mira", "Ilse", "Ravi"];

const example = (i: number, relation: string | null = i % 2 ? "a" : "b"): Example => {
  const subject = NAMES[i % 3]!;
  return {
    id: String(i),
    text: `${subject} met Oslo ${i}.`,
    subject: { start: 0, end: subject.length, type: "PERSON" },
    object: { start: subject.length + 5, end: subject.length + 9, type: i % 4 === 0 ? "EVENT" : "LOCATION" },
    relation,
  };
};
const score = (i: number): RowResult => ({
  kind: "score",
  label: 1,
  probability: 0.5,
  variance: { subject: i / 100, object: i / 50, row: i / 75 },
  numDraws: 0,
  numDrawFlips: 0,
  // The higher the variance, the more flips: rho is 1 by construction.
  swapLabels: [...Array(10).keys()].map((s) => (s < i / 10 ? 2 : 1)),
  swapVariance: { subject: i / 100 + 0.1, object: i / 50 + 0.1, row: i / 75 + 0.1 },
  divergence: i / 100,
});
const EXAMPLES = [...Array(100).keys()].map((i) => example(i));
const RESULTS = EXAMPLES.map((_, i) => score(i));
const COLUMNS = buildColumns(EXAMPLES, RESULTS, LABELS);
const ask = (selected: Int32Array, slicing: "relation" | "pair" = "relation") =>
  analyseCorpus({
    columns: COLUMNS,
    around: Int32Array.from(COLUMNS.rows.keys()),
    selected,
    slicing,
    relations: { numRelations: 3, negative: 0 },
    seed: 1,
  });

describe("scoreReading", () => {
  const reading = (probabilities: number[], draws: number[][] = []): Reading => ({
    modelId: "m",
    exampleId: "e",
    probabilities: Float32Array.from(probabilities),
    logits: new Float32Array(3),
    drawProbabilities: Float32Array.from(draws.flat()),
    numDraws: draws.length,
    seed: 1,
    beta: 0.5,
    tokens: [],
    variance: { subject: 0.1, object: 0.2, row: 0.15 },
    numTokensCut: { before: 0, after: 0 },
    elapsedMs: 1,
  });

  it("counts draws and swaps that change the answer", () => {
    const draws = [
      [0.2, 0.5, 0.3],
      [0.6, 0.2, 0.2],
    ];
    const scored = scoreReading(reading([0.1, 0.7, 0.2], draws), [reading([0, 1, 0]), reading([0, 0, 1])]);
    expect(scored).toMatchObject({ label: 1, numDraws: 2, numDrawFlips: 1, swapLabels: [1, 2] });
    expect(scored.divergence).toBeGreaterThan(0);
    expect(computeFlipRate(scored)).toBe(0.5);
  });

  it("has no flip rate and no twin without swaps", () => {
    const scored = scoreReading(reading([0.1, 0.7, 0.2]), []);
    expect(scored).toMatchObject({ swapLabels: [], swapVariance: null, divergence: null });
    expect(computeFlipRate(scored)).toBeNull();
  });
});

describe("buildColumns", () => {
  it("leaves out rows without a score and marks what was not measured", () => {
    const results: (RowResult | null)[] = [
      score(0),
      null,
      { kind: "unreadable", error: "x" },
      { ...(score(3) as RowResult & { kind: "score" }), swapLabels: [], swapVariance: null, divergence: null },
    ];
    const columns = buildColumns(EXAMPLES.slice(0, 4), results, LABELS);
    expect([...columns.rows]).toEqual([0, 3]);
    expect([...columns.swapped]).toEqual([1, -1]);
    expect(columns.flipRate[1]).toBeNaN();
    expect(columns.ood.row[1]).toBeNaN();
  });

  it("uses the predicted relation where the corpus has no labels, and says so by gold -1", () => {
    const columns = buildColumns([example(1, null)], [score(1)], LABELS);
    expect(columns.relations).toEqual(["a"]);
    expect([...columns.gold]).toEqual([-1]);
  });
});

describe("filterRows", () => {
  it("keeps everything by default", () => {
    expect(isEmptyFilter(NO_FILTER)).toBe(true);
    expect(filterRows(COLUMNS, EXAMPLES, NO_FILTER).selected).toHaveLength(100);
  });

  it("narrows by words and by range, and keeps the range out of `around`", () => {
    const filter = { ...NO_FILTER, relation: "a", range: { of: "subject" as const, low: 0.2, high: 0.3 } };
    const { around, selected } = filterRows(COLUMNS, EXAMPLES, filter);
    expect(around).toHaveLength(50);
    expect([...selected]).toEqual([21, 23, 25, 27, 29]);
  });

  it("takes a row when either argument lies in a pooled range", () => {
    const range = { of: "pooled" as const, low: 0.1, high: 0.12 };
    // Subjects 0.10 and 0.11, and the object 0.10.
    expect([...filterRows(COLUMNS, EXAMPLES, { ...NO_FILTER, range }).selected]).toEqual([5, 10, 11]);
  });

  it("finds names, pairs and words in any case", () => {
    const count = (part: Partial<typeof NO_FILTER>) =>
      filterRows(COLUMNS, EXAMPLES, { ...NO_FILTER, ...part }).selected.length;
    expect(count({ name: "Mira" })).toBe(34);
    expect(count({ pair: "PERSON → EVENT" })).toBe(25);
    expect(count({ text: "MIRA met" })).toBe(34);
    expect(count({ text: "nowhere" })).toBe(0);
  });
});

describe("analyseCorpus", () => {
  const all = Int32Array.from(COLUMNS.rows.keys());

  it("measures shift, F1 and correlation of the selected rows", () => {
    const found = ask(all);
    expect(found.shift.difference.value).toBeCloseTo(0.1, 9);
    expect(found.shift.difference.interval!.low).toBeCloseTo(0.1, 9);
    expect(found.shifts).toMatchObject({ numTested: 2, numGuarded: 0 });
    // ID: every row says "a": 50 hits of 100 predicted and 100 gold. Swaps: row 0 alone keeps its answer.
    expect(found.scores!.all.id.microF1.value).toBeCloseTo(0.5, 9);
    expect(found.scores!.all.ood.accuracy.value).toBeCloseTo(0.49, 9);
    expect(found.correlation.value).toBeGreaterThan(0.98);
    expect(found.groups).toHaveLength(5);
    expect(found.groups[0]!.flipRate.value!).toBeLessThan(found.groups[4]!.flipRate.value!);
  });

  it("guards small slices and cuts by type pair", () => {
    const found = ask(all.slice(0, 40), "pair");
    expect(found.shifts.slices.map(({ slice }) => slice).sort()).toEqual(["PERSON → EVENT", "PERSON → LOCATION"]);
    expect(found.shifts.numGuarded).toBe(1);
    expect(found.shift.difference.numRows).toBe(100);
  });

  it("says why there is nothing: no rows, one row", () => {
    const none = ask(new Int32Array());
    expect(none.correlation).toMatchObject({ value: null, gap: "noRows" });
    expect(none.scores).toBeNull();
    expect(none.groups).toEqual([]);
    expect(ask(Int32Array.of(3)).correlation).toMatchObject({ value: null, gap: "constant" });
  });

  it("takes columns at positions", () => {
    const taken = takeColumns(COLUMNS, [4, 2]);
    expect([...taken.rows]).toEqual([4, 2]);
    expect(taken.id.subject[0]).toBe(0.04);
    expect(taken.relations).toEqual(["b", "b"]);
  });
});

describe("buildEntityTable", () => {
  it("sums over all rows of a name", () => {
    const table = buildEntityTable(EXAMPLES, RESULTS, LABELS, [0, 3, 1]);
    expect(table.map(({ name, count }) => [name, count])).toEqual([
      ["Mira", 2],
      ["Oslo", 3],
      ["Ilse", 1],
    ]);
    const [mira, oslo] = table;
    expect(mira!.variance).toBeCloseTo(0.015, 9);
    expect(oslo).toMatchObject({ numLabelled: 3, numWrong: 1, wrongLabel: 1, type: "LOCATION" });
    expect(buildEntityTable(EXAMPLES, [], LABELS, [0])).toEqual([]);
  });

  it("has each name's count in training; none where it is not known", () => {
    const seen = { subject: [7, -1], object: [0, 0] };
    const table = buildEntityTable(EXAMPLES, RESULTS, LABELS, [0, 1], seen);
    expect(table.map(({ name, numSeen }) => [name, numSeen])).toEqual([
      ["Mira", 7],
      ["Oslo", 0],
      ["Ilse", null],
    ]);
    expect(buildEntityTable(EXAMPLES, RESULTS, LABELS, [0])[0]!.numSeen).toBeNull();
  });

  it("finds names by letters in any case and by type", () => {
    const table = buildEntityTable(EXAMPLES, RESULTS, LABELS, [0, 1, 2]);
    const find = (words: string, type?: string | null) => findNames(table, words, type).map(({ name }) => name);
    expect(find(" IL")).toEqual(["Ilse"]);
    expect(find("s", "LOCATION")).toEqual(["Oslo"]);
    expect(find("", "PERSON")).toEqual(["Mira", "Ilse", "Ravi"]);
    expect(find("nobody")).toEqual([]);
    expect(findNames(table, "  ")).toBe(table);
  });
});

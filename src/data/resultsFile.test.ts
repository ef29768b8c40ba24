import { describe, expect, it } from "vitest";
import { formatResults, looksLikeResults, parseResults, type ResultsFile } from "./resultsFile";

/** Three rows of two documents; the last has no type, no label and no swap. */
const FILE: ResultsFile = {
  schema: "entity-bias-results",
  version: 1,
  corpus: { name: "Small set", note: "", sha256: "ab", sources: [{ name: "Ours", rows: 3, licence: "CC0" }] },
  model: { id: "m", title: "M", sha256: "cd", hasBottleneck: true, labels: ["none", "spouse"], negative: "none" },
  settings: { draws: 4, swaps: 2, seed: 7, beta: 0.5 },
  madeBy: { command: "score", commit: "0123", date: "2026-11-21", backend: "wasm" },
  numRows: 3,
  numUnreadable: 1,
  microF1: { id: 1, ood: 0.5 },
  relations: ["spouse", "none"],
  types: ["PERSON", "DATE"],
  columns: {
    row: [1, 2, 4],
    document: [0, 0, 1],
    gold: [0, 1, null],
    subjectType: [0, 0, null],
    objectType: [0, 1, null],
    subjectTrainCount: [0, 12, null],
    objectTrainCount: [1, 3, null],
    answer: [1, 0, 0],
    probability: [0.9, 0.5, 1],
    drawFlips: [0, 4, 1],
    swapAnswers: [[1, 0], [0, 0], []],
    divergence: [0.2, 0, null],
    varianceSubject: [0.8, 0.9, 1.1],
    varianceObject: [0.8, 0.9, 1.1],
    varianceRow: [0.8, 0.9, 1.1],
    oodVarianceSubject: [1, 1, null],
    oodVarianceObject: [1, 1, null],
    oodVarianceRow: [1, 1, null],
  },
};
const withColumn = (name: string, column: unknown) =>
  JSON.stringify({ ...FILE, columns: { ...FILE.columns, [name]: column } });
const withPart = (part: Record<string, unknown>) => JSON.stringify({ ...FILE, ...part });

describe("a results file", () => {
  it("is read as it was written, one line a column", () => {
    const text = formatResults(FILE);
    expect(parseResults("a.json", text)).toEqual(FILE);
    expect(text.split("\n").filter((line) => line.startsWith('  "'))).toHaveLength(18);
    expect(looksLikeResults(text)).toBe(true);
    expect(looksLikeResults('[{"token": ["schema"]}]')).toBe(false);
  });

  it("has null for a column that the model does not give", () => {
    const none = [null, null, null];
    const names = ["Subject", "Object", "Row"].flatMap((part) => [`variance${part}`, `oodVariance${part}`]);
    const columns = { ...FILE.columns, ...Object.fromEntries(names.map((name) => [name, none])) };
    const text = formatResults({ ...FILE, columns });
    expect(text).toContain('"varianceRow": null');
    expect(parseResults("base.json", text).columns.varianceRow).toEqual(none);
  });

  // What is wrong, and what the message must name: place, expected, got.
  it.each([
    [
      "NaN",
      formatResults(FILE).replace("0.8,0.9", "0.8,NaN"),
      /a number, 0 or more, or null at columns.varianceSubject, value 2, got NaN\./,
    ],
    [
      "Infinity",
      formatResults(FILE).replace("0.8,0.9", "-Infinity,0.9"),
      /columns.varianceSubject, value 1, got -Infinity\./,
    ],
    [
      "a negative variance",
      withColumn("varianceRow", [0.8, 0.9, -0.1]),
      /0 or more, or null at columns.varianceRow, value 3, got -0.1\./,
    ],
    [
      "a text for a number",
      withColumn("divergence", [0.2, "0", null]),
      /from 0 to 1, or null at columns.divergence, value 2, got "0"\./,
    ],
    ["a missing column", withColumn("answer", undefined), /a list at columns.answer, got nothing\./],
    ["a column that must not be null", withColumn("answer", null), /a list at columns.answer, got null\./],
    ["a short column", withColumn("probability", [0.9]), /3 values \(numRows\) at columns.probability, got 1 value\./],
    [
      "a null where there must be a number",
      withColumn("probability", [0.9, null, 1]),
      /columns.probability, value 2, got null\./,
    ],
    [
      "an answer that is no label",
      withColumn("answer", [1, 2, 0]),
      /a place in model.labels, 0 to 1 at columns.answer, value 2, got 2\./,
    ],
    [
      "a swap answer that is no label",
      withColumn("swapAnswers", [[1, 0], [0, -1], []]),
      /at columns.swapAnswers, value 2, got \[0,-1\]\./,
    ],
    [
      "more swaps than said",
      withColumn("swapAnswers", [[1, 0, 0], [], []]),
      /at most 2 \(settings.swaps\).*value 1, got \[1,0,0\]/,
    ],
    [
      "more flips than draws",
      withColumn("drawFlips", [0, 5, 0]),
      /0 to settings.draws, 4 at columns.drawFlips, value 2, got 5\./,
    ],
    [
      "a relation that is not listed",
      withColumn("gold", [0, 2, null]),
      /a place in relations, 0 to 1, or null at columns.gold, value 2, got 2\./,
    ],
    [
      "rows out of order",
      withColumn("row", [1, 4, 2]),
      /more than the value before, 4 at columns.row, value 3, got 2\./,
    ],
    ["no rows", withPart({ numRows: 0 }), /1 or more at numRows, got 0\./],
    ["no columns", withPart({ columns: [] }), /an object at columns, got \[\]\./],
    ["another version", withPart({ version: 2 }), /expected 1 at version, got 2\./],
    ["another file", "{}", /"entity-bias-results" at schema, got nothing\./],
    [
      "a negative label that is none",
      withPart({ model: { ...FILE.model, negative: "x" } }),
      /one of model.labels at model.negative, got "x"\./,
    ],
    [
      "labels that repeat",
      withPart({ model: { ...FILE.model, labels: ["none", "none"] } }),
      /different texts at model.labels/,
    ],
    ["a broken file", formatResults(FILE).slice(0, -20), /line \d+, column \d+: not JSON here/],
  ])("says what is wrong: %s", (_, text, message) => {
    expect(() => parseResults("mine.json", text)).toThrow(message);
    expect(() => parseResults("mine.json", text)).toThrow(
      /^mine\.json: .* choose another|^mine\.json: .*Choose another/i,
    );
  });
});

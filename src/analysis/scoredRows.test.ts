import { describe, expect, it } from "vitest";
import { formatResults, parseResults } from "../data/resultsFile";
import type { Example } from "../data/example";
import { buildColumns } from "./corpusColumns";
import type { RowScore } from "./rowScore";
import { listFigureExamples } from "../data/readResults";
import { listFigureScores } from "./figureScores";
import { buildResultsFile, type ResultsHead, type ScoredRow } from "./scoredRows";

const LABELS = ["none", "spouse", "child"];
const HEAD: ResultsHead = {
  corpus: { name: "Small set", note: "", sha256: "ab", sources: [] },
  model: { id: "m", title: "M", sha256: "cd", hasBottleneck: true, labels: LABELS, negative: "none" },
  settings: { draws: 2, swaps: 2, seed: 7, beta: 0.5 },
  madeBy: { command: "score", commit: "0123", date: "2026-11-21", backend: "wasm" },
};
const variance = (value: number) => ({ subject: value, object: value / 2, row: value / 4 });
const score = (label: number, swapLabels: number[]): RowScore => ({
  kind: "score",
  label,
  probability: 0.87654321,
  variance: variance(0.81234567),
  numDraws: 2,
  numDrawFlips: 1,
  swapLabels,
  swapVariance: swapLabels.length > 0 ? variance(1.1) : null,
  divergence: swapLabels.length > 0 ? 0.25 : null,
});
const example = (name: string, relation: string | null, docId?: string): Example => ({
  id: name,
  ...(docId && { docId }),
  text: `${name} sang with Ada Moss.`,
  subject: { start: 0, end: name.length, type: "PERSON" },
  object: { start: name.length + 11, end: name.length + 19, type: "PERSON" },
  relation,
});
const ROWS: ScoredRow[] = [
  { position: 1, example: example("Bo Lind", "spouse", "d"), result: score(1, [1, 0]), trainCounts: [0, 12] },
  { position: 2, example: example("Cy Roth", "none", "d"), result: score(1, [0, 0]), trainCounts: [3, 12] },
  {
    position: 3,
    example: example("Di Park", "x"),
    result: { kind: "unreadable", error: "Di Park" },
    trainCounts: [1, 1],
  },
  { position: 4, example: example("Ed Vane", "child"), result: score(0, []), trainCounts: [null, 12] },
];

describe("a results file of scored rows", () => {
  const file = buildResultsFile(HEAD, ROWS);
  const text = formatResults(file);

  it("counts what could not be read, and scores as TACRED does", () => {
    expect(file).toMatchObject({ numRows: 3, numUnreadable: 1, relations: ["spouse", "none", "child"] });
    // Gold spouse, none, child; answers spouse, spouse, none: 1 hit, 2 predicted, 2 gold.
    expect(file.microF1.id).toBe(0.5);
    // First swaps: spouse, none; the row without a swap is left out: 1 hit, 1 predicted, 1 gold.
    expect(file.microF1.ood).toBe(1);
  });

  it("holds no word of the sentences and no name", () => {
    for (const word of ["Bo Lind", "Cy", "Roth", "Di Park", "Ed Vane", "Ada", "Moss", "sang"]) {
      expect(text).not.toContain(word);
    }
  });

  it("gives back examples and scores that make the same columns", () => {
    const read = parseResults("a.json", text);
    const examples = listFigureExamples(read);
    expect(examples[2]).toEqual({
      id: "row 4",
      docId: "document 2",
      text: "",
      subject: { start: 0, end: 0, type: "PERSON" },
      object: { start: 0, end: 0, type: "PERSON" },
      relation: "child",
    });
    const columns = buildColumns(examples, listFigureScores(read), LABELS);
    const kept = ROWS.filter(({ result }) => result.kind === "score");
    const expected = buildColumns(
      kept.map((row) => row.example),
      kept.map((row) => row.result),
      LABELS,
    );
    expect(columns.documents).toEqual(["document 1", "document 1", "document 2"]);
    for (const key of [
      "rows",
      "relations",
      "pairs",
      "gold",
      "predicted",
      "swapped",
      "flipRate",
      "divergence",
    ] as const) {
      expect(columns[key]).toEqual(expected[key]);
    }
    expect(columns.id.subject[0]).toBe(0.8123); // four decimals
    expect(columns.id.row[0]).toBe(0.2031);
    expect(columns.ood.subject).toEqual(Float64Array.of(1.1, 1.1, NaN));
  });
});

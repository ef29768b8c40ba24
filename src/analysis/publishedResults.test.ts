import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { listFigureExamples } from "../data/readResults";
import { parseResults } from "../data/resultsFile";
import { buildColumns } from "./corpusColumns";
import { listFigureScores } from "./figureScores";

const read = (path: string) => readFileSync(`public/results/${path}`, "utf8");
const { files } = JSON.parse(read("index.json")) as {
  files: { modelId: string; file: string; rows: number; sha256: string }[];
};
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** TACRED's micro-F1, written out: hits, named and gold rows of every relation but the negative one. */
function microF1(gold: readonly (string | null)[], said: readonly (string | undefined)[], negative: string) {
  let [hits, named, real] = [0, 0, 0];
  gold.forEach((is, i) => {
    if (is === null || said[i] === undefined) return;
    if (is !== negative) real++;
    if (said[i] !== negative) named++;
    if (is !== negative && is === said[i]) hits++;
  });
  return (2 * hits) / (named + real);
}

describe.each(files)("the published figures of $modelId", ({ modelId, file: name, rows, sha256: expectedHash }) => {
  const text = read(name);
  const file = parseResults(name, text);
  const { columns, relations, model } = file;

  it("is the file that the index names, of the model that is shipped, and small", () => {
    expect(sha256(text)).toBe(expectedHash);
    expect(file.model.id).toBe(modelId);
    expect(file.numRows).toBe(rows);
    expect(sha256(readFileSync(`public/models/${modelId}/config.json`, "utf8"))).toBe(model.sha256);
    expect(gzipSync(text).length).toBeLessThan(150_000);
  });

  it("has every row of the test set, and licences for all of them", () => {
    expect(columns.row).toEqual(Array.from({ length: 3211 }, (_, i) => i + 1));
    expect(file.corpus.sources.reduce((sum, source) => sum + source.rows, 0)).toBe(3211);
    expect(file.corpus.sources.every(({ licence }) => licence !== "")).toBe(true);
    expect(file.numUnreadable).toBe(0);
  });

  it("has the micro-F1 that its columns give, and that PyTorch gave for the same weights", () => {
    const gold = columns.gold.map((place) => (place === null ? null : relations[place]!));
    const id = columns.answer.map((label) => model.labels[label]);
    const ood = columns.swapAnswers.map(([first]) => (first === undefined ? undefined : model.labels[first]));
    expect(microF1(gold, id, model.negative)).toBeCloseTo(file.microF1.id!, 12);
    expect(microF1(gold, ood, model.negative)).toBeCloseTo(file.microF1.ood!, 12);
    const evaluated = JSON.parse(readFileSync(`training/results/${modelId}.json`, "utf8")).sets.id;
    expect(evaluated.n).toBe(3211);
    // One row of 3,211 that two backends answer differently moves it by less than 0.0007.
    expect(Math.abs(file.microF1.id! - evaluated.microF1)).toBeLessThan(0.001);
  });

  it("makes the columns that the page draws: a variance where there is a bottleneck, a band for most rows", () => {
    const { subjectTrainCount: subject, objectTrainCount: object } = columns;
    const drawn = buildColumns(listFigureExamples(file), listFigureScores(file), model.labels, { subject, object });
    expect(drawn.rows.length).toBe(3211);
    expect(new Set(drawn.documents).size).toBe(1502);
    expect(drawn.id.row.every((value) => Number.isFinite(value) === model.hasBottleneck)).toBe(true);
    expect(drawn.bands.filter((band) => band !== null).length).toBeGreaterThan(2500);
    expect(drawn.flipRate.filter(Number.isFinite).length).toBeGreaterThan(3000);
  });
});

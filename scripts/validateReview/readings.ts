/** @file What the model says of the demo corpus, read once: labels do not change it. Kept in .cache. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { openLanes } from "../../src/cli/lanes";
import type { PredictionRow } from "../../src/cli/predictionRow";
import { readNameTables } from "../../src/cli/nameTables";
import { readCorpusRows } from "../../src/cli/readCorpusRows";
import { answerInOrder, sortIntoBatches } from "../../src/cli/work";
import type { RowResult } from "../../src/analysis/rowScore";
import type { Example } from "../../src/data/example";
import { makeUnseenSwaps } from "../../src/data/rowSwaps";

export const CORPUS = "public/corpora/demo.jsonl";
export const MODEL = "re-minilm-vib";
/** As on the page. */
export const SWAPS = 8;
export const SEED = 7;

export interface Readings {
  readonly corpusSha256: string;
  readonly modelSha256: string;
  readonly labels: readonly string[];
  readonly negative: string;
  readonly examples: readonly Example[];
  /** Score with swaps and probes. [N] */
  readonly results: readonly RowResult[];
  /** Probability of every class. [N, R] */
  readonly probabilities: readonly (readonly number[])[];
}

const hash = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");

export async function readModel(): Promise<Readings> {
  const keys = { corpusSha256: hash(CORPUS), modelSha256: hash(`public/models/${MODEL}/config.json`) };
  const path = `.cache/validateReview-${keys.corpusSha256.slice(0, 8)}-${keys.modelSha256.slice(0, 8)}-${SWAPS}-${SEED}.json`;
  if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8")) as Readings;

  const { rows } = await readCorpusRows(CORPUS, {});
  const examples = rows.map(({ content }) => {
    if ("error" in content) throw new Error(`${CORPUS}: expected rows that can be read, got ${content.error}`);
    return content.example;
  });
  const batches = sortIntoBatches(rows, rows.keys(), 8);
  const base = { modelId: MODEL, backend: "wasm" } as const;
  let done = 0;
  const say = (places: readonly number[]) => process.stderr.write(`\rreading: ${(done += places.length)}   `);
  const scoring = await openLanes(
    { ...base, task: { kind: "score", options: { draws: 0, swaps: SWAPS, seed: SEED } } },
    2,
  );
  const results = await answerInOrder(scoring, rows, batches, say);
  const { labels, negative } = scoring[0]!.info;
  await Promise.all(scoring.map((lane) => lane.close()));
  const predicting = await openLanes({ ...base, task: { kind: "predict", options: { draws: 0, seed: SEED } } }, 2);
  const predictions = await answerInOrder(predicting, rows, batches, say);
  await Promise.all(predicting.map((lane) => lane.close()));
  const probabilities = predictions.map((row) => labels.map((label) => (row as PredictionRow).probs[label]!));
  const readings = { ...keys, labels, negative, examples, results, probabilities };
  mkdirSync(".cache", { recursive: true });
  writeFileSync(path, JSON.stringify(readings));
  return readings;
}

/** Mean probabilities over the row as written and the same swapped versions that its score has. [N, R] */
export async function readAveraged({ examples, labels, probabilities, ...keys }: Readings): Promise<number[][]> {
  const path = `.cache/validateReview-mean-${keys.corpusSha256.slice(0, 8)}-${keys.modelSha256.slice(0, 8)}-${SWAPS}-${SEED}.json`;
  if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8")) as number[][];
  const tables = await readNameTables();
  const versions = await Promise.all(
    examples.map((example) => makeUnseenSwaps(example, { count: SWAPS, seed: SEED, tables })),
  );
  const rows = versions.flat().map((example, i) => ({ id: i, position: i + 1, content: { example } }));
  let done = 0;
  const lanes = await openLanes(
    { modelId: MODEL, backend: "wasm", task: { kind: "predict", options: { draws: 0, seed: SEED } } },
    2,
  );
  const answers = await answerInOrder(lanes, rows, sortIntoBatches(rows, rows.keys(), 8), (places) =>
    process.stderr.write(`\rreading: ${(done += places.length)}   `),
  );
  await Promise.all(lanes.map((lane) => lane.close()));
  let next = 0;
  const averaged = versions.map((own, row) => {
    const read = answers.slice(next, (next += own.length)).filter((answer) => "probs" in answer);
    return labels.map(
      (label, j) =>
        (probabilities[row]![j]! + read.reduce((sum, { probs }) => sum + probs[label]!, 0)) / (read.length + 1),
    );
  });
  writeFileSync(path, JSON.stringify(averaged));
  return averaged;
}

import { readFileSync } from "node:fs";
import * as Comlink from "comlink";
import { afterEach, describe, expect, it } from "vitest";
import { NODE_RUNGS } from "../../test/backends";
import { DISK_SOURCE, MODELS_URL } from "../../test/modelFolder";
import { readFormat } from "../../test/readFormat";
import type { RowResult, RowScore } from "../analysis/rowScore";
import type { Example } from "../data/example";
import { jsonlFormat } from "../data/formats/jsonl";
import { keepNamesOnly, maskNames } from "../data/probeVersions";
import { makeUnseenSwaps } from "../data/rowSwaps";
import { parseNameTables } from "../data/swap/nameTables";
import { createInferenceClient } from "./client";
import { createMemoryKeeper, type Keeper } from "./keeper";
import type { InferenceService, ScoreBatch, ScoreOptions } from "./protocol";
import { computeJobKey, type ScoreRecord } from "./scoreStore";
import { createInferenceService } from "./service";

const TABLES = parseNameTables(JSON.parse(readFileSync("public/names/names.json", "utf8")));
const EXAMPLES = readFormat(jsonlFormat, [readFileSync("public/corpora/demo.jsonl", "utf8")]).examples.slice(0, 40);
const OPTIONS: ScoreOptions = { draws: 2, swaps: 3, seed: 7, beta: null };

const cleanUp: (() => void)[] = [];
afterEach(() => cleanUp.splice(0).forEach((clean) => clean()));

async function connect(keeper: Keeper<ScoreRecord> = createMemoryKeeper()) {
  const client = createInferenceClient({
    modelsUrl: MODELS_URL,
    connect() {
      const { port1, port2 } = new MessageChannel();
      const parts = { rungs: NODE_RUNGS, createSource: () => DISK_SOURCE, keeper, loadTables: async () => TABLES };
      Comlink.expose(createInferenceService(parts), port2);
      const close = () => [port1, port2].forEach((port) => port.close());
      return { service: Comlink.wrap<InferenceService>(port1), failed: new Promise<string>(() => undefined), close };
    },
  });
  cleanUp.push(() => client.dispose());
  const score = async (
    examples: readonly Example[],
    {
      options = OPTIONS,
      isStoredOnly = false,
      needsProbes = false,
      corpusHash = "c0",
      onBatch = (_: ScoreBatch): void | Promise<void> => undefined,
    } = {},
  ) => {
    const batches: ScoreBatch[] = [];
    const results: (RowResult | undefined)[] = examples.map(() => undefined);
    const places = examples.map((_, place) => place);
    const request = { jobId: "job", modelId: "tiny", corpusHash, places, examples, options, isStoredOnly, needsProbes };
    const outcome = await client.scoreRows(request, async (batch) => {
      batches.push(batch);
      batch.rows.forEach((row, i) => (results[row] = batch.results[i]));
      await onBatch(batch);
    });
    return { outcome, batches, results };
  };
  return { client, score };
}

const load = (client: Awaited<ReturnType<typeof connect>>["client"]) => client.load("tiny", { backend: "wasm" });

describe("scoreRows", () => {
  it("scores every row once, and as predict reads it", async () => {
    const { client, score } = await connect();
    await load(client);
    const { outcome, batches, results } = await score(EXAMPLES.slice(0, 12));
    expect(outcome).toBe("done");
    expect(batches.flatMap(({ rows }) => rows).sort((a, b) => a - b)).toEqual([...Array(12).keys()]);
    expect(batches.at(-1)).toMatchObject({ numDone: 12, numTotal: 12, etaMs: 0, isStored: false });
    const row = results[5] as RowScore;
    const reading = await client.predict("tiny", EXAMPLES[5]!, { draws: 2, seed: 7 });
    expect(row.label).toBe(reading.probabilities.indexOf(Math.max(...reading.probabilities)));
    expect(row.variance.row).toBeCloseTo(reading.variance.row!, 6);
    const versions = await makeUnseenSwaps(EXAMPLES[5]!, { count: 3, seed: 7, tables: TABLES });
    expect(row.swapLabels).toHaveLength(versions.length);
    const swapped = await client.predict("tiny", versions[0]!, { draws: 0, seed: 7 });
    expect(row.swapVariance!.row).toBeCloseTo(swapped.variance.row!, 6);
    for (const [version, kept] of [
      [EXAMPLES[5]!, row.probes!.full],
      [maskNames(EXAMPLES[5]!), row.probes!.masked!],
      [keepNamesOnly(EXAMPLES[5]!), row.probes!.namesOnly!],
    ] as const) {
      const { probabilities } = await client.predict("tiny", version, { draws: 0, seed: 7 });
      expect(kept[0]![0]).toBe(probabilities.indexOf(Math.max(...probabilities)));
      for (const [label, probability] of kept) expect(probability).toBeCloseTo(probabilities[label]!, 3);
    }
    expect(row.probes!.swapProbabilities).toHaveLength(versions.length);
  });

  it("scores a row again for its probes only when they are asked for", async () => {
    const keeper = createMemoryKeeper<ScoreRecord>();
    const { client, score } = await connect(keeper);
    await load(client);
    await score(EXAMPLES.slice(0, 3));
    // As a page wrote it before probes were kept.
    const config = readFileSync("public/models/tiny/config.json", "utf8");
    const key = ["c0", await computeJobKey(config, OPTIONS), 0] as const;
    await keeper.changeMany([key], (_, kept) => ({
      ...kept!,
      results: kept!.results.map((result) => {
        if (result?.kind !== "score") return result;
        const { probes: _probes, ...old } = result;
        return old;
      }),
    }));
    const plain = await score(EXAMPLES.slice(0, 3));
    expect(plain.batches.every(({ isStored }) => isStored)).toBe(true);
    expect(plain.results.every((result) => (result as RowScore).probes === undefined)).toBe(true);
    const probed = await score(EXAMPLES.slice(0, 3), { needsProbes: true });
    expect(probed.results.every((result) => (result as RowScore).probes !== undefined)).toBe(true);
    const again = await score(EXAMPLES.slice(0, 3), { needsProbes: true });
    expect(again.batches.every(({ isStored }) => isStored)).toBe(true);
  });

  it("gives a row the same score in another file and another order", async () => {
    const [first, second] = [await connect(), await connect()];
    await load(first.client);
    const forward = await first.score(EXAMPLES.slice(0, 8));
    await load(second.client);
    const backward = await second.score(EXAMPLES.slice(0, 8).reverse());
    const pick = (result: RowResult | undefined) => {
      const { label, swapLabels, variance } = result as RowScore;
      return { label, swapLabels, row: variance.row!.toFixed(5) };
    };
    expect(backward.results.reverse().map(pick)).toEqual(forward.results.map(pick));
  });

  it("goes on where a cancelled job stopped, and hands out what is stored without a model", async () => {
    const keeper = createMemoryKeeper<ScoreRecord>();
    const { client, score } = await connect(keeper);
    await load(client);
    const cancelled = await score(EXAMPLES, {
      onBatch: ({ numDone }) => void (numDone >= 5 && client.steerScoring("job", "cancel")),
    });
    expect(cancelled.outcome).toBe("cancelled");
    const numScored = cancelled.results.filter(Boolean).length;
    expect(numScored).toBeGreaterThanOrEqual(5);
    expect(numScored).toBeLessThan(EXAMPLES.length);

    const other = await connect(keeper);
    const stored = await other.score(EXAMPLES, { isStoredOnly: true });
    expect(stored.batches.every(({ isStored }) => isStored)).toBe(true);
    expect(stored.results.filter(Boolean).length).toBeGreaterThanOrEqual(numScored);

    await load(other.client);
    const resumed = await other.score(EXAMPLES);
    expect(resumed.outcome).toBe("done");
    const numComputed = resumed.batches
      .filter(({ isStored }) => !isStored)
      .reduce((sum, { rows }) => sum + rows.length, 0);
    expect(numComputed).toBeLessThanOrEqual(EXAMPLES.length - numScored);
    expect(resumed.results.every(Boolean)).toBe(true);

    // Of this corpus every setting is forgotten, not only the one in force; another corpus keeps its scores.
    const options = { ...OPTIONS, seed: 8 };
    await other.score(EXAMPLES.slice(0, 2), { options });
    await other.client.forgetScores("another corpus");
    expect((await other.score(EXAMPLES, { options, isStoredOnly: true })).batches[0]!.rows).toEqual([0, 1]);
    await other.client.forgetScores("c0");
    expect((await other.score(EXAMPLES, { options, isStoredOnly: true })).batches).toEqual([]);
    expect((await other.score(EXAMPLES, { isStoredOnly: true })).batches).toEqual([]);
  });

  it("pauses, answers the sentence on the stage meanwhile, and resumes", async () => {
    const { client, score } = await connect();
    await load(client);
    let numAtPause = 0;
    let numNow = 0;
    const scoring = score(EXAMPLES, {
      onBatch({ numDone }) {
        numNow = numDone;
        if (numAtPause > 0 || numDone < 3) return;
        numAtPause = numDone;
        client.steerScoring("job", "pause");
      },
    });
    while (numAtPause === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    await expect(client.predict("tiny", EXAMPLES[0]!, { draws: 0, seed: 1 })).resolves.toBeDefined();
    await new Promise((resolve) => setTimeout(resolve, 400));
    const numPaused = numNow;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(numNow).toBe(numPaused);
    expect(numPaused).toBeLessThan(EXAMPLES.length);
    client.steerScoring("job", "resume");
    expect((await scoring).outcome).toBe("done");
  });

  it("scores equal rows once, and counts them all", async () => {
    const { client, score } = await connect();
    await load(client);
    const rows = EXAMPLES.slice(0, 3);
    const { batches, results } = await score([...rows, ...rows.map((row) => ({ ...row, id: `again ${row.id}` }))]);
    expect(results.slice(3)).toEqual(results.slice(0, 3));
    expect(batches[0]!.rows).toEqual([0, 3]);
    expect(batches.at(-1)).toMatchObject({ numDone: 6, numTotal: 6, etaMs: 0 });
  });

  it("names a row that cannot be read and scores the others", async () => {
    const { client, score } = await connect();
    await load(client);
    const broken = { ...EXAMPLES[1]!, subject: { start: 0, end: 0 } };
    const { results } = await score([EXAMPLES[0]!, broken, EXAMPLES[2]!]);
    expect(results.map((result) => result?.kind)).toEqual(["score", "unreadable", "score"]);
    expect((results[1] as { error: string }).error).toMatch(/subject/);
  });

  it("scores without swaps, of no rows, and rejects without a model", async () => {
    const { client, score } = await connect();
    await expect(score(EXAMPLES.slice(0, 1))).rejects.toThrow("Load it first");
    await load(client);
    const untyped = { ...EXAMPLES[0]!, subject: { start: 0, end: 15 }, object: { start: 28, end: 41 } };
    const { results } = await score([untyped]);
    expect(results[0]).toMatchObject({ kind: "score", swapLabels: [], swapVariance: null, divergence: null });
    expect((await score([])).outcome).toBe("done");
  });
});

describe("keepScores", () => {
  it("puts scores back as if they had been computed here", async () => {
    const { client, score } = await connect();
    await load(client);
    const examples = EXAMPLES.slice(0, 3);
    const { results } = await score(examples);
    await client.forgetScores("c0");
    const kept = results.map((result) => result!);
    const scores = { modelId: "tiny", corpusHash: "c0", places: [0, 1, 2], examples, options: OPTIONS };
    await client.keepScores({ ...scores, results: kept });
    expect((await score(examples, { isStoredOnly: true })).results).toEqual(results);
  });

  it("keeps nothing of another version of the model", async () => {
    const { client, score } = await connect();
    const { hash: modelHash } = await load(client);
    const examples = EXAMPLES.slice(0, 1);
    const results = [{ kind: "unreadable" as const, error: "from a session" }];
    const scores = { modelId: "tiny", corpusHash: "c1", places: [0], examples, options: OPTIONS, results };
    expect(await client.keepScores({ ...scores, modelHash: "0".repeat(64) })).toBe(false);
    expect((await score(examples, { isStoredOnly: true, corpusHash: "c1" })).results).toEqual([undefined]);
    expect(await client.keepScores({ ...scores, modelHash })).toBe(true);
    expect((await score(examples, { isStoredOnly: true, corpusHash: "c1" })).results).toEqual(results);
  });
});

describe("computeJobKey", () => {
  it("depends on the model and the options", async () => {
    const keys = await Promise.all([
      computeJobKey("{}", OPTIONS),
      computeJobKey("{}", { ...OPTIONS }),
      computeJobKey('{"a":1}', OPTIONS),
      computeJobKey("{}", { ...OPTIONS, draws: 3 }),
      computeJobKey("{}", { ...OPTIONS, beta: 0.5 }),
    ]);
    expect(keys[1]).toBe(keys[0]);
    expect(new Set(keys).size).toBe(4);
  });
});

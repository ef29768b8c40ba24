import { describe, expect, it } from "vitest";
import type { RowResult } from "../analysis/rowScore";
import type { Corpus } from "../data/readCorpus";
import type { ModelInfo } from "../inference/types";
import type { ScoreJob } from "../worker/client";
import type { BatchListener } from "../worker/protocol";
import type { Engine } from "./engine";
import { selectPartner } from "./partnerSlice";
import { createBenchStore } from "./store";
import { makeCorpusTools } from "./testCorpusTools";
import { parseUrlState } from "./urlState";

const EXAMPLES = ["Ilse met Ravi.", "Mira met Ravi."].map((text, i) => ({
  id: String(i),
  text,
  subject: { start: 0, end: 4 },
  object: { start: 9, end: 13 },
}));
const CORPUS: Corpus = { name: "my.jsonl", source: "file", hash: "c", examples: EXAMPLES, problems: [] };
const RESULT: RowResult = { kind: "unreadable", error: "x" };
const entry = (id: string, bottleneck: boolean) => ({ id, title: id, role: "vib", bottleneck, bytes: 1 });
const INDEX = { default: "vib", models: [entry("vib", true), entry("base", false)] };

async function setUp(isLoading = true) {
  const jobs: { job: ScoreJob; onBatch: BatchListener; settle: (outcome: "done" | Error) => void }[] = [];
  const commands: string[] = [];
  const loads: string[] = [];
  const never = () => new Promise<never>(() => undefined);
  const engine: Engine = {
    load: (id) => {
      loads.push(id);
      return isLoading && id === "base"
        ? Promise.resolve({
            id,
            title: id,
            labels: ["a", "b"],
            negative: "a",
            hasBottleneck: false,
            attempts: [],
          } as unknown as ModelInfo)
        : id === "base"
          ? Promise.reject(new Error("no weights"))
          : never();
    },
    predict: never,
    predictMany: never,
    readPosterior: never,
    readMeans: never,
    loseDevice: () => Promise.resolve(false),
    measureTensors: () => Promise.resolve(null),
    openOwn: () => Promise.reject(new Error("not asked for here")),
    unload: () => Promise.resolve(),
  };
  const store = createBenchStore({
    engine,
    corpusTools: makeCorpusTools({
      openDemo: () => Promise.resolve(CORPUS),
      score: (job, onBatch) =>
        new Promise((resolve, reject) => {
          jobs.push({ job, onBatch, settle: (o) => (o instanceof Error ? reject(o) : resolve(o)) });
        }),
      steer: (jobId, command) => void commands.push(`${jobId} ${command}`),
    }),
    examples: EXAMPLES,
    built: { defaultModelId: null, find: () => null },
    url: parseUrlState(""),
    fetchJson: (path) => Promise.resolve(path === "index.json" ? INDEX : ["a", "b"]),
    loadTables: never,
    preferences: { read: () => null, write: () => undefined },
  });
  await store.getState().start();
  await store.getState().openDemoCorpus();
  return { state: () => store.getState(), jobs, commands, loads };
}

const batch = (rows: number[]) => ({
  rows,
  results: rows.map(() => RESULT),
  isStored: false,
  numDone: rows.length,
  numTotal: 2,
  rowsPerSecond: 2,
  etaMs: 500,
});
const rest = () => new Promise((resolve) => setTimeout(resolve, 0));

describe("the partner's scores", () => {
  it("loads the other model, scores with its own settings and keeps each result in its place", async () => {
    const { state, jobs, loads } = await setUp();
    const scoring = state().scorePartner([1]);
    await rest();
    expect(loads).toContain("base");
    // No bottleneck: neither draws nor blend; seed and swaps as for the model on the stage.
    expect(jobs[0]!.job).toMatchObject({ modelId: "base", places: [1], options: { draws: 0, swaps: 8, beta: null } });
    void jobs[0]!.onBatch(batch([0]));
    expect(selectPartner(state())!.results).toEqual([null, RESULT]);
    jobs[0]!.settle("done");
    await scoring;
    expect(selectPartner(state())).toMatchObject({ labels: ["a", "b"], scoring: { status: "done" } });
    // The scores of the model on the stage are untouched.
    expect(state().results).toEqual([null, null]);
  });

  it("shows what is stored, with labels from the model's folder, and does not ask twice", async () => {
    const { state, jobs } = await setUp();
    const restoring = state().restorePartner();
    expect(jobs[0]!.job).toMatchObject({ modelId: "base", isStoredOnly: true });
    void jobs[0]!.onBatch(batch([0, 1]));
    jobs[0]!.settle("done");
    await restoring;
    expect(selectPartner(state())).toMatchObject({ results: [RESULT, RESULT], labels: ["a", "b"] });
    await state().restorePartner();
    expect(jobs).toHaveLength(1);
  });

  it("hides scores of other settings, and stops their job", async () => {
    const { state, jobs, commands } = await setUp();
    void state().scorePartner([0]);
    await rest();
    state().setSeed(9);
    expect(selectPartner(state())).toBeNull();
    void state().restorePartner();
    expect(commands).toContain(`${jobs[0]!.job.jobId} cancel`);
    void jobs[0]!.onBatch(batch([0]));
    expect(selectPartner(state())!.results).toEqual([null, null]);
  });

  it("cancels, and says why it failed", async () => {
    const { state, jobs, commands } = await setUp();
    const scoring = state().scorePartner([0, 1]);
    await rest();
    void jobs[0]!.onBatch(batch([0]));
    state().cancelPartner();
    expect(commands).toEqual([`${jobs[0]!.job.jobId} cancel`]);
    expect(selectPartner(state())).toMatchObject({ results: [RESULT, null], scoring: { status: "cancelled" } });
    jobs[0]!.settle(new Error("late"));
    await scoring;
    expect(state().partner.scoring.status).toBe("cancelled");

    const broken = await setUp(false);
    await broken.state().scorePartner([0]);
    expect(broken.state().partner.scoring).toMatchObject({ status: "failed", message: "no weights" });
  });

  it("has nothing to score without a corpus", async () => {
    const { state, jobs } = await setUp();
    await state().closeCorpus();
    await state().scorePartner([0]);
    expect(jobs).toHaveLength(0);
    expect(selectPartner(state())).toBeNull();
  });
});

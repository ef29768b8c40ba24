import { say } from "../messages/translate";
import { describe, expect, it } from "vitest";
import type { CorpusAnalysis, CorpusQuestion } from "../analysis/corpusAnalysis";
import { NO_FILTER } from "../analysis/corpusColumns";
import type { RowResult } from "../analysis/rowScore";
import type { Corpus } from "../data/readCorpus";
import type { ResultsFile } from "../data/resultsFile";
import type { ScoreJob } from "../worker/client";
import type { BatchListener } from "../worker/protocol";
import { selectScoreOptions } from "./corpusSlice";
import type { CorpusTools } from "./corpusTools";
import type { Engine } from "./engine";
import { selectPartner } from "./partnerSlice";
import { createBenchStore } from "./store";
import { makeCorpusTools } from "./testCorpusTools";
import { parseUrlState } from "./urlState";

const EXAMPLES = ["Ilse met Ravi.", "Mira met Ravi.", "Oslo met Ravi."].map((text, i) => ({
  id: String(i),
  text,
  subject: { start: 0, end: 4 },
  object: { start: 9, end: 13 },
  relation: "a",
}));
const CORPUS: Corpus = { name: "my.jsonl", source: "file", hash: "c0ffee", examples: EXAMPLES, problems: [] };
const RESULT: RowResult = { kind: "unreadable", error: "x" };
const entry = (id: string, bottleneck: boolean) => ({ id, title: id, role: "vib", bottleneck, bytes: 1 });
const INDEX = { default: "vib", models: [entry("vib", true), entry("base", false)] };

interface Job {
  readonly job: ScoreJob;
  readonly onBatch: BatchListener;
  readonly settle: (outcome: "done" | "cancelled" | Error) => void;
}

async function setUp(given: Partial<CorpusTools> = {}) {
  const jobs: Job[] = [];
  const commands: string[] = [];
  const tools = makeCorpusTools({
    openFiles: ([file]) => (file!.name === "bad" ? Promise.reject(new Error("bad: broken.")) : Promise.resolve(CORPUS)),
    openDemo: () => Promise.resolve({ ...CORPUS, source: "demo" }),
    score: (job, onBatch) =>
      new Promise((resolve, reject) => {
        jobs.push({ job, onBatch, settle: (o) => (o instanceof Error ? reject(o) : resolve(o)) });
      }),
    steer: (jobId, command) => void commands.push(`${jobId} ${command}`),
    ...given,
  });
  const never = () => new Promise<never>(() => undefined);
  const engine: Engine = {
    load: never,
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
    corpusTools: tools,
    examples: EXAMPLES,
    built: { defaultModelId: null, find: () => null },
    url: parseUrlState(""),
    fetchJson: () => Promise.resolve(INDEX),
    loadTables: never,
    preferences: { read: () => null, write: () => undefined },
  });
  await store.getState().start();
  return { store, state: () => store.getState(), jobs, commands };
}

const batch = (rows: number[], numDone = rows.length) => ({
  rows,
  results: rows.map(() => RESULT),
  isStored: false,
  numDone,
  numTotal: 3,
  rowsPerSecond: 2,
  etaMs: 500,
});
const file = (name: string) => ({ name }) as File;
const rest = () => new Promise((resolve) => setTimeout(resolve, 0));

describe("opening", () => {
  it("opens a file with everything unscored and unselected", async () => {
    const { state } = await setUp();
    state().select({ text: "old" });
    await state().openCorpusFiles([file("my.jsonl")]);
    expect(state().corpus).toBe(CORPUS);
    expect(state().results).toEqual([null, null, null]);
    expect(state().filter.present).toEqual(NO_FILTER);
  });

  it("keeps the open corpus when a file cannot be read, and says why", async () => {
    const { state } = await setUp();
    await state().openDemoCorpus();
    await state().openCorpusFiles([file("bad")]);
    expect(state()).toMatchObject({ corpusError: "bad: broken.", isOpening: false });
    expect(state().corpus?.source).toBe("demo");
  });

  it("brings back the kept corpus once, and never over one that was opened", async () => {
    const { state } = await setUp({ readKept: () => Promise.resolve(CORPUS) });
    await state().restoreCorpus();
    expect(state().corpus).toBe(CORPUS);
    const other = await setUp({ readKept: () => Promise.resolve(CORPUS) });
    await other.state().openDemoCorpus();
    await other.state().restoreCorpus();
    expect(other.state().corpus?.source).toBe("demo");
  });

  it("says so when what the browser keeps could not be deleted", async () => {
    const forgotten: string[] = [];
    const { state } = await setUp({
      forget: () => Promise.reject(new Error("The store is blocked.")),
      forgetScores: async () => void forgotten.push("scores"),
    });
    await state().openDemoCorpus();
    await state().closeCorpus();
    expect(state().corpus).toBeNull();
    expect(state().corpusError).toMatch(/could not be deleted: The store is blocked\..*Clear this site's data/);
    expect(forgotten).toEqual(["scores"]); // one failure does not keep the other part
  });

  it("forgets corpus and scores when it is closed", async () => {
    const forgotten: string[] = [];
    const { state } = await setUp({
      forget: async () => void forgotten.push("corpus"),
      forgetScores: async (hash) => void forgotten.push(`scores of ${hash}`),
    });
    await state().openDemoCorpus();
    await state().closeCorpus();
    expect(state()).toMatchObject({ corpus: null, results: [] });
    expect(forgotten).toEqual(["corpus", "scores of c0ffee"]);
  });
});

describe("scoring", () => {
  it("scores some rows and puts each result in its place", async () => {
    const { state, jobs } = await setUp();
    await state().openDemoCorpus();
    const scoring = state().score([2, 0]);
    expect(jobs[0]!.job).toMatchObject({ modelId: "vib", isStoredOnly: false, corpusHash: "c0ffee", places: [2, 0] });
    expect(jobs[0]!.job.examples.map(({ id }) => id)).toEqual(["2", "0"]);
    void jobs[0]!.onBatch(batch([0], 1));
    expect(state().results).toEqual([null, null, RESULT]);
    expect(state().scoring).toMatchObject({ status: "running", numDone: 1, rowsPerSecond: 2 });
    jobs[0]!.settle("done");
    await scoring;
    expect(state().scoring).toMatchObject({ status: "done", etaMs: null });
  });

  it("pauses, resumes, cancels; a failure keeps what was scored", async () => {
    const { state, jobs, commands } = await setUp();
    await state().openDemoCorpus();
    const scoring = state().score([0, 1, 2]);
    void jobs[0]!.onBatch(batch([1]));
    state().resumeScoring(); // not paused: nothing
    state().pauseScoring();
    expect(state().scoring.status).toBe("paused");
    state().resumeScoring();
    state().cancelScoring();
    const { jobId } = jobs[0]!.job;
    expect(commands).toEqual([`${jobId} pause`, `${jobId} resume`, `${jobId} cancel`]);
    jobs[0]!.settle(new Error("the device was lost"));
    await scoring;
    expect(state().scoring).toMatchObject({ status: "failed", message: "the device was lost" });
    expect(state().results[1]).toBe(RESULT);
  });

  it("drops the batches of a job that was replaced", async () => {
    const { state, jobs, commands } = await setUp();
    await state().openDemoCorpus();
    void state().restoreScores();
    jobs.pop()!.settle("done");
    void state().score([0]);
    commands.length = 0;
    void state().restoreScores(); // nothing has changed: the job goes on
    expect(commands).toEqual([]);
    state().setSeed(8);
    void state().restoreScores();
    expect(commands).toEqual([`${jobs[0]!.job.jobId} cancel`]);
    void jobs[0]!.onBatch(batch([0]));
    expect(state().results).toEqual([null, null, null]);
    expect(jobs[1]!.job.isStoredOnly).toBe(true);
    void jobs[1]!.onBatch(batch([1]));
    expect(state().results).toEqual([null, RESULT, null]);
    jobs[0]!.settle("done");
    await rest();
    expect(state().scoring.status).toBe("idle");
  });

  it("takes seed and blend from the Bench; a plain model has neither draws nor blend", async () => {
    const { state } = await setUp();
    state().setBeta(0.25);
    state().setScoreSettings({ draws: 99, swaps: 0 });
    expect(selectScoreOptions(state())).toEqual({ draws: 64, swaps: 1, seed: 7, beta: 0.25 });
    state().chooseModel("base");
    expect(selectScoreOptions(state())).toEqual({ draws: 0, swaps: 1, seed: 7, beta: null });
  });
});

describe("selecting", () => {
  it("makes one step of a brush that moves; undo, redo, clear", async () => {
    const { state } = await setUp();
    const range = (high: number) => ({ range: { of: "pooled" as const, low: 0.1, high } });
    state().select(range(0.2));
    state().select(range(0.3), true);
    state().select(range(0.4), true);
    state().select({ relation: "a" });
    state().undo();
    expect(state().filter.present).toEqual({ ...NO_FILTER, ...range(0.4) });
    state().undo();
    expect(state().filter.present).toEqual(NO_FILTER);
    state().redo();
    state().clearSelection();
    expect(state().filter.present).toEqual(NO_FILTER);
    state().undo();
    expect(state().filter.present.range?.high).toBe(0.4);
    state().setVarianceOf("subject");
    expect(state().filter.present.range).toBeNull();
  });

  it("opens a row in the Bench; one step back undoes it", async () => {
    const { state } = await setUp();
    state().openExample(EXAMPLES[2]!);
    expect(state().history.present).toMatchObject({ text: "Oslo met Ravi.", relation: "a", exampleId: null });
    state().undo();
    expect(state().history.present.text).toBe("Ilse met Ravi.");
  });
});

describe("one history for the whole page", () => {
  it("undoes across sentence, knobs and selection in the order they were done, and goes to where it is seen", async () => {
    const { state } = await setUp();
    await state().openDemoCorpus();
    state().setView("corpus");
    state().select({ relation: "a" });
    state().setView("bench");
    state().mark("object", { start: 5, end: 8 });
    state().drawAgain();
    const names = state().steps.past.map(({ name }) => say(name));
    expect(names).toEqual(["open my.jsonl", "select a", "mark “met” as object", "seed 8"]);
    state().undo();
    expect(state().knobs.seed).toBe(7);
    state().undo();
    expect(state().history.present.object?.start).toBe(9);
    state().undo();
    expect(state()).toMatchObject({ view: "corpus", filter: { present: NO_FILTER } });
    state().redo();
    expect(state().filter.present.relation).toBe("a");
    state().redo();
    state().redo();
    expect(state()).toMatchObject({ view: "bench", knobs: { seed: 8 } });
    expect(state().steps.future).toEqual([]);
  });

  it("makes one step of a slider that moves, and none of a value that stays", async () => {
    const { state } = await setUp();
    for (const beta of [0.4, 0.5, 0.6]) state().setBeta(beta);
    state().setBeta(0.6);
    state().setDraws(16);
    expect(state().steps.past.map(({ name }) => say(name))).toEqual(["blend β 0.60"]);
    state().undo();
    expect(state().knobs.beta).toBeNull();
  });

  it("brings a closed corpus back with its selection and its scores, and keeps both again", async () => {
    const kept: string[] = [];
    const { state, jobs } = await setUp({
      keepCorpus: async ({ name }) => void kept.push(name),
      keepScores: async ({ places, options }) => kept.push(`rows ${places.join()} of seed ${options.seed}`) > 0,
      forget: async () => void kept.push("forgotten"),
      forgetScores: async (hash) => void kept.push(`no scores of ${hash}`),
    });
    await state().openCorpusFiles([file("my.jsonl")]);
    void state().score([0, 2]);
    void jobs[0]!.onBatch(batch([0, 1]));
    jobs[0]!.settle("done");
    state().select({ text: "met" });
    await state().closeCorpus();
    expect(state()).toMatchObject({ corpus: null, results: [], filter: { present: NO_FILTER } });
    state().undo();
    expect(state().corpus).toBe(CORPUS);
    expect(state().results).toEqual([null, null, null]);
    expect(state().filter.present.text).toBe("met");
    await rest();
    expect(kept).toEqual(["forgotten", "no scores of c0ffee", "my.jsonl", "rows 0,2 of seed 7"]);
    expect(jobs[1]!.job).toMatchObject({ isStoredOnly: true });
    void jobs[1]!.onBatch(batch([2]));
    expect(state().results).toEqual([null, null, RESULT]);
    state().redo();
    await rest();
    expect(state().corpus).toBeNull();
    expect(kept.slice(-2)).toEqual(["forgotten", "no scores of c0ffee"]);
  });
});

describe("statistics", () => {
  it("answers only the last of several questions, and reports a failure", async () => {
    const asked: { question: CorpusQuestion; settle: (found: CorpusAnalysis | Error) => void }[] = [];
    const { state } = await setUp({
      analyse: (question) =>
        new Promise((resolve, reject) => {
          asked.push({ question, settle: (found) => (found instanceof Error ? reject(found) : resolve(found)) });
        }),
    });
    const columns = { rows: Int32Array.of(0, 1) };
    const ask = (seed: number) =>
      void state().analyse({ seed, columns, selected: Int32Array.of(0) } as unknown as CorpusQuestion);
    ask(1);
    ask(2);
    ask(3);
    asked[0]!.settle({} as CorpusAnalysis);
    await rest();
    expect(state().analysis).toBeNull();
    expect(asked.map(({ question }) => question.seed)).toEqual([1, 3]);
    asked[1]!.settle({} as CorpusAnalysis);
    await rest();
    expect(state().analysis?.question.seed).toBe(3);
    ask(4);
    asked[2]!.settle(new Error("stopped"));
    await rest();
    expect(state().analysisError).toBe("stopped");
    expect(state().analysis?.question.seed).toBe(3);
  });

  it("keeps the statistics of all rows for the same scores, cut and seed, and asks for them once", async () => {
    const asked: CorpusQuestion[] = [];
    const { state } = await setUp({
      analyse: (question) => {
        asked.push(question);
        return Promise.resolve({ numLabelled: question.selected.length } as CorpusAnalysis);
      },
    });
    const columns = { rows: Int32Array.of(0, 2, 3) } as unknown as CorpusQuestion["columns"];
    const ask = (selected: number[], change: Partial<CorpusQuestion> = {}): CorpusQuestion => {
      const rows = Int32Array.from(selected);
      return { columns, around: rows, selected: rows, slicing: "pair", seed: 7, ...change } as CorpusQuestion;
    };
    // A link that opens with a selection: its own statistics first, those of all rows once after.
    const part = ask([1]);
    await state().analyse(part);
    expect(state().whole).toBeNull();
    await Promise.all([state().analyseWhole(part), state().analyseWhole(ask([2]))]);
    expect(asked.map(({ selected }) => [...selected])).toEqual([[1], [0, 1, 2]]);
    expect(state().whole?.found.numLabelled).toBe(3);
    expect(state().analysis?.question).toBe(part);
    await state().analyseWhole(part);
    // The selection is cleared: nothing is computed.
    const all = ask([0, 1, 2]);
    await state().analyse(all);
    expect(asked).toHaveLength(2);
    expect(state().analysis).toEqual({ question: all, found: { numLabelled: 3 } });
    // Another cut is another question.
    await state().analyse(ask([0, 1, 2], { slicing: "relation" }));
    expect(asked).toHaveLength(3);
    expect(state().whole?.question.slicing).toBe("relation");
    await state().analyseWhole(ask([0], { seed: 8 }));
    expect(asked).toHaveLength(4);
  });

  it("does not let an older answer replace what was known at once", async () => {
    const settle: ((found: CorpusAnalysis) => void)[] = [];
    const { state } = await setUp({ analyse: () => new Promise((resolve) => settle.push(resolve)) });
    const columns = { rows: Int32Array.of(0, 1) };
    const ask = (selected: number[]) =>
      ({ columns, selected: Int32Array.from(selected), slicing: "pair", seed: 7 }) as unknown as CorpusQuestion;
    const first = state().analyse(ask([0, 1]));
    settle[0]!({ numLabelled: 2 } as CorpusAnalysis);
    await first;
    const slow = state().analyse(ask([1]));
    await state().analyse(ask([0, 1]));
    settle[1]!({ numLabelled: 1 } as CorpusAnalysis);
    await slow;
    expect(state().analysis?.found.numLabelled).toBe(2);
  });
});

describe("this site's figures of its test set", () => {
  const make = (modelId: string): Corpus => ({
    name: "Test set",
    source: "published",
    hash: `figures of ${modelId}`,
    examples: EXAMPLES,
    problems: [],
    figures: {
      corpus: { sha256: "same rows" },
      model: { id: modelId, labels: ["a", "b"] },
      settings: { draws: 2, swaps: 3, seed: 5, beta: 0.5 },
      columns: {
        ...Object.fromEntries(
          ["row", "answer", "probability", "drawFlips", "divergence"]
            .concat(["varianceSubject", "varianceObject", "varianceRow"])
            .concat(["oodVarianceSubject", "oodVarianceObject", "oodVarianceRow"])
            .map((name) => [name, [0, 1, 0]]),
        ),
        swapAnswers: [[1], [1], []],
      },
    } as unknown as ResultsFile,
  });
  const openPublished = (modelId: string) => Promise.resolve(modelId === "tiny" ? null : make(modelId));

  it("stand there while nothing is open, with their own settings, and follow the model", async () => {
    const { state, jobs } = await setUp({ openPublished });
    await state().restoreCorpus();
    expect(state().corpus).toMatchObject({ source: "published", hash: "figures of vib" });
    expect(state().results.map((result) => result?.kind)).toEqual(["score", "score", "score"]);
    expect(selectScoreOptions(state())).toEqual({ draws: 2, swaps: 3, seed: 5, beta: 0.5 });
    state().select({ relation: "a", range: { of: "pooled", low: 0, high: 1 } });
    state().chooseModel("base");
    await state().showPublished();
    await state().restoreScores();
    expect(state().corpus?.hash).toBe("figures of base");
    // The same rows: what is selected stays, but the other model's variance is not this one's.
    expect(state().filter.present).toMatchObject({ relation: "a", range: null });
    expect(state().results).toHaveLength(3);
    await state().score([0]);
    expect(jobs).toEqual([]); // nothing of them can be scored
  });

  it("have both models side by side without scoring", async () => {
    const { state, jobs } = await setUp({ openPublished });
    await state().restoreCorpus();
    await state().restorePartner();
    expect(selectPartner(state())).toMatchObject({ labels: ["a", "b"], scoring: { status: "done" } });
    expect(selectPartner(state())!.results.map((result) => result?.kind)).toEqual(["score", "score", "score"]);
    expect(jobs).toEqual([]);
  });

  it("make way for a corpus, which they do not replace, and come back when it is closed", async () => {
    const { state } = await setUp({ openPublished });
    await state().restoreCorpus();
    await state().openCorpusFiles([file("good")]);
    state().chooseModel("base");
    await state().showPublished();
    expect(state().corpus).toBe(CORPUS);
    await state().closeCorpus();
    await state().showPublished();
    expect(state().corpus?.hash).toBe("figures of base");
    state().undo(); // of the closing
    expect(state().corpus).toBe(CORPUS);
  });

  it("say why they are not there, and are not there for a test model", async () => {
    const { state } = await setUp({ openPublished: () => Promise.reject(new Error("no answer.")) });
    await state().restoreCorpus();
    expect(state()).toMatchObject({ corpus: null, publishedError: "no answer.", corpusError: null });
    const { state: other } = await setUp({ openPublished });
    other().chooseModel("tiny");
    await other().restoreCorpus();
    expect(other()).toMatchObject({ corpus: null, publishedError: null });
  });

  it("are not kept as the corpus opened last when undo brings them back", async () => {
    const kept: Corpus[] = [];
    const { state } = await setUp({ openPublished, keepCorpus: async (corpus) => void kept.push(corpus) });
    await state().restoreCorpus();
    await state().openDemoCorpus();
    state().undo();
    await rest();
    expect(state().corpus?.source).toBe("published");
    expect(state().results[0]?.kind).toBe("score");
    expect(kept).toEqual([]);
  });
});

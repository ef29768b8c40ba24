import { describe, expect, it } from "vitest";
import { say } from "../messages/translate";
import { listCandidates, selectShown, toExample } from "../analysis/foundCandidates";
import type { Example } from "../data/example";
import type { ExtractedSentence, ExtractorInfo, ExtractProgress, ModelInfo, Reading } from "../inference/types";
import type { Engine, ExtractionEngine } from "./engine";
import { biasKeyOf } from "./findBias";
import { LONGEST_TEXT, selectThresholds } from "./finder";
import { createBenchStore } from "./store";
import { makeAnswer } from "./testAnswer";
import { makeCorpusTools } from "./testCorpusTools";
import { parseUrlState } from "./urlState";

const EXAMPLES: Example[] = [
  { id: "one", text: "Ilse met Ravi.", subject: { start: 0, end: 4 }, object: { start: 9, end: 13 }, relation: "a" },
];
const TEXT = "Ada Falk grew up in Port Velde. Nobody came.";
const FIRST: ExtractedSentence = {
  start: 0,
  end: 31,
  text: TEXT.slice(0, 31),
  entities: [
    { start: 4, end: 8, type: "PERSON", score: 0.9 },
    { start: 20, end: 30, type: "LOCATION", score: 0.7 },
  ],
  relations: [{ subject: 0, object: 1, relation: "b", score: 0.8 }],
  numEntitiesCut: 0,
};
const SECOND: ExtractedSentence = {
  ...{ start: 32, end: 44, text: TEXT.slice(32) },
  ...{ entities: [], relations: [], numEntitiesCut: 0 },
};
const EXTRACTOR = {
  ...{ id: "joint", entityTypes: ["PERSON", "LOCATION"], relations: [], entityThreshold: 0.5, relationThreshold: 0.4 },
} as unknown as ExtractorInfo;
const MODEL = {
  ...{ id: "vib", title: "vib", labels: ["a", "b", "c"], negative: "a", hasBottleneck: true, attempts: [] },
} as unknown as ModelInfo;

interface Asked {
  readonly text: string;
  readonly tell: (progress: ExtractProgress) => void;
  readonly answer: (result: ExtractedSentence[] | Error) => void;
}

async function openFinder({ extractors = [{ id: "joint", title: "Joint", bytes: 1 }] } = {}) {
  const asked: Asked[] = [];
  const read: Example[][] = [];
  const extraction: ExtractionEngine = {
    loadExtractor: () => Promise.resolve(EXTRACTOR),
    extract: (_id, text, _options, { onSentences, signal }) =>
      new Promise((resolve, reject) => {
        signal?.addEventListener("abort", () => reject(signal.reason as Error));
        const answer: Asked["answer"] = (result) => (result instanceof Error ? reject(result) : resolve(result));
        asked.push({ text, tell: (progress) => onSentences?.(progress), answer });
      }),
  };
  const reading = (): Reading => makeAnswer({ probabilities: [0.2, 0.5, 0.3] }).reading;
  const engine = {
    load: () => Promise.resolve(MODEL),
    predict: () => Promise.resolve(reading()),
    predictMany: (_id, examples, _options, { onProgress }) => {
      read.push([...examples]);
      const results = examples.map(reading);
      onProgress?.({ from: 0, results, numDone: results.length, numTotal: results.length });
      return Promise.resolve(results);
    },
    unload: () => Promise.resolve(),
  } as Partial<Engine> as Engine;
  const index = { default: "vib", models: [{ id: "vib", title: "vib", role: "vib", bottleneck: true, bytes: 1 }] };
  const store = createBenchStore({
    ...{ engine, extraction, corpusTools: makeCorpusTools(), examples: EXAMPLES },
    built: { defaultModelId: null, find: () => null },
    url: parseUrlState(""),
    fetchJson: () => Promise.resolve({ ...index, extractors }),
    loadTables: () => Promise.resolve({ types: {}, nationalities: [], relations: {}, trainRows: 0 } as never),
    preferences: { read: () => null, write: () => undefined },
  });
  await store.getState().start();
  const finder = await store.getState().loadFinder();
  return { state: () => store.getState(), finder, asked, read };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A finder that has read the text. */
async function openRead() {
  const opened = await openFinder();
  opened.finder.setText(TEXT);
  const found = opened.finder.find();
  await settled();
  opened.asked[0]!.answer([FIRST, SECOND]);
  await found;
  const candidates = () =>
    listCandidates(selectShown(opened.state().foundIn.sentences, selectThresholds(opened.state())));
  return { ...opened, candidates };
}

describe("finder", () => {
  it("shows sentences as they come, each once, whether by report or with the answer", async () => {
    const { state, finder, asked } = await openFinder();
    finder.setText(TEXT);
    const found = finder.find();
    await settled();
    expect(state().findRun.status).toBe("running");
    asked[0]!.tell({ sentences: [FIRST], numDone: 1, numTotal: 2, backend: "wasm" });
    expect(state().foundIn.sentences.map(({ start }) => start)).toEqual([0]);
    expect(state().findRun).toMatchObject({ numDone: 1, numTotal: 2 });
    asked[0]!.answer([FIRST, SECOND]);
    await found;
    expect(state().foundIn.sentences.map(({ start }) => start)).toEqual([0, 32]);
    expect(state().findRun.status).toBe("done");
    expect(selectThresholds(state())).toEqual({ entity: 0.5, relation: 0.4 });
  });

  it("keeps what was read when it is cancelled, and says why it failed", async () => {
    const { state, finder, asked } = await openFinder();
    finder.setText(TEXT);
    const found = finder.find();
    await settled();
    asked[0]!.tell({ sentences: [FIRST], numDone: 1, numTotal: 2, backend: "wasm" });
    finder.cancel();
    await found;
    expect(state().findRun.status).toBe("cancelled");
    expect(state().foundIn.sentences).toHaveLength(1);
    const again = finder.find();
    await settled();
    asked[1]!.answer(new Error("out of memory"));
    await again;
    expect(state().findRun).toMatchObject({ status: "failed", error: "out of memory" });
  });

  it("does not start with nothing to read, with too much, or without a model", async () => {
    const { state, finder, asked } = await openFinder();
    for (const [text, said] of [
      [" \n", /text is empty/],
      ["a".repeat(LONGEST_TEXT + 1), /1,000,001 characters/],
    ] as const) {
      finder.setText(text);
      await finder.find();
      expect(state().findRun.error).toMatch(said);
    }
    const none = await openFinder({ extractors: [] });
    none.finder.setText(TEXT);
    await none.finder.find();
    expect(none.state().findRun.status).toBe("idle");
    expect([...asked, ...none.asked]).toEqual([]);
  });

  it("sets a span right, opens the pair on the stage, and takes both back", async () => {
    const { state, finder, candidates } = await openRead();
    finder.fix(0, "0.0", { start: 0 });
    finder.open(candidates()[0]!);
    const { text, subject, object, relation, exampleId } = state().history.present;
    expect([text, subject, object, relation, exampleId]).toEqual([
      FIRST.text,
      { start: 0, end: 8, type: "PERSON" },
      { start: 20, end: 30, type: "LOCATION" },
      null,
      null,
    ]);
    expect(state().steps.past.map(({ name }) => say(name))).toEqual([
      "change the entity Falk",
      "open the pair Ada Falk, Port Velde",
    ]);
    state().undo();
    expect(state().history.present.exampleId).toBe("one");
    state().undo();
    expect(state().foundIn.sentences[0]!.entities[0]).toMatchObject({ start: 4, isByHand: false });
  });

  it("adds and removes entities, and refuses what is no span of the sentence", async () => {
    const { state, finder, candidates } = await openRead();
    const id = finder.add(1, { start: 32, end: 38 }, "PERSON");
    expect(state().foundIn.sentences[1]!.entities.map((entity) => entity.id)).toEqual([id]);
    expect(finder.add(1, { start: 0, end: 3 }, "PERSON")).toBeNull();
    finder.remove(0, "0.1");
    expect(candidates()).toEqual([]);
    state().undo();
    expect(candidates()).toHaveLength(1);
  });

  it("reads a corrected pair with both its spans, and a pair once", async () => {
    const { state, finder, candidates, read } = await openRead();
    finder.fix(0, "0.0", { start: 0 });
    await finder.readBias(candidates());
    expect(state().findBias).toMatchObject({ status: "done", error: null });
    // No names of these types in empty tables: one reading of each version of the spans.
    expect(read.map((examples) => examples.map(({ subject }) => subject.start))).toEqual([[0], [4]]);
    const bias = state().findBias.byKey[biasKeyOf(state(), toExample(candidates()[0]!))];
    expect(bias).toMatchObject([{ probability: 0.5, flips: { label: 1, numSwaps: 0, rate: null } }]);
    await finder.readBias(candidates());
    expect(read).toHaveLength(2);
  });
});

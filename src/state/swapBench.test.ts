import { say } from "../messages/translate";
import { describe, expect, it } from "vitest";
import type { Example } from "../data/example";
import type { NameTables } from "../data/swap/nameTables";
import type { ModelInfo, Reading } from "../inference/types";
import { selectBatchKey } from "./batchSlice";
import type { Engine } from "./engine";
import { comparePins, selectCurrent } from "./pinSlice";
import { keepNamesOnly } from "../data/probeVersions";
import { selectProbesKey } from "./probeSlice";
import { createBenchStore } from "./store";
import { mentionOf, swapDraft } from "./swapDraft";
import { draftOf, markArgument, setArgumentType } from "./draft";
import { describeNames, MOST_LOGGED, selectColumnsKey, selectMarksKey } from "./swapSlice";
import { makeAnswer } from "./testAnswer";
import { makeCorpusTools } from "./testCorpusTools";
import { parseUrlState } from "./urlState";

const EXAMPLES: Example[] = [
  {
    id: "one",
    text: "An Oslo office of Velde met in Riga.",
    subject: { start: 18, end: 23, type: "ORGANIZATION" },
    object: { start: 31, end: 35, type: "LOCATION" },
    relation: "b",
  },
];
const TABLES: NameTables = {
  version: 1,
  trainRows: 10,
  nationalities: [],
  types: {
    COMPANY: {
      coarse: "ORGANIZATION",
      frequent: [
        ["Toyota", 40],
        ["Honda", 20],
        ["Siemens", 12],
        ["Nokia", 9],
      ],
      rare: [["Kubota", 2]],
      unseen: ["Halvorne", "Tarvel"],
    },
    CITY: { coarse: "LOCATION", frequent: [["Paris", 30]], rare: [["Ghent", 1]], unseen: ["Bruvik"] },
  },
  relations: {},
};
const INDEX = {
  default: "vib",
  models: [
    { id: "vib", title: "vib", role: "vib", bottleneck: true, bytes: 10 },
    { id: "base", title: "base", role: "base", bottleneck: false, bytes: 10 },
  ],
};

const infoOf = (id: string): ModelInfo => ({
  ...{ id, hash: id, title: id, labels: ["a", "b", "c"], negative: "a", hasBottleneck: id === "vib", maxTokens: 256 },
  ...{ beta: id === "vib" ? 0.5 : null, numParameters: 1, downloadBytes: 10, cachedBytes: 0, backend: "cpu" },
  attempts: [],
});

/** "b" for the sentence with Velde in it, else "c": an engine that knows one name by heart. */
function read(modelId: string, { text, id }: Example): Reading {
  const probabilities = text.includes("Velde") ? [0.1, 0.7, 0.2] : [0.1, 0.3, 0.6];
  const { reading } = makeAnswer({ probabilities, variance: { subject: 0.4, object: 0.2 } });
  return { ...reading, modelId, exampleId: id };
}

async function openBench(part: Partial<Engine> = {}) {
  const batches: string[][] = [];
  const engine: Engine = {
    load: (id) => Promise.resolve(infoOf(id)),
    predict: (id, example) => Promise.resolve(read(id, example)),
    readPosterior: () => Promise.reject(new Error("not asked for here")),
    readMeans: () => Promise.reject(new Error("not asked for here")),
    predictMany: async (id, examples, _options, { onProgress, signal }) => {
      batches.push(examples.map(({ text }) => text));
      const results = examples.map((example) => read(id, example));
      await new Promise((resolve) => setTimeout(resolve, 1));
      signal?.throwIfAborted();
      onProgress?.({ from: 0, results, numDone: results.length, numTotal: results.length });
      return results;
    },
    loseDevice: () => Promise.resolve(false),
    measureTensors: () => Promise.resolve(null),
    openOwn: () => Promise.reject(new Error("not asked for here")),
    unload: () => Promise.resolve(),
    ...part,
  };
  const store = createBenchStore({
    engine,
    corpusTools: makeCorpusTools(),
    examples: EXAMPLES,
    built: { defaultModelId: null, find: () => null },
    url: parseUrlState(""),
    fetchJson: () => Promise.resolve(INDEX),
    loadTables: () => Promise.resolve(TABLES),
    preferences: { read: () => null, write: () => undefined },
  });
  await store.getState().start();
  await settled();
  return { state: () => store.getState(), batches };
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

describe("swapDraft", () => {
  const draft = draftOf(EXAMPLES[0]!);

  it("counts every swap from the sentence before, and is the example again without any", () => {
    const one = swapDraft(draft, "subject", "Toyota Motors");
    expect(one.text).toBe("An Oslo office of Toyota Motors met in Riga.");
    const two = swapDraft(swapDraft(one, "object", "Bern"), "subject", "Honda");
    expect([two.text, mentionOf(two, "subject"), mentionOf(two, "object")]).toEqual([
      "An Oslo office of Honda met in Bern.",
      "Honda",
      "Bern",
    ]);
    expect(two).toMatchObject({ relation: "b", exampleId: null });
    expect(describeNames(two)).toBe("Honda / Bern");
    expect(swapDraft(swapDraft(two, "subject", null), "object", "Riga")).toBe(draft);
  });

  it("ends with any other change; types go on to the sentence before", () => {
    const swapped = swapDraft(draft, "subject", "Honda");
    expect(markArgument(swapped, "object", { start: 3, end: 7 }).swap).toBeNull();
    const typed = setArgumentType(swapped, "object", "EVENT");
    expect(swapDraft(typed, "subject", null).object?.type).toBe("EVENT");
  });

  it("refuses an empty name with a reason", () => {
    expect(() => swapDraft(draft, "subject", "  ")).toThrow("expected a name");
  });
});

describe("the swap bench", () => {
  it("lists names for the active argument and reads the sentence with each", async () => {
    const { state, batches } = await openBench();
    await state().listSwaps();
    const columns = state().columns!;
    expect(columns.key).toBe(selectColumnsKey(state()));
    expect(columns.columns.map(({ source }) => source)).toEqual([
      ...["frequent", "rare", "unseen", "community", "nonsense", "mask"],
    ]);
    expect(columns.columns[0]!.names).toHaveLength(3);
    expect(columns.columns[2]!.names.map(({ trainCount }) => trainCount)).toEqual([0, 0]);
    await state().readMarks();
    expect(state().marks?.key).toBe(selectMarksKey(state()));
    const [marks] = state().marks!.models;
    expect(marks!.original?.probabilities[1]).toBeCloseTo(0.7, 6);
    expect(marks!.byName["Kubota"]?.probabilities[2]).toBeCloseTo(0.6, 6);
    expect(batches).toHaveLength(1);
    expect(batches[0]).toContain("An Oslo office of Kubota met in Riga.");
  });

  it("keeps the names and their marks while one is put in, and reads no sentence twice", async () => {
    const { state, batches } = await openBench();
    await state().listSwaps();
    await state().readMarks();
    const { columns, marks } = state();
    state().swapTo("Kubota");
    await settled();
    await Promise.all([state().listSwaps(), state().readMarks()]);
    expect(state().columns).toBe(columns);
    expect(state().marks).toBe(marks);
    state().setSwapRole("object");
    await state().listSwaps();
    await state().readMarks();
    const texts = batches.flat();
    expect(texts).toContain("An Oslo office of Kubota met in Paris.");
    expect(new Set(texts).size).toBe(texts.length);
  });

  it("shows the user's own list as a further source", async () => {
    const { state } = await openBench();
    state().setUserNames("Ilse & Co\n\nVelde\nRavi Ltd");
    await state().listSwaps();
    expect(state().columns!.columns.at(-1)).toMatchObject({
      source: "userList",
      names: [{ name: "Ilse & Co" }, { name: "Ravi Ltd" }],
    });
  });

  it("makes a swap one step of history and keeps what was read, to go back to", async () => {
    const { state } = await openBench();
    state().swapTo("Kubota");
    await settled();
    expect(state().log.map(({ name, readings }) => [name, readings[0]!.label])).toEqual([
      ["Velde / Riga", "b"],
      ["Kubota", "c"],
    ]);
    state().undo();
    expect(state().history.present.exampleId).toBe("one");
    state().returnTo(state().log[1]!.key);
    expect(state().history.present.text).toContain("Kubota");
    await settled();
    expect(state().log).toHaveLength(2);
    for (let i = 0; i < 25; i++) {
      state().swapTo(`Name ${i}`);
      await settled();
    }
    expect(state().log).toHaveLength(MOST_LOGGED);
    expect(state().log.at(-1)?.name).toBe("Name 24");
  });

  it("says why a name cannot go in", async () => {
    const { state } = await openBench();
    state().swapTo(" ");
    expect(say(state().notices[0]!)).toMatch(/^expected a name/);
    expect(state().steps.past).toHaveLength(0);
  });
});

describe("a run of names", () => {
  it("reads the sentence with every name the source has, and fits the stage it was made for", async () => {
    const { state } = await openBench();
    state().setBatchSource("frequent");
    state().setBatchSize(10);
    await state().runBatch();
    const batch = state().batch!;
    expect(batch).toMatchObject({ status: "done", numAsked: 10, numDone: 5, numTotal: 5, error: null });
    expect(batch.models[0]!.swaps.map(({ replacement }) => replacement).sort()).toEqual([
      ...["Honda", "Nokia", "Siemens", "Toyota"],
    ]);
    expect(batch.key).toBe(selectBatchKey(state()));
    state().setSwapRole("object");
    expect(batch.key).not.toBe(selectBatchKey(state()));
  });

  it("can be cancelled", async () => {
    const { state } = await openBench();
    const run = state().runBatch();
    state().cancelBatch();
    await run;
    expect(state().batch?.status).toBe("cancelled");
  });

  it("keeps the engine's words when it fails", async () => {
    const { state } = await openBench({ predictMany: () => Promise.reject(new Error("out of memory")) });
    await state().runBatch();
    expect(state().batch).toMatchObject({ status: "failed", error: "out of memory" });
  });
});

describe("the probes", () => {
  it("read the sentence full, without names, without context and with other names", async () => {
    const { state, batches } = await openBench();
    await state().readProbes();
    expect(state().probes).toMatchObject({ status: "done", key: selectProbesKey(state()) });
    const texts = batches.flat();
    expect(texts.slice(0, 3)).toEqual([EXAMPLES[0]!.text, "An Oslo office of [MASK] met in [MASK].", "Velde Riga"]);
    const { input } = state().probes!.models[0]!;
    expect(input.swapped).toHaveLength(state().probes!.numSwaps);
    expect(texts).toHaveLength(3 + new Set(texts.slice(3)).size);
    state().swapTo("Kubota");
    expect(state().probes?.key).not.toBe(selectProbesKey(state()));
  });

  it("keeps the order of the text when only names are left", () => {
    const example: Example = {
      id: "x",
      text: "Riga, home of Velde",
      subject: { start: 14, end: 19 },
      object: { start: 0, end: 4 },
    };
    const { text, subject, object } = keepNamesOnly(example);
    expect(text).toBe("Riga Velde");
    expect([text.slice(subject.start, subject.end), text.slice(object.start, object.end)]).toEqual(["Velde", "Riga"]);
  });
});

describe("A and B", () => {
  it("pins a reading, compares the next one with it, and exchanges the two", async () => {
    const { state } = await openBench();
    state().pinReading();
    const a = state().pin!;
    state().swapTo("Kubota");
    expect(selectCurrent(state())).toBeNull();
    await settled();
    const b = selectCurrent(state())!;
    const [pair] = comparePins(a, b);
    expect(pair).toMatchObject({ isFlip: true });
    expect(pair!.divergence).toBeGreaterThan(0.05);
    state().exchangePin();
    await settled();
    expect(state().history.present.text).toContain("Velde");
    expect(state().pin!.draft.text).toContain("Kubota");
    expect(comparePins(a, a)[0]).toMatchObject({ isFlip: false, divergence: 0 });
    state().unpin();
    expect(state().pin).toBeNull();
  });

  it("compares two models and two betas", async () => {
    const { state } = await openBench();
    state().pinReading();
    state().chooseModel("base");
    await settled();
    const [pair] = comparePins(state().pin!, selectCurrent(state())!);
    expect([pair!.a.model.id, pair!.b.model.id]).toEqual(["vib", "base"]);
    state().exchangePin();
    await settled();
    expect(state().modelId).toBe("vib");
    expect(state().pin!.modelId).toBe("base");
  });
});

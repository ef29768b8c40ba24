import { say } from "../messages/translate";
import { describe, expect, it } from "vitest";
import type { Example } from "../data/example";
import type { LoadEvent, ModelInfo, PredictOptions, Reading } from "../inference/types";
import type { Engine } from "./engine";
import { selectActiveIds } from "./modelSlice";
import { selectKey, selectProblems } from "./readingSlice";
import { createBenchStore, type Environment } from "./store";
import { makeAnswer } from "./testAnswer";
import { makeCorpusTools } from "./testCorpusTools";
import { parseUrlState } from "./urlState";

const EXAMPLES: Example[] = [
  { id: "one", text: "Ilse met Ravi.", subject: { start: 0, end: 4 }, object: { start: 9, end: 13 }, relation: "a" },
  { id: "two", text: "Oslo is far.", subject: { start: 0, end: 4 }, object: { start: 8, end: 11 }, relation: "b" },
];
const entry = (id: string, bottleneck: boolean) => ({ id, title: id, role: "vib", bottleneck, bytes: 10 });
const INDEX = { default: "vib", models: [entry("vib", true), entry("base", false)] };

function infoOf(id: string): ModelInfo {
  return {
    id,
    hash: `hash of ${id}`,
    title: id,
    labels: ["a", "b", "c"],
    negative: "a",
    hasBottleneck: id === "vib",
    beta: id === "vib" ? 0.5 : null,
    maxTokens: 256,
    numParameters: 1,
    downloadBytes: 10,
    cachedBytes: 0,
    backend: "cpu",
    attempts: [],
  };
}

/** An engine whose answers the test gives. */
function makeEngine() {
  const asked: { modelId: string; text: string; options: PredictOptions; answer: (error?: Error) => void }[] = [];
  const loads: {
    modelId: string;
    signal: AbortSignal;
    onEvent: (event: LoadEvent) => void;
    settle: (error?: Error) => void;
  }[] = [];
  const unloaded: string[] = [];
  const engine: Engine = {
    load: (modelId, { signal, onEvent }) =>
      new Promise((resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason as Error));
        loads.push({ modelId, signal, onEvent, settle: (error) => (error ? reject(error) : resolve(infoOf(modelId))) });
      }),
    predict: (modelId, example, options) =>
      new Promise((resolve, reject) => {
        const reading: Reading = { ...makeAnswer({ probabilities: [0.2, 0.5, 0.3] }).reading, exampleId: example.id };
        asked.push({
          modelId,
          text: example.text,
          options,
          answer: (error) => (error ? reject(error) : resolve(reading)),
        });
      }),
    predictMany: () => Promise.reject(new Error("not asked for here")),
    readPosterior: () => Promise.reject(new Error("not asked for here")),
    readMeans: () => Promise.reject(new Error("not asked for here")),
    unload: async (modelId) => void unloaded.push(modelId),
    loseDevice: () => Promise.resolve(false),
    measureTensors: () => Promise.resolve(null),
    openOwn: () => Promise.reject(new Error("not asked for here")),
  };
  return { engine, asked, loads, unloaded };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

async function openBench(part: Partial<Environment> = {}) {
  const { engine, asked, loads, unloaded } = makeEngine();
  const store = createBenchStore({
    engine,
    corpusTools: makeCorpusTools(),
    examples: EXAMPLES,
    built: { defaultModelId: null, find: () => null },
    url: parseUrlState(""),
    fetchJson: () => Promise.resolve(INDEX),
    loadTables: () => Promise.reject(new Error("not asked for here")),
    preferences: { read: () => null, write: () => undefined },
    ...part,
  });
  await store.getState().start();
  return { store, state: () => store.getState(), asked, loads, unloaded };
}

describe("store", () => {
  it("loads the default model and asks it about the first example with the default knobs", async () => {
    const { state, asked, loads } = await openBench();
    expect(loads.map(({ modelId }) => modelId)).toEqual(["vib"]);
    loads[0]?.settle();
    await settled();
    expect(asked.map(({ text, options }) => [text, options])).toEqual([["Ilse met Ravi.", { draws: 16, seed: 7 }]]);
    asked[0]?.answer();
    await settled();
    expect(state().answers.vib).toMatchObject({ gold: "a", isBuilt: false });
  });

  it("loads and asks a pair besides the models in use; it is one step, and a link holds it unless a model is one's own", async () => {
    const { store, state, loads, asked } = await openBench();
    loads[0]?.settle();
    await settled();
    state().choosePair(null, null);
    expect(state().pair).toEqual(["vib", "base"]);
    expect(loads.map(({ modelId }) => modelId)).toEqual(["vib", "base"]);
    loads[1]?.settle();
    await settled();
    // The same sentence, draws and seed; without a bottleneck there are no draws.
    expect(asked.map(({ modelId, text, options }) => [modelId, text, options])).toEqual([
      ["vib", "Ilse met Ravi.", { draws: 16, seed: 7 }],
      ["base", "Ilse met Ravi.", { draws: 0, seed: 7 }],
    ]);
    expect(selectActiveIds(state())).toEqual(["vib"]);
    expect((await state().writeLink(false)).fragment).toContain("two=vib~base");
    store.setState({ pair: ["vib", "own-0123456789ab"] });
    expect((await state().writeLink(true)).fragment).not.toContain("own-");
    store.setState({ pair: ["vib", "base"] });
    state().undo();
    expect(state().pair).toBeNull();
    state().redo();
    expect(state().pair).toEqual(["vib", "base"]);
    state().choosePair("vib", "vib");
    expect(state().pair).toEqual(["vib", "base"]);
  });

  it("keeps what the Models view shows as steps by name, and in the link", async () => {
    const { state } = await openBench();
    state().lookAt("study Encodings", { study: "encodings" });
    state().lookAt("show differences", { shows: "differences" });
    state().lookAt("sort by ID", { sort: { id: "id", isRising: false } });
    const { fragment } = await state().writeLink(false);
    expect(fragment).toContain("study=encodings&shows=differences&order=id~down");
    state().undo();
    expect(state().steps.past.at(-1)?.name).toBe("show differences");
    expect(state().modelsView.sort).toBeNull();
    const other = await openBench();
    await other.state().openLink(fragment);
    expect(other.state().modelsView).toMatchObject({ study: "encodings", shows: "differences", run: null });
    state().openModel("base", "card");
    expect([state().modelId, state().view]).toEqual(["base", "card"]);
  });

  it("keeps four models loaded, and of those not in use the ones used last", async () => {
    const variants = ["v1", "v2", "v3", "v4"].map((id) => ({ ...entry(id, false), base: "base", role: "variant" }));
    const index = { ...INDEX, models: [...INDEX.models, ...variants] };
    const { state, loads, unloaded } = await openBench({ fetchJson: () => Promise.resolve(index) });
    const choose = async (id: string) => {
      state().chooseModel(id);
      loads.at(-1)!.settle();
      await settled();
    };
    loads[0]!.settle();
    await settled();
    for (const id of ["base", "v1", "v2"]) await choose(id);
    expect(unloaded).toEqual([]);
    // Five would be one too many; vib stays, because it is what v3 is compared with at a click.
    await choose("v3");
    expect(unloaded).toEqual(["base"]);
    expect(Object.keys(state().slots).sort()).toEqual(["v1", "v2", "v3", "vib"]);
    state().chooseModel("v1"); // is loaded: nothing to do, but it is used again
    await choose("v4");
    expect(unloaded).toEqual(["base", "v2"]);
    const numLoads = loads.length;
    state().chooseModel("base");
    expect(loads).toHaveLength(numLoads + 1);
  });

  it("loads the partner only when models are compared, and draws base before VIB", async () => {
    const { state, loads, asked } = await openBench();
    loads[0]?.settle();
    await settled();
    state().setComparing(true);
    expect(loads.map(({ modelId }) => modelId)).toEqual(["vib", "base"]);
    expect(selectActiveIds(state())).toEqual(["base", "vib"]);
    loads[1]?.settle();
    await settled();
    expect(asked.map(({ modelId, options }) => [modelId, options.draws])).toEqual([
      ["vib", 16],
      ["base", 0],
    ]);
  });

  it("drops an answer that a newer question has overtaken", async () => {
    const { state, loads, asked } = await openBench();
    loads[0]?.settle();
    await settled();
    state().chooseExample(1);
    asked[1]?.answer();
    await settled();
    asked[0]?.answer();
    await settled();
    expect(state().answers.vib?.text).toBe("Oslo is far.");
  });

  it("keeps the answer when the stage goes back to its question before the newer one is answered", async () => {
    const { state, loads, asked } = await openBench();
    loads[0]?.settle();
    await settled();
    asked[0]?.answer();
    await settled();
    state().mark("object", { start: 5, end: 8 });
    state().undo();
    asked[1]?.answer(); // the answer about the mark that was undone
    await settled();
    expect(state().answers.vib).toMatchObject({ gold: "a", key: selectKey(state(), { hasBottleneck: true }) });
  });

  it("does not ask a base model again when only draws change", async () => {
    const { state, loads, asked } = await openBench({ url: parseUrlState("?model=base") });
    loads[0]?.settle();
    await settled();
    asked[0]?.answer();
    await settled();
    state().setBeta(0.9);
    state().drawAgain();
    expect(asked).toHaveLength(1);
  });

  it("shows the build-time answer until the model is there, and only for the example as written", async () => {
    const { model, reading } = makeAnswer({ probabilities: [0.2, 0.5, 0.3] });
    const built = {
      defaultModelId: "vib",
      find: (_: string, id: string) => (id === "one" ? { model, reading } : null),
    };
    const { state, loads, asked } = await openBench({ built });
    expect(state().answers.vib?.isBuilt).toBe(true);
    state().setDraws(8);
    expect(asked).toEqual([]);
    loads[0]?.settle();
    await settled();
    asked[0]?.answer();
    await settled();
    expect(state().answers.vib?.isBuilt).toBe(false);
  });

  it("keeps a failed question as a problem with the engine's words, and recovers with the next one", async () => {
    const { state, loads, asked } = await openBench();
    loads[0]?.settle();
    await settled();
    asked[0]?.answer(new Error("arguments too far apart"));
    await settled();
    expect(selectProblems(state())).toEqual(["arguments too far apart"]);
    state().chooseExample(1);
    expect(selectProblems(state())).toEqual([]);
  });

  it("does not ask while the sentence cannot be read, and says why", async () => {
    const { state, loads, asked } = await openBench();
    loads[0]?.settle();
    await settled();
    state().mark("object", { start: 0, end: 4 });
    expect(selectProblems(state())[0]).toMatch(/same words/);
    state().editText("");
    expect(selectProblems(state())[0]).toMatch(/empty/);
    expect(asked).toHaveLength(1);
  });

  it("reports progress, cancels and loads again", async () => {
    const { state, loads } = await openBench();
    loads[0]?.onEvent({
      kind: "download",
      modelId: "vib",
      file: "w",
      loadedBytes: 4,
      totalBytes: 10,
      fromCache: false,
    });
    expect(state().slots.vib).toMatchObject({ status: "loading", loadedBytes: 4, totalBytes: 10, isFromCache: false });
    state().cancelLoad("vib");
    await settled();
    expect(state().slots.vib?.status).toBe("cancelled");
    void state().loadModel("vib");
    loads[1]?.settle(new Error("weights-00: expected sha 12, got 34"));
    await settled();
    expect(state().slots.vib).toMatchObject({ status: "failed", error: "weights-00: expected sha 12, got 34" });
  });

  it("takes nothing from a load event that arrives after the load's answer", async () => {
    const { state, loads } = await openBench();
    loads[0]?.settle();
    await settled();
    const ready = state().slots.vib;
    expect(ready?.status).toBe("ready");
    const detail = "Self-test passed.";
    const attempt = { backend: "wasm", outcome: "passed", detail, maxError: 0, elapsedMs: 1 } as const;
    loads[0]?.onEvent({ kind: "backend", modelId: "vib", attempt });
    expect(state().slots.vib).toEqual(ready);
  });

  it("makes one step of history of a whole edit", async () => {
    const { state } = await openBench();
    state().startEditing();
    state().editText("Ilse met Ravi!");
    state().editText("Ilse met Ravi!!");
    state().stopEditing();
    state().undo();
    expect(state().history.present.text).toBe("Ilse met Ravi.");
    expect(state().history.present.relation).toBe("a");
    state().redo();
    expect(state().history.present.text).toBe("Ilse met Ravi!!");
  });

  it("goes round the examples, and follows undo back", async () => {
    const { state } = await openBench();
    state().chooseExample(-1);
    expect(state().exampleIndex).toBe(1);
    state().chooseExample(2);
    expect(state().exampleIndex).toBe(0);
    state().undo();
    expect(state().exampleIndex).toBe(1);
  });

  it("keeps knobs within bounds", async () => {
    const { state } = await openBench();
    state().setBeta(1.7);
    state().setDraws(0);
    state().setSeed(-3);
    expect(state().knobs).toEqual({ beta: 1, draws: 1, seed: 0 });
    state().setBeta(Number.NaN);
    expect(state().knobs.beta).toBe(1);
  });

  it("falls back to the default model when the address names an unknown one, and says so", async () => {
    const { state, loads } = await openBench({ url: parseUrlState("?model=gone") });
    expect(loads[0]?.modelId).toBe("vib");
    expect(say(state().notices[0]!)).toMatch(/gone/);
  });

  it("tells when the list of models cannot be read", async () => {
    const { state } = await openBench({ fetchJson: () => Promise.reject(new Error("no connection")) });
    expect(state().indexError).toBe("no connection");
  });

  it("asks a model again after it has moved to another backend", async () => {
    const { state, loads, asked } = await openBench();
    loads[0]?.settle();
    await settled();
    asked[0]?.answer();
    await settled();
    state().noteBackendChange({ ...infoOf("vib"), backend: "wasm" }, "The device was lost.");
    expect(asked).toHaveLength(2);
    expect(state().slots.vib?.info?.backend).toBe("wasm");
    expect(state().notices.map(say)).toEqual(["The device was lost. vib now runs on WebAssembly."]);
  });
});

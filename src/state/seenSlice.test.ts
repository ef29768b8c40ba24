import { describe, expect, it } from "vitest";
import type { Corpus } from "../data/readCorpus";
import type { CorpusTools } from "./corpusTools";
import type { Engine } from "./engine";
import { selectSeen } from "./seenSlice";
import { createBenchStore } from "./store";
import { makeCorpusTools } from "./testCorpusTools";
import { parseUrlState } from "./urlState";

const CORPUS: Corpus = {
  name: "my.jsonl",
  source: "file",
  hash: "c",
  problems: [],
  examples: ["Ilse met Ravi.", "Mira met Oslo."].map((text, i) => ({
    id: String(i),
    text,
    subject: { start: 0, end: 4 },
    object: { start: 9, end: 13 },
  })),
};

function setUp(countNames: CorpusTools["countNames"]) {
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
    corpusTools: makeCorpusTools({ openDemo: () => Promise.resolve(CORPUS), countNames }),
    examples: [],
    built: { defaultModelId: null, find: () => null },
    url: parseUrlState(""),
    fetchJson: never,
    loadTables: never,
    preferences: { read: () => null, write: () => undefined },
  });
  return () => store.getState();
}

describe("countSeen", () => {
  it("counts subjects and objects of the open corpus once", async () => {
    const asked: (readonly string[])[] = [];
    const state = setUp((names) => {
      asked.push(names);
      return Promise.resolve(Int32Array.of(1, 30, 2, 0));
    });
    await state().countSeen();
    expect(selectSeen(state())).toBeNull(); // no corpus
    await state().openDemoCorpus();
    await state().countSeen();
    await state().countSeen();
    expect(asked).toEqual([["Ilse", "Ravi", "Mira", "Oslo"]]);
    const { subject, object } = selectSeen(state())!;
    expect([[...Array.from(subject)], [...Array.from(object)]]).toEqual([
      [1, 2],
      [30, 0],
    ]);
  });

  it("says why counts are missing, and tries again when asked", async () => {
    let isThere = false;
    const state = setUp((names) =>
      isThere ? Promise.resolve(new Int32Array(names.length)) : Promise.reject(new Error("status 404")),
    );
    await state().openDemoCorpus();
    await state().countSeen();
    expect(state().seen).toMatchObject({ status: "failed", message: "status 404" });
    isThere = true;
    await state().countSeen();
    expect(state().seen.status).toBe("ready");
  });

  it("drops counts of a corpus that has been closed meanwhile", async () => {
    let settle: (counts: Int32Array) => void = () => undefined;
    const state = setUp(() => new Promise((resolve) => (settle = resolve)));
    await state().openDemoCorpus();
    const counting = state().countSeen();
    await state().closeCorpus();
    settle(new Int32Array(4));
    await counting;
    expect(selectSeen(state())).toBeNull();
  });
});

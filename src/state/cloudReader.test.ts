import { describe, expect, it } from "vitest";
import { fitPlane, placeMention } from "../analysis/cloud";
import type { Example } from "../data/example";
import type { Corpus } from "../data/readCorpus";
import type { MentionMeans, ModelInfo, PosteriorReading } from "../inference/types";
import { selectCloudKey } from "./cloud";
import type { CorpusTools } from "./corpusTools";
import type { Engine } from "./engine";
import { createBenchStore } from "./store";
import { makeAnswer } from "./testAnswer";
import { makeCorpusTools } from "./testCorpusTools";
import { parseUrlState } from "./urlState";

const example = (id: string, subject: string, object: string): Example => ({
  ...{
    id,
    text: `${subject} met ${object}.`,
    relation: "a",
    subject: { start: 0, end: subject.length, type: "PERSON" },
  },
  object: { start: subject.length + 5, end: subject.length + 5 + object.length },
});
const STAGE = [example("one", "Ilse", "Ravi"), example("two", "Oru", "Mira")];
const corpusOf = (name: string, count: number): Corpus => ({
  ...{ name, source: "demo", hash: name, problems: [] },
  examples: Array.from({ length: count }, (_, i) => example(String(i), `Name${i}`, `Other${i % 7}`)),
});
const INFO: ModelInfo = {
  ...{ id: "vib", title: "VIB", labels: ["a", "b", "c"], negative: "a", hasBottleneck: true, beta: 0.5, maxTokens: 64 },
  ...{ numParameters: 1, downloadBytes: 1, cachedBytes: 0, backend: "cpu", attempts: [], hash: "h" },
};
const INDEX = { default: "vib", models: [{ id: "vib", title: "VIB", role: "vib", bottleneck: true, bytes: 1 }] };

/** Means on a circle; what a mention's letters are does not matter here. */
const meansOf = (rows: readonly Example[]): MentionMeans => ({
  dimension: 3,
  mu: Float32Array.from(rows.flatMap((_, i) => [Math.cos(i), 2 * Math.sin(i), 0.3, Math.sin(i), Math.cos(2 * i), 0.1])),
});
const posteriorOf = (draws: number, seed: number): PosteriorReading => {
  const one = {
    ...{ numTokens: 1, mu: Float32Array.from([1, seed, 0]), deviation: Float32Array.from([1, 1, 1]) },
    draws: new Float32Array(3 * draws),
  };
  return { subject: one, object: one, numDraws: draws, seed };
};

async function openStore({ engine = {}, tools = {} }: { engine?: Partial<Engine>; tools?: Partial<CorpusTools> } = {}) {
  const asked: { means: number; texts: string[]; draws: number[] } = { means: 0, texts: [], draws: [] };
  const store = createBenchStore({
    engine: {
      load: () => Promise.resolve(INFO),
      predict: () => Promise.resolve(makeAnswer({ probabilities: [0.2, 0.5, 0.3] }).reading),
      predictMany: () => Promise.reject(new Error("not asked for here")),
      readPosterior: async (_, { text }, { draws, seed }) => {
        asked.texts.push(text);
        asked.draws.push(draws);
        return posteriorOf(draws, seed);
      },
      readMeans: async (_, rows, { onProgress }) => {
        asked.means++;
        onProgress?.({ numDone: rows.length, numTotal: rows.length });
        return meansOf(rows);
      },
      loseDevice: () => Promise.resolve(false),
      measureTensors: () => Promise.resolve(null),
      openOwn: () => Promise.reject(new Error("not asked for here")),
      unload: () => Promise.resolve(),
      ...engine,
    },
    corpusTools: makeCorpusTools({
      readDemo: () => Promise.resolve(corpusOf("Demo corpus", 20)),
      openDemo: () => Promise.resolve(corpusOf("Mine", 600)),
      fitPlane: (means, seed) => Promise.resolve(fitPlane(means, seed)),
      placeMentions: (questions) => Promise.resolve(questions.map(placeMention)),
      ...tools,
    }),
    examples: STAGE,
    built: { defaultModelId: null, find: () => null },
    url: parseUrlState(""),
    fetchJson: () => Promise.resolve(INDEX),
    loadTables: () => Promise.reject(new Error("not asked for here")),
    preferences: { read: () => null, write: () => undefined },
  });
  await store.getState().start();
  await expect.poll(() => store.getState().slots.vib?.status).toBe("ready");
  return { state: store.getState, asked };
}

describe("the cloud", () => {
  it("fits the plane on the demo corpus when none is open, once, and asks for the draws of the answer", async () => {
    const { state, asked } = await openStore();
    await state().readCloud();
    const { cloud } = state();
    expect(cloud).toMatchObject({ names: { subject: "Ilse", object: "Ravi" }, numDraws: 16, seed: 7, pinned: null });
    expect(cloud!.key).toBe(selectCloudKey(state()));
    expect(cloud!.ground).toMatchObject({ corpusName: "Demo corpus", isStandIn: true, numAll: 40 });
    expect(cloud!.ground.mentions[1]).toEqual({ name: "Other0", role: "object", type: null, relation: "a" });
    expect(cloud!.subject.neighbours).toHaveLength(6);
    state().setSeed(8);
    await state().readCloud();
    expect(state().cloud!.seed).toBe(8);
    await state().readCloud(); // answered already
    expect(asked).toEqual({ means: 1, texts: ["Ilse met Ravi.", "Ilse met Ravi."], draws: [16, 16] });
    // beta moves no z.
    const { key } = state().cloud!;
    state().setBeta(0.9);
    expect(selectCloudKey(state())).toBe(key);
  });

  it("takes the open corpus, of a large one a sample, and draws reading A without draws", async () => {
    const { state, asked } = await openStore();
    await state().openDemoCorpus();
    await expect.poll(() => state().answers.vib?.key ?? "").not.toBe("");
    state().pinReading();
    state().chooseExample(1);
    await state().readCloud();
    const { ground, pinned, names } = state().cloud!;
    expect(ground).toMatchObject({ corpusName: "Mine", isStandIn: false, numAll: 1200 });
    expect(ground.mentions).toHaveLength(1000);
    expect(names.subject).toBe("Oru");
    expect(pinned!.names.subject).toBe("Ilse");
    expect(pinned!.subject.draws).toHaveLength(0);
    expect(asked.draws).toEqual([16, 0]);
  });

  it("drops the answer to a question that is no longer asked", async () => {
    const waiting: (() => void)[] = [];
    const { state } = await openStore({
      engine: {
        readPosterior: (_, __, { draws, seed }) =>
          new Promise((resolve) => waiting.push(() => resolve(posteriorOf(draws, seed)))),
      },
    });
    const older = state().readCloud();
    await expect.poll(() => waiting.length).toBe(1);
    state().chooseExample(1);
    const newer = state().readCloud();
    await expect.poll(() => waiting.length).toBe(2);
    waiting[1]!();
    await newer;
    expect(state().cloud!.names.subject).toBe("Oru");
    waiting[0]!();
    await older;
    expect(state().cloud!.names.subject).toBe("Oru");
  });

  it("can be cancelled while the corpus is read, and starts anew when asked again", async () => {
    let isStuck = true;
    const { state } = await openStore({
      engine: {
        readMeans: (_, rows, { signal }) =>
          isStuck
            ? new Promise((_resolve, reject) =>
                signal!.addEventListener("abort", () => reject(signal!.reason as Error)),
              )
            : Promise.resolve(meansOf(rows)),
      },
    });
    const reading = state().readCloud();
    await expect.poll(() => state().cloudGround).toMatchObject({ status: "reading", numTotal: 20 });
    state().cancelCloud();
    await reading;
    expect(state().cloudGround?.status).toBe("cancelled");
    expect(state().cloud).toBeNull();
    isStuck = false;
    await state().readCloud();
    expect(state().cloudGround?.status).toBe("ready");
    expect(state().cloud).not.toBeNull();
  });

  it("says why there is no plane, and why a sentence is not in it", async () => {
    const small = await openStore({ tools: { readDemo: () => Promise.resolve(corpusOf("Small", 1)) } });
    await small.state().readCloud();
    expect(small.state().cloudGround).toMatchObject({ status: "failed" });
    expect(JSON.stringify(small.state().cloudGround)).toContain("Small: its 2 mentions give no plane");
    const broken = await openStore({ engine: { readPosterior: () => Promise.reject(new Error("out of memory")) } });
    await broken.state().readCloud();
    expect(broken.state().cloudError).toEqual({ key: selectCloudKey(broken.state()), message: "out of memory" });
  });
});

import { describe, expect, it, vi } from "vitest";
import type { Example } from "../data/example";
import type { ExtractedSentence, ExtractorInfo, FoundEntity, ModelInfo } from "../inference/types";
import { say } from "../messages/translate";
import type { Engine, ExtractionEngine } from "./engine";
import { createBenchStore, type Environment } from "./store";
import { selectOrigin } from "./swapSlice";
import { makeAnswer } from "./testAnswer";
import { makeCorpusTools } from "./testCorpusTools";
import { isAwaitingTypes, selectFoundType } from "./typesSlice";
import { parseUrlState } from "./urlState";

const TEXT = "Nobody came. Ilse met Ravi in Oslo.";
const EXAMPLE: Example = { id: "one", text: TEXT, subject: { start: 13, end: 17 }, object: { start: 30, end: 34 } };
/** In the second sentence, where "Ravi" is no entity. */
const ENTITIES: FoundEntity[] = [
  { start: 0, end: 4, type: "PERSON", score: 0.9 },
  { start: 17, end: 21, type: "LOCATION", score: 0.3 },
];
const infoOf = (id: string) => ({
  ...{ id, title: id, labels: ["a", "b", "c"], negative: "a", hasBottleneck: false, attempts: [], backend: "cpu" },
  ...(id === "tags" && { typesRead: ["PERSON", "LOCATION"] }),
});
const entry = (id: string) => ({ id, title: id, role: "variant", bottleneck: false, bytes: 1 });

async function openBench({ model = "tags", part = {} as Partial<Environment>, error = null as Error | null } = {}) {
  const asked: Example[] = [];
  const read: string[] = [];
  const loads: { signal: AbortSignal; settle: () => void }[] = [];
  const extraction: ExtractionEngine = {
    loadExtractor: (_id, { signal }) =>
      new Promise((resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason as Error));
        const settle = () => (error ? reject(error) : resolve({ id: "joint", entityThreshold: 0.5 } as ExtractorInfo));
        loads.push({ signal, settle });
      }),
    extract: (_id, text) => {
      read.push(text);
      const found = { start: 0, end: text.length, text, entities: ENTITIES, relations: [], numEntitiesCut: 0 };
      return Promise.resolve([found] satisfies ExtractedSentence[]);
    },
  };
  const engine = {
    load: (id: string) => Promise.resolve(infoOf(id) as unknown as ModelInfo),
    predict: (_id, example) => {
      asked.push(example);
      return Promise.resolve(makeAnswer({ probabilities: [0.2, 0.5, 0.3] }).reading);
    },
  } as Partial<Engine> as Engine;
  const store = createBenchStore({
    ...{ engine, extraction, corpusTools: makeCorpusTools(), examples: [EXAMPLE] },
    built: { defaultModelId: null, find: () => null },
    url: parseUrlState(""),
    fetchJson: () =>
      Promise.resolve({
        ...{ default: model, models: [entry("tags"), entry("plain")] },
        extractors: [{ id: "joint", title: "Joint", bytes: 5 }],
      }),
    loadTables: () => Promise.reject(new Error("not asked for here")),
    preferences: { read: () => null, write: () => undefined },
    ...part,
  });
  await store.getState().start();
  /** Lets the load of this number come to its end. */
  const settle = async (place: number) => {
    await until(() => loads.length > place);
    loads[place]!.settle();
  };
  return { state: () => store.getState(), asked, read, loads, settle };
}

const until = (isSo: () => boolean) => vi.waitFor(() => expect(isSo()).toBe(true));
const typesOf = ({ subject, object }: Example) => [subject.type, object.type];

describe("types found in the text", () => {
  it("come before the answer, for the sentence of the name alone", async () => {
    const { state, asked, read, settle } = await openBench();
    await until(() => isAwaitingTypes(state()));
    expect(asked).toEqual([]);
    await settle(0);
    await settle(1); // the second name: the extractor is there already
    await until(() => asked.length > 0);
    expect(read).toEqual(["Ilse met Ravi in Oslo.", "Ilse met Ravi in Oslo."]);
    expect(asked.map(typesOf)).toEqual([["PERSON", "LOCATION"]]);
    expect(selectFoundType(state(), "object")).toEqual({ type: "LOCATION", score: 0.3, isWeak: true });
    // Other names are put in with the type of the name that stood there.
    expect(typesOf(selectOrigin(state())!)).toEqual(["PERSON", "LOCATION"]);
    // What the reader wrote stays as it was: nothing of this is in the draft.
    expect(state().history.present.subject).toEqual({ start: 13, end: 17 });
  });

  it("give way to the reader's own, or to none; undo brings them back", async () => {
    const { state, asked, loads, settle } = await openBench();
    await settle(0);
    await settle(1);
    await until(() => asked.length === 1);
    const newest = () => typesOf(asked.at(-1)!).join(" ");
    state().setType("subject", "LOCATION");
    await until(() => newest() === "LOCATION LOCATION");
    state().setType("object", "");
    await until(() => newest() === "LOCATION ");
    expect(say(state().steps.past.at(-1)!.name)).toBe("object without a type");
    state().undo();
    await until(() => newest() === "LOCATION LOCATION");
    state().setType("subject", null);
    await until(() => newest() === "PERSON LOCATION");
    expect(loads).toHaveLength(2);
  });

  it("are not looked for when no model reads them", async () => {
    const { asked, loads } = await openBench({ model: "plain" });
    await until(() => asked.length === 1);
    expect(loads).toHaveLength(0);
  });

  it("can be done without: stopped, failed or held, names are read without types until they are asked for", async () => {
    const cancelled = await openBench();
    await until(() => cancelled.loads.length === 1);
    cancelled.state().cancelTypes();
    await until(() => cancelled.asked.length === 1);
    expect(cancelled.state().typesRun.status).toBe("cancelled");
    expect(cancelled.asked.map(typesOf)).toEqual([[undefined, undefined]]);
    void cancelled.state().findTypes(true);
    await cancelled.settle(1);
    await cancelled.settle(2);
    await until(() => cancelled.asked.length === 2);
    expect(typesOf(cancelled.asked[1]!)).toEqual(["PERSON", "LOCATION"]);

    const failed = await openBench({ error: new Error("no such file") });
    await failed.settle(0);
    await until(() => failed.asked.length === 1);
    expect(failed.state().typesRun).toMatchObject({ status: "failed", error: "no such file" });

    const held = await openBench({ part: { asksFirst: (id) => Promise.resolve(id === "joint") } });
    await until(() => held.asked.length === 1);
    expect(held.state().typesRun.status).toBe("held");
    expect(held.loads).toHaveLength(0);
  });
});

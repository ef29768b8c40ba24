import { say } from "../messages/translate";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RowResult, RowScore } from "../analysis/rowScore";
import type { Corpus } from "../data/readCorpus";
import { readResults } from "../data/readResults";
import type { ModelInfo } from "../inference/types";
import type { CorpusTools, Scores } from "./corpusTools";
import type { Draft } from "./draft";
import type { Engine } from "./engine";
import { parseSession } from "./sessionFormat";
import { createBenchStore } from "./store";
import { makeAnswer } from "./testAnswer";
import { makeCorpusTools } from "./testCorpusTools";
import { parseUrlState } from "./urlState";

const EXAMPLES = ["Ilse met Ravi.", "Mira met Ravi.", "Oslo met Ravi."].map((text, i) => ({
  id: String(i),
  text,
  subject: { start: 0, end: 4, type: "PERSON" },
  object: { start: 9, end: 13 },
  relation: "a",
}));
const HASH = "ab".repeat(32);
const MODEL_HASH = "cd".repeat(32);
const CORPUS: Corpus = { name: "my.jsonl", source: "file", hash: HASH, examples: EXAMPLES, problems: [] };
const SCORE: RowResult = {
  kind: "score",
  label: 1,
  probability: 0.1 + 0.2,
  variance: { subject: 0.25, object: 1 / 3, row: 0.3 },
  numDraws: 4,
  numDrawFlips: 1,
  swapLabels: [0, 1],
  swapVariance: { subject: 0.5, object: null, row: 0.5 },
  divergence: 0.01,
  probes: { full: [[1, 0.9]], masked: null, namesOnly: [[0, 0.7], [1, 0.25]], swapProbabilities: [0.6, 0.5] }, // prettier-ignore
};
const RESULTS = [SCORE, { kind: "unreadable", error: "too long" } as const, null];
const entry = (id: string, bottleneck: boolean) => ({ id, title: id, role: "vib", bottleneck, bytes: 1 });
const INDEX = { default: "vib", models: [entry("vib", true), entry("base", false)] };
const infoOf = (id: string): ModelInfo => ({
  ...makeAnswer({ probabilities: [0.5, 0.25, 0.25] }).model,
  id,
  hash: MODEL_HASH,
  hasBottleneck: id === "vib",
  maxTokens: 256,
  numParameters: 1,
  downloadBytes: 1,
  cachedBytes: 0,
  backend: "cpu",
  attempts: [],
});
const OWN: Draft = {
  text: "Zo works at Ravi’s.",
  subject: { start: 0, end: 2, type: "PERSON" },
  object: { start: 12, end: 16, type: "ORGANIZATION" },
  relation: null,
  exampleId: null,
  swap: {
    origin: {
      text: "Ilse works at Ravi’s.",
      subject: { start: 0, end: 4, type: "PERSON" },
      object: { start: 14, end: 18, type: "ORGANIZATION" },
      relation: null,
      exampleId: null,
      swap: null,
    },
    names: { subject: "Zo" },
    sources: { subject: "userList" },
  },
};

/** A page; scores that are kept are handed out again when they are asked for. */
async function openPage(given: Partial<CorpusTools> = {}, index: unknown = INDEX) {
  const store: Scores[] = [];
  const tools = makeCorpusTools({
    openFiles: () => Promise.resolve(CORPUS),
    keepScores: async (scores) => store.push(scores) > 0,
    async score({ corpusHash, modelId, places }, onBatch) {
      for (const kept of store) {
        if (kept.corpusHash !== corpusHash || kept.modelId !== modelId) continue;
        const rows = kept.places.map((row) => places.indexOf(row));
        const progress = { isStored: true, numDone: 3, numTotal: 3, rowsPerSecond: null, etaMs: null };
        await onBatch({ rows, results: kept.results, ...progress });
      }
      return "done";
    },
    ...given,
  });
  const never = () => new Promise<never>(() => undefined);
  const engine: Engine = {
    load: (id) => Promise.resolve(infoOf(id)),
    predict: never,
    predictMany: never,
    readPosterior: never,
    readMeans: never,
    loseDevice: () => Promise.resolve(false),
    measureTensors: () => Promise.resolve(null),
    openOwn: () => Promise.reject(new Error("not asked for here")),
    unload: () => Promise.resolve(),
  };
  const page = createBenchStore({
    engine,
    corpusTools: tools,
    examples: EXAMPLES,
    built: { defaultModelId: null, find: () => null },
    url: parseUrlState(""),
    fetchJson: () => Promise.resolve(index),
    loadTables: never,
    preferences: { read: () => null, write: () => undefined },
  });
  await page.getState().start();
  await rest();
  return { page, state: () => page.getState(), store };
}
const rest = () => new Promise((resolve) => setTimeout(resolve, 0));
const fileOf = (text: string, name = "mine.json") => new File([text], name);
/** The document but for when it was made. */
const read = (text: string) => {
  const document = JSON.parse(text) as { made: object };
  return { ...document, made: { ...document.made, date: "" } };
};

/** A page on which everything that a session holds has been changed. */
async function openWorkedOn() {
  const opened = await openPage();
  const { page, state } = opened;
  await state().openCorpusFiles([fileOf("", "my.jsonl")]);
  page.setState({
    results: RESULTS,
    history: { present: OWN },
    exampleIndex: 2,
    knobs: { beta: 0.35, draws: 9, seed: 41 },
    pin: {
      draft: OWN,
      knobs: { beta: null, draws: 2, seed: 7 },
      modelId: "vib",
      isComparing: false,
      answers: [makeAnswer({ probabilities: [0.1, 0.7, 0.2], draws: [[0.1, 0.8, 0.1]], text: OWN.text })],
    },
    log: [{ key: "k", name: "Zo", draft: OWN, readings: [] }],
    userNames: "Zo\nQuill",
    swapRole: "object",
    swapSeed: 12,
    isComparing: true,
    view: "corpus",
    filter: {
      present: {
        range: { of: "subject", low: 0.2, high: Infinity },
        relation: "a",
        pair: null,
        name: null,
        text: "met ",
      },
    },
    slices: [
      {
        id: "s1",
        name: "Low",
        filter: {
          range: { of: "object", low: -Infinity, high: 1 },
          relation: null,
          pair: null,
          name: "Ravi",
          text: "",
        },
      },
    ],
    mapping: {
      relations: {
        "12ab-34cd": [
          ["friend", "spouse"],
          ["NA", null],
        ],
      },
      types: [["Peop", "PERSON"]],
    },
    varianceOf: "subject",
    flipPoints: "names",
    slicing: "relation",
    scoreSettings: { draws: 6, swaps: 3 },
    review: {
      corpusHash: HASH,
      decisions: {
        0: { action: "relabel", label: "b", at: 5 },
        2: { action: null, label: null, at: 6 },
      },
      row: null,
    },
  });
  return opened;
}
const PARTS = [
  ...["history", "exampleIndex", "knobs", "pin", "log", "userNames", "swapRole", "swapSeed", "isComparing"],
  ...["modelId", "view", "corpus", "results", "filter", "slices", "varianceOf", "slicing", "flipPoints"],
  ...["scoreSettings", "review", "mapping"],
] as const;
const pick = (state: object) =>
  Object.fromEntries(PARTS.map((part) => [part, (state as Record<string, unknown>)[part]]));

/** The session of a page whose scores are shown, without what a real store would bring back first. */
async function save(state: Awaited<ReturnType<typeof openPage>>["state"]): Promise<string> {
  const { takeSession } = await import("./takeSession");
  return (await takeSession(state(), new Date(0))).text;
}

describe("a session", () => {
  it("brings all of the page into a fresh one, and is saved there as the same document", async () => {
    const worked = await openWorkedOn();
    const text = await save(worked.state);
    const fresh = await openPage();
    await fresh.state().openSession(fileOf(text));
    await rest();
    expect(fresh.state().notices).toEqual([]);
    expect(pick(fresh.state())).toEqual(pick(worked.state()));
    expect(fresh.state().pin!.answers[0]!.reading.probabilities).toBeInstanceOf(Float32Array);
    expect(read(await save(fresh.state))).toEqual(read(text));
  });

  it("is one step: undo brings back all that was there, redo the session", async () => {
    const text = await save((await openWorkedOn()).state);
    const { state, page } = await openPage({
      readKept: () => Promise.resolve({ ...CORPUS, hash: "ef".repeat(32), name: "old.jsonl" }),
    });
    page.setState({ userNames: "Old" });
    const before = pick(state());
    await state().openSession(fileOf(text));
    expect(state().steps.past.map(({ name }) => say(name))).toEqual(["open session mine.json"]);
    expect(state().notices.map(say).join()).toMatch(/in the place of old\.jsonl; Undo brings it back/);
    const after = pick(state());
    state().undo();
    await rest();
    expect(pick(state())).toMatchObject({
      ...before,
      // Decisions belong to the rows by their hash, and are not shown with others.
      review: after.review,
      view: "corpus",
      corpus: { name: "old.jsonl" },
      results: [null, null, null],
    });
    state().redo();
    await rest();
    expect({ ...pick(state()), results: null }).toEqual({ ...after, results: null });
    expect(state().results).toEqual(RESULTS);
  });

  it("keeps slices that this computer has of the same corpus", async () => {
    const { state, page } = await openPage({ readKept: () => Promise.resolve(CORPUS) });
    const mine = { id: "mine", name: "Mine", filter: { range: null, relation: "a", pair: null, name: null, text: "" } };
    page.setState({ readSlices: () => [mine] });
    await state().openSession(fileOf(await save((await openWorkedOn()).state)));
    expect(state().slices.map(({ name }) => name)).toEqual(["Low", "Mine"]);
  });

  it("leaves the corpus alone when it holds none", async () => {
    const bare = await openPage();
    const { state } = await openPage({ readKept: () => Promise.resolve(CORPUS) });
    await state().openSession(fileOf(await save(bare.state)));
    expect(state().corpus).toBe(CORPUS);
  });

  it("on the test set leaves what this computer keeps of the file that was open, and so does redo", async () => {
    const folder = new URL("../../public/results/", import.meta.url);
    const { files } = JSON.parse(readFileSync(new URL("index.json", folder), "utf8")) as {
      files: { file: string; sha256: string }[];
    };
    const { file, sha256 } = files[0]!;
    const figures = readResults(file, readFileSync(new URL(file, folder), "utf8"), "published");
    const published: Corpus = { ...figures, hash: sha256 };
    const shown = await openPage({ openPublished: () => Promise.resolve(published) });
    await shown.state().restoreCorpus();
    expect(shown.state().corpus).toBe(published);
    const forgotten: string[] = [];
    const { state } = await openPage({
      openPublished: () => Promise.resolve(published),
      readKept: () => Promise.resolve(CORPUS),
      forget: async () => void forgotten.push("rows"),
      forgetScores: async () => void forgotten.push("scores"),
    });
    await state().openSession(fileOf(await save(shown.state)));
    expect(state().corpus).toBe(published);
    state().undo();
    expect(state().corpus).toBe(CORPUS);
    state().redo();
    await rest();
    expect(state()).toMatchObject({ corpus: { hash: sha256 } });
    expect(state().notices.map(say)).toEqual([expect.stringContaining("my.jsonl")]);
    expect(forgotten).toEqual([]);
  });

  it("opens as pages wrote it before scores had probes, and refuses probes of classes that are none", async () => {
    const text = await save((await openWorkedOn()).state);
    const old = read(text.replace(/,"probes":\{[^}]*\}/, "").replace('"version": 2', '"version": 1'));
    delete (old as { review?: unknown }).review;
    expect(JSON.stringify(old)).not.toContain("probes");
    const { scores, review } = await parseSession("mine.json", JSON.stringify(old));
    expect(review).toEqual([]);
    const { probes: _probes, ...before } = SCORE as RowScore;
    expect(scores[0]!.results[0]).toEqual(before);
    await expect(parseSession("mine.json", text.replace("[[0,0.7],", "[[9,0.7],"))).rejects.toThrow("at scores.0");
  });

  it("is told from a corpus by its first words", async () => {
    const text = await save((await openWorkedOn()).state);
    const { state } = await openPage();
    await state().openFiles([fileOf(text)]);
    expect(state().userNames).toBe("Zo\nQuill");
    await state().openFiles([fileOf('{"text": "Ilse met Ravi."}', "rows.jsonl")]);
    expect(state()).toMatchObject({ view: "corpus", corpus: CORPUS });
  });
});

describe("a session that does not fit", () => {
  const refuse = async (text: string, message: RegExp) => {
    const { state } = await openPage();
    const before = pick(state());
    await state().openSession(fileOf(text));
    expect(state().notices).toHaveLength(1);
    expect(say(state().notices[0]!)).toMatch(message);
    expect(say(state().notices[0]!)).toMatch(/Nothing on the page has changed\.$/);
    expect(pick(state())).toEqual(before);
    expect(state().steps.past).toEqual([]);
  };
  const saved = openWorkedOn().then(({ state }) => save(state));

  it("changes nothing when it is none, newer, broken, or changed, and says where", async () => {
    const text = await saved;
    const put = (from: string, to: string) => {
      expect(text).toContain(from);
      return text.replace(from, to);
    };
    await refuse(
      '{"text": "Ilse"}',
      /^mine\.json is not a session file: expected the format "entity-bias-.*", got none\. Choose/,
    );
    await refuse(put('"version": 2', '"version": 3'), /newer version.*expected session version 2, got 3\. Reload/);
    await refuse(put('"version": 2', '"version": "x"'), /expected session version 2, got "x"/);
    await refuse(
      text.slice(0, 900),
      /^mine\.json, line \d+, column \d+: not JSON here, found the end of the file\. .*cut off/,
    );
    await refuse(
      put('"Mira met Ravi."', '"Mina met Ravi."'),
      /the rows of my\.jsonl were changed.*expected SHA-256 \w{12}, got \w{12}/,
    );
    await refuse(
      put('"probability":0.30000000000000004', '"probability":3'),
      /at scores\.0\.results\.0\.probability: .*Choose|choose/,
    );
    await refuse(put('"swapLabels":[0,1]', '"swapLabels":[0,7]'), /at scores\.0: expected answers that are among/);
    await refuse(put('"review": [{"row":0', '"review": [{"row":3'), /at review: expected decisions about rows of/);
    await refuse(put('"start":12', '"start":90'), /at bench\.\S+: expected subject and object inside the text/);
  });

  it("never throws and never changes a page that is refused, wherever it is cut or changed", async () => {
    const text = await saved;
    const { state } = await openPage();
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 3), fc.constantFrom("", "0", '"', "{", "-"), async (at, put) => {
        const changed = text.slice(0, at) + put + (put === "" ? "" : text.slice(at + 1));
        const numNotices = state().notices.length;
        const outcome = await parseSession("mine.json", changed).catch((error: unknown) => error);
        if (!(outcome instanceof Error)) return;
        const before = state();
        await state().openSession(fileOf(changed));
        expect(state().notices).toHaveLength(numNotices + 1);
        expect(pick(state())).toEqual(pick(before));
      }),
      { numRuns: 60 },
    );
  });

  it("opens without its scores where the model is another or missing, and says so", async () => {
    const text = await saved;
    const other = await openPage({ keepScores: () => Promise.resolve(false) });
    await other.state().openSession(fileOf(text));
    expect(other.state().notices.map(say).join()).toMatch(
      /scores are of another version of Test, so they are left out/,
    );
    expect(other.state().results).toEqual([null, null, null]);
    const changed = await openPage();
    await changed.state().openSession(fileOf(text.replaceAll(MODEL_HASH, "9".repeat(64))));
    await rest();
    expect(changed.state().notices.map(say).join()).toMatch(
      /This session was made with another version of .*: numbers may differ/,
    );
    const missing = await openPage({}, { default: "base", models: [entry("base", false)] });
    await missing.state().openSession(fileOf(text));
    expect(missing.state().notices.map(say).join()).toMatch(/no model “vib” here: .* stays, its numbers are others/);
    expect(missing.state()).toMatchObject({ modelId: "base", userNames: "Zo\nQuill", results: [null, null, null] });
    expect(missing.store).toEqual([]);
  });
});

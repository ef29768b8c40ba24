import { describe, expect, it } from "vitest";
import type { Example } from "../data/example";
import type { ModelInfo, Reading } from "../inference/types";
import { markSentence } from "../lessons/markSentence";
import type { Lesson, LessonStep, LessonTask } from "../lessons/schema";
import type { Engine } from "./engine";
import { judgeOutcome } from "./lessonOutcomes";
import { readProgress } from "./lessonProgress";
import { answerCheck, followPage, goToStep, makePrediction, repeatCheck, skipStep } from "./lessonRunner";
import { fillText, listValues } from "./lessonValues";
import { createBenchStore } from "./store";
import { makeAnswer } from "./testAnswer";
import { makeCorpusTools } from "./testCorpusTools";
import { parseUrlState } from "./urlState";

const EXAMPLE: Example = {
  id: "one",
  text: "Ilse met Ravi in Oslo.",
  subject: { start: 0, end: 4, type: "PERSON" },
  object: { start: 9, end: 13, type: "PERSON" },
  relation: "a",
};
const SENTENCE = markSentence("Ada wrote to Bo.", ["Ada", "PERSON"], ["Bo", "PERSON"], "b");
const entry = (id: string, bottleneck: boolean) => ({
  id,
  title: id,
  role: bottleneck ? "vib" : "base",
  bottleneck,
  bytes: 10,
});
const INDEX = { default: "vib", models: [entry("vib", true), entry("base", false)] };
const infoOf = (id: string): ModelInfo => ({
  id,
  hash: id,
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
});

/** A page whose model says "b" of texts with "wrote" in them, else "a"; surer the longer the text. */
async function openPage(kept: string | null = null) {
  const settings = new Map<string, string>(kept === null ? [] : [["entity-bias-explorer:lessons", kept]]);
  const predict: Engine["predict"] = (modelId, { text, id }, options) => {
    const sure = 0.5 + text.length / 1000;
    const probabilities = text.includes("wrote") ? [1 - sure, sure, 0] : [sure, 1 - sure, 0];
    const { numDraws: _, ...rest } = makeAnswer({ probabilities, variance: { subject: 0.2, object: 0.1 } }).reading;
    const draws = options?.draws ?? 0;
    const drawProbabilities = Float32Array.from(Array.from({ length: draws }, () => probabilities).flat());
    const reading: Reading = { ...rest, modelId, exampleId: id, numDraws: draws, drawProbabilities };
    return Promise.resolve(reading);
  };
  const refuse = () => Promise.reject(new Error("not asked for here"));
  const engine: Engine = {
    load: (modelId) => Promise.resolve(infoOf(modelId)),
    predict,
    predictMany: refuse,
    readPosterior: refuse,
    readMeans: refuse,
    unload: () => Promise.resolve(),
    loseDevice: () => Promise.resolve(false),
    measureTensors: () => Promise.resolve(null),
    openOwn: refuse,
  };
  const store = createBenchStore({
    engine,
    corpusTools: makeCorpusTools(),
    examples: [EXAMPLE],
    built: { defaultModelId: null, find: () => null },
    url: parseUrlState(""),
    fetchJson: () => Promise.resolve(INDEX),
    loadTables: refuse,
    preferences: { read: (key) => settings.get(key) ?? null, write: (key, value) => void settings.set(key, value) },
  });
  await store.getState().start();
  const get = store.getState;
  store.subscribe(() => followPage(get));
  return { store, get, settings };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const PREDICT: LessonStep["predict"] = {
  question: "What will it say?",
  choices: [
    { text: "The same", holds: "sameLabel" },
    { text: "Another", holds: "otherLabel" },
  ],
};
const lessonOf = (...steps: Partial<LessonStep>[]): Lesson => ({
  version: 1,
  id: "test",
  title: "Test",
  summary: "Tested.",
  minutes: 1,
  steps: steps.map((step, i) => ({ view: "bench", title: `Step ${i}`, text: "Text.", ...step })),
  check: [
    {
      question: "Q",
      choices: [
        { text: "x", why: "because" },
        { text: "y", why: "because not" },
      ],
      right: 1,
    },
  ],
});
const asks = (task: LessonTask): Partial<LessonStep> => ({ ask: "Do it.", task });

describe("a lesson", () => {
  it("asks for a prediction, waits for the page, and compares both with live numbers", async () => {
    const { get } = await openPage();
    await get().startLesson(
      lessonOf({ setup: { sentence: SENTENCE, draws: 4 }, predict: PREDICT, ...asks({ kind: "swap" }) }),
    );
    expect(get().history.present.text).toBe("Ada wrote to Bo.");
    expect(get().knobs.draws).toBe(4);
    expect(get().lesson).toMatchObject({ place: 0, phase: "predict" });
    await settled();
    expect(get().lesson?.before?.models[0]).toMatchObject({
      label: "b",
      hasBottleneck: true,
      numDraws: 4,
      numAgreeing: 4,
    });
    get().swapTo("Cleo");
    await settled();
    // Without a prediction nothing is shown, whatever is done on the page.
    expect(get().lesson?.phase).toBe("predict");
    makePrediction(get, 1);
    expect(get().lesson).toMatchObject({ phase: "shown", done: [0], predictions: { 0: 1 } });
    const { before, after } = get().lesson!;
    expect([before?.subject, after?.subject]).toEqual(["Ada", "Cleo"]);
    // The longer text makes the model surer by 1/1000, and its label stays.
    expect(judgeOutcome("sameLabelAsSure", before, after!)).toBe(true);
    expect(judgeOutcome("otherLabel", before, after!)).toBe(false);
    const values = listValues(before, after, {
      label: (label) => label.toUpperCase(),
      probability: (value) => value.toFixed(3),
      variance: String,
      count: String,
      share: String,
      difference: String,
      missing: "?",
    });
    expect(
      fillText(
        "{subjectBefore} {relationBefore} {probabilityBefore}; {subject} {probability}; {relationBase} {own}",
        values,
      ),
    ).toBe("Ada B 0.516; Cleo 0.517; ? {own}");
  });

  it.each<[string, LessonTask, (get: Awaited<ReturnType<typeof openPage>>["get"]) => void]>([
    ["mark", { kind: "mark", role: "object" }, (get) => get().mark("object", { start: 17, end: 21 })],
    ["swap", { kind: "swap", role: "object" }, (get) => get().swapTo("Cleo", "object")],
    [
      "edit",
      { kind: "edit" },
      (get) => {
        get().startEditing();
        get().editText("Ilse never met Ravi in Oslo.");
        get().stopEditing();
      },
    ],
    ["exchange", { kind: "exchange" }, (get) => get().exchange()],
    ["beta", { kind: "beta", low: 0.9, high: 1 }, (get) => get().setBeta(0.95)],
    ["draws", { kind: "draws", low: 64, high: 64 }, (get) => get().setDraws(64)],
    ["newDraw", { kind: "newDraw" }, (get) => get().drawAgain()],
    ["compare", { kind: "compare" }, (get) => get().setComparing(true)],
    ["pin", { kind: "pin" }, (get) => get().pinReading()],
    ["brush", { kind: "brush" }, (get) => get().select({ range: { of: "pooled", low: 0.1, high: 0.2 } })],
    ["select", { kind: "select", by: "text" }, (get) => get().select({ text: "born" })],
    ["openRow", { kind: "openRow" }, (get) => get().openReviewRow(3)],
  ])("waits for “%s” and sees it done", async (_, task, act) => {
    const { get } = await openPage();
    await get().startLesson(lessonOf(asks(task)));
    await settled();
    expect(get().lesson?.phase).toBe("do");
    act(get);
    await settled();
    expect(get().lesson?.phase).toBe("shown");
  });

  it("is not done by half: a swap of the other argument, an edit that is open, a factor out of the range", async () => {
    const { get } = await openPage();
    const tasks: LessonTask[] = [
      { kind: "swap", role: "subject" },
      { kind: "beta", low: 0.9, high: 1 },
      { kind: "edit" },
    ];
    await get().startLesson(lessonOf(...tasks.map(asks)));
    get().swapTo("Cleo", "object");
    await settled();
    expect(get().lesson?.phase).toBe("do");
    goToStep(get, 1, true);
    get().setBeta(0.8);
    await settled();
    expect(get().lesson?.phase).toBe("do");
    goToStep(get, 2, true);
    get().startEditing();
    get().editText("Ilse never met Cleo in Oslo.");
    await settled();
    expect(get().lesson?.phase).toBe("do");
    get().stopEditing();
    await settled();
    expect(get().lesson?.phase).toBe("shown");
  });

  it("puts its setup on the page as a step that can be undone, and a step back gathers those before it", async () => {
    const { get } = await openPage();
    await get().startLesson(lessonOf({ setup: { sentence: SENTENCE, seed: 3 } }, { setup: { beta: 1 } }, {}));
    goToStep(get, 1, true);
    expect(get().knobs).toEqual({ beta: 1, draws: 16, seed: 3 });
    get().setSeed(9);
    get().chooseExample(0);
    goToStep(get, 0);
    expect([get().history.present.text, get().knobs.seed]).toEqual(["Ada wrote to Bo.", 3]);
    get().undo();
    expect(get().history.present.text).toBe(EXAMPLE.text);
  });

  it("goes to the view of its step; leaving ends it and changes nothing else", async () => {
    const { get } = await openPage();
    await get().startLesson(lessonOf({ view: "corpus" }));
    expect(get().view).toBe("corpus");
    get().leaveLesson();
    expect([get().lesson, get().view]).toEqual([null, "corpus"]);
  });

  it("is remembered and taken up again; from the beginning everything is asked anew", async () => {
    const first = await openPage();
    const lesson = lessonOf({ predict: PREDICT }, {}, {});
    await first.get().startLesson(lesson);
    makePrediction(first.get, 0);
    await settled();
    goToStep(first.get, 2, true);
    const kept = first.settings.get("entity-bias-explorer:lessons")!;
    expect(readProgress(kept).test).toEqual({ place: 2, done: [0], predictions: { 0: 0 }, answers: {} });

    const second = await openPage(kept);
    await second.get().startLesson(lesson);
    expect(second.get().lesson).toMatchObject({ place: 2, done: [0] });
    await second.get().startLesson(lesson, 0);
    expect(second.get().lesson).toMatchObject({ place: 0, done: [], predictions: {}, phase: "predict" });
    second.get().keepLessons(null);
    expect(readProgress(second.settings.get("entity-bias-explorer:lessons")!)).toEqual({});
  });

  it("can be left out step by step, and ends with its check, where the first answer stands", async () => {
    const { get } = await openPage();
    await get().startLesson(lessonOf({ predict: PREDICT, ...asks({ kind: "pin" }) }));
    skipStep(get);
    expect(get().lesson).toMatchObject({ phase: "shown", isSkipped: true, done: [0] });
    goToStep(get, 1, true);
    expect(get().lesson?.place).toBe(1);
    answerCheck(get, 0, 0);
    answerCheck(get, 0, 1);
    expect(get().lesson?.answers).toEqual({ 0: 0 });
    repeatCheck(get);
    expect(get().lesson?.answers).toEqual({});
  });

  it("takes no value that is not a lesson", async () => {
    const { get } = await openPage();
    await expect(get().startLesson({ title: "x" })).rejects.toThrow(/not a lesson/);
    expect(get().lesson).toBeNull();
  });
});

describe("readProgress", () => {
  it("counts what it cannot read as nothing", () => {
    expect(readProgress("{")).toEqual({});
    expect(readProgress("3")).toEqual({});
    expect(readProgress('{"a":{"place":-1},"b":{"place":1,"done":[0],"predictions":{},"answers":{}}}')).toEqual({
      b: { place: 1, done: [0], predictions: {}, answers: {} },
    });
  });
});

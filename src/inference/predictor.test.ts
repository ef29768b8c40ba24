import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { NODE_BACKENDS, NODE_RUNGS } from "../../test/backends";
import { expectNoLeak } from "../../test/leak";
import { DISK_SOURCE } from "../../test/modelFolder";
import type { Example } from "../data/example";
import type { BackendRung } from "./backendLadder";
import { loadModel } from "./loadModel";
import type { Predictor } from "./predictor";
import { computeSoftmax } from "./describeReading";
import type { ModelInfo, Reading } from "./types";

const mark = (id: string, text: string, subject: string, object: string): Example => ({
  id,
  text,
  subject: { start: text.indexOf(subject), end: text.indexOf(subject) + subject.length },
  object: { start: text.indexOf(object), end: text.indexOf(object) + object.length },
});

const example = mark("1", "Mira was born in Velde.", "Mira", "Velde");
const longer = mark("2", "In Velde, a town by the river Oru, lived Anselm Roy and his sister.", "Anselm Roy", "Velde");
const mean = { draws: 0, seed: 1 };

beforeAll(() => tf.setBackend("wasm"));

const loaded: Predictor[] = [];
async function load(modelId = "tiny", rungs: readonly BackendRung[] = NODE_RUNGS, backend: "wasm" | "cpu" = "wasm") {
  const changes: { info: ModelInfo; reason: string }[] = [];
  const onBackendChange = (info: ModelInfo, reason: string) => void changes.push({ info, reason });
  const predictor = await loadModel({ source: DISK_SOURCE, modelId, rungs, backend, onBackendChange });
  loaded.push(predictor);
  return Object.assign(predictor, { changes });
}
afterEach(() => loaded.splice(0).forEach((predictor) => predictor.dispose()));

describe.each(NODE_BACKENDS)("predict on %s", (backend) => {
  it("gives probabilities, token variances and their means", async () => {
    const predictor = await load("tiny", NODE_RUNGS, backend);
    const reading = await predictor.predict(example, { draws: 3, seed: 7 });
    expect(reading).toMatchObject({ modelId: "tiny", exampleId: "1", numDraws: 3, seed: 7, beta: 0.5 });
    expect(reading.probabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    expect(reading.drawProbabilities).toHaveLength(3 * 55);
    expect(reading.tokens.at(0)).toEqual({ piece: "[CLS]", role: "special", span: null, variance: null });
    const variances = (role: string) => reading.tokens.filter((t) => t.role === role).map((t) => t.variance!);
    const average = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    expect(reading.variance.subject).toBeCloseTo(average(variances("subject")), 6);
    expect(reading.variance.object).toBeCloseTo(average(variances("object")), 6);
    expect(reading.variance.row).toBeCloseTo(average([...variances("subject"), ...variances("object")]), 6);
    expect(reading.tokens.filter(({ role, variance }) => role === "context" && variance !== null)).toEqual([]);
  });

  it("leaves no tensor behind, whether it succeeds, fails or is disposed", () =>
    expectNoLeak(async () => {
      const predictor = await load("tiny", NODE_RUNGS, backend);
      await expectNoLeak(() => predictor.predict(example, { draws: 5, seed: 1 }));
      await expectNoLeak(() => predictor.predictBatch([example, longer], mean));
      await expectNoLeak(() => expect(predictor.predict({ ...example, text: "" }, mean)).rejects.toThrow("empty"));
      const aborted = AbortSignal.abort();
      await expectNoLeak(() => expect(predictor.predict(example, mean, aborted)).rejects.toThrow());
      predictor.dispose();
    }));
});

describe("draws", () => {
  it("are the same for the same seed, on every backend, however many are asked for", async () => {
    const [wasm, cpu] = [await load(), await load("tiny", NODE_RUNGS, "cpu")];
    const many = await wasm.predict(example, { draws: 40, seed: 3 }); // more than one forward pass
    const few = await wasm.predict(example, { draws: 4, seed: 3 });
    const other = await cpu.predict(example, { draws: 4, seed: 3 });
    expect(many.drawProbabilities.slice(0, 4 * 55)).toBeAllclose(few.drawProbabilities, 1e-5);
    expect(other.drawProbabilities).toBeAllclose(few.drawProbabilities, 1e-4);
    expect(many.probabilities).toBeAllclose(few.probabilities, 1e-5);
  });

  it("differ between seeds and from each other", async () => {
    const predictor = await load();
    const a = await predictor.predict(example, { draws: 2, seed: 1 });
    const b = await predictor.predict(example, { draws: 2, seed: 2 });
    expect(a.drawProbabilities).not.toEqual(b.drawProbabilities);
    expect(a.drawProbabilities.slice(0, 55)).not.toEqual(a.drawProbabilities.slice(55));
  });

  it("all equal the mean when beta is 0: the bottleneck then has no say", async () => {
    const predictor = await load();
    const { probabilities, drawProbabilities, beta } = await predictor.predict(example, { draws: 2, seed: 1, beta: 0 });
    expect(beta).toBe(0);
    expect(drawProbabilities.slice(0, 55)).toBeAllclose(probabilities, 1e-6);
    expect(drawProbabilities.slice(55)).toBeAllclose(probabilities, 1e-6);
    const full = await predictor.predict(example, { ...mean, beta: 1 });
    expect(full.probabilities).not.toBeAllclose(probabilities, 1e-3);
  });

  it("do not exist without a bottleneck", async () => {
    const predictor = await load("tiny-base");
    const reading = await predictor.predict(example, { draws: 8, seed: 1, beta: 0.3 });
    expect(reading).toMatchObject({ numDraws: 0, beta: null, variance: { subject: null, object: null, row: null } });
    expect(reading.drawProbabilities).toHaveLength(0);
  });

  it.each([-1, 65, 1.5, NaN])("refuses %d of them", async (draws) => {
    const predictor = await load();
    await expect(predictor.predict(example, { draws, seed: 1 })).rejects.toThrow(`from 0 to 64, got ${draws}`);
  });

  it("refuses a beta outside [0, 1] and a seed that is none", async () => {
    const predictor = await load();
    await expect(predictor.predict(example, { ...mean, beta: 1.01 })).rejects.toThrow("beta from 0 to 1, got 1.01");
    await expect(predictor.predict(example, { draws: 1, seed: -1 })).rejects.toThrow("whole seed");
  });
});

describe("predictBatch", () => {
  it("gives each example what it gets alone, in order, padding or not", async () => {
    const predictor = await load();
    const batch = [longer, example, longer, example];
    for (const options of [mean, { draws: 3, seed: 9 }]) {
      const readings = await predictor.predictBatch(batch, options);
      for (const [i, one] of batch.entries()) {
        const [together, alone] = [readings[i]!, await predictor.predict(one, options)];
        if (together instanceof Error) throw together;
        expect(together.exampleId).toBe(one.id);
        expect(together.logits).toBeAllclose(alone.logits, 1e-4);
        expect(together.drawProbabilities).toBeAllclose(alone.drawProbabilities, 1e-4);
        expect(together.variance.row).toBeCloseTo(alone.variance.row!, 5);
      }
    }
  });

  it("gives sorted, joined and merged questions what each gets alone", async () => {
    const predictor = await load();
    const pool = [example, longer, { ...example, id: "3" }, mark("4", "Mira met Velde.", "Mira", "Velde")];
    const asked = fc.record({ one: fc.constantFrom(...pool), draws: fc.nat(3) });
    const alone = new Map<string, Reading>();
    for (const one of pool) {
      for (const draws of [0, 1, 2, 3])
        alone.set(`${one.id} ${draws}`, await predictor.predict(one, { draws, seed: 5 }));
    }
    await fc.assert(
      fc.asyncProperty(fc.array(asked, { maxLength: 24 }), async (questions) => {
        const draws = questions.map((question) => question.draws);
        const readings = await predictor.predictBatch(
          questions.map(({ one }) => one),
          { draws, seed: 5 },
        );
        questions.forEach(({ one, draws: numDraws }, i) => {
          const [reading, expected] = [readings[i] as Reading, alone.get(`${one.id} ${numDraws}`)!];
          expect(reading).toMatchObject({
            exampleId: one.id,
            numDraws,
            tokens: expected.tokens.map(({ piece }) => ({ piece })),
          });
          expect(reading.logits).toBeAllclose(expected.logits, 1e-4);
          expect(reading.drawProbabilities).toBeAllclose(expected.drawProbabilities, 1e-4);
          expect(reading.variance.row).toBeCloseTo(expected.variance.row!, 5);
        });
      }),
      { numRuns: 25 },
    );
    await expect(predictor.predictBatch(pool, { draws: [1], seed: 5 })).rejects.toThrow("each of 4 examples, got 1");
  });

  it("gives an unreadable example its error and reads the others", async () => {
    const predictor = await load();
    const overlap = { ...example, object: example.subject };
    const [bad, good] = await predictor.predictBatch([overlap, example], mean);
    expect(bad).toBeInstanceOf(Error);
    expect((bad as Error).message).toContain("same words");
    expect(good).toMatchObject({ exampleId: "1" });
    expect(await predictor.predictBatch([], mean)).toEqual([]);
  });

  it("reads a text of 2,000 words through its window and says what was cut", async () => {
    const predictor = await load();
    const text = `${"word ".repeat(1000)}Mira was born in Velde.${" word".repeat(1000)}`;
    const reading = await predictor.predict(mark("long", text, "Mira", "Velde"), mean);
    expect(reading.tokens).toHaveLength(256);
    expect(reading.numTokensCut.before).toBeGreaterThan(500);
    expect(reading.numTokensCut.after).toBeGreaterThan(500);
  });
});

describe("abort", () => {
  it("stops between forward passes with the signal's reason", async () => {
    const predictor = await load();
    const controller = new AbortController();
    const reading = predictor.predict(longer, { draws: 64, seed: 1 }, controller.signal);
    setTimeout(() => controller.abort(new Error("no longer wanted")), 1);
    await expect(reading).rejects.toThrow("no longer wanted");
    await expect(predictor.predict(example, mean)).resolves.toMatchObject({ exampleId: "1" });
  });
});

describe("a lost device", () => {
  /** A "webgpu" that is the wasm backend under a device that can be lost. */
  function createFragileRungs(): { rungs: BackendRung[]; lose: (reason: string) => void } {
    let lose: (reason: string) => void = () => undefined;
    const lost = new Promise<string>((resolve) => (lose = resolve));
    const [cpu, wasm] = NODE_RUNGS;
    const fragile = { name: "wasm", start: async () => ({ ...(await wasm!.start()), lost }) } as const;
    return { rungs: [fragile, cpu!], lose };
  }

  it("moves the model to the next backend, says so, and answers there", () =>
    expectNoLeak(async () => {
      const { rungs, lose } = createFragileRungs();
      const predictor = await load("tiny", rungs);
      const before = await predictor.predict(example, mean);
      expect(predictor.info.backend).toBe("wasm");
      lose("driver reset");
      const after = await predictor.predict(example, mean);
      expect(after.logits).toBeAllclose(before.logits, 1e-4);
      expect(predictor.changes).toHaveLength(1);
      expect(predictor.changes[0]!.reason).toContain("driver reset");
      expect(predictor.info.backend).toBe("cpu");
      expect(predictor.info.attempts.map(({ backend, outcome }) => `${backend} ${outcome}`)).toEqual([
        "wasm passed",
        "wasm failed",
        "cpu passed",
      ]);
      predictor.dispose();
    }));

  it("finishes the request that was under way", async () => {
    const { rungs, lose } = createFragileRungs();
    const predictor = await load("tiny", rungs);
    const expected = await predictor.predict(longer, { draws: 30, seed: 1 });
    const running = predictor.predict(longer, { draws: 30, seed: 1 }, new AbortController().signal);
    lose("unplugged");
    const reading = await running;
    expect(predictor.info.backend).toBe("cpu");
    expect(reading.drawProbabilities).toBeAllclose(expected.drawProbabilities, 1e-4);
  });

  it("says so when no backend is left", async () => {
    const { rungs, lose } = createFragileRungs();
    const predictor = await load("tiny", rungs.slice(0, 1));
    lose("gone");
    await expect(predictor.predict(example, mean)).rejects.toThrow(/lost \(gone\).*None is left/);
    await expect(predictor.predict(example, mean)).rejects.toThrow("None is left");
    expect(predictor.changes).toHaveLength(1);
  });
});

describe("dispose", () => {
  it("can be repeated, and later calls are refused", async () => {
    const predictor = await load();
    predictor.dispose();
    predictor.dispose();
    await expect(predictor.predict(example, mean)).rejects.toThrow("which was closed");
  });
});

describe("computeSoftmax", () => {
  it("sums to 1, keeps ratios and does not overflow", () => {
    // e^1 / (1 + e^1)
    expect(computeSoftmax(Float32Array.of(0, 1))).toBeAllclose([1 - 0.7310585786, 0.7310585786]);
    expect(computeSoftmax(Float32Array.of(1000, 1001))).toBeAllclose([1 - 0.7310585786, 0.7310585786]);
    expect(computeSoftmax(Float32Array.of(-1e9, 0))).toBeAllclose([0, 1]);
    expect(computeSoftmax(Float32Array.of(5))).toBeAllclose([1]);
  });
});

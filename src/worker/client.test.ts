import * as Comlink from "comlink";
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, describe, expect, it } from "vitest";
import { NODE_RUNGS } from "../../test/backends";
import { DISK_SOURCE, MODELS_URL } from "../../test/modelFolder";
import type { Example } from "../data/example";
import type { BackendRung } from "../inference/backendLadder";
import type { ModelSource } from "../inference/modelSource";
import type { LoadEvent, ModelInfo } from "../inference/types";
import { createInferenceClient } from "./client";
import type { InferenceService } from "./protocol";
import { createInferenceService, type ServiceParts } from "./service";

const example: Example = {
  id: "1",
  text: "Mira was born in Velde.",
  subject: { start: 0, end: 4 },
  object: { start: 17, end: 22 },
};
const mean = { draws: 0, seed: 1 };
const many = { draws: 64, seed: 1 };

const cleanUp: (() => void)[] = [];
afterEach(() => cleanUp.splice(0).forEach((clean) => clean()));

/** A client and the real service at the two ends of a message channel, as page and worker are. */
function connect(parts: Partial<ServiceParts> = {}) {
  let fail: (reason: string) => void = () => undefined;
  let numConnections = 0;
  const client = createInferenceClient({
    modelsUrl: MODELS_URL,
    connect() {
      numConnections++;
      const { port1, port2 } = new MessageChannel();
      const service = createInferenceService({ rungs: NODE_RUNGS, createSource: () => DISK_SOURCE, ...parts });
      Comlink.expose(service, port2);
      const failed = new Promise<string>((resolve) => (fail = resolve));
      const close = () => [port1, port2].forEach((port) => port.close());
      return { service: Comlink.wrap<InferenceService>(port1), failed, close };
    },
  });
  cleanUp.push(() => client.dispose());
  return { client, fail: (reason: string) => fail(reason), countConnections: () => numConnections };
}

describe("the client", () => {
  it("loads and reads; everything survives the message channel", async () => {
    const { client } = connect();
    const events: LoadEvent[] = [];
    const info = await client.load("tiny", { backend: "wasm", onEvent: (event) => events.push(event) });
    expect(info).toMatchObject({ id: "tiny", backend: "wasm" });
    const reading = await client.predict("tiny", example, { draws: 2, seed: 1 });
    expect(reading.probabilities).toBeInstanceOf(Float32Array);
    expect(reading.drawProbabilities).toHaveLength(2 * 55);
    expect(events.map(({ kind }) => kind)).toContain("backend");
  });

  it("passes plain messages on", async () => {
    const { client } = connect();
    await expect(client.predict("tiny", example, mean)).rejects.toThrow('expected a loaded model, got "tiny"');
    await client.load("tiny", { backend: "wasm" });
    await expect(client.predict("tiny", { ...example, text: " " }, mean)).rejects.toThrow("The text is empty.");
  });

  it("loads a model once, again for another backend, and not at all when two ask together", async () => {
    let numReads = 0;
    const source: ModelSource = { ...DISK_SOURCE, readConfig: (id) => (numReads++, DISK_SOURCE.readConfig(id)) };
    const { client } = connect({ createSource: () => source });
    await Promise.all([client.load("tiny", { backend: "wasm" }), client.load("tiny", { backend: "wasm" })]);
    await client.load("tiny", { backend: "wasm" });
    expect(numReads).toBe(1);
    expect((await client.load("tiny", { backend: "cpu" })).backend).toBe("cpu");
    expect(numReads).toBe(2);
  });

  it("rejects an older request on a lane at once, and stops its work", async () => {
    const { client } = connect();
    await client.load("tiny", { backend: "cpu" });
    const order: string[] = [];
    const older = client
      .predict("tiny", example, many, { lane: "bench" })
      .catch((error: Error) => order.push(error.name));
    const newer = client.predict("tiny", { ...example, id: "2" }, mean, { lane: "bench" });
    expect((await newer).exampleId).toBe("2");
    await older;
    expect(order).toEqual(["StaleError"]);
    // The worker is free again: had the 64 draws gone on, this would wait for them.
    await expect(client.predict("tiny", example, mean)).resolves.toMatchObject({ exampleId: "1" });
  });

  it("answers only the last of a burst", async () => {
    const { client } = connect();
    await client.load("tiny", { backend: "wasm" });
    const burst = Array.from({ length: 6 }, (_, i) =>
      client.predict("tiny", { ...example, id: String(i) }, many, { lane: "bench" }),
    );
    const results = await Promise.allSettled(burst);
    expect(results.slice(0, 5).every((r) => r.status === "rejected" && r.reason.name === "StaleError")).toBe(true);
    expect(results[5]).toMatchObject({ status: "fulfilled", value: { exampleId: "5" } });
  });

  it("keeps lanes apart: two models read the same sentence side by side", async () => {
    const { client } = connect();
    await Promise.all(["tiny", "tiny-base"].map((id) => client.load(id, { backend: "wasm" })));
    const readings = await Promise.all(
      ["tiny", "tiny-base"].map((id) => client.predict(id, example, mean, { lane: id })),
    );
    expect(readings.map(({ modelId }) => modelId)).toEqual(["tiny", "tiny-base"]);
  });

  it("cancels a load at once, and can load again", async () => {
    const started: AbortSignal[] = [];
    const stuck: ModelSource = {
      ...DISK_SOURCE,
      readFile: (id, record, control) =>
        started.length > 8
          ? DISK_SOURCE.readFile(id, record, control)
          : new Promise((_, reject) => {
              const signal = control!.signal!;
              started.push(signal);
              signal.addEventListener("abort", () => reject(signal.reason as Error));
            }),
    };
    const { client } = connect({ createSource: () => stuck });
    const controller = new AbortController();
    const loading = client.load("tiny", { backend: "wasm", signal: controller.signal });
    while (started.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    controller.abort();
    await expect(loading).rejects.toMatchObject({ name: "AbortError" });
    await expect(client.load("tiny", { signal: controller.signal })).rejects.toMatchObject({ name: "AbortError" });
    while (!started[0]!.aborted) await new Promise((resolve) => setTimeout(resolve, 1));
    started.length = 9; // the source is healthy from here on
    await expect(client.load("tiny", { backend: "wasm" })).resolves.toMatchObject({ id: "tiny" });
  });

  it("rejects what is pending when the worker crashes, and starts a new one for the next call", async () => {
    const { client, fail, countConnections } = connect();
    await client.load("tiny", { backend: "wasm" });
    const pending = client.predict("tiny", example, many);
    fail("out of memory");
    await expect(pending).rejects.toThrow("The worker stopped (out of memory). Load the model again.");
    await expect(client.load("tiny", { backend: "wasm" })).resolves.toMatchObject({ id: "tiny" });
    expect(countConnections()).toBe(2);
  });

  it("counts the tensors in use: more with a model, null before the worker runs", async () => {
    const { client } = connect({ measureTensors: () => tf.memory() });
    expect(await client.measureTensors()).toBeNull();
    const before = tf.memory().numBytes;
    await client.load("tiny", { backend: "wasm" });
    const { numBytes, numTensors } = (await client.measureTensors())!;
    expect(numTensors).toBeGreaterThan(10);
    // At least the weights, four bytes each.
    const { numParameters } = await client.load("tiny", { backend: "wasm" });
    expect(numBytes - before).toBeGreaterThanOrEqual(4 * numParameters);
    await client.unload("tiny");
    await expect.poll(async () => (await client.measureTensors())!.numBytes).toBe(before);
  });

  it("tells of a lost device", async () => {
    let lose: (reason: string) => void = () => undefined;
    const lost = new Promise<string>((resolve) => (lose = resolve));
    const [cpu, wasm] = NODE_RUNGS;
    const fragile: BackendRung = { name: "wasm", start: async () => ({ ...(await wasm!.start()), lost }) };
    const { client } = connect({ rungs: [fragile, cpu!], loseDevice: () => (lose("destroyed"), true) });
    const told = new Promise<[ModelInfo, string]>((resolve) => {
      client.onBackendChange((info, reason) => resolve([info, reason]));
    });
    await client.load("tiny", { backend: "wasm" });
    expect(await client.loseDevice()).toBe(true);
    const [info, reason] = await told;
    expect(info).toMatchObject({ id: "tiny", backend: "cpu" });
    expect(reason).toContain("destroyed");
    await expect(client.predict("tiny", example, mean)).resolves.toMatchObject({ exampleId: "1" });
  });

  it("refuses work after dispose and rejects what was pending", async () => {
    const { client } = connect();
    await client.load("tiny", { backend: "wasm" });
    const pending = client.predict("tiny", example, many);
    client.dispose();
    await expect(pending).rejects.toThrow("closed");
    await expect(client.predict("tiny", example, mean)).rejects.toThrow("closed");
  });

  it("reads many in order, reports chunks, and gives an unreadable one its error in its place", async () => {
    const { client } = connect();
    await client.load("tiny", { backend: "wasm" });
    const examples = Array.from({ length: 6 }, (_, i) => ({ ...example, id: String(i) }));
    examples[2] = { ...example, id: "2", text: " " };
    const seen: [number, number, number][] = [];
    const results = await client.predictMany("tiny", examples, mean, {
      lane: "many",
      onProgress: ({ from, numDone, numTotal }) => seen.push([from, numDone, numTotal]),
    });
    expect(results.map((one) => (one instanceof Error ? one.message : one.exampleId))).toEqual([
      "0",
      "1",
      expect.stringContaining("The text is empty."),
      "3",
      "4",
      "5",
    ]);
    const single = await client.predict("tiny", example, mean);
    expect((results[0] as typeof single).probabilities[0]).toBeCloseTo(single.probabilities[0]!, 5);
    expect(seen).toEqual([
      [0, 4, 6],
      [4, 6, 6],
    ]);
    expect(await client.predictMany("tiny", [], mean, { lane: "many" })).toEqual([]);
  });

  it("lets a single question pass a long batch, and cancels the batch at once", async () => {
    const { client } = connect();
    await client.load("tiny", { backend: "wasm" });
    const examples = Array.from({ length: 400 }, (_, i) => ({ ...example, id: String(i) }));
    const controller = new AbortController();
    let numDone = 0;
    const batch = client.predictMany("tiny", examples, mean, {
      lane: "many",
      signal: controller.signal,
      onProgress: (progress) => (numDone = progress.numDone),
    });
    const rejection = expect(batch).rejects.toMatchObject({ name: "AbortError" });
    await client.predict("tiny", example, mean, { lane: "bench" });
    expect(numDone).toBeLessThan(200);
    controller.abort();
    await rejection;
    const atAbort = numDone;
    await client.predict("tiny", example, mean);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(numDone).toBe(atAbort);
    const older = client.predictMany("tiny", examples, mean, { lane: "many" });
    const stale = expect(older).rejects.toMatchObject({ name: "StaleError" });
    await expect(client.predictMany("tiny", examples.slice(0, 1), mean, { lane: "many" })).resolves.toHaveLength(1);
    await stale;
  });

  it("frees a model", async () => {
    const { client } = connect();
    await client.load("tiny", { backend: "wasm" });
    await client.unload("tiny");
    await expect(client.predict("tiny", example, mean)).rejects.toThrow("Load it first");
  });
});

describe("posteriors", () => {
  it("come through the channel; an older request on the lane is rejected as stale", async () => {
    const { client } = connect();
    await client.load("tiny", { backend: "wasm" });
    const older = client
      .readPosterior("tiny", example, { draws: 64, seed: 1 }, { lane: "cloud" })
      .catch((error: Error) => error.name);
    const newer = await client.readPosterior("tiny", example, { draws: 3, seed: 1 }, { lane: "cloud" });
    expect(await older).toBe("StaleError");
    expect(newer.subject.mu).toBeInstanceOf(Float32Array);
    expect(newer.subject.draws).toHaveLength(3 * newer.subject.mu.length);
    expect(newer.object.numTokens).toBeGreaterThan(0);
    const unread = client.readPosterior("tiny", { ...example, text: " " }, { draws: 0, seed: 1 }, { lane: "cloud" });
    await expect(unread).rejects.toThrow("The text is empty.");
  });

  it("of many examples: mu of subject and object in order, NaN for what cannot be read, with progress", async () => {
    const { client } = connect();
    await client.load("tiny", { backend: "wasm" });
    const examples = Array.from({ length: 20 }, (_, i) => (i === 3 ? { ...example, text: "" } : example));
    const told: number[] = [];
    const { dimension, mu } = await client.readMeans("tiny", examples, {
      lane: "ground",
      onProgress: ({ numDone, numTotal }) => told.push(numDone / numTotal),
    });
    const { subject, object } = await client.readPosterior("tiny", example, { draws: 0, seed: 1 }, { lane: "cloud" });
    expect(dimension).toBe(subject.mu.length);
    expect(mu).toHaveLength(2 * 20 * dimension);
    const row = (i: number) => mu.subarray(i * dimension, (i + 1) * dimension);
    expect(row(38)).toBeAllclose(subject.mu, 1e-6);
    expect(row(39)).toBeAllclose(object.mu, 1e-6);
    expect([...row(6), ...row(7)].every(Number.isNaN)).toBe(true);
    expect(told[0]).toBeCloseTo(0.8, 6); // 16 of 20
    const none = await client.readMeans("tiny", [], { lane: "ground" });
    expect(none.mu).toHaveLength(0);
  });

  it("of many examples stop at a signal, and give way to the sentence on the stage", async () => {
    const { client } = connect();
    await client.load("tiny", { backend: "cpu" });
    const examples = Array.from({ length: 200 }, () => example);
    const controller = new AbortController();
    const order: string[] = [];
    const batch = client
      .readMeans("tiny", examples, { lane: "ground", signal: controller.signal })
      .then(() => order.push("all"))
      .catch((error: Error) => order.push(error.name));
    await client.readPosterior("tiny", example, { draws: 2, seed: 1 }, { lane: "cloud" });
    order.push("stage");
    controller.abort();
    await batch;
    expect(order).toEqual(["stage", "AbortError"]);
  });
});

import * as Comlink from "comlink";
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, describe, expect, it } from "vitest";
import { NODE_RUNGS } from "../../test/backends";
import { DISK_SOURCE, MODELS_URL } from "../../test/modelFolder";
import { selectFound } from "../analysis/foundAbove";
import type { ExtractedSentence, ExtractProgress } from "../inference/types";
import { createInferenceClient } from "./client";
import type { InferenceService } from "./protocol";
import { createInferenceService } from "./service";

const cleanUp: (() => void)[] = [];
afterEach(() => cleanUp.splice(0).forEach((clean) => clean()));

/** A client and the real service at the two ends of a message channel, as page and worker are. */
function connect() {
  const client = createInferenceClient({
    modelsUrl: MODELS_URL,
    connect() {
      const { port1, port2 } = new MessageChannel();
      Comlink.expose(createInferenceService({ rungs: NODE_RUNGS, createSource: () => DISK_SOURCE }), port2);
      const close = () => [port1, port2].forEach((port) => port.close());
      return { service: Comlink.wrap<InferenceService>(port1), failed: new Promise<string>(() => {}), close };
    },
  });
  cleanUp.push(() => client.dispose());
  return client;
}

const TEXT = "Mira was born in Tarvik. Ida Falk studied law at Lennard College. Nobody came.";

describe("entities and relations through the worker", () => {
  it("streams sentences in order, and answers with all of them", async () => {
    const client = connect();
    const info = await client.loadExtractor("tiny-joint", { backend: "wasm" });
    expect(info).toMatchObject({ id: "tiny-joint", backend: "wasm" });
    const reports: ExtractProgress[] = [];
    const onSentences = (progress: ExtractProgress) => reports.push(progress);
    const all = await client.extract("tiny-joint", TEXT, {}, { lane: "find", onSentences });
    expect(all.map(({ text }) => text.split(" ")[0])).toEqual(["Mira", "Ida", "Nobody"]);
    expect(reports.flatMap(({ sentences }) => sentences)).toEqual(all);
    expect(reports.at(0)).toMatchObject({ numDone: 1, numTotal: 3 });
    expect(reports.at(-1)).toMatchObject({ numDone: 3, numTotal: 3 });
    await expect(client.extract("tiny-joint", " \n", {}, { lane: "find" })).resolves.toEqual([]);
  });

  it("keeps enough below the thresholds that these can move without a new run", async () => {
    const client = connect();
    await client.loadExtractor("tiny-joint", { backend: "wasm" });
    const weak = await client.extract("tiny-joint", TEXT, {}, { lane: "find" });
    const floors = { entityFloor: 0.6, relationFloor: 0.8 };
    const strong = await client.extract("tiny-joint", TEXT, floors, { lane: "find" });
    const selected = weak.map((sentence) => selectFound(sentence, { entity: 0.6, relation: 0.8 }));
    expect(selected).toEqual(strong);
    const count = (sentences: ExtractedSentence[]) => sentences.flatMap(({ entities }) => entities).length;
    expect(count(weak)).toBeGreaterThan(count(strong));
    expect(count(strong)).toBeGreaterThan(0);
  });

  it("stops at once when it is cancelled or a newer text comes, and answers then", async () => {
    const client = connect();
    await client.loadExtractor("tiny-joint", { backend: "wasm" });
    const long = `${TEXT} `.repeat(700);
    const stop = new AbortController();
    const request = { lane: "find", signal: stop.signal, onSentences: () => stop.abort() };
    await expect(client.extract("tiny-joint", long, {}, request)).rejects.toMatchObject({ name: "AbortError" });
    const older = client.extract("tiny-joint", long, {}, { lane: "find" }).catch((error: Error) => error.name);
    const newer = client.extract("tiny-joint", TEXT, {}, { lane: "find" });
    expect(await older).toBe("StaleError");
    expect(await newer).toHaveLength(3);
  });

  it("says what is missing, and frees the model", async () => {
    const client = connect();
    const ask = () => client.extract("tiny-joint", TEXT, {}, { lane: "find" });
    await expect(ask()).rejects.toThrow('extract: expected a loaded model, got "tiny-joint"');
    await expect(client.loadExtractor("tiny", { backend: "wasm" })).rejects.toThrow("got one that reads marked pairs");
    await expect(client.load("tiny-joint", { backend: "wasm" })).rejects.toThrow("got one that finds entities");
    await client.load("tiny-base", { backend: "wasm" });
    const before = tf.memory().numTensors;
    await client.loadExtractor("tiny-joint-adapter", { backend: "wasm" });
    await client.unload("tiny-joint-adapter");
    await expect(ask()).rejects.toThrow("Load it first");
    // What the adapter shares with its base is kept for the next one: only tensors of its own are gone.
    await client.loadExtractor("tiny-joint-adapter", { backend: "wasm" });
    const first = tf.memory().numTensors;
    await client.unload("tiny-joint-adapter");
    await client.loadExtractor("tiny-joint-adapter", { backend: "wasm" });
    expect(tf.memory().numTensors).toBe(first);
    expect(first).toBeGreaterThan(before);
  });
});

import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { NODE_RUNGS } from "../../test/backends";
import { createOwnFile, readOwnFolder, readOwnModelText } from "../../test/ownModelFolder";
import { loadOwnModel } from "./loadOwnModel";
import type { OwnFile } from "./ownFiles";
import { openOwnModel } from "./openOwnModel";

beforeAll(() => tf.setBackend("wasm"));

type Header = Record<string, { dtype: string; shape: number[]; data_offsets: [number, number] }>;

/** The weight file of tiny BERT with a changed header, or changed numbers. */
async function changeWeights(change: (header: Header, data: DataView) => void): Promise<Uint8Array> {
  const file = readOwnFolder("bert").find(({ name }) => name.endsWith(".safetensors"))!;
  const bytes = new Uint8Array(await file.read(0, file.size));
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Header;
  const data = bytes.slice(8 + length);
  change(header, new DataView(data.buffer));
  const text = new TextEncoder().encode(JSON.stringify(header));
  const result = new Uint8Array(8 + text.length + data.length);
  new DataView(result.buffer).setBigUint64(0, BigInt(text.length), true);
  result.set(text, 8);
  result.set(data, 8 + text.length);
  return result;
}

const changeConfig = (change: Record<string, unknown>, model: "bert" | "luke-entities" | "roberta" = "bert") =>
  JSON.stringify({ ...(JSON.parse(readOwnModelText(model, "config.json")) as object), ...change });

const WORDS = "bert.embeddings.word_embeddings.weight";

describe("a folder that is not right", () => {
  it.each<[string, () => Promise<OwnFile[]>, string]>([
    ["no files", async () => [], "no file at all"],
    ["no config", async () => readOwnFolder("bert", { "config.json": null }), "got no config.json"],
    [
      "no tokenizer and no weights",
      async () => readOwnFolder("bert", { "tokenizer.json": null, "model.safetensors": null }),
      "expected tokenizer.json (or vocab.json and merges.txt) and model.safetensors (or model.safetensors.index.json and its parts)",
    ],
    [
      "a missing shard",
      async () => readOwnFolder("roberta", { "model-00002-of-00002.safetensors": null }),
      "model-00002-of-00002.safetensors, which roberta/model.safetensors.index.json names,",
    ],
    ["no labels", async () => readOwnFolder("bert", { "labels.json": null }), "expected labels.json"],
    [
      "too few labels",
      async () => readOwnFolder("bert", { "labels.json": '["a", "b", "c"]' }),
      "expected 5 labels, one for each row of the classifier, got 3",
    ],
    ["a label twice", async () => readOwnFolder("bert", { "labels.json": '["a","b","c","b","d"]' }), '"b" twice'],
    [
      "another kind of model",
      async () => readOwnFolder("bert", { "config.json": '{"model_type":"distilbert"}' }),
      'expected model_type "bert", "roberta" or "luke", got "distilbert"',
    ],
    [
      "another activation",
      async () => readOwnFolder("bert", { "config.json": changeConfig({ hidden_act: "gelu_new" }) }),
      'hidden_act: expected "gelu"',
    ],
    [
      "a wrong size: the first tensor that does not fit is named",
      async () => readOwnFolder("bert", { "config.json": changeConfig({ intermediate_size: 64 }) }),
      'tensor "bert.encoder.layer.0.intermediate.dense.weight": expected F32, F16 or BF16 [64, 32], got F32 [48, 32]',
    ],
    [
      "a missing tensor",
      async () => {
        const weights = await changeWeights((header) => delete header["bert.encoder.layer.1.attention.self.key.bias"]);
        return readOwnFolder("bert", { "model.safetensors": weights });
      },
      'tensor "encoder.layer.1.attention.self.key.bias": expected F32, F16 or BF16 [32], got no such tensor',
    ],
    [
      "a missing head",
      async () => {
        const weights = await changeWeights((header) => {
          for (const name of Object.keys(header)) if (name.startsWith("head.")) delete header[name];
        });
        return readOwnFolder("bert", { "model.safetensors": weights });
      },
      'The classifier has to be "head.dense" and "head.out"',
    ],
    [
      "quantised weights",
      async () => {
        const weights = await changeWeights((header) => (header[WORDS]!.dtype = "I8"));
        return readOwnFolder("bert", { "model.safetensors": weights });
      },
      `tensor "${WORDS}": expected F32, F16 or BF16 [`,
    ],
    [
      "a file that was cut off",
      async () => {
        const whole = await changeWeights(() => undefined);
        return readOwnFolder("bert", { "model.safetensors": whole.slice(0, whole.length - 1000) });
      },
      "The file is truncated or damaged",
    ],
    [
      "a pickle instead of safetensors",
      async () => [
        ...readOwnFolder("bert", { "model.safetensors": null }),
        createOwnFile("bert/pytorch_model.bin", "PK"),
      ],
      "Pickled PyTorch weights are not read",
    ],
    [
      "no such marker",
      async () =>
        readOwnFolder("bert", {
          "config.json": changeConfig({ entity_bias: { markers: { subject: "[E1]", object: "[E2]" } } }),
        }),
      'expected a token "[E1]", got none',
    ],
    [
      "an unknown option",
      async () => readOwnFolder("bert", { "config.json": changeConfig({ entity_bias: { markerz: 1 } }) }),
      "entity_bias",
    ],
    [
      "LUKE without its entity vocabulary",
      async () => readOwnFolder("luke-entities", { "entity_vocab.json": null }),
      "Add entity_vocab.json, or entity_bias.entityIds",
    ],
    [
      "two models at once",
      async () => [...readOwnFolder("bert"), ...readOwnFolder("roberta")],
      "expected one config.json, got 2",
    ],
  ])("%s", async (_name, makeFiles, message) => {
    await expect(openOwnModel(await makeFiles())).rejects.toThrow(message);
  });

  it("with a number that is none: the load names the tensor and leaves nothing behind", async () => {
    const weights = await changeWeights((header, data) => {
      const [start] = header["bert.encoder.layer.1.output.dense.weight"]!.data_offsets;
      data.setFloat32(start + 8, NaN, true);
    });
    const model = await openOwnModel(readOwnFolder("bert", { "model.safetensors": weights }));
    const before = tf.memory().numTensors;
    await expect(loadOwnModel({ model, rungs: NODE_RUNGS, backend: "wasm" })).rejects.toThrow(
      'tensor "bert.encoder.layer.1.output.dense.weight": expected finite numbers, got NaN at place 2',
    );
    expect(tf.memory().numTensors).toBe(before);
  });

  it("whose golden numbers are of other weights is refused by the self-test", async () => {
    const golden = JSON.parse(readOwnModelText("bert", "golden.json")) as { cases: { meanLogits: number[] }[] };
    golden.cases[0]!.meanLogits[0]! += 0.5;
    const model = await openOwnModel(readOwnFolder("bert", { "golden.json": JSON.stringify(golden) }));
    await expect(loadOwnModel({ model, rungs: NODE_RUNGS, backend: "wasm" })).rejects.toThrow("Self-test failed");
  });
});

describe("a right folder", () => {
  it("is known by its content, not by its name or what else lies beside", async () => {
    const one = await openOwnModel(readOwnFolder("bert"));
    const renamed = readOwnFolder("bert").map((file) => ({ ...file, name: file.name.replace("bert/", "a/b/mine/") }));
    const other = await openOwnModel([...renamed, createOwnFile("a/b/mine/README.md", "hello")]);
    expect(other.hash).toBe(one.hash);
    expect(one.id).toBe(`own-${one.hash.slice(0, 12)}`);
    const changed = await changeWeights((_header, data) => data.setFloat32(0, 0.25, true));
    expect((await openOwnModel(readOwnFolder("bert", { "model.safetensors": changed }))).hash).not.toBe(one.hash);
  });

  it("is hashed with progress, and stops when asked", async () => {
    const told: [number, number][] = [];
    const model = await openOwnModel(readOwnFolder("roberta"), (...bytes) => told.push(bytes));
    expect(model.title).toBe("Tiny RoBERTa");
    expect(model.config.negative).toBe("no_relation");
    const [loaded, total] = told.at(-1)!;
    expect(loaded).toBe(total);
    const controller = new AbortController();
    const opening = openOwnModel(readOwnFolder("roberta"), () => controller.abort(), controller.signal);
    await expect(opening).rejects.toMatchObject({ name: "AbortError" });
  });

  it("stops loading when asked, and leaves nothing behind", async () => {
    const model = await openOwnModel(readOwnFolder("bert"));
    const controller = new AbortController();
    const before = tf.memory().numTensors;
    const loading = loadOwnModel({
      ...{ model, rungs: NODE_RUNGS, backend: "wasm", signal: controller.signal },
      onEvent: (event) => event.kind === "download" && event.loadedBytes > 20_000 && controller.abort(),
    });
    await expect(loading).rejects.toMatchObject({ name: "AbortError" });
    expect(tf.memory().numTensors).toBe(before);
  });
});

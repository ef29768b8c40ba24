import { createHash } from "node:crypto";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { NODE_RUNGS } from "../../test/backends";
import { expectNoLeak } from "../../test/leak";
import {
  createFakeCaches,
  createFakeServer,
  DISK_SOURCE,
  MODELS_URL,
  readModelBytes,
  readModelText,
  type Interference,
} from "../../test/modelFolder";
import { encodeSafetensors } from "../../test/safetensors";
import { parseSafetensors } from "../model/safetensors";
import { createHttpSource } from "./httpSource";
import { loadModel, type LoadOptions } from "./loadModel";
import { computeSha256 } from "../data/sha256";
import type { LoadEvent } from "./types";

beforeAll(() => tf.setBackend("wasm"));

function load(interfere?: Interference, more: Partial<LoadOptions> & { caches?: CacheStorage } = {}) {
  const { fetch, requests } = createFakeServer(interfere);
  const events: LoadEvent[] = [];
  const source = createHttpSource({ modelsUrl: MODELS_URL, fetch, caches: more.caches ?? null, wait: async () => {} });
  const loading = loadModel({
    source,
    modelId: "tiny",
    rungs: NODE_RUNGS,
    backend: "wasm",
    onEvent: (event) => events.push(event),
    ...more,
  });
  return { loading, events, requests };
}

/** Serves the tiny model with other weights, and a config.json that vouches for them. */
async function withWeights(weights: ArrayBuffer): Promise<Interference> {
  const config = JSON.parse(readModelText("tiny/config.json"));
  const sha256 = await computeSha256(weights);
  config.weights.shards = [{ file: "weights-00.safetensors", bytes: weights.byteLength, sha256 }];
  return (path) => {
    if (path === "tiny/config.json") return new Response(JSON.stringify(config));
    return path.endsWith(".safetensors") ? new Response(weights) : undefined;
  };
}

/** The tiny model's weight file with its JSON header changed. */
function editHeader(edit: (header: Record<string, { dtype: string; shape: number[] }>) => void): ArrayBuffer {
  const file = readModelBytes("tiny/weights-00.safetensors");
  const length = Number(new DataView(file).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(file, 8, length)));
  edit(header);
  const text = new TextEncoder().encode(JSON.stringify(header));
  const edited = new Uint8Array(8 + text.length + file.byteLength - 8 - length);
  new DataView(edited.buffer).setBigUint64(0, BigInt(text.length), true);
  edited.set(text, 8);
  edited.set(new Uint8Array(file, 8 + length), 8 + text.length);
  return edited.buffer;
}

describe("loadModel", () => {
  it("tells what it does, in order, and ends with a model that has passed its self-test", () =>
    expectNoLeak(async () => {
      const { loading, events } = load();
      const { info, dispose } = await loading;
      const { weights, files } = JSON.parse(readModelText("tiny/config.json"));
      const records = [...weights.shards, files.tokenizer, files.labels, files.golden];
      const totalBytes = records.reduce((sum: number, { bytes }: { bytes: number }) => sum + bytes, 0);
      expect(events[0]).toEqual({ kind: "config", modelId: "tiny", totalBytes });
      const downloads = events.filter((event) => event.kind === "download");
      expect(downloads.at(-1)).toMatchObject({ loadedBytes: totalBytes, totalBytes });
      expect(events.slice(-2).map(({ kind }) => kind)).toEqual(["backend", "ready"]);
      expect(info).toMatchObject({ id: "tiny", backend: "wasm", hasBottleneck: true, beta: 0.5, maxTokens: 256 });
      // The same as `sha256sum public/models/tiny/config.json`.
      expect(info.hash).toBe(createHash("sha256").update(readModelText("tiny/config.json")).digest("hex"));
      expect(info.labels).toHaveLength(55);
      expect(info.downloadBytes).toBe(totalBytes);
      expect(info.cachedBytes).toBe(0);
      expect(info.attempts).toHaveLength(1);
      expect(info.attempts[0]).toMatchObject({ backend: "wasm", outcome: "passed" });
      expect(info.attempts[0]!.maxError).toBeLessThan(1e-4);
      dispose();
    }));

  it("downloads nothing but config.json the second time", async () => {
    const caches = createFakeCaches();
    (await load(undefined, { caches }).loading).dispose();
    const { loading, requests } = load(undefined, { caches });
    const { info, dispose } = await loading;
    expect(requests).toEqual(["tiny/config.json"]);
    expect(info.cachedBytes).toBe(info.downloadBytes);
    dispose();
  });

  it("knows a model without a bottleneck", async () => {
    const { info, dispose } = await load(undefined, { modelId: "tiny-base" }).loading;
    expect(info).toMatchObject({ hasBottleneck: false, beta: null });
    dispose();
  });

  it("downloads the adapter alone when its base is in the cache", async () => {
    const caches = createFakeCaches();
    (await load(undefined, { modelId: "tiny-base", caches }).loading).dispose();
    const { loading, requests } = load(undefined, { modelId: "tiny-adapter", caches });
    const { info, dispose } = await loading;
    const files = ["config.json", "adapter.safetensors", "labels.json", "golden.json"];
    expect(requests.sort()).toEqual(files.map((file) => `tiny-adapter/${file}`).sort());
    expect(info).toMatchObject({ id: "tiny-adapter", hasBottleneck: true });
    expect(info.attempts[0]!.maxError).toBeLessThan(1e-3);
    dispose();
  });

  it("goes on after a network failure, and says so", async () => {
    let failures = 1;
    const { loading, events } = load((path) =>
      path.endsWith("labels.json") && failures-- > 0 ? Promise.reject(new TypeError("Failed to fetch")) : undefined,
    );
    (await loading).dispose();
    const retry = { kind: "retry", modelId: "tiny", file: "labels.json", attempt: 2 };
    expect(events).toContainEqual({ ...retry, reason: "no answer (Failed to fetch)" });
  });

  it("stops when cancelled in mid-download, asks for nothing more and leaves no tensor", () =>
    expectNoLeak(async () => {
      const controller = new AbortController();
      const { loading, requests } = load(
        (path, init) => {
          if (!path.endsWith(".safetensors")) return undefined;
          setTimeout(() => controller.abort(), 5);
          const { signal } = init!;
          return new Promise((_, reject) => signal!.addEventListener("abort", () => reject(signal!.reason)));
        },
        { signal: controller.signal },
      );
      await expect(loading).rejects.toMatchObject({ name: "AbortError" });
      const numRequests = requests.length;
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(requests).toHaveLength(numRequests);
    }));
});

describe("loadModel refuses", () => {
  const expectFailure = (interfere: Interference, message: string | RegExp) =>
    expectNoLeak(async () => {
      await tf.setBackend("wasm");
      await expect(load(interfere).loading).rejects.toThrow(message);
    });

  it("a model that is not there", () =>
    expectFailure((path) => (path.includes("config") ? new Response("", { status: 404 }) : undefined), "HTTP 404"));

  it("a truncated config.json", () =>
    expectFailure(
      (path) => (path.includes("config") ? new Response(readModelText(path).slice(0, 300)) : undefined),
      /config\.json of model "tiny": expected complete JSON, got .* Load the model again\./,
    ));

  it("a corrupted shard", () =>
    expectFailure((path) => {
      if (!path.endsWith(".safetensors")) return undefined;
      const bytes = new Uint8Array(readModelBytes(path));
      bytes[200_000]! ^= 128;
      return new Response(bytes);
    }, /weights-00\.safetensors: expected SHA-256 .*, got .*, twice/));

  it("a shard with an unknown dtype", async () => {
    const weights = editHeader((header) => (header["head.out.bias"]!.dtype = "F64"));
    await expectFailure(await withWeights(weights), '"head.out.bias": expected dtype I8, U8, F16, F32, got "F64"');
  });

  it("a tensor of another shape", async () => {
    const weights = editHeader((header) => header["head.dense.weight"]!.shape.reverse());
    await expectFailure(await withWeights(weights), '"head.dense.weight": expected shape [32, 64], got [64, 32]');
  });

  it("a missing tensor", async () => {
    const weights = editHeader((header) => delete header["bottleneck.mu.bias"]);
    await expectFailure(await withWeights(weights), '"bottleneck.mu.bias": expected shape [32], got no such tensor');
  });

  it("a tensor too many", async () => {
    const weights = editHeader((header) => (header["pooler.bias"] = header["head.out.bias"]!));
    await expectFailure(await withWeights(weights), 'got 1 more: "pooler.bias"');
  });

  it("a shard that is no safetensors file", async () => {
    await expectFailure(await withWeights(new ArrayBuffer(3)), "expected at least 8 bytes, got 3");
    await expectFailure(await withWeights(encodeSafetensors({})), "got no such tensor");
  });

  it("labels that do not fit the head", async () => {
    const config = JSON.parse(readModelText("tiny/config.json"));
    const labels = new TextEncoder().encode('["no_relation","x"]').buffer;
    config.files.labels = { file: "labels.json", bytes: labels.byteLength, sha256: await computeSha256(labels) };
    await expectFailure((path) => {
      if (path === "tiny/config.json") return new Response(JSON.stringify(config));
      return path.endsWith("labels.json") ? new Response(labels) : undefined;
    }, 'labels.json of model "tiny": expected 55 different labels, got 2');
  });

  it("a backend whose numbers are wrong", () =>
    expectNoLeak(async () => {
      // A bias of the head moved by 10: the self-test must see it.
      const weights = editHeader(() => undefined);
      const { dtype, bytes } = parseSafetensors("w", weights).get("head.out.bias")!;
      expect(dtype).toBe("F32");
      new DataView(bytes.buffer, bytes.byteOffset).setFloat32(0, 10, true);
      const { fetch } = createFakeServer(await withWeights(weights));
      const source = createHttpSource({ modelsUrl: MODELS_URL, fetch, caches: null });
      await expect(loadModel({ source, modelId: "tiny", rungs: NODE_RUNGS, backend: "auto" })).rejects.toThrow(
        /got none\. wasm: Self-test failed: its numbers differ from PyTorch by .* cpu: Self-test failed/,
      );
    }));

  it("to start without any backend", async () => {
    await expect(loadModel({ source: DISK_SOURCE, modelId: "tiny", rungs: [], backend: "auto" })).rejects.toThrow(
      "None is left.",
    );
  });
});

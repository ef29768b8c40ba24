import { describe, expect, it, vi } from "vitest";
import {
  createFakeCaches,
  createFakeServer,
  MODELS_URL,
  readModelBytes,
  type Interference,
} from "../../test/modelFolder";
import { parseModelConfig, type FileRecord } from "../model/config";
import { createHttpSource } from "./httpSource";
import { computeSha256 } from "../data/sha256";

const decode = (bytes: ArrayBuffer) => new TextDecoder().decode(bytes);
const config = parseModelConfig(JSON.parse(decode(readModelBytes("tiny/config.json"))), "config.json");
const shard = config.weights.shards[0]!;

function open(interfere?: Interference, caches: CacheStorage | null = null) {
  const server = createFakeServer(interfere);
  const wait = vi.fn(async () => undefined);
  const source = createHttpSource({ modelsUrl: MODELS_URL, fetch: server.fetch, caches, wait });
  return { source, wait, requests: server.requests };
}

/** Answers with the given responses first, one a request, then with the file. */
function first(...answers: (() => Response | Promise<never>)[]): Interference {
  return () => answers.shift()?.() as Response | undefined;
}

const down = () => Promise.reject(new TypeError("Failed to fetch"));

/** The file with one bit flipped. */
function corrupt(record: FileRecord): Response {
  const bytes = new Uint8Array(readModelBytes(`tiny/${record.file}`));
  bytes[1000]! ^= 1;
  return new Response(bytes);
}

describe("readFile", () => {
  it("gives the file and reports growing bytes up to its size", async () => {
    const { source } = open();
    const steps: number[] = [];
    const { bytes, fromCache } = await source.readFile("tiny", shard, { onProgress: (loaded) => steps.push(loaded) });
    expect(await computeSha256(bytes)).toBe(shard.sha256);
    expect(fromCache).toBe(false);
    expect(steps.at(-1)).toBe(shard.bytes);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });

  it("tries again after a lost connection, a 503 and a broken transfer, waiting longer each time", async () => {
    const broken = () =>
      new Response(
        new ReadableStream({
          start(controller) {
            controller.enqueue(new Uint8Array(100));
            controller.error(new TypeError("terminated"));
          },
        }),
      );
    const { source, wait } = open(first(down, () => new Response("", { status: 503 }), broken));
    const retries: [number, string][] = [];
    const { bytes } = await source.readFile("tiny", shard, { onRetry: (...retry) => retries.push(retry) });
    expect(bytes.byteLength).toBe(shard.bytes);
    expect(retries).toEqual([
      [2, "no answer (Failed to fetch)"],
      [3, "HTTP 503"],
      [4, "a broken transfer (terminated)"],
    ]);
    expect(wait.mock.calls).toEqual([[300], [900], [2700]]);
  });

  it("gives up after four attempts and says what to do", async () => {
    const { source, requests } = open(down);
    await expect(source.readFile("tiny", shard)).rejects.toThrow(
      /weights-00\.safetensors: expected the file, got no answer .* in 4 attempts\. Check the connection/,
    );
    expect(requests).toHaveLength(4);
  });

  it("does not repeat a 404", async () => {
    const { source, requests } = open();
    await expect(source.readFile("nowhere", shard)).rejects.toThrow("HTTP 404");
    expect(requests).toHaveLength(1);
  });

  it("fetches a corrupted file once more past the HTTP cache, then names both hashes", async () => {
    const modes: (RequestCache | undefined)[] = [];
    const once = open((_path, init) => (modes.push(init?.cache), modes.length === 1 ? corrupt(shard) : undefined));
    await once.source.readFile("tiny", shard);
    expect(modes).toEqual(["default", "reload"]);

    const always = open(() => corrupt(shard));
    await expect(always.source.readFile("tiny", shard)).rejects.toThrow(
      new RegExp(`expected SHA-256 ${shard.sha256.slice(0, 12)}\\.\\., got [0-9a-f]{12}\\.\\., twice`),
    );
  });

  it("refuses a file of another length", async () => {
    const longer = () => new Response(new Uint8Array(shard.bytes + 1));
    await expect(open(longer).source.readFile("tiny", shard)).rejects.toThrow(
      `expected ${shard.bytes} bytes, got ${shard.bytes + 1}`,
    );
    const shorter = () => new Response(readModelBytes(`tiny/${shard.file}`).slice(0, 500));
    await expect(open(shorter).source.readFile("tiny", shard)).rejects.toThrow(
      `expected ${shard.bytes} bytes, got 500`,
    );
  });

  it("stops in mid-download when aborted", async () => {
    const controller = new AbortController();
    let isCancelled = false;
    const endless = (_path: string, init: RequestInit | undefined) =>
      new Response(
        new ReadableStream({
          start(stream) {
            init!.signal!.addEventListener("abort", () => stream.error(init!.signal!.reason));
          },
          async pull(stream) {
            stream.enqueue(new Uint8Array(1000));
            await new Promise((resolve) => setTimeout(resolve, 1));
          },
          cancel() {
            isCancelled = true;
          },
        }),
      );
    const { source, requests } = open(endless);
    const onProgress = (loaded: number) => loaded >= 5000 && controller.abort();
    await expect(source.readFile("tiny", shard, { signal: controller.signal, onProgress })).rejects.toMatchObject({
      name: "AbortError",
    });
    expect(requests).toHaveLength(1);
    expect(isCancelled).toBe(false); // the stream ended by the fetch's own abort
  });

  it("does not retry an aborted fetch", async () => {
    const controller = new AbortController();
    const { source, requests } = open((): Promise<Response> => {
      controller.abort();
      return down();
    });
    await expect(source.readFile("tiny", shard, { signal: controller.signal })).rejects.toMatchObject({
      name: "AbortError",
    });
    expect(requests).toHaveLength(1);
  });
});

describe("the cache", () => {
  it("gives the second read without a request", async () => {
    const caches = createFakeCaches();
    await open(undefined, caches).source.readFile("tiny", shard);
    const { source, requests } = open(undefined, caches);
    const progress: unknown[] = [];
    const { bytes, fromCache } = await source.readFile("tiny", shard, { onProgress: (...step) => progress.push(step) });
    expect(fromCache).toBe(true);
    expect(bytes.byteLength).toBe(shard.bytes);
    expect(progress).toEqual([[shard.bytes, true]]);
    expect(requests).toEqual([]);
  });

  it("never keeps a corrupted file, and replaces one that went bad", async () => {
    const caches = createFakeCaches();
    await expect(open(() => corrupt(shard), caches).source.readFile("tiny", shard)).rejects.toThrow("SHA-256");
    const cache = await caches.open("any");
    const key = `${MODELS_URL}tiny/${shard.file}?sha256=${shard.sha256}`;
    expect(await cache.match(key)).toBeUndefined();

    await cache.put(key, corrupt(shard));
    const { source, requests } = open(undefined, caches);
    expect((await source.readFile("tiny", shard)).fromCache).toBe(false);
    expect(requests).toHaveLength(1);
    expect(await open(undefined, caches).source.readFile("tiny", shard)).toMatchObject({ fromCache: true });
  });

  it("forgets an older version of a file when the new one arrives", async () => {
    const caches = createFakeCaches();
    const cache = await caches.open("any");
    const old = `${MODELS_URL}tiny/${shard.file}?sha256=${"0".repeat(64)}`;
    await cache.put(old, new Response("old"));
    await open(undefined, caches).source.readFile("tiny", shard);
    expect(await cache.match(old)).toBeUndefined();
  });

  it("works without one, and with one that refuses", async () => {
    const refusing = { open: () => Promise.reject(new Error("SecurityError")) } as unknown as CacheStorage;
    const { bytes } = await open(undefined, refusing).source.readFile("tiny", shard);
    expect(bytes.byteLength).toBe(shard.bytes);
  });
});

describe("readConfig", () => {
  it("asks the server every time", async () => {
    const caches = createFakeCaches();
    await open(undefined, caches).source.readConfig("tiny");
    const { source, requests } = open(undefined, caches);
    expect(JSON.parse(await source.readConfig("tiny"))).toMatchObject({ id: "tiny" });
    expect(requests).toEqual(["tiny/config.json"]);
  });

  it("uses the cached copy when offline, without waiting", async () => {
    const caches = createFakeCaches();
    await open(undefined, caches).source.readConfig("tiny");
    const { source, wait } = open(down, caches);
    expect(JSON.parse(await source.readConfig("tiny"))).toMatchObject({ id: "tiny" });
    expect(wait).not.toHaveBeenCalled();
  });

  it("says that an unknown model is not there, also when the server answers with a page", async () => {
    await expect(open().source.readConfig("no such")).rejects.toThrow(/no%20such\/config\.json: .*HTTP 404/);
    const page = () => new Response("<!doctype html>", { headers: { "content-type": "text/html" } });
    await expect(open(page).source.readConfig("x")).rejects.toThrow("got a web page. Check the model's name");
  });
});

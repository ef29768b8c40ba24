/** @file The shipped model folders, as bytes, as a model source and as a fake server. */
import { readFileSync } from "node:fs";
import type { ModelSource } from "../src/inference/modelSource";

const MODELS = new URL("../public/models/", import.meta.url);

/** Address under which the fake server serves public/models. */
export const MODELS_URL = "https://example.org/app/models/";

/** One file under public/models, e.g. "tiny/config.json". */
export function readModelBytes(path: string): ArrayBuffer {
  const bytes = readFileSync(new URL(path, MODELS));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

export function readModelText(path: string): string {
  return new TextDecoder().decode(readModelBytes(path));
}

/** A source without network, cache or check. */
export const DISK_SOURCE: ModelSource = {
  readConfig: async (modelId) => readModelText(`${modelId}/config.json`),
  readFile: async (modelId, { file }) => ({ bytes: readModelBytes(`${modelId}/${file}`), fromCache: false }),
};

/** An answer of the fake server instead of the file; undefined serves the file. */
export type Interference = (path: string, init: RequestInit | undefined) => Response | Promise<Response> | undefined;

/** `fetch` that serves public/models under MODELS_URL and records the paths asked for. */
export function createFakeServer(interfere: Interference = () => undefined) {
  const requests: string[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const path = String(input).replace(MODELS_URL, "");
    requests.push(path);
    init?.signal?.throwIfAborted();
    const answer = await interfere(path, init);
    if (answer !== undefined) return answer;
    try {
      return new Response(readModelBytes(path), { headers: { "content-type": "application/octet-stream" } });
    } catch {
      return new Response("not found", { status: 404 });
    }
  };
  return { fetch: fetch as typeof globalThis.fetch, requests };
}

/** The part of Cache Storage that the loader uses, in memory. */
export function createFakeCaches(): CacheStorage {
  const entries = new Map<string, ArrayBuffer>();
  const urlOf = (request: RequestInfo | URL) => (request instanceof Request ? request.url : String(request));
  const cache = {
    async match(request: RequestInfo | URL) {
      const bytes = entries.get(urlOf(request));
      return bytes === undefined ? undefined : new Response(bytes.slice(0));
    },
    async put(request: RequestInfo | URL, response: Response) {
      entries.set(urlOf(request), await response.arrayBuffer());
    },
    delete: async (request: RequestInfo | URL) => entries.delete(urlOf(request)),
    async keys(request: RequestInfo | URL, options: { ignoreSearch?: boolean } = {}) {
      const path = (url: string) => (options.ignoreSearch === true ? url.split("?")[0] : url);
      return [...entries.keys()].filter((url) => path(url) === path(urlOf(request))).map((url) => new Request(url));
    },
  };
  return { open: async () => cache } as unknown as CacheStorage;
}

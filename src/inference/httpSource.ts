/** @file Model files over HTTP, kept in the browser's Cache Storage so that a second visit downloads nothing. */
import { t } from "../messages/translate";
import type { FileRecord } from "../model/config";
import { MODEL_CACHE } from "./types";
import { findFileProblem, type ModelSource, type ReadControl, type SourceFile } from "./modelSource";

const MAX_ATTEMPTS = 4;
const FIRST_DELAY_MS = 300;

/** What the source needs of its surroundings; the browser's own when absent. Tests pass fakes. */
export interface HttpSourceOptions {
  /** Absolute URL of the folder that holds the model folders, with a trailing slash. */
  readonly modelsUrl: string;
  readonly fetch?: typeof globalThis.fetch;
  /** null: no cache (the browser forbids it on insecure pages). */
  readonly caches?: CacheStorage | null;
  /** Waits before a retry. */
  readonly wait?: (ms: number) => Promise<void>;
}

/** A failure that another attempt may mend: no connection, a broken transfer, an overloaded server. */
class TransientError extends Error {}

/**
 * A source that fetches `<modelsUrl><modelId>/<file>`.
 *
 * config.json is always asked from the server, and from the cache only when the server cannot be reached. Other files
 * are cached under their URL and hash. Connection failures and 5xx answers are retried with growing delays; a file
 * with a wrong length or hash is fetched once more past all caches; everything else fails at once.
 */
export function createHttpSource(options: HttpSourceOptions): ModelSource {
  const { modelsUrl } = options;
  const fetchNow = options.fetch ?? globalThis.fetch.bind(globalThis);
  const storage = options.caches === undefined ? (globalThis.caches ?? null) : options.caches;
  const wait = options.wait ?? ((ms: number) => new Promise((resolve) => setTimeout(resolve, ms)));

  /** null when the browser has no cache or refuses it (private windows): everything then works without. */
  const openCache = async (): Promise<Cache | null> => storage?.open(MODEL_CACHE).catch(() => null) ?? null;

  async function fetchBytes(url: string, mode: RequestCache, size: number, control: ReadControl): Promise<ArrayBuffer> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await fetchOnce(fetchNow, url, mode, size, control);
      } catch (error) {
        control.signal?.throwIfAborted();
        if (!(error instanceof TransientError)) throw error;
        if (attempt === MAX_ATTEMPTS) {
          throw new Error(
            t(
              "{url}: expected the file, got {problem} in {n, plural, one {# attempt} other {# attempts}}. Check the connection and load again.",
              { url, problem: error.message, n: MAX_ATTEMPTS },
            ),
          );
        }
        control.onRetry?.(attempt + 1, error.message);
        await wait(FIRST_DELAY_MS * 3 ** (attempt - 1));
        control.signal?.throwIfAborted();
      }
    }
  }

  return {
    async readConfig(modelId, control = {}) {
      const url = `${modelsUrl}${encodeURIComponent(modelId)}/config.json`;
      const cache = await openCache();
      const cached = await cache?.match(url);
      try {
        // With a copy at hand, one failed attempt is enough to use it.
        const bytes =
          cached === undefined
            ? await fetchBytes(url, "no-cache", 0, control)
            : await fetchOnce(fetchNow, url, "no-cache", 0, control);
        await store(cache, url, bytes);
        return new TextDecoder().decode(bytes);
      } catch (error) {
        control.signal?.throwIfAborted();
        if (cached !== undefined && error instanceof TransientError) return cached.text();
        throw error;
      }
    },

    async readFile(modelId, record, control = {}) {
      const url = `${modelsUrl}${encodeURIComponent(modelId)}/${record.file}`;
      const key = `${url}?sha256=${record.sha256}`;
      const cache = await openCache();
      const cached = await readCached(cache, key, record, control);
      if (cached !== null) return cached;
      let problem: string | null = null;
      for (const mode of ["default", "reload"] as const) {
        const bytes = await fetchBytes(url, mode, record.bytes, control);
        problem = await findFileProblem(record, bytes);
        control.signal?.throwIfAborted();
        if (problem === null) {
          await forgetOtherVersions(cache, url, key);
          await store(cache, key, bytes);
          return { bytes, fromCache: false };
        }
        if (mode === "default") control.onRetry?.(2, problem);
      }
      throw new Error(
        t("{url}: {problem}, twice. The file on the server is damaged or belongs to another version.", {
          url,
          problem: problem ?? "",
        }),
      );
    },
  };
}

/** One attempt. Throws TransientError when another may succeed. `size`: expected bytes, 0 when unknown. */
async function fetchOnce(
  fetchNow: typeof globalThis.fetch,
  url: string,
  mode: RequestCache,
  size: number,
  { signal, onProgress }: ReadControl,
): Promise<ArrayBuffer> {
  let response: Response;
  try {
    response = await fetchNow(url, { cache: mode, signal: signal ?? null });
  } catch (error) {
    signal?.throwIfAborted();
    throw new TransientError(t("no answer ({reason})", { reason: describe(error) }));
  }
  if (response.status >= 500 || response.status === 429) throw new TransientError(`HTTP ${response.status}`);
  if (!response.ok) {
    throw new Error(
      t("{url}: expected the file, got HTTP {status}. Check the model's name and the address.", {
        url,
        status: response.status,
      }),
    );
  }
  if (response.headers.get("content-type")?.startsWith("text/html")) {
    throw new Error(t("{url}: expected the file, got a web page. Check the model's name and the address.", { url }));
  }
  try {
    return await readBody(response, size, (loadedBytes) => onProgress?.(loadedBytes, false));
  } catch (error) {
    signal?.throwIfAborted();
    throw new TransientError(t("a broken transfer ({reason})", { reason: describe(error) }));
  }
}

async function readBody(response: Response, size: number, onProgress: (loadedBytes: number) => void) {
  if (response.body === null) return response.arrayBuffer();
  // The expected size is allocated at once; a file of another size grows or is cut, and fails its check later.
  let buffer = new Uint8Array(size);
  let length = 0;
  const reader = response.body.getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    if (length + step.value.length > buffer.length) {
      const larger = new Uint8Array(Math.max(2 * buffer.length, length + step.value.length));
      larger.set(buffer.subarray(0, length));
      buffer = larger;
    }
    buffer.set(step.value, length);
    length += step.value.length;
    onProgress(length);
  }
  return length === buffer.length ? buffer.buffer : buffer.buffer.slice(0, length);
}

/** A cached file that is still intact; a damaged one is removed. */
async function readCached(
  cache: Cache | null,
  key: string,
  record: FileRecord,
  control: ReadControl,
): Promise<SourceFile | null> {
  const response = await cache?.match(key);
  if (response === undefined) return null;
  const bytes = await response.arrayBuffer();
  control.signal?.throwIfAborted();
  if ((await findFileProblem(record, bytes)) !== null) {
    await cache?.delete(key);
    return null;
  }
  control.onProgress?.(bytes.byteLength, true);
  return { bytes, fromCache: true };
}

/** Stores a file. A full disk is no reason to fail: the next visit downloads again. */
async function store(cache: Cache | null, key: string, bytes: ArrayBuffer): Promise<void> {
  await cache?.put(key, new Response(bytes)).catch(() => undefined);
}

/** Frees the space of older versions of a file. */
async function forgetOtherVersions(cache: Cache | null, url: string, key: string): Promise<void> {
  if (cache === null) return;
  const stored = await cache.keys(url, { ignoreSearch: true });
  await Promise.all(stored.filter((request) => request.url !== key).map((request) => cache.delete(request)));
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

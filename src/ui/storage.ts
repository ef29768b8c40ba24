/**
 * @file What this site keeps on the computer, and how to remove it. An origin may hold other sites under other paths: theirs
 * is neither listed nor touched.
 */
import { t } from "../messages/translate";
import { MODEL_CACHE } from "../inference/types";
import { LIST_CACHE, MODELS_URL } from "./modelsFolder";

/** Name of the database, and beginning of every preference's key. */
const SITE = "entity-bias-explorer";

/** One thing that is kept. */
export interface Kept {
  /** Id of a model, or null for the app itself. */
  readonly modelId: string | null;
  readonly bytes: number;
  /** The requests under which its files stand, by name of the cache. */
  readonly files: readonly { readonly cache: string; readonly request: Request }[];
}

/** Address of the folder of this page, with a trailing slash. */
const folder = () => new URL("./", document.baseURI).href;

/** The caches of this site; the service worker puts the folder at the end of its cache's name. */
async function listCaches(): Promise<string[]> {
  if (!("caches" in globalThis)) return [];
  const names = await caches.keys();
  return names.filter((name) => name === MODEL_CACHE || name === LIST_CACHE || name.endsWith(folder()));
}

/** Everything that is kept in caches: models in the order of their ids, then the app's own files. */
export async function listKept(): Promise<readonly Kept[]> {
  const kept = new Map<string | null, { bytes: number; files: Kept["files"][number][] }>();
  for (const cache of await listCaches()) {
    const opened = await caches.open(cache);
    for (const request of await opened.keys()) {
      if (!request.url.startsWith(folder())) continue;
      const modelId = cache === MODEL_CACHE ? readModelId(request.url, MODELS_URL) : null;
      const entry = kept.get(modelId) ?? { bytes: 0, files: [] };
      const response = await opened.match(request);
      entry.bytes += (await response?.blob())?.size ?? 0;
      entry.files.push({ cache, request });
      kept.set(modelId, entry);
    }
  }
  const order = (id: string | null) => (id === null ? "\uffff" : id);
  return [...kept]
    .map(([modelId, entry]) => ({ modelId, ...entry }))
    .sort((a, b) => order(a.modelId).localeCompare(order(b.modelId)));
}

/** Id of the model whose file stands at `url`; null outside the models folder and for its own lists. */
export function readModelId(url: string, modelsUrl: string): string | null {
  if (!url.startsWith(modelsUrl)) return null;
  const [id, file] = url.slice(modelsUrl.length).split("/");
  return id && file ? decodeURIComponent(id) : null;
}

/** Removes the files of one entry. */
export async function removeKept({ files }: Kept): Promise<void> {
  await Promise.all(files.map(async ({ cache, request }) => (await caches.open(cache)).delete(request)));
}

/** Bytes that the browser counts for this origin, and how many it grants; null where it does not say. */
export async function estimateStorage(): Promise<{ usage: number; quota: number } | null> {
  const estimate = await navigator.storage?.estimate?.().catch(() => null);
  return estimate?.usage === undefined || estimate.quota === undefined
    ? null
    : { usage: estimate.usage, quota: estimate.quota };
}

/**
 * Removes everything: models, the app's files, corpora with their scores and decisions, and preferences. Rejects when
 * another tab of the page does not let go of the corpora; what else there was is gone then.
 */
export async function removeEverything(): Promise<void> {
  await (await navigator.serviceWorker?.getRegistration(folder()))?.unregister();
  for (const entry of await listKept()) await removeKept(entry);
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(`${SITE}:`)) localStorage.removeItem(key);
  } catch {
    // Storage that is refused holds nothing.
  }
  await deleteDatabase();
}

function deleteDatabase(): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(SITE);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error(t("The corpora kept here could not be removed.")));
    request.onblocked = () =>
      reject(new Error(t("Another tab of this page still uses the corpora kept here. Close it and remove again.")));
  });
}

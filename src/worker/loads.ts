/** @file Models by name, whose loads can be watched, shared and cancelled. */
import type { LoadEvent } from "../inference/types";
import type { LoadRequest } from "./protocol";

export interface Loads<Model> {
  /**
   * Loads a model, or gives it at once when the same request has been served. Asking for another backend replaces the
   * model; a load of it that is still under way rejects with "AbortError".
   */
  load(request: LoadRequest, onEvent: (event: LoadEvent) => void): Promise<Model>;
  /** The model or its load; throws a plain message when nobody has asked for it. */
  find(what: string, modelId: string): Promise<Model>;
  /** Cancels a load, frees a model. Unknown ids are ignored. */
  drop(modelId: string): void;
}

interface Entry<Model> {
  readonly request: LoadRequest;
  readonly controller: AbortController;
  readonly listeners: ((event: LoadEvent) => void)[];
  readonly loading: Promise<Model>;
}

/** @param start loads a model; it stops when the signal aborts */
export function createLoads<Model extends { dispose(): void }>(
  start: (request: LoadRequest, signal: AbortSignal, onEvent: (event: LoadEvent) => void) => Promise<Model>,
): Loads<Model> {
  const entries = new Map<string, Entry<Model>>();

  const begin = (request: LoadRequest): Entry<Model> => {
    const controller = new AbortController();
    const listeners: Entry<Model>["listeners"] = [];
    const tell = (event: LoadEvent) => listeners.forEach((listener) => listener(event));
    const entry = { request, controller, listeners, loading: start(request, controller.signal, tell) };
    // A load that failed is forgotten, so that the next one starts anew.
    entry.loading.catch(() => {
      if (entries.get(request.modelId) === entry) entries.delete(request.modelId);
    });
    return entry;
  };

  const drop = (modelId: string) => {
    const entry = entries.get(modelId);
    if (entry === undefined) return;
    entries.delete(modelId);
    entry.controller.abort();
    entry.loading.then((model) => model.dispose()).catch(() => undefined); // its caller hears of the failure
  };

  return {
    async load(request, onEvent) {
      let entry = entries.get(request.modelId);
      if (entry?.request.backend !== request.backend || entry.request.modelsUrl !== request.modelsUrl) {
        drop(request.modelId);
        entry = begin(request);
        entries.set(request.modelId, entry);
      }
      entry.listeners.push(onEvent);
      try {
        return await entry.loading;
      } finally {
        entry.listeners.splice(entry.listeners.indexOf(onEvent), 1);
      }
    },
    find(what, modelId) {
      const entry = entries.get(modelId);
      if (entry === undefined) throw new Error(`${what}: expected a loaded model, got "${modelId}". Load it first.`);
      return entry.loading;
    },
    drop,
  };
}

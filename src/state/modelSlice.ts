/** @file Which models there are, which are used, and how far each has loaded. */
import { t } from "../messages/translate";
import type { BackendAttempt, LoadEvent, ModelInfo, TensorMemory } from "../inference/types";
import { BACKEND_NAMES } from "./backendNames";
import { hasName, messageOf, type BackendChoice } from "./engine";
import { findPartner, isOwnModel, parseModelIndex, type ModelIndex } from "./modelIndex";
import type { BenchState, Slice } from "./store";

/** One model on its way into the worker. */
export interface ModelSlot {
  /** "held": the connection is metered, and the user has not said yes. */
  readonly status: "loading" | "ready" | "failed" | "cancelled" | "held";
  readonly loadedBytes: number;
  /** 0 until the model's config is known. */
  readonly totalBytes: number;
  /** Whether all bytes so far came from the browser's cache. */
  readonly isFromCache: boolean;
  /** What is being tried again; null when nothing is. */
  readonly retry: { readonly file: string; readonly attempt: number; readonly reason: string } | null;
  readonly attempts: readonly BackendAttempt[];
  /** The loaded model; kept while it loads again on another backend. */
  readonly info: ModelInfo | null;
  readonly error: string | null;
}

export interface ModelSlice {
  readonly index: ModelIndex | null;
  readonly indexError: string | null;
  /** The model on the stage; null until it is known which is the default. */
  readonly modelId: string | null;
  /** Whether base and VIB stand side by side. */
  readonly isComparing: boolean;
  readonly backend: BackendChoice;
  readonly slots: Readonly<Record<string, ModelSlot>>;
  /** Reads the list of models and loads the one asked for. Call once. */
  start(): Promise<void>;
  chooseModel(modelId: string): void;
  /** Loads the models that are wanted and not here yet, and asks them. */
  loadWanted(): void;
  setComparing(isComparing: boolean): void;
  chooseBackend(backend: BackendChoice): void;
  loadModel(modelId: string): Promise<void>;
  cancelLoad(modelId: string): void;
  /** Takes the GPU device away to try the recovery; says so when no GPU is in use. */
  loseDevice(): Promise<void>;
  /** Counts the tensors of all models in use; null before the first. */
  measureTensors(): Promise<TensorMemory | null>;
  /** The engine has moved a loaded model to another backend by itself. */
  noteBackendChange(info: ModelInfo, reason: string): void;
}

const EMPTY_SLOT: ModelSlot = {
  status: "loading",
  loadedBytes: 0,
  totalBytes: 0,
  isFromCache: true,
  retry: null,
  attempts: [],
  info: null,
  error: null,
};

/**
 * What a load event changes in its slot. Events and the answer of a load come from the worker over two ports, so one may
 * arrive after the answer, which says all of it: nothing changes then.
 */
export function applyLoadEvent(slot: ModelSlot, event: LoadEvent): ModelSlot {
  if (slot.status !== "loading") return slot;
  switch (event.kind) {
    case "config":
      return { ...slot, totalBytes: event.totalBytes };
    case "download":
      return {
        ...slot,
        loadedBytes: event.loadedBytes,
        totalBytes: event.totalBytes,
        isFromCache: slot.isFromCache && event.fromCache,
        retry: null,
      };
    case "retry":
      return { ...slot, retry: { file: event.file, attempt: event.attempt, reason: event.reason } };
    case "backend":
      return { ...slot, attempts: [...slot.attempts, event.attempt] };
    case "ready":
      return { ...slot, retry: null };
  }
}

/** Ids of the models in use, base before VIB as they are drawn; empty until one is known. */
export function selectActiveIds(state: Pick<ModelSlice, "index" | "modelId" | "isComparing">): string[] {
  const { index, modelId, isComparing } = state;
  if (modelId === null) return [];
  const partner = isComparing && index ? findPartner(index, modelId) : null;
  if (!partner) return [modelId];
  return partner.bottleneck ? [modelId, partner.id] : [partner.id, modelId];
}

/** Ids of the models that read the sentence of the stage: those in use, and a pair set side by side. */
export function selectWantedIds(state: Pick<BenchState, "index" | "modelId" | "isComparing" | "pair">): string[] {
  const { index, pair } = state;
  const isKnown = (id: string) => index?.models.some((model) => model.id === id) ?? false;
  return [...new Set([...selectActiveIds(state), ...(pair ?? []).filter(isKnown)])];
}

/**
 * Models that stay in the worker: those in use, and the newest others up to this number. On a processor each takes about
 * 170 MB (float32 matrices, and a copy of them that the product reads), what a variant shares with its base counted once.
 */
const MOST_LOADED = 4;

export const createModelSlice: Slice<ModelSlice> = (set, get, env) => {
  const controllers = new Map<string, AbortController>();
  /** Ids of models that were asked for, the newest last. */
  const recent = new Set<string>();
  const noteUse = (ids: readonly string[]) => {
    for (const id of ids) {
      recent.delete(id);
      recent.add(id);
    }
  };
  /** Frees the models that were not used for longest. One that is needed again is loaded again. */
  const unloadOld = () => {
    const { index, modelId, slots } = get();
    const partner = index && modelId !== null ? findPartner(index, modelId) : null;
    const inUse = new Set([...selectWantedIds(get()), partner?.id]);
    // One of the reader's own would have to be opened again by hand.
    const isListed = (id: string) => index?.models.some((model) => model.id === id && model.role !== "own") ?? false;
    const ready = Object.keys(slots).filter((id) => slots[id]!.status === "ready" && isListed(id));
    const order = [...ready.filter((id) => !recent.has(id)), ...[...recent].filter((id) => ready.includes(id))];
    const old = order.filter((id) => !inUse.has(id)).slice(0, Math.max(0, ready.length - MOST_LOADED));
    if (old.length === 0) return;
    set({ slots: Object.fromEntries(Object.entries(slots).filter(([id]) => !old.includes(id))) });
    for (const id of old) void env.engine.unload(id).catch(() => undefined); // a worker that is gone holds no model
  };
  const put = (modelId: string, change: (slot: ModelSlot) => ModelSlot) =>
    set({ slots: { ...get().slots, [modelId]: change(get().slots[modelId] ?? EMPTY_SLOT) } });
  const loadUnlessMetered = async (modelId: string) => {
    if (!env.asksFirst) return get().loadModel(modelId);
    if (!(await env.asksFirst(modelId))) return get().loadModel(modelId);
    const models = get().index?.models ?? [];
    const own = models.find(({ id }) => id === modelId);
    const base = models.find(({ id }) => id === own?.base);
    const isBaseAbsent = base !== undefined && (await env.asksFirst(base.id));
    const totalBytes = (own?.bytes ?? 0) + (isBaseAbsent ? base.bytes : 0);
    put(modelId, ({ info }) => ({ ...EMPTY_SLOT, info, status: "held", totalBytes }));
  };
  const loadWanted = () => {
    const wanted = selectWantedIds(get());
    noteUse(wanted);
    for (const id of wanted) {
      const status = get().slots[id]?.status;
      if (status !== "ready" && status !== "loading") void loadUnlessMetered(id);
    }
    get().ask();
  };
  return {
    index: null,
    indexError: null,
    modelId: env.url.modelId ?? env.built.defaultModelId,
    isComparing: false,
    backend: env.url.backend,
    slots: {},
    loadWanted,
    async start() {
      get().ask();
      try {
        const index = parseModelIndex(await env.fetchJson("index.json"));
        const asked = env.url.modelId;
        const isKnown = index.models.some(({ id }) => id === asked);
        if (asked !== null && !isKnown) {
          if (isOwnModel(asked)) get().awaitOwnModel(asked);
          else {
            get().addNotice(() =>
              t("There is no model “{model}” here. The default model is used instead.", { model: asked }),
            );
          }
        }
        set({ index, indexError: null, modelId: asked !== null && isKnown ? asked : index.default });
        loadWanted();
      } catch (error) {
        set({ indexError: messageOf(error) });
      }
    },
    chooseModel(modelId) {
      set({ modelId });
      loadWanted();
    },
    setComparing(isComparing) {
      set({ isComparing });
      loadWanted();
    },
    chooseBackend(backend) {
      set({ backend });
      for (const id of Object.keys(get().slots)) void get().loadModel(id);
    },
    async loadModel(modelId) {
      controllers.get(modelId)?.abort();
      const controller = new AbortController();
      controllers.set(modelId, controller);
      const isNewest = () => controllers.get(modelId) === controller;
      put(modelId, ({ info }) => ({ ...EMPTY_SLOT, info }));
      try {
        const info = await env.engine.load(modelId, {
          backend: get().backend,
          signal: controller.signal,
          onEvent: (event) => isNewest() && put(modelId, (slot) => applyLoadEvent(slot, event)),
        });
        if (!isNewest()) return;
        put(modelId, (slot) => ({ ...slot, status: "ready", info, attempts: info.attempts, retry: null }));
        get().matchModel(info);
        get().ask(modelId);
        unloadOld();
      } catch (error) {
        if (!isNewest()) return;
        const isCancelled = hasName(error, "AbortError");
        put(modelId, (slot) => ({
          ...slot,
          status: isCancelled ? "cancelled" : "failed",
          info: null,
          retry: null,
          error: isCancelled ? null : messageOf(error),
        }));
      }
    },
    cancelLoad: (modelId) => controllers.get(modelId)?.abort(),
    async loseDevice() {
      if (await env.engine.loseDevice()) return;
      get().addNotice(() => t("No graphics device is in use, so none could be lost."));
    },
    measureTensors: () => env.engine.measureTensors(),
    noteBackendChange(info, reason) {
      const isMoved = get().slots[info.id]?.info?.backend !== info.backend;
      const values = { title: info.title, backend: BACKEND_NAMES[info.backend].name };
      put(info.id, (slot) => ({ ...slot, info, attempts: info.attempts, status: "ready" }));
      get().addNotice(() => (isMoved ? `${reason} ${t("{title} now runs on {backend}.", values)}` : reason));
      get().ask(info.id);
    },
  };
};

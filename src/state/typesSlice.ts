/** @file Entity types found in the text, for models that read types where the reader has given none. */
import type { CharSpan, Role } from "../data/example";
import type { FoundEntity, LoadEvent } from "../inference/types";
import { setArgumentType, type Draft } from "./draft";
import { hasName, messageOf } from "./engine";
import { findExtractor, type ExtractorEntry } from "./modelIndex";
import { selectWantedIds } from "./modelSlice";
import type { BenchState, Slice } from "./store";
import { originOf } from "./swapDraft";

/** What an argument was found to be. */
export interface FoundType extends Pick<FoundEntity, "type" | "score"> {
  /** Whether it scores less than what the extractor itself takes for an entity. */
  readonly isWeak: boolean;
}

/** How far the newest search for types is. */
export interface TypesRun {
  /** "held": the connection is metered, and the reader has not said yes. */
  readonly status: "idle" | "loading" | "reading" | "held" | "cancelled" | "failed";
  /** Bytes of the extractor, while it loads. */
  readonly numDone: number;
  readonly numTotal: number;
  /** Why it failed; null otherwise. */
  readonly error: string | null;
}

export interface TypesSlice {
  /** By extractor, text and span (`keyOf`); null where the extractor found nothing. The reader's own types stand in the draft. */
  readonly foundTypes: Readonly<Record<string, FoundType | null>>;
  readonly typesRun: TypesRun;
  /**
   * Looks for the types that the stage lacks, if a model in use reads types; the extractor is fetched with the first. A
   * search that was stopped, failed or is held goes on only when it `isAsked` for.
   */
  findTypes(isAsked?: boolean): Promise<void>;
  /** Stops the search; models read the names without types then. */
  cancelTypes(): void;
}

/** The part of the state that says which types the stage has. */
export type TypedState = Pick<
  BenchState,
  "history" | "index" | "modelId" | "isComparing" | "pair" | "slots" | "foundTypes"
>;

const ROLES = ["subject", "object"] as const;
const IDLE: TypesRun = { status: "idle", numDone: 0, numTotal: 0, error: null };
/** Findings that are kept, the newest. */
const MOST_KEPT = 200;

const keyOf = (extractorId: string, text: string, { start, end }: CharSpan) =>
  JSON.stringify([extractorId, text, start, end]);

/** The entity types that the models in use read; null when none reads any. */
export function selectTypesRead(state: TypedState): readonly string[] | null {
  const reader = selectWantedIds(state).find((id) => state.slots[id]?.info?.typesRead !== undefined);
  return reader === undefined ? null : state.slots[reader]!.info!.typesRead!;
}

/** The model that finds the types which models in use read; null when none of these reads types, or no such model is here. */
export function selectTypeFinder(state: TypedState): ExtractorEntry | null {
  const { index, modelId } = state;
  if (selectTypesRead(state) === null || index === null || modelId === null) return null;
  return findExtractor(index, modelId);
}

/** What was found for an argument without a type: null for nothing, undefined while it has not been looked for. */
export function selectFoundType(state: TypedState, role: Role): FoundType | null | undefined {
  const finder = selectTypeFinder(state);
  const { text, [role]: argument } = originOf(state.history.present);
  if (finder === null || argument === null || argument.type !== undefined) return undefined;
  return state.foundTypes[keyOf(finder.id, text, argument)];
}

/** The sentence on the stage as the models read it: with the types that were found where the reader gave none. */
export function selectTyped(state: TypedState): Draft {
  return ROLES.reduce((draft, role) => {
    const found = selectFoundType(state, role);
    return found ? setArgumentType(draft, role, found.type) : draft;
  }, state.history.present);
}

/** Arguments whose types are still to be looked for, in the sentence before any swap. */
function listMissing(state: TypedState): { readonly text: string; readonly span: CharSpan; readonly key: string }[] {
  const finder = selectTypeFinder(state);
  if (finder === null) return [];
  const { text, ...origin } = originOf(state.history.present);
  return ROLES.flatMap((role) => {
    const span = origin[role];
    if (span === null || span.type !== undefined) return [];
    const key = keyOf(finder.id, text, span);
    return state.foundTypes[key] === undefined ? [{ text, span, key }] : [];
  });
}

/** Whether types of the sentence on the stage are on their way, so that a model that reads them waits. */
export function isAwaitingTypes(state: TypedState & Pick<BenchState, "typesRun">): boolean {
  const { status } = state.typesRun;
  return (status === "loading" || status === "reading") && listMissing(state).length > 0;
}

export const createTypesSlice: Slice<TypesSlice> = (set, get, { extraction, asksFirst }) => {
  let controller: AbortController | null = null;
  const put = (part: Partial<TypesRun>) => set({ typesRun: { ...get().typesRun, ...part } });
  const keep = (key: string, found: FoundType | null) => {
    const newest = Object.entries(get().foundTypes).slice(1 - MOST_KEPT);
    set({ foundTypes: Object.fromEntries([...newest, [key, found]]) });
  };
  const noteLoad = (event: LoadEvent) => {
    if (get().typesRun.status !== "loading") return;
    if (event.kind === "config") put({ numTotal: event.totalBytes });
    if (event.kind === "download") put({ numDone: event.loadedBytes, numTotal: event.totalBytes });
  };

  /** Looks for what is missing until nothing is: the stage may change meanwhile. */
  const search = async (engine: NonNullable<typeof extraction>, signal: AbortSignal) => {
    const { findMention, sentencesAround } = await import("../analysis/foundTypes");
    for (let finder = selectTypeFinder(get()); finder !== null; finder = selectTypeFinder(get())) {
      const [missing] = listMissing(get());
      if (missing === undefined) return;
      // One that is there already is given at once.
      const { backend } = get();
      const { id, entityThreshold } = await engine.loadExtractor(finder.id, { backend, signal, onEvent: noteLoad });
      put({ status: "reading" });
      const { text, span, key } = missing;
      const { start, end } = sentencesAround(text, span);
      const sentences = await engine.extract(id, text.slice(start, end), {}, { lane: "types", signal });
      const found = findMention(sentences, { start: span.start - start, end: span.end - start });
      keep(key, found && { type: found.type, score: found.score, isWeak: found.score <= entityThreshold });
    }
  };

  return {
    foundTypes: {},
    typesRun: IDLE,
    async findTypes(isAsked = false) {
      const finder = selectTypeFinder(get());
      const { status } = get().typesRun;
      const isRunning = status === "loading" || status === "reading";
      if (!extraction || finder === null || isRunning || (status !== "idle" && !isAsked)) return;
      if (listMissing(get()).length === 0) return;
      controller = new AbortController();
      set({ typesRun: { ...IDLE, status: "loading" } });
      try {
        const isHeld = !isAsked && ((await asksFirst?.(finder.id)) ?? false);
        if (!isHeld) await search(extraction, controller.signal);
        set({ typesRun: isHeld ? { ...IDLE, status: "held" } : IDLE });
      } catch (error) {
        const isCancelled = hasName(error, "AbortError");
        set({
          typesRun: {
            ...IDLE,
            ...(isCancelled ? { status: "cancelled" } : { status: "failed", error: messageOf(error) }),
          },
        });
      }
      get().ask();
    },
    cancelTypes: () => controller?.abort(),
  };
};

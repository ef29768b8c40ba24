/** @file Asking the models and keeping what they answered. */
import { checkDraft, toExample } from "./draft";
import { questionKey, type Answer, type ModelFacts } from "./answer";
import { hasName, messageOf } from "./engine";
import { selectActiveIds, selectWantedIds } from "./modelSlice";
import { DEFAULT_KNOBS } from "./settingsSlice";
import type { BenchState, Slice } from "./store";
import { isAwaitingTypes, selectTyped, type TypedState } from "./typesSlice";

export interface ReadingSlice {
  /** Newest answer of each model; it may answer an earlier question while a new one is worked on. */
  readonly answers: Readonly<Record<string, Answer>>;
  /** What a model could not answer, with the key of the question. */
  readonly failures: Readonly<Record<string, { readonly key: string; readonly message: string }>>;
  /**
   * Asks every model in use, and a pair set side by side, the question on the stage, unless it has answered it already. Until a model is loaded its
   * build-time answer is shown, where there is one. `again`: a model to ask even if it has answered.
   */
  ask(again?: string): void;
}

/** Key of the question on the stage for one model. Empty while an argument is missing. */
export function selectKey(
  state: TypedState & Pick<BenchState, "knobs">,
  model: Pick<ModelFacts, "hasBottleneck" | "typesRead">,
): string {
  return questionKey(selectTyped(state), state.knobs, model);
}

/** Whether any of these models has answered an earlier question than the one on the stage. */
export function isAnyStale(state: TypedState & Pick<BenchState, "knobs" | "answers">, ids: readonly string[]): boolean {
  return ids.some((id) => {
    const answer = state.answers[id];
    return answer !== undefined && answer.key !== selectKey(state, answer.model);
  });
}

/** Whether the stage shows an example as written, with the knobs the build used. */
function isAsBuilt({ history, knobs }: BenchState): boolean {
  return (
    history.present.exampleId !== null &&
    knobs.beta === DEFAULT_KNOBS.beta &&
    knobs.draws === DEFAULT_KNOBS.draws &&
    knobs.seed === DEFAULT_KNOBS.seed
  );
}

/** What stands in the way of an answer, in plain words; empty when nothing does. */
export function selectProblems(state: BenchState): string[] {
  const problems = checkDraft(state.history.present);
  if (problems.length > 0) return problems;
  const failures = selectActiveIds(state).flatMap((id) => {
    const failure = state.failures[id];
    const info = state.slots[id]?.info;
    return failure && info && failure.key === selectKey(state, info) ? [failure.message] : [];
  });
  return [...new Set(failures)];
}

export const createReadingSlice: Slice<ReadingSlice> = (set, get, { engine, built }) => {
  const inFlight = new Map<string, string>();
  const put = (modelId: string, answer: Answer) => set({ answers: { ...get().answers, [modelId]: answer } });

  const showBuilt = (modelId: string) => {
    const { present } = get().history;
    const found = isAsBuilt(get()) && present.exampleId !== null ? built.find(modelId, present.exampleId) : null;
    if (!found) return;
    const { model, reading } = found;
    const key = selectKey(get(), model);
    if (get().answers[modelId]?.key === key) return;
    put(modelId, { key, model, reading, text: present.text, gold: present.relation, isBuilt: true });
  };

  const askModel = async (modelId: string, isAgain: boolean) => {
    const info = get().slots[modelId]?.info;
    const { present } = get().history;
    const example = toExample(selectTyped(get()));
    if (!info || !example || (info.typesRead !== undefined && isAwaitingTypes(get()))) return;
    const key = selectKey(get(), info);
    const known = get().answers[modelId];
    const isAnswered = known?.key === key && !known.isBuilt;
    if (!isAgain && (isAnswered || inFlight.get(modelId) === key)) return;
    const { beta, draws, seed } = get().knobs;
    const options = { draws: info.hasBottleneck ? draws : 0, seed, ...(beta === null ? {} : { beta }) };
    inFlight.set(modelId, key);
    try {
      const reading = await engine.predict(modelId, example, options, { lane: modelId });
      // The stage may have gone back to a question that was answered before; then nothing newer is in flight.
      if (inFlight.get(modelId) !== key || selectKey(get(), info) !== key) return;
      put(modelId, { key, model: info, reading, text: present.text, gold: present.relation, isBuilt: false });
      get().noteReading();
    } catch (error) {
      if (hasName(error, "StaleError") || inFlight.get(modelId) !== key) return;
      set({ failures: { ...get().failures, [modelId]: { key, message: messageOf(error) } } });
    } finally {
      if (inFlight.get(modelId) === key) inFlight.delete(modelId);
    }
  };

  return {
    answers: {},
    failures: {},
    ask(again) {
      void get().findTypes();
      const isReadable = checkDraft(get().history.present).length === 0;
      for (const id of selectWantedIds(get())) {
        if (!get().slots[id]?.info) showBuilt(id);
        else if (isReadable) void askModel(id, id === again);
      }
    },
  };
};

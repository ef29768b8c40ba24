/** @file Undo and redo of what was done on the page, whatever it was. */
import type { Said } from "../messages/translate";
import { freshScores } from "./corpusSlice";
import { findChange, NO_STEPS, pushStep, redoStep, undoStep, type History } from "./history";
import type { BenchState, Slice } from "./store";
import type { View } from "./urlState";

/** Parts of the state that a step can change. The scores of a corpus come back from the store of this computer. */
const REVERSIBLE = [
  "history",
  "exampleIndex",
  "knobs",
  "corpus",
  "filter",
  "varianceOf",
  "slicing",
  "flipPoints",
  "scoreSettings",
  "slices",
  "review",
  "mapping",
  "modelId",
  "isComparing",
  "pin",
  "log",
  "userNames",
  "swapRole",
  "swapSeed",
  "modelsView",
  "pair",
  "foundIn",
] as const satisfies readonly (keyof BenchState)[];

/** A slider that is moved, or a number that is typed, is one step as long as it does not rest for this time. */
const GESTURE_MS = 1000;

export interface StepOptions {
  /** Where the effect is seen; the view that is open when absent. */
  readonly view?: View;
  /** Names a gesture of many changes; see `mergeMs`. */
  readonly gesture?: string;
  /** How long after its last change the gesture still goes on; `Infinity` while the pointer is down. */
  readonly mergeMs?: number;
}

export interface HistorySlice {
  readonly steps: History<BenchState, View>;
  /** Applies a change as one step that can be undone; parts of it that cannot be undone are only applied. */
  step(name: Said, change: Partial<BenchState>, options?: StepOptions): void;
  undo(): void;
  redo(): void;
}

export const createHistorySlice: Slice<HistorySlice> = (set, get, { examples }) => {
  const travel = (
    steps: HistorySlice["steps"],
    from: Partial<BenchState>,
    to: Partial<BenchState>,
    view: View,
    isRedo: boolean,
  ) => {
    const { corpus } = get();
    // Rows that another tab has decided meanwhile stay as they are.
    const isReview = from.review !== undefined && to.review !== undefined;
    const change = isReview ? { ...to, review: get().travelReview(from.review!, to.review!) } : to;
    // Previous and next go on from the example that was brought back.
    const index = examples.findIndex(({ id }) => id === change.history?.present.exampleId);
    const place = index < 0 ? {} : { exampleIndex: index };
    const isOtherCorpus = change.corpus !== undefined && change.corpus !== corpus;
    const scores = isOtherCorpus ? freshScores(change.corpus ?? null) : {};
    set({ steps, ...change, ...place, ...scores, isEditing: false, hasEditStep: false });
    if (view !== get().view) get().setView(view);
    if (change.slices !== undefined) get().saveSlices();
    if (change.mapping !== undefined) void get().saveMapping();
    if (isOtherCorpus) get().adoptCorpus(isRedo ? corpus : null);
    const { modelId } = get();
    const isOtherModel = change.modelId !== undefined || change.isComparing !== undefined || change.pair !== undefined;
    if (isOtherModel && modelId !== null) get().chooseModel(modelId);
    if (change.history !== undefined || change.knobs !== undefined) get().ask();
  };
  return {
    steps: NO_STEPS,
    step(name, change, { view = get().view, gesture, mergeMs = GESTURE_MS } = {}) {
      const found = findChange(get(), change, REVERSIBLE);
      if (found === null) return set(change);
      const step = { name, view, gesture: gesture ?? null, at: Date.now(), ...found };
      set({ ...change, steps: pushStep(get().steps, step, mergeMs) });
    },
    undo() {
      const undone = undoStep(get().steps);
      if (undone !== null) travel(undone.history, undone.step.after, undone.step.before, undone.step.view, false);
    },
    redo() {
      const redone = redoStep(get().steps);
      if (redone !== null) travel(redone.history, redone.step.before, redone.step.after, redone.step.view, true);
    },
  };
};

/** @file Reading A, pinned, beside reading B, the one on the stage. */
import { t } from "../messages/translate";
import { computeDivergence } from "../analysis/divergence";
import type { Answer, Knobs } from "./answer";
import type { Draft } from "./draft";
import { selectActiveIds } from "./modelSlice";
import { topLabel } from "./predictionRows";
import { selectKey } from "./readingSlice";
import type { BenchState, Slice } from "./store";

/** A reading with all that it rests on. */
export interface Pin {
  readonly draft: Draft;
  readonly knobs: Knobs;
  readonly modelId: string | null;
  readonly isComparing: boolean;
  /** Base before VIB; at least one. */
  readonly answers: readonly Answer[];
}

export interface PinSlice {
  /** Reading A; null when nothing is pinned. */
  readonly pin: Pin | null;
  /** Pins what is on the stage; nothing happens before it has been read. */
  pinReading(): void;
  unpin(): void;
  /** A goes on the stage, what was there is pinned. A step of history. */
  exchangePin(): void;
}

/** The reading on the stage; null until every model in use has answered. */
export function selectCurrent(state: BenchState): Pin | null {
  const { history, knobs, modelId, isComparing } = state;
  const ids = selectActiveIds(state);
  const answers = ids.flatMap((id): Answer[] => {
    const answer = state.answers[id];
    return answer && answer.key === selectKey(state, answer.model) ? [answer] : [];
  });
  if (answers.length === 0 || answers.length < ids.length) return null;
  return { draft: history.present, knobs, modelId, isComparing, answers };
}

/** One answer of A beside one of B. */
export interface Comparison {
  readonly a: Answer;
  readonly b: Answer;
  readonly isFlip: boolean;
  /** Jensen-Shannon divergence in bits; null between models with unlike label sets. */
  readonly divergence: number | null;
}

/** Each answer of B with A's answer of the same model; with the first of A where A was read by other models. */
export function comparePins(a: Pin, b: Pin): Comparison[] {
  const isShared = b.answers.some(({ model }) => a.answers.some((one) => one.model.id === model.id));
  return b.answers.flatMap((answer) => {
    const other = isShared ? a.answers.find(({ model }) => model.id === answer.model.id) : a.answers[0];
    if (!other) return [];
    const isAlike = other.model.labels.join() === answer.model.labels.join();
    const divergence = isAlike ? computeDivergence(other.reading.probabilities, answer.reading.probabilities) : null;
    return [{ a: other, b: answer, isFlip: topLabel(other).label !== topLabel(answer).label, divergence }];
  });
}

export const createPinSlice: Slice<PinSlice> = (set, get) => ({
  pin: null,
  pinReading() {
    const current = selectCurrent(get());
    if (current) set({ pin: current });
  },
  unpin: () => set({ pin: null }),
  exchangePin() {
    const { pin } = get();
    const current = selectCurrent(get());
    if (!pin || !current) return;
    const { draft, knobs, modelId, isComparing } = pin;
    const change = { pin: current, history: { present: draft }, knobs, isEditing: false, hasEditStep: false };
    get().step(() => t("swap A and B"), change, { view: "bench" });
    if (modelId !== null && modelId !== current.modelId) get().chooseModel(modelId);
    if (isComparing !== current.isComparing) get().setComparing(isComparing);
    get().ask();
  },
});

/** @file What the Models view shows, and the two models that stand side by side on one sentence. */
import { t, type Said } from "../messages/translate";
import { findPartner } from "./modelIndex";
import type { BenchState, Slice } from "./store";

/** What is chosen in the Models view. */
export interface ModelsView {
  /** Id of the study; null: the first. */
  readonly study: string | null;
  /** Name of the run whose details are open; null: none. */
  readonly run: string | null;
  /** The set that ID is compared with. */
  readonly ood: string;
  /** Whether the table shows scores or paired differences to base. */
  readonly shows: "scores" | "differences";
  /** Column and direction of the table; null: the order of the study. */
  readonly sort: { readonly id: string; readonly isRising: boolean } | null;
}

/** Ids of the models A and B. */
export type Pair = readonly [a: string, b: string];

export interface ModelsSlice {
  readonly modelsView: ModelsView;
  /** Models that read the sentence of the stage side by side, besides those of the Bench; null: none. */
  readonly pair: Pair | null;
  /** Changes what the Models view shows, as a step of this name. */
  lookAt(name: Said, part: Partial<ModelsView>): void;
  /** Sets A and B side by side; what is null is filled with the model in use or its partner. */
  choosePair(a: string | null, b: string | null): void;
  closePair(): void;
  /** Puts a model on the stage and opens the Bench, or its card. */
  openModel(modelId: string, view: "bench" | "card"): void;
}

export const DEFAULT_MODELS_VIEW: ModelsView = {
  study: null,
  run: null,
  ood: "typeSwap",
  shows: "scores",
  sort: null,
};

const titleOf = ({ index }: BenchState, id: string) => index?.models.find((model) => model.id === id)?.title ?? id;

export const createModelsSlice: Slice<ModelsSlice> = (_set, get) => ({
  modelsView: DEFAULT_MODELS_VIEW,
  pair: null,
  lookAt: (name, part) => get().step(name, { modelsView: { ...get().modelsView, ...part } }, { view: "models" }),
  choosePair(a, b) {
    const { index, modelId } = get();
    if (index === null || modelId === null) return;
    const first = a ?? (b === modelId ? (findPartner(index, modelId)?.id ?? modelId) : modelId);
    const partner = findPartner(index, first)?.id ?? index.models.find(({ id }) => id !== first)?.id;
    const second = b ?? (first === modelId ? partner : modelId);
    if (second === undefined || second === first) return;
    const pair: Pair = [first, second];
    const titles = { first: titleOf(get(), first), second: titleOf(get(), second) };
    get().step(() => t("{first} beside {second}", titles), { pair });
    get().loadWanted();
  },
  closePair: () => get().step(() => t("close the two models"), { pair: null }),
  openModel(modelId, view) {
    const values = { title: titleOf(get(), modelId) };
    const name = () =>
      view === "bench" ? t("{title} in the Bench", values) : t("{title} as the card’s model", values);
    get().step(name, { modelId }, { view });
    get().setView(view);
    get().loadWanted();
  },
});

/** @file Which view is open, in which colours, and what the reader has to be told. */
import type { Said } from "../messages/translate";
import { messageOf } from "./engine";
import type { ModelCard } from "./modelCard";
import type { Slice } from "./store";
import type { View } from "./urlState";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** A model's card on its way to the page. */
export type CardState =
  | { readonly status: "loading" }
  | { readonly status: "ready"; readonly card: ModelCard }
  | { readonly status: "failed"; readonly message: string };

/** Whether the app itself is kept for visits without a network; "newer": and a newer version waits for the next visit. */
export type OfflineState = "unknown" | "kept" | "newer" | "refused";

export interface ViewSlice {
  readonly view: View;
  readonly offline: OfflineState;
  readonly theme: Theme;
  /** Whether the page is set for a projector: larger, with more contrast and fewer controls. */
  readonly isProjector: boolean;
  /** Things that happened unasked, oldest first: a lost GPU device, a change of backend. */
  readonly notices: readonly Said[];
  readonly cards: Readonly<Record<string, CardState>>;
  setView(view: View): void;
  setTheme(theme: Theme): void;
  /** Remembered on this computer, unless a link asked for it. */
  setProjector(isProjector: boolean, isKept?: boolean): void;
  addNotice(notice: Said): void;
  dismissNotices(): void;
  /** Fetches a model's card once; a failed one is tried again. */
  loadCard(modelId: string): Promise<void>;
}

/** Keys of the preferences that are kept on this computer. */
export const THEME_KEY = "entity-bias-explorer:theme";
const PROJECTOR_KEY = "entity-bias-explorer:projector";

export const createViewSlice: Slice<ViewSlice> = (set, get, { preferences, fetchJson, url }) => ({
  view: url.view,
  offline: "unknown",
  theme: THEMES.find((name) => name === preferences.read(THEME_KEY)) ?? "system",
  isProjector: preferences.read(PROJECTOR_KEY) === "1",
  notices: [],
  cards: {},
  setView: (view) => set({ view }),
  setTheme(theme) {
    preferences.write(THEME_KEY, theme);
    set({ theme });
  },
  setProjector(isProjector, isKept = true) {
    if (isKept) preferences.write(PROJECTOR_KEY, isProjector ? "1" : "0");
    set({ isProjector });
  },
  addNotice: (notice) => set({ notices: [...get().notices, notice] }),
  dismissNotices: () => set({ notices: [] }),
  async loadCard(modelId) {
    const known = get().cards[modelId];
    if (known && known.status !== "failed") return;
    const put = (card: CardState) => set({ cards: { ...get().cards, [modelId]: card } });
    put({ status: "loading" });
    try {
      const [{ parseModelCard }, json] = await Promise.all([import("./modelCard"), fetchJson(`${modelId}/card.json`)]);
      put({ status: "ready", card: parseModelCard(json) });
    } catch (error) {
      put({ status: "failed", message: messageOf(error) });
    }
  },
});

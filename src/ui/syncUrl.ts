/**
 * @file Keeps the address in step with the page, so that a reload loses nothing that may stand in it. Model, backend and
 * view stand in the query; the rest behind “#”, which is never sent. A sentence or a file of one's own never goes in.
 */
import { parseLanguage } from "../messages/languages";
import type { BenchState, BenchStore } from "../state/store";
import { formatUrlState, isLessonLink, isLink, parseUrlState } from "../state/urlState";

/** The fragment follows when the page has rested for this time. */
const REST_MS = 500;

/** Parts of the state that the fragment tells of. What writes it is fetched when one of them changes first. */
const FOLLOWED = [
  "history",
  "knobs",
  "isComparing",
  "swapRole",
  "swapSeed",
  "corpus",
  "filter",
  "varianceOf",
  "slicing",
  "flipPoints",
  "scoreSettings",
  "modelsView",
  "pair",
  "linked",
  "lessonLink",
] as const satisfies readonly (keyof BenchState)[];

/** Whether a link waits for its file: it stays, so that a reload waits too. */
const isWaiting = ({ linked }: BenchState) => linked?.status === "awaited" || linked?.status === "other";

/** Starts to follow the store, the browser's back button, and links pasted into the address. */
export function syncUrl(store: BenchStore): void {
  let timer: ReturnType<typeof setTimeout>;
  const replace = (search: string, fragment: string) => {
    if (search !== location.search || fragment !== location.hash) {
      history.replaceState(null, "", `${location.pathname}${search}${fragment}`);
    }
  };
  const follow = async () => {
    // A lesson that came in the address stays there: a reload, or a copy of the address, is the lesson again.
    if (isWaiting(store.getState()) || store.getState().lessonLink !== null) return;
    const written = await store
      .getState()
      .writeLink(false)
      .catch((error: unknown) => {
        // Offline, what writes the link may be missing; the next change tries again.
        if (navigator.onLine) throw error;
        return null;
      });
    if (written === null) return;
    const { fragment } = written;
    if (fragment !== "" || isLink(location.hash) || isLessonLink(location.hash)) replace(location.search, fragment);
  };
  store.subscribe((state, before) => {
    if (FOLLOWED.some((part) => state[part] !== before[part])) {
      clearTimeout(timer);
      timer = setTimeout(() => void follow(), REST_MS);
      // A closed corpus leaves the address at once: a reload right after must not open it again. The rest of the link
      // comes back when it is written anew.
      const isClosed = state.corpus === null && before.corpus !== null;
      if (isClosed && !isWaiting(state) && isLink(location.hash)) {
        replace(location.search, "");
        void follow();
      }
    }
    const isOther = state.view !== before.view;
    const isSpoken = state.isLanguageInUrl && state.language !== parseLanguage(location.search);
    if (!isOther && !isSpoken && state.modelId === before.modelId && state.backend === before.backend) return;
    const modelId = state.index !== null && state.modelId === state.index.default ? null : state.modelId;
    // Until the list of models is known the address stays as it came.
    if (state.index === null && !isOther && !isSpoken) return;
    const search = formatUrlState(
      { modelId, backend: state.backend, view: state.view },
      location.search,
      state.isLanguageInUrl ? state.language : null,
    );
    if (search === location.search) return;
    if (isOther) history.pushState(null, "", `${location.pathname}${search}${location.hash}`);
    else replace(search, location.hash);
  });
  addEventListener("popstate", () => store.getState().setView(parseUrlState(location.search).view));
  addEventListener("hashchange", () => {
    if (isLink(location.hash)) void store.getState().openLink(location.hash);
    else if (isLessonLink(location.hash)) void store.getState().openLessonLink(location.hash);
  });
}

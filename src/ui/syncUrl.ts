/** @file Keeps the address in step with model, backend and view, so that it can be shared. The sentence never goes in. */
import type { BenchStore } from "../state/store";
import { formatUrlState, parseUrlState } from "../state/urlState";

/** Starts to follow the store, and the browser's back button. */
export function syncUrl(store: BenchStore): void {
  store.subscribe((state, before) => {
    const isOther = state.view !== before.view;
    if (!isOther && state.modelId === before.modelId && state.backend === before.backend) return;
    const modelId = state.index !== null && state.modelId === state.index.default ? null : state.modelId;
    // Until the list of models is known the address stays as it came.
    if (state.index === null && !isOther) return;
    const search = formatUrlState({ modelId, backend: state.backend, view: state.view }, location.search);
    if (search === location.search) return;
    const url = `${location.pathname}${search}${location.hash}`;
    if (isOther) history.pushState(null, "", url);
    else history.replaceState(null, "", url);
  });
  addEventListener("popstate", () => store.getState().setView(parseUrlState(location.search).view));
}

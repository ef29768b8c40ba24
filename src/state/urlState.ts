/** @file What the query of the address says: which model, which backend, which view. The rest of a link: linkFormat. */
import { BACKENDS, NETWORK_PATHS, type NetworkPath } from "../inference/types";
import type { Language } from "../messages/languages";
import type { BackendChoice } from "./engine";

/** The views of the page. */
export const VIEWS = ["bench", "corpus", "review", "models", "learn", "card"] as const;
export type View = (typeof VIEWS)[number];

/** What is read from the address. */
export interface UrlState {
  /** Model folder; null: the default of index.json. */
  readonly modelId: string | null;
  readonly backend: BackendChoice;
  readonly view: View;
}

/** Reads `?model=&backend=&view=`. Unknown or odd values count as absent: an old link still opens the page. */
export function parseUrlState(search: string): UrlState {
  const params = new URLSearchParams(search);
  const model = params.get("model");
  const backend = params.get("backend");
  const view = params.get("view");
  return {
    modelId: model !== null && /^[a-z0-9][a-z0-9._-]*$/i.test(model) ? model : null,
    backend: BACKENDS.find((name) => name === backend) ?? "auto",
    view: VIEWS.find((name) => name === view) ?? "bench",
  };
}

/** Whether the part of an address from "#" on is a link of this page. */
export function isLink(fragment: string): boolean {
  return /^#v=\d/.test(fragment);
}

/** Opens the page as it is on a projector. */
export const PROJECTOR_QUERY = "projector=1";

/** Whether the address asks for the page as it is on a projector. */
export function isProjectorAsked(search: string): boolean {
  return new URLSearchParams(search).get("projector") === "1";
}

/** `?kernels=plain` or `fused`: how networks are run on WebGPU; undefined: what is right for the device. */
export function readKernels(search: string): NetworkPath | undefined {
  const kernels = new URLSearchParams(search).get("kernels");
  return NETWORK_PATHS.find((path) => path === kernels);
}

/** Whether it is a lesson; see lessons/lessonLink. */
export function isLessonLink(fragment: string): boolean {
  return fragment.startsWith("#lesson=");
}

/**
 * The query string that says the same, shortest form: what is default is left out; other parameters are kept.
 * `language`: what `lang` is to say; absent: as in `search`.
 */
export function formatUrlState(state: UrlState, search = "", language: Language | null = null): string {
  const params = new URLSearchParams(search);
  const put = (key: string, value: string | null) => (value === null ? params.delete(key) : params.set(key, value));
  put("model", state.modelId);
  put("backend", state.backend === "auto" ? null : state.backend);
  put("view", state.view === "bench" ? null : state.view);
  if (language !== null) params.set("lang", language);
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

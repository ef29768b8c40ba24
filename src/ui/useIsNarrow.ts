/** @file Whether the page is laid out for a phone. */
import { useSyncExternalStore } from "react";

const QUERY = "(max-width: 720px)";

function subscribe(onChange: () => void): () => void {
  const media = matchMedia(QUERY);
  media.addEventListener("change", onChange);
  return () => media.removeEventListener("change", onChange);
}

/** True up to 720 px, the width at which the stylesheets turn to one column. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(QUERY).matches);
}

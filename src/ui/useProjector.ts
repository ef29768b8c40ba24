/** @file Sets the page for a projector, by its key, its button or the address; the look is in styles/projector.css. */
import { useEffect } from "react";
import { isProjectorAsked } from "../state/urlState";
import { useBench } from "../state/useBench";
import { useViewKeys } from "./useViewKeys";

const KEYS: ReadonlySet<"p"> = new Set(["p"]);
const NO_KEYS: ReadonlySet<"p"> = new Set();

/** `isEmbedded`: a part of another page has neither the key nor the button, and stays as its host wants it. */
export function useProjector(isEmbedded: boolean): void {
  const isProjector = useBench((state) => state.isProjector && !isEmbedded);
  const setProjector = useBench((state) => state.setProjector);
  useViewKeys(isEmbedded ? NO_KEYS : KEYS, () => setProjector(!isProjector));
  useEffect(() => {
    document.documentElement.toggleAttribute("data-projector", isProjector);
    // An address that asks for what was turned off would turn it on again.
    if (isProjector || !isProjectorAsked(location.search)) return;
    const url = new URL(location.href);
    url.searchParams.delete("projector");
    history.replaceState(null, "", url);
  }, [isProjector]);
}

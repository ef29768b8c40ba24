/** @file What the figures draw: the answers of the models in use, and whether they answer the question on the stage. */
import { useMemo } from "react";
import type { Answer } from "../../state/answer";
import { selectActiveIds } from "../../state/modelSlice";
import { isAnyStale, selectProblems } from "../../state/readingSlice";
import { useBench } from "../../state/useBench";

export interface Shown {
  /** Base before VIB; only models that have answered something. */
  readonly answers: readonly Answer[];
  /** Whether any of them answers an earlier question. */
  readonly isStale: boolean;
  /** Whether all that is shown was computed when the page was built. */
  readonly isBuilt: boolean;
}

export function useShown(): Shown {
  const answers = useBench((state) => state.answers);
  const ids = useBench((state) => selectActiveIds(state).join(" "));
  const isStale = useBench((state) => isAnyStale(state, selectActiveIds(state)));
  return useMemo(() => {
    const shown = ids.split(" ").flatMap((id) => answers[id] ?? []);
    return { answers: shown, isStale, isBuilt: shown.some(({ isBuilt }) => isBuilt) };
  }, [answers, ids, isStale]);
}

/** What keeps the page from answering, as one text; "" when nothing does. Lines are separate problems. */
export function useProblems(): string[] {
  const joined = useBench((state) => selectProblems(state).join("\n"));
  return useMemo(() => (joined === "" ? [] : joined.split("\n")), [joined]);
}

/** @file The keys of the review, wherever the focus is; a field that is typed in and an open list keep theirs. */
import { useEffect, useRef } from "react";

export const REVIEW_KEYS = [
  { keys: ["j", "k"], does: "next row, row before" },
  { keys: ["1"], does: "keep the label" },
  { keys: ["2"], does: "relabel: type part of a relation, arrow keys, Enter; Escape leaves it" },
  { keys: ["3"], does: "flag the row for somebody else" },
  { keys: ["u"], does: "undo the last decision" },
  { keys: ["/"], does: "search words in the sentences; Escape leaves the field" },
  { keys: ["?"], does: "this list" },
] as const;

export type ReviewKey = (typeof REVIEW_KEYS)[number]["keys"][number];
const KEYS: ReadonlySet<string> = new Set(REVIEW_KEYS.flatMap(({ keys }) => keys));

/** Whether keys belong to what has the focus: a field, a dialog, a list that is open over the page. */
function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest("input, textarea, select, dialog, [role=dialog], .menu") !== null;
}

/** Calls `onKey` with the newest function it was given. */
export function useReviewKeys(onKey: (key: ReviewKey) => void): void {
  const newest = useRef(onKey);
  useEffect(() => {
    newest.current = onKey;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented || isTaken(event.target)) return;
      if (!KEYS.has(event.key)) return;
      event.preventDefault();
      newest.current(event.key as ReviewKey);
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}

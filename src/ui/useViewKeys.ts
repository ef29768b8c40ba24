/** @file Single keys of a view, wherever the focus is; a field that is typed in and an open list keep theirs. */
import { useEffect, useRef } from "react";

/** Fields that take letters; a box to tick, a choice and a slider do not. */
const FIELDS = 'input:not([type="checkbox"], [type="radio"], [type="range"])';

/** Whether keys belong to what has the focus: a field, a dialog, a list that is open over the page. */
function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.closest(`${FIELDS}, textarea, select, dialog, [role=dialog], .menu`) !== null
  );
}

/** Calls `onKey` with the newest function it was given, for these keys alone. `keys`: the same set every time. */
export function useViewKeys<K extends string>(keys: ReadonlySet<K>, onKey: (key: K) => void): void {
  const newest = useRef(onKey);
  useEffect(() => {
    newest.current = onKey;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented || isTaken(event.target)) return;
      if (!(keys as ReadonlySet<string>).has(event.key)) return;
      event.preventDefault();
      newest.current(event.key as K);
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [keys]);
}

/** @file The draft of a lesson with its history; it is kept on this computer while it is written. */
import { useEffect, useReducer } from "react";
import { DRAFT_KEY, readDraft, type LessonDraft } from "../../../state/lessonDraft";
import { preferences } from "../../preferences";

/** Steps that can be undone. */
const MOST = 100;

interface History {
  readonly past: readonly LessonDraft[];
  readonly present: LessonDraft;
  readonly future: readonly LessonDraft[];
  /** What was changed last: typing on in one field is one step. */
  readonly what: string;
}

type Act =
  | { readonly kind: "change"; readonly what: string; readonly change: (draft: LessonDraft) => LessonDraft }
  | { readonly kind: "undo" }
  | { readonly kind: "redo" };

function reduce(history: History, act: Act): History {
  const { past, present, future } = history;
  if (act.kind === "undo") {
    const before = past.at(-1);
    return before ? { past: past.slice(0, -1), present: before, future: [present, ...future], what: "" } : history;
  }
  if (act.kind === "redo") {
    const [after, ...rest] = future;
    return after ? { past: [...past, present], present: after, future: rest, what: "" } : history;
  }
  const next = act.change(present);
  if (next === present) return history;
  const isSame = act.what !== "" && act.what === history.what;
  return { past: isSame ? past : [...past, present].slice(-MOST), present: next, future: [], what: act.what };
}

export interface EditedDraft {
  readonly draft: LessonDraft;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** `what`: the field; changes of one field in a row are one step to undo. "": a step of its own. */
  change(what: string, change: (draft: LessonDraft) => LessonDraft): void;
  undo(): void;
  redo(): void;
}

/** The draft that was kept on this computer, or else `begin()`. */
export function useDraft(begin: () => LessonDraft): EditedDraft {
  const [{ past, present, future }, act] = useReducer(reduce, null, () => ({
    past: [],
    present: readDraft(preferences.read(DRAFT_KEY)) ?? begin(),
    future: [],
    what: "",
  }));
  // At once, so that a page that is closed has lost nothing.
  useEffect(() => preferences.write(DRAFT_KEY, JSON.stringify(present)), [present]);
  return {
    draft: present,
    canUndo: past.length > 0,
    canRedo: future.length > 0,
    change: (what, change) => act({ kind: "change", what, change }),
    undo: () => act({ kind: "undo" }),
    redo: () => act({ kind: "redo" }),
  };
}

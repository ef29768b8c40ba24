/** @file Undo and redo of what was done on the page, with the name of what it was. */
import { useEffect } from "react";
import { say, t, type Said } from "../../messages/translate";
import { useBench } from "../../state/useBench";
import { spellMarks } from "../hiddenMarks";

/** Kinds of input that undo their own typing. */
const TYPED = new Set(["text", "search", "number", "email", "url", "tel", "password"]);

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return TYPED.has(target.type);
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);
}

/** Ctrl or Cmd with Z undoes, with Shift as well redoes; a field that is typed in undoes its own. Call once. */
export function useUndoKeys(): void {
  const undo = useBench((state) => state.undo);
  const redo = useBench((state) => state.redo);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.altKey || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
      if (isTyping(event.target)) return;
      event.preventDefault();
      if (event.shiftKey) redo();
      else undo();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [undo, redo]);
}

const spell = (name: Said | undefined) => (name === undefined ? null : spellMarks(say(name)));

export function UndoButtons() {
  const undo = useBench((state) => state.undo);
  const redo = useBench((state) => state.redo);
  const undone = useBench((state) => spell(state.steps.past.at(-1)?.name));
  const redone = useBench((state) => spell(state.steps.future[0]?.name));
  const undoTitle = undone === null ? t("Undo") : t("Undo: {step}", { step: undone });
  const redoTitle = redone === null ? t("Redo") : t("Redo: {step}", { step: redone });
  return (
    <span className="undo">
      <button
        className="lnk"
        type="button"
        aria-label={undoTitle}
        title={undone === null ? undefined : undoTitle}
        disabled={undone === null}
        onClick={undo}
      >
        {t("Undo")}
        {undone === null ? null : <span className="what">: {undone}</span>}
      </button>
      <button
        className="lnk"
        type="button"
        aria-label={redoTitle}
        title={redone === null ? undefined : redoTitle}
        disabled={redone === null}
        onClick={redo}
      >
        {t("Redo")}
      </button>
    </span>
  );
}

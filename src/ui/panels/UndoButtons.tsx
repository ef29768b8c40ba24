/** @file Undo and redo of what was done to the sentence. */
import { useEffect } from "react";
import { useBench } from "../../state/useBench";

export function UndoButtons() {
  const undo = useBench((state) => state.undo);
  const redo = useBench((state) => state.redo);
  const canUndo = useBench((state) => state.history.past.length > 0);
  const canRedo = useBench((state) => state.history.future.length > 0);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (isTyping || event.altKey || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
      event.preventDefault();
      if (event.shiftKey) redo();
      else undo();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [undo, redo]);
  return (
    <>
      <button className="lnk" type="button" disabled={!canUndo} onClick={undo}>
        Undo
      </button>
      <button className="lnk" type="button" disabled={!canRedo} onClick={redo}>
        Redo
      </button>
    </>
  );
}

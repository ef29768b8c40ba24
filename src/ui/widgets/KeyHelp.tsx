/** @file What the keys of a view do, and those that are the same in every view, in a dialog over it. */
import { useEffect, useId, useRef } from "react";
import { t } from "../../messages/translate";

interface KeyLine {
  readonly keys: readonly string[];
  readonly does: string;
}

export interface KeyHelpProps {
  readonly title: string;
  readonly keys: readonly KeyLine[];
  onClose(): void;
}

const listEverywhere = (): KeyLine[] => [
  { keys: ["Tab"], does: t("next control; with Shift the one before") },
  { keys: ["Enter", "Space"], does: t("press the button, follow the link, open the menu in focus") },
  { keys: ["↑", "↓", "←", "→"], does: t("go through a list, a menu or a choice, move a slider") },
  { keys: ["Esc"], does: t("close a dialog or a menu") },
  { keys: ["P"], does: t("larger, for a projector; again: as before") },
  { keys: ["Ctrl", "Z"], does: t("undo; with Shift redo; on a Mac Cmd instead of Ctrl") },
];

function KeyList({ lines }: { lines: readonly KeyLine[] }) {
  return (
    <dl className="keys">
      {lines.map(({ keys: names, does }) => (
        <div key={does}>
          <dt>
            {names.map((name) => (
              <kbd key={name}>{name}</kbd>
            ))}
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}

export function KeyHelp({ title, keys, onClose }: KeyHelpProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-labelledby={id}
      onClose={onClose}
      onClick={({ target, currentTarget }) => target === currentTarget && onClose()}
    >
      <div>
        <h2 id={id}>{title}</h2>
        <KeyList
          lines={keys.some((line) => line.keys.includes("?")) ? keys : [...keys, { keys: ["?"], does: t("this list") }]}
        />
        <h3>{t("In every view")}</h3>
        <KeyList lines={listEverywhere()} />
        <button className="btn" type="button" onClick={onClose}>
          {t("Close")}
        </button>
      </div>
    </dialog>
  );
}

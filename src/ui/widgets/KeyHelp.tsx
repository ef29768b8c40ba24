/** @file What the keys of a view do, in a dialog over it. */
import { t } from "../../messages/translate";
import { useEffect, useId, useRef } from "react";

export interface KeyHelpProps {
  readonly title: string;
  readonly keys: readonly { readonly keys: readonly string[]; readonly does: string }[];
  onClose(): void;
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
        <dl className="keys">
          {keys.map(({ keys: names, does }) => (
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
        <button className="btn" type="button" onClick={onClose}>
          {t("Close")}
        </button>
      </div>
    </dialog>
  );
}

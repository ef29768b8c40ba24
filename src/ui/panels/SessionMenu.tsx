/** @file Saves all of the page as a file on this computer, and opens such a file. */
import { useId, useRef, useState } from "react";
import { t } from "../../messages/translate";
import { useBench } from "../../state/useBench";
import { useDroppedFiles } from "../useDroppedFiles";

/** Distance of the sheet from its button and from the edge of the window, in px. */
const GAP = 8;
const EDGE = 16;

/** Puts the sheet under its button, inside the window. */
function place(sheet: HTMLElement, button: HTMLElement) {
  const { bottom, right } = button.getBoundingClientRect();
  const { clientWidth } = document.documentElement;
  const width = sheet.offsetWidth;
  sheet.style.top = `${bottom + GAP}px`;
  sheet.style.left = `${Math.max(EDGE, Math.min(right, clientWidth - EDGE) - width)}px`;
}

export function SessionMenu() {
  const id = useId();
  const sheet = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [isOpen, setOpen] = useState(false);
  const writeSession = useBench((state) => state.writeSession);
  const openSession = useBench((state) => state.openSession);
  const addNotice = useBench((state) => state.addNotice);
  useDroppedFiles();

  const close = () => sheet.current?.hidePopover();
  const save = async () => {
    close();
    try {
      const [{ saveBlob }, { text, leftOut }] = await Promise.all([import("../saveBlob"), writeSession()]);
      const name = `entity-bias-session-${new Date().toISOString().slice(0, 10)}.json`;
      saveBlob(new Blob([text], { type: "application/json" }), name);
      addNotice(
        leftOut.length === 0
          ? t("The session is saved as {name}, with your own rows and sentences.", { name })
          : t(
              "The session is saved as {name}, with your own rows and sentences. Not in it: {parts}. Save again later.",
              { name, parts: leftOut.join("; ") },
            ),
      );
    } catch (error) {
      addNotice(
        t("The session could not be saved: {reason}", {
          reason: error instanceof Error ? error.message : String(error),
        }),
      );
    }
  };
  return (
    <>
      <button ref={button} className="lnk" type="button" popoverTarget={id} aria-expanded={isOpen} aria-controls={id}>
        {t("Session")}
      </button>
      <div
        ref={sheet}
        id={id}
        className="sheet"
        popover="auto"
        role="group"
        aria-label={t("Session file")}
        onBeforeToggle={({ newState }) => setOpen(newState === "open")}
        onToggle={({ newState }) => {
          if (newState === "open" && sheet.current && button.current) place(sheet.current, button.current);
        }}
      >
        <p>
          {t(
            "A file with everything on this page: your sentences and names, rows, scores, selection and slices. It stays on this computer.",
          )}
        </p>
        <span className="acts">
          <button className="btn" type="button" onClick={() => void save()}>
            {t("Save session")}
          </button>
          <button className="btn" type="button" onClick={() => input.current?.click()}>
            {t("Open session")}
          </button>
        </span>
      </div>
      <input
        ref={input}
        className="vh"
        type="file"
        accept=".json,application/json"
        tabIndex={-1}
        aria-label={t("Session file to open")}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          close();
          if (file) void openSession(file);
          target.value = "";
        }}
      />
    </>
  );
}

/** @file Name, views, undo (on a phone it stands in the view), link, session and theme. */
import type { MouseEvent } from "react";
import { formatUrlState, VIEWS, type View } from "../../state/urlState";
import { useBench } from "../../state/useBench";
import { THEMES } from "../../state/viewSlice";
import { useIsNarrow } from "../useIsNarrow";
import { CopyLink } from "./CopyLink";
import { SessionMenu } from "./SessionMenu";
import { UndoButtons, useUndoKeys } from "./UndoButtons";

/** What each view is called in the bar and in the title of the page. */
export const VIEW_NAMES: Record<View, string> = {
  bench: "Bench",
  corpus: "Corpus",
  review: "Review",
  models: "Models",
  card: "Model card",
};

export function TopBar() {
  const view = useBench((state) => state.view);
  const setView = useBench((state) => state.setView);
  const theme = useBench((state) => state.theme);
  const setTheme = useBench((state) => state.setTheme);
  const modelId = useBench((state) => state.modelId);
  const backend = useBench((state) => state.backend);
  const isNarrow = useIsNarrow();
  useUndoKeys();
  const nextTheme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "system";

  const open = (next: View) => (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    setView(next);
  };
  const href = (next: View) => formatUrlState({ modelId, backend, view: next }) || "./";

  return (
    <header className="topbar">
      <a className="mark" href={href("bench")} onClick={open("bench")}>
        <svg width="22" height="16" viewBox="0 0 22 16" aria-hidden="true">
          <path d="M0 4.5H22" stroke="var(--subject)" strokeWidth="4" />
          <path d="M0 12.5H22" stroke="var(--object)" strokeWidth="4" strokeDasharray="6 2" />
        </svg>
        Entity Bias Explorer
      </a>
      <nav aria-label="Views">
        {VIEWS.map((name) => (
          <a key={name} href={href(name)} aria-current={view === name ? "page" : undefined} onClick={open(name)}>
            {VIEW_NAMES[name]}
          </a>
        ))}
      </nav>
      <div className="end">
        {isNarrow ? null : <UndoButtons />}
        <CopyLink />
        <SessionMenu />
        <button
          className="lnk"
          type="button"
          aria-label={`Theme: ${theme}. Change to ${nextTheme}`}
          onClick={() => setTheme(nextTheme)}
        >
          {isNarrow ? "Theme" : `Theme: ${theme}`}
        </button>
      </div>
    </header>
  );
}

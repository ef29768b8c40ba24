/** @file Name, views, undo (on a phone it stands in the view), link, session and theme. */
import type { MouseEvent } from "react";
import { msg, t, type MessageId } from "../../messages/translate";
import { formatUrlState, VIEWS, type View } from "../../state/urlState";
import { useBench } from "../../state/useBench";
import { THEMES, type Theme } from "../../state/viewSlice";
import { useIsNarrow } from "../useIsNarrow";
import { CopyLink } from "./CopyLink";
import { LanguageMenu } from "./LanguageMenu";
import { SessionMenu } from "./SessionMenu";
import { UndoButtons, useUndoKeys } from "./UndoButtons";

/** What each view is called in the bar and in the title of the page. */
export const VIEW_NAMES: Record<View, MessageId> = {
  bench: msg("Bench"),
  corpus: msg("Corpus"),
  review: msg("Review"),
  models: msg("Models"),
  learn: msg("Lessons"),
  card: msg("Model card"),
};

/** A theme as it is said in the bar, and as the button that changes it names it. */
const sayTheme = (theme: Theme) =>
  ({
    system: t("Theme: system"),
    light: t("Theme: light"),
    dark: t("Theme: dark"),
  })[theme];
const sayThemes = (theme: Theme, next: Theme) =>
  ({
    system: t("{theme}. Change to system", { theme: sayTheme(theme) }),
    light: t("{theme}. Change to light", { theme: sayTheme(theme) }),
    dark: t("{theme}. Change to dark", { theme: sayTheme(theme) }),
  })[next];

export function TopBar() {
  const view = useBench((state) => state.view);
  const setView = useBench((state) => state.setView);
  const theme = useBench((state) => state.theme);
  const setTheme = useBench((state) => state.setTheme);
  const modelId = useBench((state) => state.modelId);
  const backend = useBench((state) => state.backend);
  const spoken = useBench(({ isLanguageInUrl, language }) => (isLanguageInUrl ? language : null));
  const isNarrow = useIsNarrow();
  const isProjector = useBench((state) => state.isProjector);
  const setProjector = useBench((state) => state.setProjector);
  useUndoKeys();
  const nextTheme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "system";

  const open = (next: View) => (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    setView(next);
  };
  const href = (next: View) => formatUrlState({ modelId, backend, view: next }, "", spoken) || "./";

  return (
    <header className="topbar">
      <a className="mark" href={href("bench")} onClick={open("bench")}>
        <svg width="22" height="16" viewBox="0 0 22 16" aria-hidden="true">
          <path d="M0 4.5H22" stroke="var(--subject)" strokeWidth="4" />
          <path d="M0 12.5H22" stroke="var(--object)" strokeWidth="4" strokeDasharray="6 2" />
        </svg>
        Entity Bias Explorer
      </a>
      <nav aria-label={t("Views")}>
        {VIEWS.map((name) => (
          <a key={name} href={href(name)} aria-current={view === name ? "page" : undefined} onClick={open(name)}>
            {t(VIEW_NAMES[name])}
          </a>
        ))}
      </nav>
      <div className="end">
        {isNarrow ? null : <UndoButtons />}
        <CopyLink />
        <SessionMenu />
        <LanguageMenu />
        <button
          className="lnk projector"
          type="button"
          aria-label={isProjector ? t("Leave projector mode") : t("Projector mode")}
          aria-keyshortcuts="p"
          title={t("Projector mode: larger, with fewer controls (key P)")}
          onClick={() => setProjector(!isProjector)}
        >
          <svg width="22" height="18" viewBox="0 0 22 18" aria-hidden="true" fill="none" stroke="currentColor">
            <path d="M1 1.5H21M3 1.5V12.5H19V1.5M11 12.5V17M6 17.25H16" strokeWidth="1.5" />
          </svg>
          {isProjector ? t("Leave projector mode") : null}
        </button>
        <button
          className="lnk"
          type="button"
          aria-label={sayThemes(theme, nextTheme)}
          onClick={() => setTheme(nextTheme)}
        >
          {isNarrow ? t("Theme") : sayTheme(theme)}
        </button>
      </div>
    </header>
  );
}

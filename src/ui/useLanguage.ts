/** @file The language that is on, for what would else not be drawn again when it changes: `memo`, and lists of `useMemo`. */
import { useLingui } from "@lingui/react";
import type { Language } from "../messages/languages";

/** Inside the page and inside the report, which has texts but no store. */
export function useLanguage(): Language {
  return useLingui().i18n.locale as Language;
}

/** @file Which language the page speaks. */
import { loadLanguage } from "../messages/catalogues";
import { LANGUAGE_FACTS, SOURCE_LANGUAGE, type Language } from "../messages/languages";
import { t } from "../messages/translate";
import type { Slice } from "./store";

export interface LanguageSlice {
  /** The language that is on, with its texts. */
  readonly language: Language;
  /** Whether it stands in the address: the address asked for it, or it was chosen on the page. */
  readonly isLanguageInUrl: boolean;
  /** Fetches the texts, turns the language on and remembers it. Where they cannot be had, says so and stays. */
  setLanguage(language: Language): Promise<void>;
}

/** Key of the language that was chosen on this computer. */
export const LANGUAGE_KEY = "entity-bias-explorer:language";

/** What is said when a language cannot be turned on. */
export function sayNoTexts(language: Language): string {
  const { name } = LANGUAGE_FACTS[language];
  return t("The texts in {name} could not be loaded. Is there a network? Choose the language again.", { name });
}

/** What is said when the language is on and a part of its texts cannot be had. */
export function sayFewTexts(language: Language): string {
  const { name } = LANGUAGE_FACTS[language];
  return t(
    "The texts of the lessons in {name} could not be loaded: the lessons are in English. Is there a network? Reload the page.",
    { name },
  );
}

export const createLanguageSlice: Slice<LanguageSlice> = (set, get, { preferences, language, isLanguageInUrl }) => ({
  language: language ?? SOURCE_LANGUAGE,
  isLanguageInUrl: isLanguageInUrl ?? false,
  async setLanguage(chosen) {
    try {
      await loadLanguage(chosen);
    } catch {
      get().addNotice(() => sayNoTexts(chosen));
      return;
    }
    preferences.write(LANGUAGE_KEY, chosen);
    set({ language: chosen, isLanguageInUrl: true });
  },
});

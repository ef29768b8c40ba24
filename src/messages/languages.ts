/** @file The languages of the page, and which of them a visitor gets. */

/** Codes as they stand in the address and in `<html lang>`. */
export const LANGUAGES = ["en", "zh-Hans", "de", "es", "ar"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language the texts in the code are written in; it needs no catalogue. */
export const SOURCE_LANGUAGE = "en" satisfies Language;

export interface LanguageFacts {
  /** Its name in itself. */
  readonly name: string;
  readonly direction: "ltr" | "rtl";
  /**
   * What Intl gets. Arabic has Latin digits, whatever a browser's own default is: those of the formulas, of the number
   * fields and of every exported file. British English writes lists without a comma before "and".
   */
  readonly locale: string;
  /** What react-aria gets, which words its own few texts (see vite.config.ts). */
  readonly widgetLocale: string;
}

export const LANGUAGE_FACTS: Readonly<Record<Language, LanguageFacts>> = {
  en: { name: "English", direction: "ltr", locale: "en-GB", widgetLocale: "en-US" },
  "zh-Hans": { name: "简体中文", direction: "ltr", locale: "zh-Hans", widgetLocale: "zh-CN" },
  de: { name: "Deutsch", direction: "ltr", locale: "de", widgetLocale: "de-DE" },
  es: { name: "Español", direction: "ltr", locale: "es", widgetLocale: "es-ES" },
  ar: { name: "العربية", direction: "rtl", locale: "ar-u-nu-latn", widgetLocale: "ar-AE" },
};

/** The language that a tag such as "de-AT" or "zh-SG" asks for; null for one the page does not speak. */
export function findLanguage(tag: string): Language | null {
  const own = LANGUAGES.find((language) => language.toLowerCase() === tag.toLowerCase());
  if (own !== undefined) return own;
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    if (language === "zh") return script === "Hans" ? "zh-Hans" : null;
    return LANGUAGES.find((name) => name === language) ?? null;
  } catch {
    return null; // not a language tag
  }
}

/** The language that `?lang=` of an address asks for; null when it asks for none, or for an unknown one. */
export function parseLanguage(search: string): Language | null {
  const tag = new URLSearchParams(search).get("lang");
  return tag === null ? null : findLanguage(tag);
}

/** The first known of: the address, what was chosen here before, what the browser asks for; else English. */
export function chooseLanguage(search: string, remembered: string | null, wanted: readonly string[]): Language {
  const tags = [...(remembered === null ? [] : [remembered]), ...wanted];
  return parseLanguage(search) ?? tags.map(findLanguage).find((language) => language !== null) ?? SOURCE_LANGUAGE;
}

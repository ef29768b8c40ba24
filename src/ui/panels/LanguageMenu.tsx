/** @file The language of the page, each by its own name. On a phone the button shows the code alone. */
import { LANGUAGE_FACTS, LANGUAGES, type Language } from "../../messages/languages";
import { t } from "../../messages/translate";
import { useBench } from "../../state/useBench";
import { useIsNarrow } from "../useIsNarrow";

const CODES: Readonly<Record<Language, string>> = { en: "EN", "zh-Hans": "中文", de: "DE", es: "ES", ar: "ع" };

export function LanguageMenu() {
  const language = useBench((state) => state.language);
  const setLanguage = useBench((state) => state.setLanguage);
  const isNarrow = useIsNarrow();
  return (
    <span className="lnk language">
      <span aria-hidden="true" lang={language}>
        {isNarrow ? CODES[language] : LANGUAGE_FACTS[language].name}
      </span>
      <select
        aria-label={t("Language")}
        value={language}
        onChange={({ target }) => void setLanguage(target.value as Language)}
      >
        {LANGUAGES.map((name) => (
          <option key={name} value={name} lang={name} dir={LANGUAGE_FACTS[name].direction}>
            {LANGUAGE_FACTS[name].name}
          </option>
        ))}
      </select>
    </span>
  );
}

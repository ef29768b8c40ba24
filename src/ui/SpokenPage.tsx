/** @file Gives the page its language: `lang` and `dir` of the document, the texts, and the texts of ready-made widgets. */
import { I18nProvider as TextProvider } from "@lingui/react";
import { useLayoutEffect, type ReactNode } from "react";
import { I18nProvider as WidgetProvider } from "react-aria-components";
import { LANGUAGE_FACTS } from "../messages/languages";
import { i18n } from "../messages/translate";
import { useBench } from "../state/useBench";

export function SpokenPage({ children }: { children: ReactNode }) {
  const language = useBench((state) => state.language);
  const { direction, widgetLocale } = LANGUAGE_FACTS[language];
  useLayoutEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = direction;
  }, [language, direction]);
  return (
    <TextProvider i18n={i18n}>
      <WidgetProvider locale={widgetLocale}>{children}</WidgetProvider>
    </TextProvider>
  );
}

/** @file Fetches the texts of a language when it is turned on, in parts, so that nobody waits for what is not on show. */
import { SOURCE_LANGUAGE, type Language } from "./languages";
import { activateLanguage, getLanguage, type Messages } from "./translate";

/**
 * "reports": errors, import reports and what else the layers below the page say, in a worker or in the page; "learn":
 * lessons, article and builder; "app": everything else.
 */
export type Part = "reports" | "app" | "learn";

type Load = () => Promise<{ default: Messages }>;

const CATALOGUES: Readonly<Record<Exclude<Language, "en">, Readonly<Record<Part, Load>>>> = {
  "zh-Hans": {
    reports: () => import("./zh-Hans/reports.json"),
    app: () => import("./zh-Hans/app.json"),
    learn: () => import("./zh-Hans/learn.json"),
  },
  de: {
    reports: () => import("./de/reports.json"),
    app: () => import("./de/app.json"),
    learn: () => import("./de/learn.json"),
  },
  es: {
    reports: () => import("./es/reports.json"),
    app: () => import("./es/app.json"),
    learn: () => import("./es/learn.json"),
  },
  ar: {
    reports: () => import("./ar/reports.json"),
    app: () => import("./ar/app.json"),
    learn: () => import("./ar/learn.json"),
  },
};

/** When the texts of each part have come, in the language that was on then. The first is "reports", which workers get. */
const wanted = new Map<Part, Promise<void>>([
  ["reports", Promise.resolve()],
  ["app", Promise.resolve()],
]);
/** The language asked for last; an earlier one that comes late is dropped. */
let asked: Language = SOURCE_LANGUAGE;

/** Hears of a language of which a part cannot be had. */
let listener: (language: Language) => void = () => undefined;

/** Turns a language on, once its texts are here. Rejects, and leaves the language that is on, when they cannot be had. */
export async function loadLanguage(language: Language): Promise<void> {
  asked = language;
  try {
    const [reports, ...others] =
      language === SOURCE_LANGUAGE
        ? []
        : await Promise.all([...wanted.keys()].map((part) => CATALOGUES[language][part]()));
    if (asked !== language) return;
    activateLanguage(
      language,
      reports?.default ?? {},
      Object.assign({}, ...others.map((part) => part.default)) as Messages,
    );
  } catch (error) {
    if (asked === language) asked = getLanguage();
    throw error;
  }
}

/**
 * Has a part of the texts from now on, in this and in every later language. For views that come later themselves: without
 * the texts they are English, and whoever listens is told.
 */
export function wantMessages(part: Part): Promise<void> {
  const known = wanted.get(part);
  if (known) return known;
  const language = asked;
  wanted.set(part, Promise.resolve());
  if (language === SOURCE_LANGUAGE) return Promise.resolve();
  const coming = loadLanguage(language).catch(() => listener(language));
  wanted.set(part, coming);
  return coming;
}

/** Calls back for each part that cannot be had; one listener, the last. */
export function onMissingMessages(tell: (language: Language) => void): void {
  listener = tell;
}

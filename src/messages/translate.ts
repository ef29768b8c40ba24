/**
 * @file Texts of the page in the language that is on. The English text in the code is the id of a message, in ICU
 * MessageFormat; `src/messages/messages.test.ts` holds the catalogues to what the code says. No React here, so that every
 * layer may use it. English needs no catalogue, and is what the command line speaks.
 */
import { setupI18n } from "@lingui/core";
import { compileMessage, type CompiledMessage } from "@lingui/message-utils/compileMessage";
import { LANGUAGE_FACTS, SOURCE_LANGUAGE, type Language } from "./languages";

/** Texts by id: one part of a catalogue, or all of it. */
export type Messages = Readonly<Record<string, string>>;

/** An id that `msg` has marked, to be translated where it is shown. */
export type MessageId = string & { readonly isMessage: true };

/** What stands in for the arguments of a message: numbers of a plural; else text, numbers already formatted. */
export type MessageValues = Readonly<Record<string, string | number>>;

export const i18n = setupI18n({
  locale: SOURCE_LANGUAGE,
  locales: LANGUAGE_FACTS[SOURCE_LANGUAGE].locale,
  messages: { [SOURCE_LANGUAGE]: {} },
});

/** Characters that begin and end an isolate. */
const ISOLATE = ["\u2068", "\u2069"] as const;

/** Puts simple arguments into isolates, so that a name in another script does not reorder what is around it. */
function isolate(tokens: CompiledMessage): CompiledMessage {
  return tokens.flatMap((token): CompiledMessage => {
    if (typeof token === "string") return [token];
    const [name, kind, cases] = token;
    if (kind === undefined) return [ISOLATE[0], token, ISOLATE[1]];
    const isolated = Object.entries(cases ?? {}).map(([key, part]) => [
      key,
      Array.isArray(part) ? isolate(part) : part,
    ]);
    return [[name, kind, Object.fromEntries(isolated)] as CompiledMessage[number]];
  });
}

const compiled = new Map<string, CompiledMessage>();
i18n.setMessagesCompiler((source) => {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  // Most messages are plain words: the parser, which takes longer, is for the others.
  const tokens = /[{}'#]/.test(source) ? compileMessage(source) : [source];
  const message = LANGUAGE_FACTS[getLanguage()].direction === "rtl" ? isolate(tokens) : tokens;
  compiled.set(source, message);
  return message;
});

/** The language that is on. */
export function getLanguage(): Language {
  return i18n.locale as Language;
}

let workerTexts: Messages = {};

/** What a worker needs of the texts of the language that is on; empty for English. */
export function getWorkerTexts(): Messages {
  return workerTexts;
}

/**
 * Turns a language on, with its texts. Whoever shows texts learns of it by `onLanguage`.
 * `reports`: the texts that may be said in a worker; `others`: those that only the page says.
 */
export function activateLanguage(language: Language, reports: Messages, others: Messages = {}): void {
  compiled.clear();
  workerTexts = reports;
  const messages = { ...reports, ...others };
  i18n.loadAndActivate({ locale: language, locales: LANGUAGE_FACTS[language].locale, messages });
}

/** Calls back after each change of language or of its texts. Returns the function that stops it. */
export function onLanguage(listener: () => void): () => void {
  return i18n.on("change", listener);
}

/**
 * The text in the language that is on; in English, and where a translation is missing, the id itself. The id is a string
 * literal, or marked with `msg`. Call it where the text is shown, never at module level: the language may change.
 */
export function t<const Id extends string>(
  id: Id extends MessageId ? Id : string extends Id ? never : Id,
  values?: MessageValues,
): string {
  return i18n._(id, values);
}

/** A text that is shown later: made anew in the language of that time, or as it was once made. */
export type Said = string | (() => string);

/** The text now. */
export function say(said: Said): string {
  return typeof said === "string" ? said : said();
}

/** Marks the English text of a constant table as a message; `t` translates it where it is shown. */
export function msg(id: string): MessageId {
  return id as MessageId;
}

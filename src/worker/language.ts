/** @file Brings the page's language into a worker, whose messages reach the page. */
import type { Language } from "../messages/languages";
import { activateLanguage, getLanguage, getWorkerTexts, onLanguage, type Messages } from "../messages/translate";

interface LanguageNote {
  readonly kind: "language";
  readonly language: Language;
  /** See getWorkerTexts. */
  readonly reports: Messages;
}

/**
 * In the page: tells a worker the language and its texts, now and after each change, so that every later request is
 * answered in it. Comlink passes over such a message. Returns the function that stops it.
 */
export function tellLanguage(worker: Pick<Worker, "postMessage">): () => void {
  const tell = () =>
    worker.postMessage({ kind: "language", language: getLanguage(), reports: getWorkerTexts() } satisfies LanguageNote);
  tell();
  return onLanguage(tell);
}

/** In a worker: speaks the language of a note of `tellLanguage`; anything else is passed over. */
export function hearLanguage(note: LanguageNote | null): void {
  if (note?.kind === "language") activateLanguage(note.language, note.reports);
}

/** In a worker: speaks the page's language from then on. */
export function followLanguage(): void {
  addEventListener("message", ({ data }: MessageEvent<LanguageNote | null>) => {
    hearLanguage(data);
  });
}

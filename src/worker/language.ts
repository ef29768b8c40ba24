/** @file Brings the page's language into a worker, whose messages reach the page. */
import type { Language } from "../messages/languages";
import { activateLanguage, getLanguage, getMessages, onLanguage, type Messages } from "../messages/translate";

interface LanguageNote {
  readonly kind: "language";
  readonly language: Language;
  readonly messages: Messages;
}

/** In the page: tells a worker the language, now and after each change. Comlink passes over such a message. */
export function tellLanguage(worker: Pick<Worker, "postMessage">): () => void {
  const tell = () =>
    worker.postMessage({ kind: "language", language: getLanguage(), messages: getMessages() } satisfies LanguageNote);
  tell();
  return onLanguage(tell);
}

/** In a worker: speaks the page's language from then on. */
export function followLanguage(): void {
  addEventListener("message", ({ data }: MessageEvent<LanguageNote | null>) => {
    if (data?.kind === "language") activateLanguage(data.language, data.messages);
  });
}

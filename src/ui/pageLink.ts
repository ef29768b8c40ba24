/** @file The address of the page as it stands, and its way to the clipboard. */
import { formatUrlState, PROJECTOR_QUERY } from "../state/urlState";
import { t } from "../messages/translate";
import type { BenchState } from "../state/store";

/**
 * The whole address; the model is named even when it is the default, because another may be one day. `isProjector`: it
 * opens in projector mode.
 */
export function formatPageUrl(state: BenchState, fragment: string, isProjector = false): string {
  const { modelId, backend, view, language, isLanguageInUrl } = state;
  const search = formatUrlState(
    { modelId, backend, view },
    isProjector ? PROJECTOR_QUERY : "",
    isLanguageInUrl ? language : null,
  );
  return `${location.origin}${location.pathname}${search}${fragment}`;
}

/** Rejects when the browser lets no text be copied. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Refused, or not there: the older way, which needs no permission.
    const field = document.createElement("textarea");
    field.value = text;
    field.style.position = "fixed";
    field.style.opacity = "0";
    document.body.append(field);
    field.select();
    const isCopied = document.execCommand("copy");
    field.remove();
    if (!isCopied) throw new Error(t("the browser lets no text be copied"));
  }
}

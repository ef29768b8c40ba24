/** @file Where the model folders are, and how the page reads the small JSON files in them. */
import { t } from "../messages/translate";

/** Absolute URL of the models folder, with a trailing slash; right under any sub-path. */
export const MODELS_URL = new URL("models/", document.baseURI).href;

/** Name of the browser cache that holds the newest copy of each file fetched here, for visits without a network. */
export const LIST_CACHE = "ebe-model-lists-v1";

/** null where the browser keeps nothing. */
const openCopies = () => globalThis.caches?.open(LIST_CACHE).catch(() => null) ?? null;

const sayAgain = () => t("Check the connection and try again.");

/**
 * Fetches a JSON file of the models folder; without a network its last copy. Rejects with what happened and what to do.
 */
export async function fetchModelsJson(path: string): Promise<unknown> {
  const file = `models/${path}`;
  const url = new URL(path, MODELS_URL).href;
  const copies = await openCopies();
  let response: Response;
  try {
    response = await fetch(url, { cache: "no-cache" });
    if (response.ok) await copies?.put(url, response.clone()).catch(() => undefined);
  } catch {
    const copy = await copies?.match(url);
    if (!copy) throw new Error(`${t("{file} could not be fetched.", { file })} ${sayAgain()}`);
    response = copy;
  }
  if (!response.ok) {
    throw new Error(`${t("{file}: the server answered {status}.", { file, status: response.status })} ${sayAgain()}`);
  }
  try {
    return (await response.json()) as unknown;
  } catch {
    throw new Error(t("{file} is not valid JSON. The site's files do not fit together; reload the page.", { file }));
  }
}

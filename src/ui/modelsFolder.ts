/** @file Where the model folders are, and how the page reads the small JSON files in them. */

/** Absolute URL of the models folder, with a trailing slash; right under any sub-path. */
export const MODELS_URL = new URL("models/", document.baseURI).href;

/** Fetches a JSON file of the models folder. Rejects with what happened and what to do. */
export async function fetchModelsJson(path: string): Promise<unknown> {
  const again = "Check the connection and try again.";
  let response: Response;
  try {
    response = await fetch(new URL(path, MODELS_URL), { cache: "no-cache" });
  } catch {
    throw new Error(`models/${path} could not be fetched. ${again}`);
  }
  if (!response.ok) throw new Error(`models/${path}: the server answered ${response.status}. ${again}`);
  try {
    return (await response.json()) as unknown;
  } catch {
    throw new Error(`models/${path} is not valid JSON. The site's files do not fit together; reload the page.`);
  }
}

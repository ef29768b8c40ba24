/** @file Connections on which a download costs: nothing large is fetched there before the user has said yes. */
import { MODEL_CACHE } from "../inference/types";
import { MODELS_URL } from "./modelsFolder";

/** Whether the user has asked the browser to save data. Browsers that cannot say count as not metered. */
export function isMetered(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}

/** Whether no file of the model is kept here. A browser that refuses its cache keeps none. */
export async function isModelAbsent(modelId: string): Promise<boolean> {
  try {
    const cache = await caches.open(MODEL_CACHE);
    const kept = await cache.keys(`${MODELS_URL}${encodeURIComponent(modelId)}/config.json`);
    return kept.length === 0;
  } catch {
    return true;
  }
}

/** @file Models that find entities and relations in text, on this disk. */
import type { Extractor } from "../inference/extractor";
import { loadExtractor } from "../inference/loadExtractor";
import { startNodeBackend } from "./backend";
import { createFileSource, readModelIndex } from "./files";
import { UsageError, type NodeBackend } from "./flags";

/** The model asked for, or the first one that is not for tests. Throws a plain message for neither. */
export async function chooseExtractor(flag: string, wanted: string | null): Promise<string> {
  const { models, extractors = [] } = await readModelIndex();
  const known = extractors.map(({ id }) => id).join(", ") || "none";
  if (wanted === null) {
    const found = extractors.find(({ role }) => role !== "test");
    if (found !== undefined) return found.id;
    throw new Error(
      `extract: expected a shipped model that finds entities, got none in public/models/index.json. Name one with ${flag} (there: ${known}).`,
    );
  }
  if (extractors.some(({ id }) => id === wanted)) return wanted;
  const what = models.some(({ id }) => id === wanted) ? `"${wanted}", which reads marked pairs` : `"${wanted}"`;
  throw new UsageError(`${flag}: expected a model that finds entities (${known}), got ${what}.`);
}

/** Loads one. Rejects with a plain message. */
export async function openExtractor(modelId: string, backend: Exclude<NodeBackend, "torch">): Promise<Extractor> {
  const rung = await startNodeBackend(backend);
  return loadExtractor({ source: createFileSource(), modelId, rungs: [rung], backend });
}

/** @file Users' own models in the worker: opened once, loaded as often as it takes. Loaded with the first of them. */
import { t } from "../messages/translate";
import { readZipEntries } from "../data/zipEntries";
import { openOwnModel, type OwnModel } from "../inference/openOwnModel";
import type { OwnFile } from "../inference/ownFiles";
import type { OwnFacts, OwnUpload } from "./protocol";

/** A dropped folder, or the files of a dropped archive, as files that are read in pieces. */
async function listOwnFiles(uploads: readonly OwnUpload[]): Promise<OwnFile[]> {
  const [first] = uploads;
  if (uploads.length === 1 && first !== undefined && /\.zip$/i.test(first.path)) {
    const entries = await readZipEntries(first.blob, first.path);
    return entries.map(({ path, size, open }) => ({
      name: path,
      size,
      read: async (start, end) => readBlob(await open(), path, start, end),
    }));
  }
  return uploads.map(({ path, blob }) => ({
    name: path,
    size: blob.size,
    read: (start, end) => readBlob(blob, path, start, end),
  }));
}

async function readBlob(blob: Blob, path: string, start: number, end: number): Promise<ArrayBuffer> {
  try {
    return await blob.slice(start, end).arrayBuffer();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      t("{path} can no longer be read ({reason}). It was changed, moved or deleted: open the folder again.", {
        path,
        reason,
      }),
    );
  }
}

/** Opens and checks a model; see openOwnModel. */
export async function openOwn(
  uploads: readonly OwnUpload[],
  onBytes: (loadedBytes: number, totalBytes: number) => void,
  signal: AbortSignal,
): Promise<OwnModel> {
  return openOwnModel(await listOwnFiles(uploads), onBytes, signal);
}

/** What the page needs to know of an opened model. */
export function describeOwn({ id, hash, title, config, totalBytes, numParameters, labels }: OwnModel): OwnFacts {
  const hasBottleneck = config.entityTreatment.kind === "vib";
  return { id, hash, title, hasBottleneck, totalBytes, numParameters, numLabels: labels.length };
}

/** @file Where the files of a model come from, and the check that they are the right ones. */
import { computeSha256 } from "../data/sha256";
import { t } from "../messages/translate";
import type { FileRecord } from "../model/config";

/** How a read is watched and stopped. */
export interface ReadControl {
  readonly signal?: AbortSignal;
  /** Bytes of this file that have arrived; starts over when the file is fetched again. */
  readonly onProgress?: (loadedBytes: number, fromCache: boolean) => void;
  /** A fetch failed and is tried again; `attempt` is the number of the coming one, from 2. */
  readonly onRetry?: (attempt: number, reason: string) => void;
}

/** A file that passed its check. */
export interface SourceFile {
  readonly bytes: ArrayBuffer;
  /** Whether no network was needed. */
  readonly fromCache: boolean;
}

/** Reads files of model folders: over the network (`createHttpSource`) or from a disk (in the CLI). */
export interface ModelSource {
  /** Text of a model's config.json. Rejects with a plain message when there is no such model. */
  readConfig(modelId: string, control?: ReadControl): Promise<string>;
  /** One file that config.json lists, its length and SHA-256 verified. */
  readFile(modelId: string, record: FileRecord, control?: ReadControl): Promise<SourceFile>;
}

/**
 * Compares a file with its record.
 * @returns null when it is the right file, otherwise "expected .., got .."
 */
export async function findFileProblem(record: FileRecord, bytes: ArrayBuffer): Promise<string | null> {
  if (bytes.byteLength !== record.bytes) {
    return t("expected {expected} bytes, got {got}", { expected: record.bytes, got: bytes.byteLength });
  }
  const sha256 = await computeSha256(bytes);
  if (sha256 === record.sha256) return null;
  return t("expected SHA-256 {expected}, got {got}", {
    expected: `${record.sha256.slice(0, 12)}..`,
    got: `${sha256.slice(0, 12)}..`,
  });
}

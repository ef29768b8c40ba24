/** @file What the tests need to know of the built app and the shipped models, read from the folders themselves. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

interface Config {
  readonly weights: { readonly shards: readonly { readonly file: string }[] };
}

const read = <T>(path: string): T => JSON.parse(readFileSync(`public/models/${path}`, "utf8")) as T;

/** Folder of the built app. */
export const DIST = process.env.E2E_DIST ?? "dist";

/** Id of the model that the page opens with. */
export const DEFAULT_MODEL = read<{ default: string }>("index.json").default;

/** First weight file of a model. */
export function firstShard(modelId: string): string {
  const shard = read<Config>(`${modelId}/config.json`).weights.shards[0];
  if (!shard) throw new Error(`firstShard: expected a weight file in ${modelId}/config.json, got none.`);
  return shard.file;
}

/** SHA-256 of a model's config.json: what the app calls the hash of the model. */
export function computeModelHash(modelId: string): string {
  return createHash("sha256")
    .update(readFileSync(`public/models/${modelId}/config.json`))
    .digest("hex");
}

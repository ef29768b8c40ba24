/** @file The tiny models of test/oracle/own_models_oracle.py as files in memory, and ways to spoil them. */
import { readdirSync, readFileSync } from "node:fs";
import type { OwnFile } from "../src/inference/ownFiles";

const ROOT = new URL("./fixtures/own-models/", import.meta.url);

export const OWN_MODELS = ["bert", "roberta", "luke-words", "luke-entities"] as const;
export type OwnModelName = (typeof OWN_MODELS)[number];

/** A file in memory. */
export function createOwnFile(name: string, content: Uint8Array | string): OwnFile {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return { name, size: bytes.length, read: async (start, end) => bytes.slice(start, end).buffer as ArrayBuffer };
}

/** All files of a tiny model, in a folder of its name. `change`: other content by name; null leaves a file out. */
export function readOwnFolder(
  model: OwnModelName,
  change: Readonly<Record<string, Uint8Array | string | null>> = {},
): OwnFile[] {
  const folder = new URL(`${model}/`, ROOT);
  const contents: Record<string, Uint8Array | string | null> = {};
  for (const name of readdirSync(folder)) contents[name] = new Uint8Array(readFileSync(new URL(name, folder)));
  return Object.entries({ ...contents, ...change }).flatMap(([name, content]) =>
    content === null ? [] : [createOwnFile(`${model}/${name}`, content)],
  );
}

/** Text of a file of a tiny model. */
export function readOwnModelText(model: OwnModelName, name: string): string {
  return readFileSync(new URL(`${model}/${name}`, ROOT), "utf8");
}

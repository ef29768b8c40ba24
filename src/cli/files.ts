/** @file The file system: input files, model folders, the output file. */
import { createWriteStream, openSync, readFileSync, writeFileSync } from "node:fs";
import { readFile, realpath } from "node:fs/promises";
import { parseModelIndex, type ModelIndex } from "../inference/modelFiles";
import { findFileProblem, type ModelSource } from "../inference/modelSource";

/** Where the shipped models lie. */
const MODELS = new URL("../../public/models/", import.meta.url);

/** Standard input, which can be read only once. */
let standardInput: Uint8Array | null = null;

/** Reads a file ("-": standard input). Throws a plain message. */
export function readInput(path: string): Uint8Array {
  try {
    return path === "-" ? (standardInput ??= readFileSync(0)) : readFileSync(path);
  } catch (error) {
    throw new Error(`${path}: expected a file to read, got ${describe(error)}.`);
  }
}

/** Reads the list of shipped models. */
export async function readModelIndex(): Promise<ModelIndex> {
  return parseModelIndex(await readFile(new URL("index.json", MODELS), "utf8"), "public/models/index.json");
}

/** Model folders on this disk. */
export function createFileSource(): ModelSource {
  const read = async (modelId: string, file: string): Promise<Buffer> => {
    try {
      return await readFile(new URL(`${encodeURIComponent(modelId)}/${file}`, MODELS));
    } catch (error) {
      throw new Error(`public/models/${modelId}/${file}: expected the file, got ${describe(error)}.`);
    }
  };
  return {
    async readConfig(modelId) {
      return (await read(modelId, "config.json")).toString("utf8");
    },
    async readFile(modelId, record) {
      const { buffer, byteOffset, byteLength } = await read(modelId, record.file);
      const bytes = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
      const problem = await findFileProblem(record, bytes);
      if (problem === null) return { bytes, fromCache: true };
      throw new Error(`public/models/${modelId}/${record.file}: ${problem}. The file is damaged: check it out again.`);
    },
  };
}

/** Writes a whole file. Throws a plain message. */
export function writeOutput(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new Error(`${path}: expected a file to write, got ${describe(error)}. Choose another place.`);
  }
}

/** A place for lines. */
export interface Output {
  /** Adds one line; resolves when there is room for the next. */
  write(line: string): Promise<void>;
  /** Resolves when everything is written. */
  close(): Promise<void>;
}

/** Opens a file for writing, or standard output for null. Throws a plain message when that is not possible. */
export function openOutput(path: string | null): Output {
  let stream: NodeJS.WritableStream = process.stdout;
  if (path !== null) {
    try {
      stream = createWriteStream(path, { fd: openSync(path, "w") });
    } catch (error) {
      throw new Error(`${path}: expected a file to write, got ${describe(error)}.`);
    }
  }
  let failure: Error | null = null;
  stream.on("error", (error: Error) => (failure = new Error(`${path ?? "standard output"}: ${error.message}.`)));
  const send = (line: string): Promise<void> =>
    new Promise((resolve, reject) => {
      if (failure !== null) return reject(failure);
      stream.write(line, (error) =>
        error ? reject(new Error(`${path ?? "standard output"}: ${error.message}.`)) : resolve(),
      );
    });
  return {
    write: (line) => send(`${line}\n`),
    close: () => (path === null ? send("") : new Promise((resolve) => stream.end(() => resolve()))),
  };
}

/** Whether two paths name the same existing file. */
export async function isSameFile(a: string, b: string): Promise<boolean> {
  const [first, second] = await Promise.all([a, b].map((path) => realpath(path).catch(() => null)));
  return first !== null && first === second;
}

function describe(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const known: Record<string, string> = {
    ENOENT: "nothing (no such file or folder)",
    EISDIR: "a folder",
    EACCES: "no permission",
  };
  return (code !== undefined && known[code]) || message;
}

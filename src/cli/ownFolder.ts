/** @file A model of one's own in a folder of this disk: `--model DIR`. */
import { existsSync, statSync } from "node:fs";
import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { loadOwnModel } from "../inference/loadOwnModel";
import { openOwnModel, type OwnModel } from "../inference/openOwnModel";
import type { OwnFile } from "../inference/ownFiles";
import type { Predictor } from "../inference/predictor";
import { startNodeBackend } from "./backend";
import type { NodeBackend } from "./flags";

/** Whether what follows --model is a folder, and not the id of a shipped model. */
export function isOwnFolder(model: string): boolean {
  return existsSync(model) && statSync(model).isDirectory();
}

/** Opens and checks the model in a folder. Rejects with a plain message that names what is wrong. */
export async function openOwnFolder(folder: string): Promise<OwnModel> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries.flatMap(({ name }) => (statSync(join(folder, name)).isFile() ? [name] : []));
  return openOwnModel(files.map((name) => createFile(join(folder, name), `${folder.replace(/\/+$/, "")}/${name}`)));
}

/** A file that is read in pieces and never as a whole. */
function createFile(path: string, name: string): OwnFile {
  return {
    name,
    size: statSync(path).size,
    async read(start, end) {
      const handle = await open(path);
      try {
        const bytes = new Uint8Array(end - start);
        for (let at = 0; at < bytes.length;) {
          const { bytesRead } = await handle.read(bytes, at, bytes.length - at, start + at);
          if (bytesRead === 0)
            throw new Error(`${name}: expected ${end} bytes, got ${start + at}. The file was changed.`);
          at += bytesRead;
        }
        return bytes.buffer;
      } finally {
        await handle.close();
      }
    },
  };
}

/** Loads the model of a folder. Rejects with a plain message. */
export async function loadOwnFolder(folder: string, backend: NodeBackend): Promise<Predictor> {
  if (backend === "torch") {
    throw new Error(`${folder}: a model of your own runs on wasm, cpu or webgpu, not on torch. Leave --backend out.`);
  }
  const [model, rung] = [await openOwnFolder(folder), await startNodeBackend(backend)];
  return loadOwnModel({ model, rungs: [rung], backend });
}

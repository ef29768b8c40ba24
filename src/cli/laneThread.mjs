/**
 * @file Start of a worker thread. Node does not hand the TypeScript loader of the main thread on to its workers, so it is
 * registered here before the thread's real entry is imported.
 */
import { fileURLToPath } from "node:url";
import { register } from "tsx/esm/api";

register({ tsconfig: fileURLToPath(new URL("../../tsconfig.json", import.meta.url)) });
await import("./laneThread.ts");

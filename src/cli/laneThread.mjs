/**
 * @file Start of a worker thread. Node does not hand the TypeScript loader of the main thread on to its workers, so it is
 * registered here before the thread's real entry is imported.
 */
import { register } from "tsx/esm/api";

register();
await import("./laneThread.ts");

/** @file The tfjs backends that Node has, for tests. */
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import type { BackendRung } from "../src/inference/backendLadder";

/** Names for `describe.each` and `it.each`. */
export const NODE_BACKENDS = ["cpu", "wasm"] as const;

/** Ladder rungs over these backends; none can be lost. */
export const NODE_RUNGS: readonly BackendRung[] = NODE_BACKENDS.map((name) => ({
  name,
  async start() {
    await tf.setBackend(name);
    return { isSoftware: false, lost: null };
  },
}));

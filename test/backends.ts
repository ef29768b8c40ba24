/** @file The tfjs backends that Node has, for tests. */
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import type { BackendRung } from "../src/inference/backendLadder";
import { addWasmKernels } from "../src/inference/choosePath";

// As in the app: every test on wasm runs our kernels. Their twins in plain ops run on the other backend.
await tf.setBackend("wasm");
addWasmKernels("wasm", "auto");

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

/** @file Leak check for code that makes tensors. */
import * as tf from "@tensorflow/tfjs-core";
import { expect } from "vitest";

/** Runs `work` and expects as many live tensors after it as before. Returns what `work` returned. */
export async function expectNoLeak<T>(work: () => T | Promise<T>): Promise<T> {
  const before = tf.memory().numTensors;
  const result = await work();
  expect(tf.memory().numTensors, "live tensors after the call").toBe(before);
  return result;
}

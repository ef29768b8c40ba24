/**
 * @file Tensors of one set of weight files, kept on a backend for every model that is built on them. A model gets a
 * handle of its own on each (`clone`: the same numbers, counted), so it is freed like any other.
 */
import * as tf from "@tensorflow/tfjs-core";

export interface SharedTensors {
  /** By what they are: the tensor's name, as the network uses it (transposed, scaled). */
  readonly tensors: Map<string, tf.Tensor>;
  /** Names in the files that were read for them. */
  readonly names: Set<string>;
}

export function createSharedTensors(): SharedTensors {
  return { tensors: new Map(), names: new Set() };
}

/** The tensor itself; made when it is asked for the first time. It outlives any surrounding tidy. */
export function findShared<T extends tf.Tensor>(shared: SharedTensors, key: string, make: () => T): T {
  const known = shared.tensors.get(key) as T | undefined;
  if (known !== undefined) return known;
  const made = tf.keep(make());
  shared.tensors.set(key, made);
  return made;
}

/** Frees the tensors themselves; models keep what they have. */
export function disposeSharedTensors({ tensors }: SharedTensors): void {
  tf.dispose([...tensors.values()]);
  tensors.clear();
}

/** @file A model of read files on the first backend that computes it correctly. */
import type { FileRecord, StoredWeights } from "../model/config";
import type { ModelWeights } from "../model/loadParameters";
import type { SharedTensors } from "../model/sharedTensors";
import { climbDown, type BackendRung, type Trial } from "./backendLadder";
import { addWasmKernels, listPaths, tryPaths, type PathChoice } from "./choosePath";
import { FileNotReadError, listWeightFiles, openModelWeights } from "./modelWeights";
import type { Climbed, Placed } from "./movingModel";
import { fileKey, readFiles, runOrRead, type FileMap, type ReadOptions } from "./readFiles";
import type { SelfTestResult } from "./selfTest";
import type { BackendName, NetworkPath } from "./types";

/** How a model is read and placed. */
export interface PlaceOptions extends ReadOptions {
  /** The backends of this environment. */
  readonly rungs: readonly BackendRung[];
  /** Where to start on the ladder. */
  readonly backend: BackendName | "auto";
  /** How the network is run; "auto" when absent. */
  readonly kernels?: PathChoice;
}

/** Where a model is put, and how it runs there. */
export interface Place extends Placed {
  readonly path: NetworkPath;
  /** See StartedBackend. */
  readonly maxBufferBytes?: number | undefined;
  /** Gives back the model's share in tensors that are kept for several; absent when it has none. */
  readonly release?: (() => void) | undefined;
}

/** A kind of network: from weights to a model on a backend. */
export interface Network<Running extends Placed> {
  readonly config: StoredWeights;
  readonly numParameters: number;
  /** Whether joined kernels can run it (`canFuse`). */
  readonly isFusible: boolean;
  /** Makes the tensors on the backend in use; see `loadParameters`. */
  readonly load: (weights: ModelWeights, shared: SharedTensors | null, place: Place) => Running;
  readonly selfTest: (running: Running) => Promise<SelfTestResult>;
  readonly free: (running: Running) => void;
}

/** Puts the model on the first backend, below the given one, that passes the self-test. */
export function climb<Running extends Placed>(
  options: PlaceOptions,
  network: Network<Running>,
  files: FileMap,
  below?: BackendName,
): Promise<Climbed<Running>> {
  const { rungs, backend: wanted, kernels = "auto", signal, onEvent, modelId, pool } = options;
  const { config, numParameters, isFusible } = network;
  const bytesOf = (record: FileRecord): ArrayBuffer => {
    const bytes = files.get(fileKey(record));
    if (bytes === undefined) throw new FileNotReadError(`internal: ${fileKey(record)} was not read.`);
    return bytes;
  };
  return climbDown<Running>({
    rungs,
    wanted,
    below,
    signal,
    numParameters,
    onAttempt: (attempt) => onEvent?.({ kind: "backend", modelId, attempt }),
    tryBackend(backend, { lost, isSoftware, maxBufferBytes }) {
      addWasmKernels(backend, kernels);
      const tryPath = async (path: NetworkPath): Promise<Trial<Running>> => {
        const lease = pool?.borrow(config, backend, lost) ?? null;
        const place = { backend, lost, path, maxBufferBytes, release: lease?.release };
        const load = () => network.load(openModelWeights(config, bytesOf), lease?.shared ?? null, place);
        let running: Running | null = null;
        try {
          const result = await runOrRead(load, options, config, files);
          running = result;
          return { ...(await network.selfTest(result)), result, dispose: () => network.free(result) };
        } catch (error) {
          if (running === null) lease?.release();
          else network.free(running);
          throw error;
        }
      };
      return tryPaths(backend, listPaths({ backend, isSoftware, isFusible, wanted: kernels }), tryPath, signal);
    },
  });
}

/** The same after the loss of a device. The weights were not kept in memory: they come from the source's cache again. */
export async function climbAgain<Running extends Placed>(
  options: PlaceOptions,
  network: Network<Running>,
  below: BackendName,
): Promise<Climbed<Running>> {
  const silent = { ...options, signal: undefined };
  const { files } = await readFiles({ ...silent, onEvent: undefined }, listWeightFiles(network.config), 0);
  return climb(silent, network, files, below);
}

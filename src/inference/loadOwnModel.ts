/** @file From a user's checked model to a predictor: backend, weights streamed from disk, self-test. */
import { TENSOR_ERROR } from "../model/tensorFiles";
import { t } from "../messages/translate";
import { loadOwnParameters } from "../model/loadOwnParameters";
import { disposeRelationModel } from "../model/relationModel";
import { encodeExample } from "../tokenizer/markers";
import { canFuse } from "../model/fusedModel";
import { climbDown, type BackendRung } from "./backendLadder";
import { addWasmKernels, listPaths, tryPaths, type PathChoice } from "./choosePath";
import { disposeBatch, readLogits, startBatch, type RunningModel } from "./forward";
import { toModelInput } from "./groupExamples";
import type { OwnModel } from "./openOwnModel";
import type { Climbed } from "./movingModel";
import { createPredictor, type Predictor } from "./predictor";
import { maxDifference, runSelfTest, SELF_TEST_TOLERANCE, type SelfTestResult } from "./selfTest";
import type { BackendName, LoadEvent, ModelInfo } from "./types";

/** How a user's model is loaded. */
export interface OwnLoadOptions {
  readonly model: OwnModel;
  readonly rungs: readonly BackendRung[];
  readonly backend: BackendName | "auto";
  readonly onEvent?: (event: LoadEvent) => void;
  readonly onBackendChange?: (info: ModelInfo, reason: string) => void;
  readonly signal?: AbortSignal;
  /** How the network is run; "auto" when absent. */
  readonly kernels?: PathChoice;
}

/** Tokens of the sentences for the test without golden numbers: one short, one long enough to be padded against. */
const SENTENCES = ["Ada met Bob.", "In the spring Ada met Bob, who had come to town by the early train."] as const;

/** Puts a user's model on the first backend that computes it. Rejects with a plain message, or "AbortError". */
export async function loadOwnModel(options: OwnLoadOptions): Promise<Predictor> {
  const { model, onEvent } = options;
  onEvent?.({ kind: "config", modelId: model.id, totalBytes: model.totalBytes });
  const climbed = await climb(options);
  onEvent?.({ kind: "ready", modelId: model.id });
  const { config, labels, numParameters, totalBytes } = model;
  const vib = config.entityTreatment.kind === "vib" ? config.entityTreatment : null;
  return createPredictor({
    tokenizer: model.tokenizer,
    info: {
      ...{ id: model.id, hash: model.hash, title: model.title, labels, negative: config.negative },
      hasBottleneck: vib !== null,
      beta: vib?.beta ?? null,
      maxTokens: config.input.maxTokens,
      numParameters,
      downloadBytes: totalBytes,
      cachedBytes: 0,
    },
    climbed,
    climbBelow: (backend) => climb({ ...options, onEvent: undefined, signal: undefined }, backend),
    onBackendChange: options.onBackendChange,
  });
}

function climb(options: OwnLoadOptions, below?: BackendName): Promise<Climbed<RunningModel>> {
  const { model, rungs, backend: wanted, signal, onEvent } = options;
  /** What is wrong with the files is wrong on every backend. */
  let fileError: unknown = null;
  return climbDown<RunningModel>({
    ...{ rungs, wanted, below, signal, numParameters: model.numParameters },
    onAttempt: (attempt) => onEvent?.({ kind: "backend", modelId: model.id, attempt }),
    async tryBackend(backend, { lost, isSoftware, maxBufferBytes }) {
      if (fileError !== null) throw fileError;
      addWasmKernels(backend, options.kernels ?? "auto");
      const report = (loadedBytes: number) =>
        onEvent?.({
          ...{ kind: "download", modelId: model.id, file: "model.safetensors", fromCache: false },
          ...{ loadedBytes, totalBytes: model.totalBytes },
        });
      const parameters = await loadOwnParameters(model.weights, report, signal).catch((error: unknown) => {
        if (error instanceof Error && error.name === TENSOR_ERROR) fileError = error;
        throw error;
      });
      const common = { config: model.config, negativeIndex: model.labels.indexOf(model.config.negative) };
      const dispose = () => disposeRelationModel(parameters);
      const golden = model.goldenCase;
      // Without golden numbers nothing tells whether the kernels are right: plain ops are the reference.
      const isFusible = golden !== null && parameters.entities === undefined && canFuse(model.config);
      const paths = listPaths({ backend, isSoftware, isFusible, wanted: options.kernels ?? "auto" });
      try {
        const trial = await tryPaths(
          backend,
          paths,
          async (path) => {
            const running: RunningModel = { ...common, path, parameters, backend, lost, maxBufferBytes };
            // The other path reads the same tensors; they are freed below.
            const kept = { result: running, dispose: () => undefined };
            if (golden !== null) return { ...(await runSelfTest(running, golden)), ...kept };
            const reference = t("the same sentence with padding (the folder has no golden.json)");
            return { ...(await runPlainTest(running, model)), reference, ...kept };
          },
          signal,
        );
        return { ...trial, dispose };
      } catch (error) {
        dispose();
        throw error;
      }
    },
  }).catch((error: unknown) => {
    throw fileError ?? error;
  });
}

/**
 * Without PyTorch's numbers: a short sentence must give finite logits, and the same ones when it is padded beside a
 * longer one, which sends it through other shapes and the mask.
 */
async function runPlainTest(running: RunningModel, { tokenizer, config }: OwnModel): Promise<SelfTestResult> {
  const inputs = SENTENCES.map((text) => {
    const span = (name: string) => ({ start: text.indexOf(name), end: text.indexOf(name) + name.length });
    return toModelInput(encodeExample(tokenizer, { text, subject: span("Ada"), object: span("Bob") }, config.input));
  });
  const beta = config.entityTreatment.kind === "vib" ? config.entityTreatment.beta : 0;
  const row = { example: 0, noise: null };
  const start = performance.now();
  const alone = await startBatch(running, inputs.slice(0, 1));
  const together = await startBatch(running, inputs);
  try {
    const first = await readLogits(running, alone, [row], beta);
    const elapsedMs = performance.now() - start;
    const second = await readLogits(running, together, [row, { example: 1, noise: null }], beta);
    const maxError = maxDifference(first, second.subarray(0, first.length));
    return { passed: maxError <= SELF_TEST_TOLERANCE, maxError, elapsedMs };
  } finally {
    disposeBatch(alone);
    disposeBatch(together);
  }
}

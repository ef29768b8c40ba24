/** @file From a source of files to a predictor that survives the loss of its GPU. */
import { parseModelConfig, type ModelConfig } from "../model/config";
import { countParameters } from "../model/countParameters";
import { canFuse } from "../model/fusedModel";
import { loadKernelParameters, loadParameters } from "../model/loadParameters";
import { listTagTypes } from "../tokenizer/tags";
import { createTokenizer } from "../tokenizer/wordPiece";
import { climb, climbAgain, type Network, type PlaceOptions } from "./climbWithFiles";
import { disposeRunning, type RunningModel } from "./forward";
import { parseGolden, parseJson, parseLabels } from "./modelFiles";
import { createPredictor, type Predictor, type StaticInfo } from "./predictor";
import { nameFile, readConfig, readFolder } from "./readFiles";
import { runSelfTest } from "./selfTest";
import type { ModelInfo } from "./types";

/** How a model is loaded. */
export interface LoadOptions extends PlaceOptions {
  /** Called after the model has moved to another backend, or with its last info when it could not. */
  readonly onBackendChange?: (info: ModelInfo, reason: string) => void;
}

/**
 * Loads a model: config, files, backend, self-test.
 * @throws Error with a plain message: no such model, damaged file, no backend; "AbortError" when the signal aborts
 */
export async function loadModel(options: LoadOptions): Promise<Predictor> {
  const { modelId, pool } = options;
  const { json, where, hash } = await readConfig(options);
  const config = parseModelConfig(json, where);
  const { tokenizer: tokenizerFile, labels: labelsFile, golden: goldenFile } = config.files;
  const keptTokenizer = pool?.findTokenizer(tokenizerFile.sha256);
  const folder = await readFolder(options, config, [tokenizerFile, labelsFile, goldenFile]);
  const { files, decode, downloadBytes, cachedBytes } = folder;

  const { numLabels } = config.head;
  const labels = parseLabels(decode(labelsFile), nameFile(labelsFile, modelId), numLabels, config.negative);
  const tokenizer =
    keptTokenizer ?? createTokenizer(parseJson(decode(tokenizerFile), nameFile(tokenizerFile, modelId)));
  const selfTestCase = parseGolden(decode(goldenFile), nameFile(goldenFile, modelId)).cases[0]!;
  pool?.keepTokenizer(tokenizerFile.sha256, tokenizer);
  const negativeIndex = labels.indexOf(config.negative);
  const network: Network<RunningModel> = {
    config,
    numParameters: countParameters(config),
    isFusible: canFuse(config),
    load(weights, shared, { path, ...place }) {
      const common = { config, negativeIndex, ...place };
      return path === "fused"
        ? { ...common, path, parameters: loadKernelParameters(config, weights, negativeIndex, shared) }
        : { ...common, path, parameters: loadParameters(config, weights, negativeIndex, shared) };
    },
    selfTest: (running) => runSelfTest(running, selfTestCase),
    free: disposeRunning,
  };
  const climbed = await climb(options, network, files);
  options.onEvent?.({ kind: "ready", modelId });
  return createPredictor({
    tokenizer,
    info: { ...describeModel(config, labels), downloadBytes, cachedBytes, hash },
    climbed,
    climbBelow: (backend) => climbAgain(options, network, backend),
    onBackendChange: options.onBackendChange,
  });
}

function describeModel(
  config: ModelConfig,
  labels: readonly string[],
): Omit<StaticInfo, "hash" | "downloadBytes" | "cachedBytes"> {
  return {
    id: config.id,
    title: config.title,
    labels,
    negative: config.negative,
    hasBottleneck: config.entityTreatment.kind === "vib",
    beta: config.entityTreatment.kind === "vib" ? config.entityTreatment.beta : null,
    ...(config.input.tags && { typesRead: listTagTypes(config.input.tags) }),
    ranksLabels: config.head.kind === "multitask",
    maxTokens: config.input.maxTokens,
    numParameters: countParameters(config),
  };
}

/** @file From a source of files to an extractor that survives the loss of its GPU. */
import { countJointParameters, parseJointConfig, type JointConfig } from "../model/jointConfig";
import { entityThresholdOf } from "../model/jointDecisions";
import { loadJointParameters } from "../model/loadJointParameters";
import { createTokenizer } from "../tokenizer/wordPiece";
import { climb, climbAgain, type Network, type PlaceOptions } from "./climbWithFiles";
import { createExtractor, type Extractor, type StaticExtractorInfo } from "./extractor";
import { disposeJoint, type RunningJoint } from "./jointForward";
import { parseJointGolden, runJointSelfTest } from "./jointSelfTest";
import { parseJson } from "./modelFiles";
import { nameFile, readConfig, readFolder } from "./readFiles";
import type { ExtractorInfo } from "./types";

/** How an extractor is loaded. */
export interface ExtractorLoadOptions extends PlaceOptions {
  /** Called after the model has moved to another backend, or with its last info when it could not. */
  readonly onBackendChange?: (info: ExtractorInfo, reason: string) => void;
}

/**
 * Loads a joint model: config, files, backend, self-test. An adapter shares the tensors of its base with the models that
 * read marked pairs, through the pool.
 * @throws Error with a plain message: no such model, one of another kind, damaged file, no backend; "AbortError" when the
 *   signal aborts
 */
export async function loadExtractor(options: ExtractorLoadOptions): Promise<Extractor> {
  const { modelId, pool } = options;
  const { json, where, hash } = await readConfig(options);
  const config = parseJointConfig(json, where);
  const { tokenizer: tokenizerFile, golden: goldenFile } = config.files;
  const keptTokenizer = pool?.findTokenizer(tokenizerFile.sha256);
  const { files, decode, downloadBytes, cachedBytes } = await readFolder(options, config, [tokenizerFile, goldenFile]);

  const tokenizer =
    keptTokenizer ?? createTokenizer(parseJson(decode(tokenizerFile), nameFile(tokenizerFile, modelId)));
  const selfTestCase = parseJointGolden(decode(goldenFile), nameFile(goldenFile, modelId)).cases[0]!;
  pool?.keepTokenizer(tokenizerFile.sha256, tokenizer);
  const network: Network<RunningJoint> = {
    config,
    numParameters: countJointParameters(config),
    isFusible: false,
    load: (weights, shared, { backend, lost, release }) => {
      return { config, parameters: loadJointParameters(config, weights, shared), backend, lost, release };
    },
    selfTest: (running) => runJointSelfTest(running, selfTestCase),
    free: disposeJoint,
  };
  const climbed = await climb(options, network, files);
  options.onEvent?.({ kind: "ready", modelId });
  return createExtractor(tokenizer, {
    info: { ...describeExtractor(config), downloadBytes, cachedBytes, hash },
    climbed,
    climbBelow: (backend) => climbAgain(options, network, backend),
    onBackendChange: options.onBackendChange,
  });
}

function describeExtractor(config: JointConfig): Omit<StaticExtractorInfo, "hash" | "downloadBytes" | "cachedBytes"> {
  const { types, relationThreshold, maxWidth, maxEntities } = config.joint;
  return {
    id: config.id,
    title: config.title,
    entityTypes: types.entities,
    relations: types.relations,
    entityThreshold: entityThresholdOf(config.joint),
    relationThreshold,
    maxWidth,
    maxEntities,
    maxTokens: config.input.maxTokens,
    numParameters: countJointParameters(config),
  };
}

/** @file What a model is made of, in a word each, for people. */
import { parseModelConfig, type ModelConfig } from "../model/config";
import { parseJson } from "./modelFiles";
import { listOwnFiles } from "./modelWeights";

/** The parts in which models of the family differ. */
export interface ModelParts {
  /** How names are treated, in training or in use. */
  readonly treatment: string;
  /** Which states are classified, as the paper on encodings writes it. */
  readonly encoding: "[H,T]" | "[MASK]" | "[H,T,Mask]" | "[H,T]+Mask";
  readonly head: "softmax" | "multi-task";
  readonly hasTags: boolean;
  readonly numLabels: number;
  /** Id of the model whose files it needs besides its own; null when it stands alone. */
  readonly base: string | null;
  /** Bytes of its own files, config.json aside. */
  readonly ownBytes: number;
}

/** Reads a config.json. Throws an Error that begins with `where` when it is no model description. */
export function describeParts(text: string, where: string): ModelParts {
  const config = parseModelConfig(parseJson(text, where), where);
  return {
    treatment: config.treatment ?? (config.input.maskNames ? "entity-mask" : config.entityTreatment.kind),
    encoding: describeEncoding(config.readout),
    head: config.head.kind === "multitask" ? "multi-task" : "softmax",
    hasTags: config.input.tags !== undefined,
    numLabels: config.head.numLabels,
    base: config.adapter?.base ?? config.weights.shards.find(({ model }) => model !== undefined)?.model ?? null,
    ownBytes: listOwnFiles(config).reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

function describeEncoding({ kind, pretraining }: ModelConfig["readout"]): ModelParts["encoding"] {
  if (kind === "mask") return "[MASK]";
  if (kind === "entity_markers") return "[H,T]";
  return pretraining === "separate" ? "[H,T]+Mask" : "[H,T,Mask]";
}

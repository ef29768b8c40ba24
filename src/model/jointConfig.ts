/**
 * @file What a joint model is: a model that finds entities and relations in plain text (SpERT, Eberts and Ulges 2020, and
 * SpERT.MT, arXiv 2309.09713). Its parts are those of `training/entitybias/joint/parts.py`.
 *
 * Shape letters besides those of `config.ts`:
 *   S spans of a batch   M ordered pairs of spans   K entity outputs   R relation outputs, identification included
 */
import { msg, t } from "../messages/translate";
import { z } from "zod";
import {
  count,
  encoder,
  fileRecord,
  isJoint,
  parseConfig,
  storedWeights,
  type EncoderConfig,
  type FileRecord,
  type StoredWeights,
} from "./config";

const share = z.number().min(0).max(1);
const different = (names: readonly string[]) => new Set(names).size === names.length;

const joint = z
  .object({
    entityHead: z.enum(["softmax", "ranking", "multitask"]),
    relationHead: z.enum(["sigmoid", "ranking", "multitask"]),
    entityLogits: z.enum(["none", "types", "all"]),
    maxWidth: count,
    widthSize: count,
    widthRows: count.min(2),
    entityThreshold: share,
    relationThreshold: share,
    rankingThreshold: z.number(),
    gamma: z.number().positive(),
    maxEntities: count,
    words: z.enum(["given", "split"]),
    types: z.object({
      entities: z.array(z.string().min(1)).min(1).refine(different, msg("expected different names")),
      relations: z
        .array(z.object({ name: z.string().min(1), symmetric: z.boolean() }))
        .min(1)
        .refine((list) => different(list.map(({ name }) => name)), msg("expected different names")),
    }),
  })
  .refine(({ entityLogits, entityHead }) => entityLogits !== "all" || entityHead === "multitask", {
    message: msg('expected "all" only beside the entity head "multitask"'),
    path: ["entityLogits"],
  });

const jointConfig = z
  .object({
    formatVersion: z.literal(1),
    kind: z.literal("joint"),
    id: z.string().min(1),
    title: z.string().min(1),
    encoder,
    input: z.object({ format: z.literal("words"), maxTokens: count.min(3) }),
    joint,
    ...storedWeights,
    files: z.object({ tokenizer: fileRecord, golden: fileRecord, card: fileRecord.optional() }),
  })
  .refine((config) => config.input.maxTokens <= config.encoder.maxPositions, {
    message: msg("expected at most encoder.maxPositions"),
    path: ["input", "maxTokens"],
  });

/** What a joint model is put together from. */
export interface JointParts {
  /**
   * softmax: types and "none", SpERT. multitask: types, and a score for "is an entity", SpERT.MT. ranking: types alone; an
   * entity is what scores more than `rankingThreshold`.
   */
  readonly entityHead: "softmax" | "ranking" | "multitask";
  /** sigmoid: each relation by itself, SpERT. multitask and ranking: as for entities, one relation a pair at most. */
  readonly relationHead: "sigmoid" | "ranking" | "multitask";
  /** What of the entity scores of both spans a pair is read with; "all": the identification score too. */
  readonly entityLogits: "none" | "types" | "all";
  /** Words of the longest span. */
  readonly maxWidth: number;
  /** Width of the embedding of a span's number of words. */
  readonly widthSize: number;
  /** Its rows; a longer span takes the last. */
  readonly widthRows: number;
  /** For identification, in [0, 1]. */
  readonly entityThreshold: number;
  /** For the score that a relation must have, in [0, 1]. */
  readonly relationThreshold: number;
  /** Score of "none" of a ranking head. */
  readonly rankingThreshold: number;
  /** Factor of a ranking head's score in its sigmoid. */
  readonly gamma: number;
  /** Spans of a text that are paired, best first. */
  readonly maxEntities: number;
  /** "split": words are those that the tokenizer sees, as raw text is read; "given": those of a corpus. */
  readonly words: "given" | "split";
  /** In the order of the outputs. */
  readonly types: {
    readonly entities: readonly string[];
    readonly relations: readonly { readonly name: string; readonly symmetric: boolean }[];
  };
}

/** Everything config.json says about a joint model. */
export interface JointConfig extends StoredWeights {
  readonly formatVersion: 1;
  readonly kind: "joint";
  /** Name of the model's folder. */
  readonly id: string;
  /** Name for people. */
  readonly title: string;
  readonly encoder: EncoderConfig;
  readonly input: {
    readonly format: "words";
    /** Longest sequence with both specials; at most encoder.maxPositions. */
    readonly maxTokens: number;
  };
  readonly joint: JointParts;
  readonly files: {
    readonly tokenizer: FileRecord;
    readonly golden: FileRecord;
    readonly card?: FileRecord | undefined;
  };
}

/** K and R of a model, and how many entity scores of one span join a pair. */
export function countOutputs({ entityHead, relationHead, entityLogits, types }: JointParts) {
  const entityClasses = types.entities.length + (entityHead === "softmax" ? 1 : 0);
  const entity = entityClasses + (entityHead === "multitask" ? 1 : 0);
  return {
    /** Entity outputs without identification. */
    entityClasses,
    /** K: identification comes last. */
    entity,
    /** R: identification comes last. */
    relation: types.relations.length + (relationHead === "multitask" ? 1 : 0),
    joined: entityLogits === "none" ? 0 : entityLogits === "types" ? entityClasses : entity,
  };
}

/** Number of trained parameters that a joint model of this config has. */
export function countJointParameters({ encoder: sizes, joint: parts }: JointConfig): number {
  const { vocabSize, hiddenSize: width, numLayers, intermediateSize, maxPositions, typeVocabSize } = sizes;
  const linear = (inSize: number, outSize: number) => inSize * outSize + outSize;
  const norm = 2 * width;
  const feedForward = linear(width, intermediateSize) + linear(intermediateSize, width);
  const layer = 4 * linear(width, width) + feedForward + 2 * norm;
  const { entity, relation, joined } = countOutputs(parts);
  const heads =
    parts.widthRows * parts.widthSize +
    linear(2 * width + parts.widthSize, entity) +
    linear(3 * width + 2 * parts.widthSize + 2 * joined, relation);
  return (vocabSize + maxPositions + typeVocabSize) * width + norm + numLayers * layer + heads;
}

/**
 * Checks the parsed content of a joint model's config.json.
 * @param where names the file in the message
 * @throws Error for a model of another kind, and one that lists every field that is missing or wrong
 */
export function parseJointConfig(json: unknown, where: string): JointConfig {
  if (isJoint(json)) return parseConfig(jointConfig, json, where);
  throw new Error(
    t("{where}: expected a model that finds entities and relations in text, got one that reads marked pairs.", {
      where,
    }),
  );
}

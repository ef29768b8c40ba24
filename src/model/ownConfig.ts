/**
 * @file What a user's own model is: the Hugging Face config.json of BERT, RoBERTa or LUKE, read into this program's
 * terms. The layout of such a folder is in docs/own-models.md.
 */
import { sayIssue } from "../messages/sayIssue";
import { msg, t } from "../messages/translate";
import { z } from "zod";
import type { EncoderConfig, ModelConfig } from "./config";

/** The part of a model's description that the network needs. */
export type NetworkConfig = Omit<ModelConfig, "formatVersion" | "weights" | "adapter" | "files">;

export const OWN_MODEL_TYPES = ["bert", "roberta", "luke"] as const;
export type OwnModelType = (typeof OWN_MODEL_TYPES)[number];

/** LUKE's entity stream: two entities that say nothing but "first" and "second". */
export interface EntityStreamConfig {
  /** Rows and columns of the entity table. */
  readonly vocabSize: number;
  readonly embeddingSize: number;
  /** Rows of the table that stand for subject and object; null: those of [MASK] and [MASK2] in entity_vocab.json. */
  readonly ids: readonly [subject: number, object: number] | null;
  /** Whether words and entities ask each other with query matrices of their own. */
  readonly isAware: boolean;
  /** Tokens of a mention, markers included, whose positions are averaged. */
  readonly maxMentionTokens: number;
}

/** A user's model, read from its config.json. Labels are not known yet. */
export interface OwnConfig {
  readonly modelType: OwnModelType;
  readonly title: string | null;
  readonly encoder: EncoderConfig;
  /** Rows of the position table that come before the first token's: 0 for BERT, padding id + 1 for the others. */
  readonly positionOffset: number;
  readonly input: NetworkConfig["input"];
  readonly entityTreatment: Extract<NetworkConfig["entityTreatment"], { kind: "none" | "vib" }>;
  /** null: the head reads the states at the opening markers. */
  readonly entities: EntityStreamConfig | null;
  /** id2label in order; null when the file has none (or Hugging Face's placeholders LABEL_0, ..). */
  readonly labels: readonly string[] | null;
  readonly negative: string | null;
}

const count = z.int().positive();
const name = z.string().min(1);

const hfConfig = z.object({
  model_type: z.enum(OWN_MODEL_TYPES),
  vocab_size: count,
  hidden_size: count,
  num_hidden_layers: count,
  num_attention_heads: count,
  intermediate_size: count,
  max_position_embeddings: count,
  type_vocab_size: count.default(1),
  layer_norm_eps: z.number().positive().default(1e-12),
  hidden_act: z.literal("gelu", msg('expected "gelu", the exact one')).default("gelu"),
  position_embedding_type: z.literal("absolute").nullish(),
  pad_token_id: z.int().nonnegative().nullish(),
  architectures: z.array(z.string()).nullish(),
  id2label: z.record(z.string(), z.string()).nullish(),
  entity_vocab_size: count.nullish(),
  entity_emb_size: count.nullish(),
  use_entity_aware_attention: z.boolean().nullish(),
  entity_bias: z
    .strictObject({
      title: name.optional(),
      negative: name.optional(),
      markers: z.strictObject({ subject: name, object: name }).optional(),
      maxTokens: count.optional(),
      maskNames: z.boolean().optional(),
      vib: z.strictObject({ beta: z.number().min(0).max(1), sigmaShift: z.number() }).optional(),
      luke: z.enum(["words", "entities"]).optional(),
      entityIds: z.tuple([z.int().nonnegative(), z.int().nonnegative()]).optional(),
      maxMentionTokens: count.optional(),
    })
    .optional(),
});

/** The window, when the folder does not say: the one the shipped models were trained with. */
const DEFAULT_MAX_TOKENS = 256;
const DEFAULT_MAX_MENTION_TOKENS = 30;

/**
 * Reads a parsed Hugging Face config.json.
 * @param where names the file in messages
 * @throws Error that names model_type, or every field that is missing or wrong
 */
export function parseOwnConfig(json: unknown, where: string): OwnConfig {
  const type = (json as { model_type?: unknown } | null)?.model_type;
  if (!OWN_MODEL_TYPES.some((known) => known === type)) {
    throw new Error(
      t(
        '{where}: expected model_type "bert", "roberta" or "luke", got {got}. Only these three can be read; DistilBERT, DeBERTa and others compute something else.',
        { where, got: JSON.stringify(type) ?? t("nothing") },
      ),
    );
  }
  const result = hfConfig.safeParse(json);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `${issue.path.join(".")}: ${sayIssue(issue.message)}`);
    throw new Error(
      t("{where}: expected a Hugging Face {type} config, got: {problems}. See docs/own-models.md.", {
        where,
        type: String(type),
        problems: problems.join("; "),
      }),
    );
  }
  const config = result.data;
  const own = config.entity_bias ?? {};
  if (config.hidden_size % config.num_attention_heads !== 0) {
    throw new Error(
      t(
        "{where}: expected hidden_size to be a multiple of num_attention_heads, got {size} and {heads}. The file is damaged.",
        { where, size: config.hidden_size, heads: config.num_attention_heads },
      ),
    );
  }
  const positionOffset = config.model_type === "bert" ? 0 : (config.pad_token_id ?? 1) + 1;
  const maxPositions = config.max_position_embeddings - positionOffset;
  const entities = readEntities(config, own);
  const markers = own.markers ?? (entities ? { subject: "<ent>", object: "<ent2>" } : { subject: "@", object: "#" });
  const maxTokens = own.maxTokens ?? Math.min(DEFAULT_MAX_TOKENS, maxPositions);
  if (maxTokens > maxPositions || maxPositions < 8) {
    throw new Error(
      t(
        "{where}: expected entity_bias.maxTokens of at most {maxPositions} (max_position_embeddings {numPositions} less {positionOffset}) and at least 8 positions, got {maxTokens}.",
        { where, maxPositions, numPositions: config.max_position_embeddings, positionOffset, maxTokens },
      ),
    );
  }
  return {
    modelType: config.model_type,
    title: own.title ?? null,
    encoder: {
      architecture: "bert",
      vocabSize: config.vocab_size,
      hiddenSize: config.hidden_size,
      numLayers: config.num_hidden_layers,
      numHeads: config.num_attention_heads,
      intermediateSize: config.intermediate_size,
      maxPositions,
      typeVocabSize: config.type_vocab_size,
      layerNormEps: config.layer_norm_eps,
      activation: "gelu",
    },
    positionOffset,
    input: {
      format: "entity_marker_punct",
      subjectMarker: markers.subject,
      objectMarker: markers.object,
      maxTokens,
      ...(own.maskNames === true && { maskNames: true }),
    },
    entityTreatment: own.vib === undefined ? { kind: "none" } : { kind: "vib", ...own.vib },
    entities,
    labels: readLabels(config.id2label ?? null, where),
    negative: own.negative ?? null,
  };
}

type HfConfig = z.infer<typeof hfConfig>;

function readEntities(config: HfConfig, own: NonNullable<HfConfig["entity_bias"]>): EntityStreamConfig | null {
  if (config.model_type !== "luke") return null;
  const isPair = config.architectures?.includes("LukeForEntityPairClassification") === true;
  if ((own.luke ?? (isPair ? "entities" : "words")) === "words") return null;
  return {
    vocabSize: config.entity_vocab_size ?? 500_000,
    embeddingSize: config.entity_emb_size ?? 256,
    ids: own.entityIds ?? null,
    isAware: config.use_entity_aware_attention ?? true,
    maxMentionTokens: own.maxMentionTokens ?? DEFAULT_MAX_MENTION_TOKENS,
  };
}

/** {"0": "a", "1": "b"} -> ["a", "b"]. */
function readLabels(id2label: Readonly<Record<string, string>> | null, where: string): string[] | null {
  if (id2label === null) return null;
  const size = Object.keys(id2label).length;
  const labels = Array.from({ length: size }, (_, id) => {
    const label = id2label[String(id)];
    if (label !== undefined) return label;
    throw new Error(
      t(
        "{where}: expected id2label to name the ids 0 to {n}, got none for {id}. Write the labels in order into labels.json.",
        { where, n: size - 1, id },
      ),
    );
  });
  return labels.every((label, id) => label === `LABEL_${id}`) ? null : labels;
}

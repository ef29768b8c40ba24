/**
 * @file What a model is: the schema of a model folder's config.json, checked at the door and trusted inside.
 *
 * Shape letters used in every comment of `model/`:
 *   V vocabulary   P positions   D hidden width   F feed-forward width   H heads   d = D / H width of a head
 *   N examples     B rows of a forward pass (N, or 1 + K when K draws of one example are run together)
 *   L tokens of the padded sequence   E entity sub-tokens of all rows   R relations   T tags
 *   Q states read of a row
 */
import { sayIssue } from "../messages/sayIssue";
import { msg, t } from "../messages/translate";
import { z } from "zod";

export const count = z.int().positive();
const plainName = z.string().regex(/^[\w][\w.-]*$/, msg("expected a plain file name"));
/**
 * How the weight files store the matrices: int8 with a scale a row; int4 with a scale for every 32 columns, for all of them or
 * for embeddings and encoder, the others as int8-row.
 */
const WEIGHT_DTYPES = ["int8-row", "int4-group32", "int4-encoder", "f16", "f32"] as const;
type WeightDtype = (typeof WEIGHT_DTYPES)[number];

export const fileRecord = z.object({
  file: plainName,
  model: plainName.optional(),
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, msg("expected 64 lower-case hexadecimal digits")),
});

export const encoder = z
  .object({
    architecture: z.literal("bert"),
    vocabSize: count,
    hiddenSize: count,
    numLayers: count,
    numHeads: count,
    intermediateSize: count,
    maxPositions: count,
    typeVocabSize: count,
    layerNormEps: z.number().positive(),
    activation: z.literal("gelu"),
  })
  .refine(({ hiddenSize, numHeads }) => hiddenSize % numHeads === 0, {
    message: msg("expected hiddenSize to be a multiple of numHeads"),
    path: ["numHeads"],
  });

/** Where the weights of a model lie. */
export const storedWeights = {
  weights: z.object({ dtype: z.enum(WEIGHT_DTYPES), shards: z.array(fileRecord).min(1) }),
  adapter: z.object({ base: z.string().min(1), rank: count, alpha: z.number(), weights: fileRecord }).optional(),
};

const tags = z
  .array(z.string().min(1))
  .refine((names) => new Set(names).size === names.length, msg("expected different tags"))
  .refine(
    (names) => ["O", "B", "I"].every((name) => names.includes(name)),
    msg('expected "O", "B" and "I" among the tags'),
  )
  .refine(
    (names) =>
      names.every((name) => !/^[BI]-/.test(name) || names.includes((name[0] === "B" ? "I" : "B") + name.slice(1))),
    msg('expected "B-X" and "I-X" for each type X'),
  );

const modelConfig = z
  .object({
    formatVersion: z.literal(1),
    id: z.string().min(1),
    title: z.string().min(1),
    encoder,
    input: z.object({
      format: z.literal("entity_marker_punct"),
      subjectMarker: z.string().min(1),
      objectMarker: z.string().min(1),
      maxTokens: count,
      maskNames: z.boolean().optional(),
      prompt: z
        .string()
        .refine((text) => text.split("[MASK]").length === 2, msg("expected exactly one [MASK]"))
        .optional(),
      tags: tags.optional(),
    }),
    entityTreatment: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("none") }),
      z.object({ kind: z.literal("vib"), beta: z.number().min(0).max(1), sigmaShift: z.number() }),
      z.object({ kind: z.literal("scm"), neighbours: count }),
    ]),
    treatment: z.string().optional(),
    readout: z.object({
      kind: z.enum(["entity_markers", "mask", "entity_markers_and_mask"]),
      pretraining: z.enum(["joint", "separate"]).optional(),
    }),
    head: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("softmax"), hiddenSize: count, numLabels: count.min(2) }),
      z.object({
        ...{ kind: z.literal("multitask"), hiddenSize: count, numLabels: count.min(2) },
        ...{ threshold: z.number(), gamma: z.number().positive() },
      }),
    ]),
    subtraction: z.object({ names: z.number(), negativeShift: z.number() }).optional(),
    negative: z.string(),
    ...storedWeights,
    files: z.object({ tokenizer: fileRecord, labels: fileRecord, golden: fileRecord, card: fileRecord.optional() }),
  })
  .refine((config) => config.input.maxTokens <= config.encoder.maxPositions, {
    message: msg("expected at most encoder.maxPositions"),
    path: ["input", "maxTokens"],
  })
  .refine(({ readout, input }) => readout.kind === "entity_markers" || input.prompt !== undefined, {
    message: msg("expected a prompt, whose [MASK] the read-out reads"),
    path: ["input", "prompt"],
  });

/** A file of a model folder: its name there, its length in bytes and its SHA-256 in lower-case hexadecimal. */
export interface FileRecord {
  readonly file: string;
  /** Id of the model in whose folder the file lies; absent: the model that lists it. */
  readonly model?: string | undefined;
  readonly bytes: number;
  readonly sha256: string;
}

/** Sizes of the transformer, named as in the Hugging Face BERT config. All are positive integers. */
export interface EncoderConfig {
  readonly architecture: "bert";
  /** V: rows of the word embedding. */
  readonly vocabSize: number;
  /** D: width of a token's state; a multiple of numHeads. */
  readonly hiddenSize: number;
  readonly numLayers: number;
  /** H. */
  readonly numHeads: number;
  /** F. */
  readonly intermediateSize: number;
  /** P: rows of the position embedding. */
  readonly maxPositions: number;
  readonly typeVocabSize: number;
  /** Added to the variance in every layer normalisation, e.g. 1e-12. */
  readonly layerNormEps: number;
  /** The exact GELU, x * Phi(x), not its tanh approximation. */
  readonly activation: "gelu";
}

/**
 * What is done to the argument tokens before the encoder: nothing, the variational information bottleneck
 * (`bottleneck.ts`), or the centre of a hull of neighbours (`neighbours.ts`).
 */
export type EntityTreatment =
  | { readonly kind: "none" }
  | {
      readonly kind: "scm";
      /** k: points of the hull besides the token itself. */
      readonly neighbours: number;
    }
  | {
      readonly kind: "vib";
      /** Share of the bottleneck's sample in an argument token's input, in [0, 1]. */
      readonly beta: number;
      /** sigma = softplus(W x + b - sigmaShift); 5 in the authors' code. */
      readonly sigmaShift: number;
    };

/** Which last-layer states the head reads (`readout.ts`). */
export interface ReadoutConfig {
  readonly kind: "entity_markers" | "mask" | "entity_markers_and_mask";
  /** How the states were pre-trained together; the same at inference. */
  readonly pretraining?: "joint" | "separate" | undefined;
}

/** How the read-out becomes logits (`heads.ts`, `rankingHead.ts`). */
export type HeadConfig =
  | {
      readonly kind: "softmax";
      readonly hiddenSize: number;
      /** R. */
      readonly numLabels: number;
    }
  | {
      readonly kind: "multitask";
      readonly hiddenSize: number;
      /** R, the negative label included. */
      readonly numLabels: number;
      /** Score of the negative label. */
      readonly threshold: number;
      /** Factor of the ranking loss; the logits are scores times it. */
      readonly gamma: number;
    };

/** What the names alone say is taken off the answer (`subtraction.ts`). */
export interface SubtractionConfig {
  /** l1: factor on the names' logits. */
  readonly names: number;
  /** l2: added to the negative label's logit. */
  readonly negativeShift: number;
}

/** A small difference to the weights of another model, merged into them when they are loaded (`adapter.ts`). */
export interface AdapterConfig {
  /** Id of the other model. */
  readonly base: string;
  /** Rows of A, columns of B. */
  readonly rank: number;
  /** alpha / rank is the factor on B A. */
  readonly alpha: number;
  readonly weights: FileRecord;
}

/** Which files a model's weights lie in. */
export interface StoredWeights {
  readonly weights: { readonly dtype: WeightDtype; readonly shards: readonly FileRecord[] };
  /** Absent: `weights` is the whole model. Otherwise `weights` belongs to another model, and this is the difference. */
  readonly adapter?: AdapterConfig | undefined;
}

/** Everything config.json says about a model that reads marked pairs. */
export interface ModelConfig extends StoredWeights {
  readonly formatVersion: 1;
  /** Name of the model's folder. */
  readonly id: string;
  /** Name for people. */
  readonly title: string;
  readonly encoder: EncoderConfig;
  readonly input: {
    readonly format: "entity_marker_punct";
    readonly subjectMarker: string;
    readonly objectMarker: string;
    /** Longest sequence with markers and specials; at most encoder.maxPositions. Longer texts are windowed. */
    readonly maxTokens: number;
    /** Every name is read as one [MASK] (entity mask). */
    readonly maskNames?: boolean | undefined;
    /** Second segment, with one [MASK] in it. */
    readonly prompt?: string | undefined;
    /** Tags of the tag embedding; index = row. Absent: the model has none. */
    readonly tags?: readonly string[] | undefined;
  };
  readonly entityTreatment: EntityTreatment;
  /** Name of the treatment for people and tables, in training or in use. */
  readonly treatment?: string | undefined;
  readonly readout: ReadoutConfig;
  readonly head: HeadConfig;
  /** Absent: the answer of the network is the answer. */
  readonly subtraction?: SubtractionConfig | undefined;
  /** The label that means "no relation". */
  readonly negative: string;
  readonly files: {
    readonly tokenizer: FileRecord;
    readonly labels: FileRecord;
    readonly golden: FileRecord;
    readonly card?: FileRecord;
  };
}

/**
 * Checks the parsed content of a config.json.
 * @param where names the file in the message, e.g. `config.json of model "tiny"`
 * @throws Error that lists every field that is missing or wrong
 */
export function parseModelConfig(json: unknown, where: string): ModelConfig {
  if (isJoint(json)) {
    throw new Error(
      t("{where}: expected a model that reads marked pairs, got one that finds entities and relations in text.", {
        where,
      }),
    );
  }
  return parseConfig(modelConfig, json, where);
}

/** Whether the content of a config.json is that of a model that finds entities and relations (`jointConfig.ts`). */
export function isJoint(json: unknown): boolean {
  return typeof json === "object" && json !== null && "kind" in json && json.kind === "joint";
}

/** The content of a config.json by its schema. Throws an Error that lists every field that is missing or wrong. */
export function parseConfig<T>(schema: z.ZodType<T>, json: unknown, where: string): T {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    (issue) => `${issue.path.join(".") || t("(whole file)")}: ${sayIssue(issue.message)}`,
  );
  throw new Error(
    t(
      "{where}: expected a model description of format version 1, got: {problems}. The file is damaged or was written for another version of this program.",
      { where, problems: problems.join("; ") },
    ),
  );
}

/**
 * @file What a model is: the schema of a model folder's config.json, checked at the door and trusted inside.
 *
 * Shape letters used in every comment of `model/`:
 *   V vocabulary   P positions   D hidden width   F feed-forward width   H heads   d = D / H width of a head
 *   N examples     B rows of a forward pass (N, or 1 + K when K draws of one example are run together)
 *   L tokens of the padded sequence   E entity sub-tokens of all rows   R relations
 */
import { z } from "zod";

const count = z.int().positive();
const plainName = z.string().regex(/^[\w][\w.-]*$/, "expected a plain file name");
const fileRecord = z.object({
  file: plainName,
  model: plainName.optional(),
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, "expected 64 lower-case hexadecimal digits"),
});

const encoder = z.object({
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
});

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
    }),
    entityTreatment: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("none") }),
      z.object({ kind: z.literal("vib"), beta: z.number().min(0).max(1), sigmaShift: z.number() }),
    ]),
    readout: z.object({ kind: z.literal("entity_markers") }),
    head: z.object({ kind: z.literal("softmax"), hiddenSize: count, numLabels: count.min(2) }),
    negative: z.string(),
    weights: z.object({ dtype: z.enum(["int8-row", "f16", "f32"]), shards: z.array(fileRecord).min(1) }),
    adapter: z.object({ base: z.string().min(1), rank: count, alpha: z.number(), weights: fileRecord }).optional(),
    files: z.object({ tokenizer: fileRecord, labels: fileRecord, golden: fileRecord, card: fileRecord.optional() }),
  })
  .refine((config) => config.encoder.hiddenSize % config.encoder.numHeads === 0, {
    message: "expected hiddenSize to be a multiple of numHeads",
    path: ["encoder", "numHeads"],
  })
  .refine((config) => config.input.maxTokens <= config.encoder.maxPositions, {
    message: "expected at most encoder.maxPositions",
    path: ["input", "maxTokens"],
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

/** What is done to the argument tokens before the encoder: nothing, or the variational information bottleneck. */
export type EntityTreatment =
  | { readonly kind: "none" }
  | {
      readonly kind: "vib";
      /** Share of the bottleneck's sample in an argument token's input, in [0, 1]. */
      readonly beta: number;
      /** sigma = softplus(W x + b - sigmaShift); 5 in the authors' code. */
      readonly sigmaShift: number;
    };

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

/** Everything config.json says about a model. */
export interface ModelConfig {
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
  };
  readonly entityTreatment: EntityTreatment;
  /** Which states the head reads: those of the opening subject and object markers. */
  readonly readout: { readonly kind: "entity_markers" };
  readonly head: {
    readonly kind: "softmax";
    readonly hiddenSize: number;
    /** R. */
    readonly numLabels: number;
  };
  /** The label that means "no relation". */
  readonly negative: string;
  readonly weights: { readonly dtype: "int8-row" | "f16" | "f32"; readonly shards: readonly FileRecord[] };
  /** Absent: `weights` is the whole model. Otherwise `weights` belongs to another model, and this is the difference. */
  readonly adapter?: AdapterConfig | undefined;
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
  const result = modelConfig.safeParse(json);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join(".") || "(whole file)"}: ${issue.message}`);
  throw new Error(
    `${where}: expected a model description of format version 1, got: ${problems.join("; ")}. ` +
      `The file is damaged or was written for another version of this program.`,
  );
}

/** Number of trained parameters that a model of this config has. */
export function countParameters({ encoder, entityTreatment, head }: ModelConfig): number {
  const { vocabSize, hiddenSize: width, numLayers, intermediateSize, maxPositions, typeVocabSize } = encoder;
  const linear = (inSize: number, outSize: number) => inSize * outSize + outSize;
  const norm = 2 * width;
  const embeddings = (vocabSize + maxPositions + typeVocabSize) * width + norm;
  const feedForward = linear(width, intermediateSize) + linear(intermediateSize, width);
  const layer = 4 * linear(width, width) + feedForward + 2 * norm;
  const bottleneck = entityTreatment.kind === "vib" ? 2 * linear(width, width) : 0;
  return (
    embeddings +
    numLayers * layer +
    bottleneck +
    linear(2 * width, head.hiddenSize) +
    linear(head.hiddenSize, head.numLabels)
  );
}

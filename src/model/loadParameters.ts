/** @file Names of the weight files <-> typed parameters: the only place that knows both. */
import { t } from "../messages/translate";
import * as tf from "@tensorflow/tfjs-core";
import type { Adapter } from "./adapter";
import type { Attention } from "./attention";
import type { Bottleneck } from "./bottleneck";
import type { EncoderConfig, ModelConfig, StoredWeights } from "./config";
import type { Embeddings, EncoderLayer } from "./encoder";
import type { KernelModel } from "./fusedModel";
import type { Head } from "./heads";
import type { Linear } from "./layers";
import { createParameterReader, type ParameterReader } from "./parameterReader";
import { countReadStates } from "./readout";
import type { RelationModel } from "./relationModel";
import type { SharedTensors } from "./sharedTensors";
import type { Weights } from "./weights";

/** The weights of a model: its own, or those of its base and the difference to them. */
export interface ModelWeights {
  readonly base: Weights;
  readonly adapter: Adapter | null;
}

/**
 * Builds a model's tensors from its weights, one tensor at a time so that at most one float32 copy is in flight. The
 * tensors outlive any surrounding tidy; free them with `disposeRelationModel`.
 * @param negativeIndex class id of the negative label, which a ranking head has no vector for
 * @param shared where tensors of the base are kept for other models; absent: they are made for this model alone
 * @throws Error when a tensor is missing, has another shape, or is left over; nothing stays allocated then but what is shared
 */
export function loadParameters(
  config: ModelConfig,
  weights: ModelWeights,
  negativeIndex: number,
  shared: SharedTensors | null = null,
): RelationModel {
  return loadTensors(config, weights, shared, (reader) => readModel(config, reader, reader, negativeIndex));
}

/** The same for the kernels: matrices that are stored in int8 stay so, in a quarter of the memory. */
export function loadKernelParameters(
  config: ModelConfig,
  weights: ModelWeights,
  negativeIndex: number,
  shared: SharedTensors | null = null,
): KernelModel {
  return loadTensors(config, weights, shared, (reader) => {
    const { kernelLinear: linear, kernelTable, matrix } = reader;
    // The neighbours of a name are found in the whole table, by plain ops.
    const table = config.entityTreatment.kind === "scm" ? matrix : kernelTable;
    return readModel(config, reader, { linear, matrix: table }, negativeIndex);
  });
}

/**
 * Builds tensors with a reader of the weights, and checks that nothing of the files is left over.
 * @throws Error when a tensor is missing, has another shape, or is left over; nothing stays allocated then but what is shared
 */
export function loadTensors<T>(
  config: StoredWeights,
  weights: ModelWeights,
  shared: SharedTensors | null,
  read: (reader: ParameterReader) => T,
): T {
  const created: tf.Tensor[] = [];
  try {
    const model = read(createParameterReader(weights, shared, created));
    const leftOver = listLeftOver(config, weights, shared);
    if (leftOver.length > 0) {
      const shown = leftOver.slice(0, 3).map((name) => `"${name}"`);
      throw new Error(
        t(
          "weights: expected only tensors that config.json describes, got {n} more: {shown}{more}. The weights do not belong to this config.json.",
          { n: leftOver.length, shown: shown.join(", "), more: leftOver.length > 3 ? ", .." : "" },
        ),
      );
    }
    return model;
  } catch (error) {
    tf.dispose(created);
    throw error;
  }
}

/**
 * Names that nobody has read. Of a base, whatever its variant replaces stays unread; what was made of it for an earlier
 * model was read then, with its scale and its parts.
 */
function listLeftOver(
  { weights: { shards } }: StoredWeights,
  { base, adapter }: ModelWeights,
  shared: SharedTensors | null,
): string[] {
  if (adapter !== null) return adapter.own.unread();
  if (shards.some(({ model }) => model !== undefined)) return [];
  const wholeName = (name: string) => name.replace(/\.scale$/, "").replace(/\.part\d+$/, "");
  return base.unread().filter((name) => !shared?.names.has(wholeName(name)));
}

export type Reader = ParameterReader;

/** Makes tensors of the weights of one model alone; whatever it makes is also put into `created`. */
export function createReader(base: Pick<Weights, "read" | "readTransposed">, created: tf.Tensor[]): Reader {
  return createParameterReader({ base, adapter: null }, null, created);
}

/** How linear maps and the word table are made. */
interface Forms<L, W> {
  readonly linear: (name: string, inSize: number, outSize: number, factor?: number) => L;
  readonly matrix: (name: string, rows: number, columns: number) => W;
}

function readModel<L, W>(
  config: ModelConfig,
  reader: Reader,
  forms: Forms<L, W>,
  negativeIndex: number,
): RelationModel<L | Linear, W> {
  const { hiddenSize, numLayers } = config.encoder;
  return {
    embeddings: readEmbeddings(config.encoder, config.input.tags?.length ?? null, reader, forms),
    bottleneck: config.entityTreatment.kind === "vib" ? readBottleneck(hiddenSize, forms) : null,
    layers: Array.from({ length: numLayers }, (_, i) => readLayer(config, `encoder.layer.${i}`, reader, forms)),
    head: readHead(config, reader, forms, negativeIndex),
  };
}

/** @param numTags rows of the tag embedding; null: there is none */
export function readEmbeddings<W>(
  encoder: EncoderConfig,
  numTags: number | null,
  reader: Reader,
  forms: Pick<Forms<unknown, W>, "matrix">,
): Embeddings<W> {
  const { vocabSize, hiddenSize, maxPositions, typeVocabSize } = encoder;
  return {
    word: forms.matrix("embeddings.word_embeddings.weight", vocabSize, hiddenSize),
    tags: numTags === null ? null : reader.matrix("embeddings.tags.weight", numTags, hiddenSize),
    // Token type is 0 everywhere, so its row is added once, here.
    position: reader.matrixPlusRow("embeddings.position_embeddings.weight", maxPositions, hiddenSize, {
      name: "embeddings.token_type_embeddings.weight",
      rows: typeVocabSize,
    }),
    norm: reader.layerNorm("embeddings.LayerNorm", hiddenSize),
  };
}

export function readLayer<L>(
  { encoder }: Pick<ModelConfig, "encoder">,
  name: string,
  reader: Reader,
  { linear }: Pick<Forms<L, unknown>, "linear">,
): EncoderLayer<L> {
  const { hiddenSize, intermediateSize, numHeads } = encoder;
  const square = (part: string, factor?: number) => linear(`${name}.${part}`, hiddenSize, hiddenSize, factor);
  const attention: Attention<L> = {
    query: square("attention.self.query", 1 / Math.sqrt(hiddenSize / numHeads)),
    key: square("attention.self.key"),
    value: square("attention.self.value"),
    output: square("attention.output.dense"),
  };
  return {
    attention,
    attentionNorm: reader.layerNorm(`${name}.attention.output.LayerNorm`, hiddenSize),
    intermediate: linear(`${name}.intermediate.dense`, hiddenSize, intermediateSize),
    output: linear(`${name}.output.dense`, intermediateSize, hiddenSize),
    outputNorm: reader.layerNorm(`${name}.output.LayerNorm`, hiddenSize),
  };
}

export function readBottleneck<L>(hiddenSize: number, { linear }: Pick<Forms<L, unknown>, "linear">): Bottleneck<L> {
  return {
    mu: linear("bottleneck.mu", hiddenSize, hiddenSize),
    sigma: linear("bottleneck.sigma", hiddenSize, hiddenSize),
  };
}

function readHead<L, W>(
  { encoder, readout, head }: ModelConfig,
  reader: Reader,
  { linear }: Forms<L, W>,
  negativeIndex: number,
): Head<L | Linear> {
  const { hiddenSize, numLabels } = head;
  const dense = linear("head.dense", countReadStates(readout.kind) * encoder.hiddenSize, hiddenSize);
  if (head.kind === "softmax") return { dense, out: linear("head.out", hiddenSize, numLabels) };
  reader.skipLinear("head.identify", hiddenSize, 2);
  return { dense, out: reader.rankingOutput("head.out", hiddenSize, numLabels - 1, { ...head, negativeIndex }) };
}

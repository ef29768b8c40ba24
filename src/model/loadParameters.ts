/** @file Names of the weight files <-> typed parameters: the only place that knows both. */
import * as tf from "@tensorflow/tfjs-core";
import type { Attention } from "./attention";
import type { Bottleneck } from "./bottleneck";
import type { ModelConfig } from "./config";
import type { Embeddings, EncoderLayer } from "./encoder";
import type { Head } from "./heads";
import type { LayerNorm, Linear } from "./layers";
import { expandRankingOutput } from "./rankingHead";
import { countReadStates } from "./readout";
import type { RelationModel } from "./relationModel";
import type { Weights } from "./weights";

/**
 * Builds a model's tensors from its weights, one tensor at a time so that at most one float32 copy is in flight. The
 * tensors outlive any surrounding tidy; free them with `disposeRelationModel`.
 * @param negativeIndex class id of the negative label, which a ranking head has no vector for
 * @throws Error when a tensor is missing, has another shape, or is left over; nothing stays allocated then
 */
export function loadParameters(config: ModelConfig, weights: Weights, negativeIndex: number): RelationModel {
  const created: tf.Tensor[] = [];
  try {
    const model = readModel(config, createReader(weights, created), negativeIndex);
    const leftOver = weights.unread();
    if (leftOver.length > 0) {
      const shown = leftOver.slice(0, 3).map((name) => `"${name}"`);
      throw new Error(
        `weights: expected only tensors that config.json describes, got ${leftOver.length} more: ${shown.join(", ")}` +
          `${leftOver.length > 3 ? ", .." : ""}. The weights do not belong to this config.json.`,
      );
    }
    return model;
  } catch (error) {
    tf.dispose(created);
    throw error;
  }
}

type RankingConfig = Extract<ModelConfig["head"], { kind: "multitask" }>;
export type Reader = ReturnType<typeof createReader>;

/** Makes tensors of weights; whatever it makes is also put into `created`. */
export function createReader(weights: Pick<Weights, "read" | "readTransposed">, created: tf.Tensor[]) {
  const keep = <T extends tf.Tensor>(tensor: T): T => {
    created.push(tf.keep(tensor));
    return tensor;
  };
  const vector = (name: string, size: number) => keep(tf.tensor1d(weights.read(name, [size])));
  return {
    /** A tensor that was made elsewhere. */
    keep,
    /** Stored [rows, columns], used [columns, rows]. */
    transposed: (name: string, rows: number, columns: number): tf.Tensor2D =>
      keep(tf.tensor2d(weights.readTransposed(name, [rows, columns]), [columns, rows])),
    matrix: (name: string, rows: number, columns: number): tf.Tensor2D =>
      keep(tf.tensor2d(weights.read(name, [rows, columns]), [rows, columns])),
    /** A matrix with one vector added to each row. */
    matrixPlusRow(name: string, rows: number, columns: number, added: { name: string; rows: number }): tf.Tensor2D {
      const values = weights.read(name, [rows, columns]);
      const row = weights.read(added.name, [added.rows, columns]);
      for (let i = 0; i < values.length; i++) values[i]! += row[i % columns]!;
      return keep(tf.tensor2d(values, [rows, columns]));
    },
    /** Stored [out, in], used [in, out]. `factor` multiplies weight and bias. */
    linear(name: string, inSize: number, outSize: number, factor = 1): Linear {
      const weight = weights.readTransposed(`${name}.weight`, [outSize, inSize]);
      const bias = weights.read(`${name}.bias`, [outSize]);
      if (factor !== 1) for (const values of [weight, bias]) values.forEach((value, i) => (values[i] = value * factor));
      return { weight: keep(tf.tensor2d(weight, [inSize, outSize])), bias: keep(tf.tensor1d(bias)) };
    },
    /** A ranking output with the constant of the negative label put in: [in, out + 1]. */
    rankingOutput(name: string, inSize: number, outSize: number, head: RankingConfig, negativeIndex: number): Linear {
      const scores = weights.readTransposed(`${name}.weight`, [outSize, inSize]);
      const { weight, bias } = expandRankingOutput(
        scores,
        weights.read(`${name}.bias`, [outSize]),
        negativeIndex,
        head,
      );
      return { weight: keep(tf.tensor2d(weight, [inSize, outSize + 1])), bias: keep(tf.tensor1d(bias)) };
    },
    /** Checks a layer that takes no part in an answer. */
    skipLinear(name: string, inSize: number, outSize: number): void {
      weights.read(`${name}.weight`, [outSize, inSize]);
      weights.read(`${name}.bias`, [outSize]);
    },
    layerNorm: (name: string, size: number): LayerNorm => ({
      weight: vector(`${name}.weight`, size),
      bias: vector(`${name}.bias`, size),
    }),
  };
}

function readModel(config: ModelConfig, reader: Reader, negativeIndex: number): RelationModel {
  const { hiddenSize, numLayers } = config.encoder;
  return {
    embeddings: readEmbeddings(config, reader),
    bottleneck: config.entityTreatment.kind === "vib" ? readBottleneck(hiddenSize, reader) : null,
    layers: Array.from({ length: numLayers }, (_, i) => readLayer(config, `encoder.layer.${i}`, reader)),
    head: readHead(config, reader, negativeIndex),
  };
}

function readEmbeddings({ encoder, input }: ModelConfig, reader: Reader): Embeddings {
  const { vocabSize, hiddenSize, maxPositions, typeVocabSize } = encoder;
  return {
    word: reader.matrix("embeddings.word_embeddings.weight", vocabSize, hiddenSize),
    tags: input.tags === undefined ? null : reader.matrix("embeddings.tags.weight", input.tags.length, hiddenSize),
    // Token type is 0 everywhere, so its row is added once, here.
    position: reader.matrixPlusRow("embeddings.position_embeddings.weight", maxPositions, hiddenSize, {
      name: "embeddings.token_type_embeddings.weight",
      rows: typeVocabSize,
    }),
    norm: reader.layerNorm("embeddings.LayerNorm", hiddenSize),
  };
}

export function readLayer({ encoder }: Pick<ModelConfig, "encoder">, name: string, reader: Reader): EncoderLayer {
  const { hiddenSize, intermediateSize, numHeads } = encoder;
  const square = (part: string, factor?: number) => reader.linear(`${name}.${part}`, hiddenSize, hiddenSize, factor);
  const attention: Attention = {
    query: square("attention.self.query", 1 / Math.sqrt(hiddenSize / numHeads)),
    key: square("attention.self.key"),
    value: square("attention.self.value"),
    output: square("attention.output.dense"),
  };
  return {
    attention,
    attentionNorm: reader.layerNorm(`${name}.attention.output.LayerNorm`, hiddenSize),
    intermediate: reader.linear(`${name}.intermediate.dense`, hiddenSize, intermediateSize),
    output: reader.linear(`${name}.output.dense`, intermediateSize, hiddenSize),
    outputNorm: reader.layerNorm(`${name}.output.LayerNorm`, hiddenSize),
  };
}

export function readBottleneck(hiddenSize: number, reader: Reader): Bottleneck {
  return {
    mu: reader.linear("bottleneck.mu", hiddenSize, hiddenSize),
    sigma: reader.linear("bottleneck.sigma", hiddenSize, hiddenSize),
  };
}

function readHead({ encoder, readout, head }: ModelConfig, reader: Reader, negativeIndex: number): Head {
  const { hiddenSize, numLabels } = head;
  const dense = reader.linear("head.dense", countReadStates(readout.kind) * encoder.hiddenSize, hiddenSize);
  if (head.kind === "softmax") return { dense, out: reader.linear("head.out", hiddenSize, numLabels) };
  reader.skipLinear("head.identify", hiddenSize, 2);
  return { dense, out: reader.rankingOutput("head.out", hiddenSize, numLabels - 1, head, negativeIndex) };
}

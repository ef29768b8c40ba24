/**
 * @file Which tensors a user's model must have: Hugging Face's names without the prefix `bert.`, `roberta.` or `luke.`,
 * in the order in which they are checked and loaded.
 */
import type { OwnConfig } from "./ownConfig";

/** A tensor that the config asks for. */
export interface ExpectedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Only these rows are read. */
  readonly rows?: readonly number[];
}

/** Some tensors that are loaded together. */
export interface TensorPart {
  readonly kind: "embeddings" | "bottleneck" | "layer" | "entities" | "head";
  /** Number of the layer, from 0; 0 for other kinds. */
  readonly index: number;
  readonly tensors: readonly ExpectedTensor[];
}

/** The classifier: two layers with biases, or one, which has no bias in LukeForEntityPairClassification. */
export type OwnHead =
  { readonly kind: "two-layer"; readonly hiddenSize: number } | { readonly kind: "linear"; readonly hasBias: boolean };

/**
 * Everything the network needs, part by part.
 * @param numLabels R
 * @param entityIds rows of the entity table; ignored without an entity stream
 */
export function listOwnTensors(
  config: OwnConfig,
  head: OwnHead,
  numLabels: number,
  entityIds: readonly number[],
): TensorPart[] {
  const { vocabSize, hiddenSize: width, numLayers, typeVocabSize } = config.encoder;
  const numPositions = config.encoder.maxPositions + config.positionOffset;
  const bottleneck =
    config.entityTreatment.kind === "vib" ? [...square("bottleneck.mu"), ...square("bottleneck.sigma")] : [];
  function square(name: string) {
    return linear(name, width, width);
  }
  const embeddings: TensorPart = {
    kind: "embeddings",
    index: 0,
    tensors: [
      { name: "embeddings.word_embeddings.weight", shape: [vocabSize, width] },
      { name: "embeddings.position_embeddings.weight", shape: [numPositions, width] },
      { name: "embeddings.token_type_embeddings.weight", shape: [typeVocabSize, width] },
      ...norm("embeddings.LayerNorm", width),
    ],
  };
  const layers = Array.from({ length: numLayers }, (_, index): TensorPart => {
    return { kind: "layer", index, tensors: listLayer(config, index) };
  });
  const headTensors =
    head.kind === "linear"
      ? linear("classifier", 2 * width, numLabels).slice(0, head.hasBias ? 2 : 1)
      : [...linear("head.dense", 2 * width, head.hiddenSize), ...linear("head.out", head.hiddenSize, numLabels)];
  return [
    embeddings,
    ...(bottleneck.length > 0 ? [{ kind: "bottleneck", index: 0, tensors: bottleneck } as const] : []),
    ...layers,
    ...(config.entities === null
      ? []
      : [{ kind: "entities", index: 0, tensors: listEntities(config, entityIds) } as const]),
    { kind: "head", index: 0, tensors: headTensors },
  ];
}

function listLayer({ encoder, entities }: OwnConfig, index: number): ExpectedTensor[] {
  const { hiddenSize: width, intermediateSize } = encoder;
  const name = (part: string) => `encoder.layer.${index}.${part}`;
  const queries = entities?.isAware === true ? ["w2e_query", "e2w_query", "e2e_query"] : [];
  return [
    ...["query", "key", "value", ...queries].flatMap((part) => linear(name(`attention.self.${part}`), width, width)),
    ...linear(name("attention.output.dense"), width, width),
    ...norm(name("attention.output.LayerNorm"), width),
    ...linear(name("intermediate.dense"), width, intermediateSize),
    ...linear(name("output.dense"), intermediateSize, width),
    ...norm(name("output.LayerNorm"), width),
  ];
}

function listEntities({ encoder, entities, positionOffset }: OwnConfig, rows: readonly number[]): ExpectedTensor[] {
  const { hiddenSize: width, maxPositions, typeVocabSize } = encoder;
  const { vocabSize, embeddingSize } = entities!;
  const dense = "entity_embeddings.entity_embedding_dense.weight";
  return [
    { name: "entity_embeddings.entity_embeddings.weight", shape: [vocabSize, embeddingSize], rows },
    ...(embeddingSize === width ? [] : [{ name: dense, shape: [width, embeddingSize] }]),
    { name: "entity_embeddings.position_embeddings.weight", shape: [maxPositions + positionOffset, width] },
    { name: "entity_embeddings.token_type_embeddings.weight", shape: [typeVocabSize, width] },
    ...norm("entity_embeddings.LayerNorm", width),
  ];
}

/** PyTorch stores [out, in]. */
function linear(name: string, inSize: number, outSize: number): ExpectedTensor[] {
  return [
    { name: `${name}.weight`, shape: [outSize, inSize] },
    { name: `${name}.bias`, shape: [outSize] },
  ];
}

function norm(name: string, size: number): ExpectedTensor[] {
  return [
    { name: `${name}.weight`, shape: [size] },
    { name: `${name}.bias`, shape: [size] },
  ];
}

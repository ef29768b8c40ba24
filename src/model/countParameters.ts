/** @file The size of a model, from its config alone. */
import type { ModelConfig } from "./config";
import { countReadStates } from "./readout";

/**
 * Number of trained parameters that a model of this config has. The auxiliary output of a multi-task head, which takes
 * no part in an answer, is counted too: it is in the file.
 */
export function countParameters({ encoder, input, entityTreatment, readout, head }: ModelConfig): number {
  const { vocabSize, hiddenSize: width, numLayers, intermediateSize, maxPositions, typeVocabSize } = encoder;
  const linear = (inSize: number, outSize: number) => inSize * outSize + outSize;
  const norm = 2 * width;
  const embeddings = (vocabSize + maxPositions + typeVocabSize + (input.tags?.length ?? 0)) * width + norm;
  const feedForward = linear(width, intermediateSize) + linear(intermediateSize, width);
  const layer = 4 * linear(width, width) + feedForward + 2 * norm;
  const bottleneck = entityTreatment.kind === "vib" ? 2 * linear(width, width) : 0;
  const outputs =
    head.kind === "multitask"
      ? linear(head.hiddenSize, head.numLabels - 1) + linear(head.hiddenSize, 2)
      : linear(head.hiddenSize, head.numLabels);
  const dense = linear(countReadStates(readout.kind) * width, head.hiddenSize);
  return embeddings + numLayers * layer + bottleneck + dense + outputs;
}

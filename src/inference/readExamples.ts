/** @file A model bound to its tokenizer and labels: examples in, readings out. */
import type { Example } from "../data/example";
import type { ModelInput, Row } from "../model/batch";
import { describeReading } from "./describeReading";
import { disposeBatch, readLogits, readTokenVariance, startBatch, type RunningModel } from "./forward";
import {
  checkDraws,
  CHUNK_TOKENS,
  createDrawNoise,
  giveWay,
  groupExamples,
  type Item,
  type Reader,
} from "./groupExamples";
import type { PredictOptions, Reading } from "./types";

/**
 * Reads examples in groups of similar length.
 *
 * @param signal checked before every forward pass, after giving waiting messages a chance to arrive; an abort rejects
 *   with the signal's reason
 * @returns one entry per example, in order: its reading, or the Error that says why it cannot be read
 * @throws Error on options out of range, on abort, and when the device is lost (DeviceLostError)
 */
export async function readExamples(
  reader: Reader,
  examples: readonly Example[],
  options: PredictOptions,
  signal?: AbortSignal,
): Promise<(Reading | Error)[]> {
  checkOptions(options);
  const results = new Array<Reading | Error>(examples.length);
  for (const group of groupExamples(reader, examples, (place, error) => (results[place] = error))) {
    const readings = await readGroup(reader.running, group, options, signal);
    group.forEach(({ place }, i) => (results[place] = readings[i]!));
  }
  return results;
}

function checkOptions({ draws, beta }: PredictOptions): void {
  checkDraws(draws);
  if (beta !== undefined && !(beta >= 0 && beta <= 1)) {
    throw new Error(`predict: expected beta from 0 to 1, got ${beta}.`);
  }
}

async function readGroup(
  running: RunningModel,
  group: readonly Item[],
  options: PredictOptions,
  signal: AbortSignal | undefined,
): Promise<Reading[]> {
  const { config } = running;
  const hasBottleneck = config.entityTreatment.kind === "vib";
  const beta = config.entityTreatment.kind === "vib" ? (options.beta ?? config.entityTreatment.beta) : null;
  const numDraws = hasBottleneck ? options.draws : 0;
  const rows = group.flatMap(({ input }, example) => createRows(input, example, numDraws, options.seed, config));

  await giveWay(signal);
  const start = performance.now();
  const batch = await startBatch(
    running,
    group.map(({ input }) => input),
  );
  try {
    const variance = await readTokenVariance(running, batch);
    const numLabels = config.head.numLabels;
    const logits = new Float32Array(rows.length * numLabels);
    const chunkSize = Math.max(1, Math.floor(CHUNK_TOKENS[running.backend] / batch.tokens.numTokens));
    for (let first = 0; first < rows.length; first += chunkSize) {
      if (first > 0) await giveWay(signal);
      const chunk = await readLogits(running, batch, rows.slice(first, first + chunkSize), beta ?? 0);
      logits.set(chunk, first * numLabels);
    }
    const elapsedMs = (performance.now() - start) / group.length;
    const offsets = batch.tokens.entityOffsets;
    return group.map((item, i) =>
      describeReading(item, {
        modelId: config.id,
        logits: logits.subarray(i * (1 + numDraws) * numLabels, (i + 1) * (1 + numDraws) * numLabels),
        numDraws,
        numLabels,
        seed: options.seed,
        beta,
        variance: variance?.subarray(offsets[i], offsets[i + 1]) ?? null,
        elapsedMs,
      }),
    );
  } finally {
    disposeBatch(batch);
  }
}

/** The rows of one example: the mean, then the draws. Draw k is the same whatever the number of draws. */
function createRows(
  input: ModelInput,
  example: number,
  numDraws: number,
  seed: number,
  { encoder }: RunningModel["config"],
): Row[] {
  const draws = createDrawNoise(input.entityPositions.length, encoder.hiddenSize, numDraws, seed);
  return [null, ...draws].map((values) => ({ example, noise: values }));
}

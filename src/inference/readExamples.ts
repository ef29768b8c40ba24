/** @file A model bound to its tokenizer and labels: examples in, readings out. */
import type { Example } from "../data/example";
import type { ModelInput, Row } from "../model/batch";
import { describeReading } from "./describeReading";
import { disposeBatch, readLogits, readTokenVariance, startBatch, type RunningModel } from "./forward";
import {
  checkDraws,
  createDrawNoise,
  giveWay,
  groupExamples,
  type Item,
  type Pace,
  type Reader,
} from "./groupExamples";
import { countPassRows, isGpu, roundUpToPower } from "./passShape";
import type { BatchOptions, Reading } from "./types";

/**
 * Reads examples in groups of similar length; those that are the same to the network are run once.
 *
 * @param pace its signal is checked before every forward pass, after giving others a chance to come in; an abort rejects
 *   with the signal's reason
 * @returns one entry per example, in order: its reading, or the Error that says why it cannot be read
 * @throws Error on options out of range, on abort, and when the device is lost (DeviceLostError)
 */
export async function readExamples(
  reader: Reader,
  examples: readonly Example[],
  options: BatchOptions,
  pace: Pace = {},
): Promise<(Reading | Error)[]> {
  checkOptions(options, examples.length);
  const { draws } = options;
  const hasBottleneck = reader.running.config.entityTreatment.kind === "vib";
  const questions = examples.map((example, i) => {
    return { example, draws: !hasBottleneck ? 0 : typeof draws === "number" ? draws : draws[i]! };
  });
  const results = new Array<Reading | Error>(examples.length);
  const groups = await groupExamples(reader, questions, pace, (place, error) => (results[place] = error));
  for (const group of groups) {
    for (const [place, reading] of await readGroup(reader.running, group, options, pace)) results[place] = reading;
  }
  return results;
}

function checkOptions({ draws, beta }: BatchOptions, numExamples: number): void {
  const all = typeof draws === "number" ? [draws] : draws;
  all.forEach(checkDraws);
  if (typeof draws !== "number" && draws.length !== numExamples) {
    throw new Error(`predict: expected a number of draws for each of ${numExamples} examples, got ${draws.length}.`);
  }
  if (beta !== undefined && !(beta >= 0 && beta <= 1)) {
    throw new Error(`predict: expected beta from 0 to 1, got ${beta}.`);
  }
}

async function readGroup(
  running: RunningModel,
  group: readonly Item[],
  { seed, beta: wantedBeta }: BatchOptions,
  pace: Pace,
): Promise<[place: number, reading: Reading][]> {
  const { config } = running;
  const beta = config.entityTreatment.kind === "vib" ? (wantedBeta ?? config.entityTreatment.beta) : null;
  const rows = group.map(({ input, numDraws }, example) => createRows(input, example, numDraws, seed, config));

  await giveWay(pace);
  const start = performance.now();
  // The one sentence on the stage has few shapes by itself; many sentences are filled up to a few.
  const isFilled = isGpu(running.backend) && group.length > 1;
  const fill = <T>(list: readonly T[], more: (index: number) => T): readonly T[] =>
    isFilled ? Array.from({ length: roundUpToPower(list.length) }, (_, i) => list[i] ?? more(i)) : list;
  const inputs = fill(
    group.map(({ input }) => input),
    () => group[0]!.input,
  );
  const batch = await startBatch(running, inputs);
  try {
    const variance = await readTokenVariance(running, batch);
    const { numLabels } = config.head;
    const all = rows.flat();
    const logits = new Float32Array(all.length * numLabels);
    const chunkSize = countPassRows(running, batch.tokens.numTokens);
    for (let first = 0; first < all.length; first += chunkSize) {
      if (first > 0) await giveWay(pace);
      const chunk = all.slice(first, first + chunkSize);
      const filled = fill(chunk, (i) => ({ example: i < inputs.length ? i : 0, noise: null }));
      const values = await readLogits(running, batch, filled, beta ?? 0);
      logits.set(values.subarray(0, chunk.length * numLabels), first * numLabels);
    }
    const numAsked = group.reduce((sum, { asked }) => sum + asked.length, 0);
    const elapsedMs = (performance.now() - start) / numAsked;
    const offsets = batch.tokens.entityOffsets;
    let firstRow = 0;
    return group.flatMap(({ asked }, i) => {
      const own = logits.subarray(firstRow * numLabels);
      firstRow += rows[i]!.length;
      return asked.map((one): [number, Reading] => [
        one.place,
        describeReading(one, {
          modelId: config.id,
          logits: own.subarray(0, (1 + one.draws) * numLabels),
          numDraws: one.draws,
          numLabels,
          seed,
          beta,
          variance: variance?.subarray(offsets[i], offsets[i + 1]) ?? null,
          elapsedMs,
        }),
      ]);
    });
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

/** @file The bottleneck's Gaussians of the two mentions, without running the encoder behind it. */
import type { Example, Role } from "../data/example";
import type { ModelInput } from "../model/batch";
import { disposeBatch, readPosterior, startBatch } from "./forward";
import { checkDraws, createDrawNoise, giveWay, groupExamples, type Asked, type Reader } from "./groupExamples";
import type { MentionPosterior, PosteriorReading } from "./types";

/** How a posterior is asked for. */
export interface PosteriorOptions {
  /** K, 0-64. */
  readonly draws: number;
  /** Seed of the draws: with that of a prediction, eps is the same. */
  readonly seed: number;
}

/**
 * Posteriors of the mentions of examples. Only embeddings and bottleneck are run: no answer depends on it.
 *
 * @param signal checked before every group; an abort rejects with its reason
 * @returns one entry per example, in order: its posteriors, or the Error that says why it cannot be read
 * @throws Error for a model without a bottleneck, on draws out of range, on abort and on device loss
 */
export async function readPosteriors(
  reader: Reader,
  examples: readonly Example[],
  options: PosteriorOptions,
  signal?: AbortSignal,
): Promise<(PosteriorReading | Error)[]> {
  checkDraws(options.draws);
  const { running } = reader;
  if (running.config.entityTreatment.kind !== "vib") {
    throw new Error(
      `readPosteriors: expected a model with a bottleneck, got "${running.config.id}", which has none. Choose a VIB model.`,
    );
  }
  const results = new Array<PosteriorReading | Error>(examples.length);
  const questions = examples.map((example) => ({ example, draws: 0 }));
  for (const group of await groupExamples(reader, questions, { signal }, (place, error) => (results[place] = error))) {
    await giveWay({ signal });
    const batch = await startBatch(
      running,
      group.map(({ input }) => input),
    );
    try {
      const posterior = await readPosterior(running, batch);
      const width = running.config.encoder.hiddenSize;
      const offsets = batch.tokens.entityOffsets;
      group.forEach(({ input, asked }, i) => {
        const own = (values: Float32Array) => values.subarray(offsets[i]! * width, offsets[i + 1]! * width);
        const gaussian = { mu: own(posterior!.mu), sigma: own(posterior!.sigma) };
        for (const one of asked) results[one.place] = describePosterior(one, input, gaussian, options);
      });
    } finally {
      disposeBatch(batch);
    }
  }
  return results;
}

/** `mu` and `sigma`: of the example's argument sub-tokens in the order of the sequence, [tokens * D]. */
function describePosterior(
  { encoded }: Asked,
  input: ModelInput,
  { mu, sigma }: { readonly mu: Float32Array; readonly sigma: Float32Array },
  { draws: numDraws, seed }: PosteriorOptions,
): PosteriorReading {
  const numTokens = input.entityPositions.length;
  const width = mu.length / numTokens;
  const noise = createDrawNoise(numTokens, width, numDraws, seed);
  const describe = (role: Role): MentionPosterior => {
    const own = input.entityPositions.flatMap((position, rank) =>
      encoded.tokens[position]!.role === role ? [rank] : [],
    );
    const average = (value: (index: number) => number, at = 0, into = new Float32Array(width)) => {
      for (let d = 0; d < width; d++) {
        let sum = 0;
        for (const rank of own) sum += value(rank * width + d);
        into[at + d] = sum / own.length;
      }
      return into;
    };
    const draws = new Float32Array(numDraws * width);
    noise.forEach((eps, k) => average((i) => mu[i]! + eps[i]! * sigma[i]!, k * width, draws));
    const scale = 1 / Math.sqrt(own.length);
    return {
      numTokens: own.length,
      mu: average((i) => mu[i]!),
      // sqrt(sum sigma^2) / n = sqrt(mean sigma^2 / n)
      deviation: average((i) => sigma[i]! ** 2).map((variance) => scale * Math.sqrt(variance)),
      draws,
    };
  };
  return { subject: describe("subject"), object: describe("object"), numDraws, seed };
}

/** @file Mean-mode readings of many sentences, each sentence read once. */
import type { Example } from "../data/example";
import type { ModelInfo, Reading } from "../inference/types";
import type { Engine } from "./engine";

/** The part of a mean-mode reading that swaps need. */
export interface MeanReading {
  /** Softmax probabilities, eps = 0. [R] */
  readonly probabilities: Float32Array;
  /** Mean sigma^2 of each mention; null without a bottleneck. */
  readonly variance: { readonly subject: number | null; readonly object: number | null };
}

/** A reading, or the reason why there is none. */
export type MeanResult = MeanReading | Error;

export interface MeanRequest {
  readonly model: ModelInfo;
  /** Blend factor; null: the model's own. */
  readonly beta: number | null;
  readonly examples: readonly Example[];
  readonly lane: string;
  readonly signal?: AbortSignal;
  /** Hears of each answer as it comes, by its place among `examples`. */
  readonly onResult?: (index: number, result: MeanResult) => void;
}

export interface MeanReader {
  /** Resolves with an answer for each example, in order; rejects like `Engine.predictMany`. */
  read(request: MeanRequest): Promise<MeanResult[]>;
}

/** Readings kept before all are forgotten: some 10 MB. */
const MOST_KEPT = 4000;

/** Reads with the engine what has not been read before. */
export function createMeanReader(engine: Pick<Engine, "predictMany">): MeanReader {
  const known = new Map<string, MeanReading>();
  return {
    async read({ model, beta, examples, lane, signal, onResult }) {
      const blend = model.hasBottleneck ? beta : null;
      const keys = examples.map(({ text, subject, object }) =>
        JSON.stringify([
          ...[model.id, blend, text, subject.start, subject.end, object.start, object.end],
          ...(model.typesRead === undefined ? [] : [subject.type ?? null, object.type ?? null]),
        ]),
      );
      const results: (MeanResult | undefined)[] = keys.map((key) => known.get(key));
      results.forEach((result, index) => result && onResult?.(index, result));
      const missing = results.flatMap((result, index) => (result ? [] : [index]));
      if (missing.length === 0) return results as MeanResult[];
      const put = (from: number, answers: readonly (Reading | Error)[]) =>
        answers.forEach((answer, offset) => {
          const index = missing[from + offset]!;
          const result =
            answer instanceof Error ? answer : { probabilities: answer.probabilities, variance: answer.variance };
          if (known.size >= MOST_KEPT) known.clear();
          if (!(result instanceof Error)) known.set(keys[index]!, result);
          results[index] = result;
          onResult?.(index, result);
        });
      await engine.predictMany(
        model.id,
        missing.map((index) => examples[index]!),
        { draws: 0, seed: 0, ...(blend === null ? {} : { beta: blend }) },
        { lane, onProgress: ({ from, results: answers }) => put(from, answers), ...(signal ? { signal } : {}) },
      );
      return results as MeanResult[];
    },
  };
}

/** @file What names do to the answers for found pairs: variance and flip rate, read as a corpus row is. */
import { computeFlips, type Flips } from "../analysis/flips";
import { isCorrected, toExample, type Candidate } from "../analysis/foundCandidates";
import type { Example } from "../data/example";
import type { ModelInfo } from "../inference/types";
import { hasName, messageOf } from "./engine";
import type { BiasRun } from "./findSlice";
import type { MeanReading } from "./meanReader";
import { selectActiveIds } from "./modelSlice";
import type { BenchState, Slice } from "./store";
import { selectLoaded } from "./swapSlice";

/** One model's readings of a pair. */
export interface ModelBias {
  readonly model: ModelInfo;
  readonly variance: MeanReading["variance"];
  /** Answers with names of the same types that are not in training, in the place of both. */
  readonly flips: Flips;
  /** Probability of the answer without a swap, in [0, 1]. */
  readonly probability: number;
}

/** Readings of a pair by every model in use; a text that says why there are none. */
export type PairBias = readonly ModelBias[] | string;

export interface BiasReader {
  /** Reads these pairs with the models in use; corrected ones also with the spans that were found. Those read before cost nothing. */
  readBias(candidates: readonly Candidate[]): Promise<void>;
  /** Stops it; what has been read stays. */
  cancelBias(): void;
}

/** What a reading of a pair belongs to: sentence, spans, types, models and settings. */
export function biasKeyOf(
  state: Pick<BenchState, "index" | "modelId" | "isComparing" | "knobs" | "scoreSettings">,
  { text, subject, object }: Example,
): string {
  const { beta, seed } = state.knobs;
  return JSON.stringify([text, subject, object, selectActiveIds(state), beta, seed, state.scoreSettings.swaps]);
}

/** The example of a pair, and that of the spans as they were found where they have been corrected. */
export function listBiasExamples(candidate: Candidate): Example[] {
  const example = toExample(candidate);
  return isCorrected(candidate) ? [example, toExample(candidate, { isAsFound: true })] : [example];
}

export const createBiasReader: Slice<BiasReader> = (set, get, { reader, loadTables }) => {
  let controller: AbortController | null = null;

  return {
    async readBias(candidates) {
      controller?.abort();
      const own = (controller = new AbortController());
      const put = (part: Partial<BiasRun>) => controller === own && set({ findBias: { ...get().findBias, ...part } });
      const models = selectLoaded(get());
      const { beta, seed } = get().knobs;
      const count = get().scoreSettings.swaps;
      const keyed = candidates
        .flatMap(listBiasExamples)
        .map((example) => ({ example, key: biasKeyOf(get(), example) }))
        .filter(({ key }) => !Array.isArray(get().findBias.byKey[key]));
      if (models.length === 0) return;
      const numEach = models.length * (count + 1);
      put({ status: "running", numDone: 0, numTotal: keyed.length * numEach, error: null });
      try {
        const [tables, { makeUnseenSwaps }] = await Promise.all([loadTables(), import("../data/rowSwaps")]);
        for (const [i, { example, key }] of keyed.entries()) {
          const swaps = await makeUnseenSwaps(example, { count, seed, tables });
          const bias: ModelBias[] = [];
          let problem: string | null = null;
          for (const [j, model] of models.entries()) {
            const examples = [example, ...swaps];
            let numRead = 0;
            const results = await reader.read({
              ...{ model, beta, examples, lane: "find bias", signal: own.signal },
              onResult: () => put({ numDone: i * numEach + j * (count + 1) + ++numRead }),
            });
            own.signal.throwIfAborted();
            const [original, ...others] = results;
            if (original === undefined || original instanceof Error) {
              problem = messageOf(original);
              break;
            }
            const read = others.flatMap((result, place) =>
              result instanceof Error
                ? []
                : [{ replacement: nameSwap(swaps[place]!), probabilities: result.probabilities }],
            );
            const flips = computeFlips(original.probabilities, read);
            bias.push({
              ...{ model, flips, variance: original.variance },
              probability: original.probabilities[flips.label] ?? 0,
            });
          }
          put({
            byKey: { ...get().findBias.byKey, [key]: problem ?? bias },
            numDone: (i + 1) * numEach,
          });
        }
        put({ status: "done" });
      } catch (error) {
        const isCancelled = hasName(error, "AbortError") || hasName(error, "StaleError");
        put(isCancelled ? { status: "cancelled" } : { status: "failed", error: messageOf(error) });
      }
    },
    cancelBias: () => controller?.abort(),
  };
};

function nameSwap({ text, subject, object }: Example): string {
  return [subject, object].map(({ start, end }) => text.slice(start, end)).join(" / ");
}

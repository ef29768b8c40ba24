/** @file Many names in one place: how often does the answer change? */
import type { SwapReading } from "../analysis/flips";
import type { Role } from "../data/example";
import type { Candidate, NameSource } from "../data/nameSources";
import type { ModelInfo } from "../inference/types";
import { hasName, messageOf } from "./engine";
import { selectActiveIds } from "./modelSlice";
import type { BenchState, Slice } from "./store";
import { namesOf, originOf, swapExample, withName } from "./swapDraft";
import { selectLoaded, selectOrigin } from "./swapSlice";
import { selectTyped } from "./typesSlice";

/** How many names a run can ask for. */
export const BATCH_SIZES = [10, 50, 200] as const;

/** Sources that have many names. */
export const BATCH_SOURCES = [
  "frequent",
  "rare",
  "unseen",
  "community",
  "otherRows",
  "nonsense",
  "userList",
] as const satisfies readonly NameSource[];

/** One model's part of a run. */
export interface BatchModel {
  readonly model: ModelInfo;
  /** Probabilities of the sentence with its own name; null until it has been read. [R] */
  readonly original: Float32Array | null;
  readonly swaps: readonly SwapReading[];
}

export interface Batch {
  /** What was asked; `selectBatchKey` of the stage tells whether it still fits. */
  readonly key: string;
  readonly status: "running" | "done" | "cancelled" | "failed";
  readonly role: Role;
  readonly source: NameSource;
  readonly seed: number;
  readonly numAsked: number;
  /** Names the source gave, at most `numAsked`. */
  readonly names: readonly Candidate[];
  /** Passes done and to do, over all models. */
  readonly numDone: number;
  readonly numTotal: number;
  readonly models: readonly BatchModel[];
  /** Why it failed. */
  readonly error: string | null;
}

export interface BatchSlice {
  readonly batchSource: NameSource;
  readonly batchSize: number;
  /** The newest run; it may be about another sentence than the one on the stage. */
  readonly batch: Batch | null;
  setBatchSource(source: NameSource): void;
  setBatchSize(size: number): void;
  /** Starts a run for the active argument; one under way is stopped. */
  runBatch(): Promise<void>;
  /** Stops the run; what has been read stays. */
  cancelBatch(): void;
}

/** Key of a run that fits the stage: the sentence before its swap, the argument, models and blend. */
export function selectBatchKey(state: BenchState): string {
  const { text, subject, object } = originOf(selectTyped(state));
  if (subject === null || object === null) return "";
  const others = withName(namesOf(state.history.present), state.swapRole, null);
  return JSON.stringify([text, subject, object, others, state.swapRole, selectActiveIds(state), state.knobs.beta]);
}

export const createBatchSlice: Slice<BatchSlice> = (set, get, { reader, loadTables, examples }) => {
  let controller: AbortController | null = null;

  return {
    batchSource: "unseen",
    batchSize: 50,
    batch: null,
    setBatchSource: (batchSource) => set({ batchSource }),
    setBatchSize: (batchSize) => set({ batchSize }),
    async runBatch() {
      controller?.abort();
      const own = (controller = new AbortController());
      const { swapRole: role, swapSeed: seed, batchSource: source, batchSize: numAsked, userNames: userList } = get();
      const key = selectBatchKey(get());
      const origin = selectOrigin(get());
      const infos = selectLoaded(get());
      const { beta } = get().knobs;
      if (key === "" || origin === null || infos.length === 0) return;
      const others = withName(namesOf(get().history.present), role, null);
      let batch: Batch = {
        ...{ key, role, source, seed, numAsked, status: "running", names: [], numDone: 0, error: null },
        numTotal: (numAsked + 1) * infos.length,
        models: infos.map((model) => ({ model, original: null, swaps: [] })),
      };
      const put = (change: Partial<Batch>) => {
        batch = { ...batch, ...change };
        if (controller === own) set({ batch });
      };
      put({});
      try {
        const [tables, { listNames }] = await Promise.all([loadTables(), import("./swapNames")]);
        const listed = await listNames(
          source,
          numAsked,
          { tables, origin, role, seed, userList },
          { otherExamples: examples },
        );
        // A name that cannot stand there is left out before anything is counted.
        const swaps = listed.flatMap((candidate) => {
          try {
            return [{ candidate, example: swapExample(origin, withName(others, role, candidate.name)) }];
          } catch {
            return [];
          }
        });
        own.signal.throwIfAborted();
        const numEach = swaps.length + 1;
        put({ names: swaps.map(({ candidate }) => candidate), numTotal: numEach * infos.length });
        const questions = [swapExample(origin, others), ...swaps.map(({ example }) => example)];
        for (const [place, model] of infos.entries()) {
          let original: Float32Array | null = null;
          const read: SwapReading[] = [];
          let numDone = 0;
          await reader.read({
            ...{ model, beta, examples: questions, lane: `batch ${model.id}`, signal: own.signal },
            onResult(index, result) {
              numDone++;
              if (!(result instanceof Error)) {
                if (index === 0) original = result.probabilities;
                else read.push({ replacement: swaps[index - 1]!.candidate.name, probabilities: result.probabilities });
              }
              if (numDone % 4 !== 1 && numDone < numEach) return;
              const mine: BatchModel = { model, original, swaps: [...read] };
              const models = batch.models.map((one, at) => (at === place ? mine : one));
              put({ models, numDone: place * numEach + numDone });
            },
          });
        }
        put({ status: "done" });
      } catch (error) {
        const isCancelled = hasName(error, "AbortError") || hasName(error, "StaleError");
        put(isCancelled ? { status: "cancelled" } : { status: "failed", error: messageOf(error) });
      }
    },
    cancelBatch: () => controller?.abort(),
  };
};

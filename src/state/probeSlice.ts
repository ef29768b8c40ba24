/** @file The four probes of the sentence on the stage. */
import { t } from "../messages/translate";
import type { ProbeProbabilities } from "../analysis/fingerprint";
import { MASK_TOKEN } from "../data/entitySwap";
import { checkExample } from "../data/example";
import { keepNamesOnly } from "../data/probeVersions";
import type { ModelInfo } from "../inference/types";
import { toExample } from "./draft";
import { hasName, messageOf } from "./engine";
import { selectActiveIds } from "./modelSlice";
import type { BenchState, Slice } from "./store";
import { swapExample } from "./swapDraft";
import { selectLoaded } from "./swapSlice";
import { selectTyped } from "./typesSlice";

/** Swapped versions that the fourth probe averages. */
export const NUM_PROBE_SWAPS = 16;

/** The probes of one sentence, as the models read them. */
export interface Probes {
  readonly key: string;
  readonly status: "reading" | "done" | "failed";
  readonly models: readonly { readonly model: ModelInfo; readonly input: ProbeProbabilities }[];
  readonly numSwaps: number;
  readonly seed: number;
  readonly error: string | null;
}

export interface ProbeSlice {
  readonly probes: Probes | null;
  /** Reads the four probes of the sentence on the stage, unless that has been done or is under way. */
  readProbes(): Promise<void>;
}

/** Key of the probes that fit the stage. Empty while the sentence cannot be read. */
export function selectProbesKey(state: BenchState): string {
  const example = toExample(selectTyped(state));
  if (example === null || checkExample(example).length > 0) return "";
  const { text, subject, object } = example;
  return JSON.stringify([text, subject, object, selectActiveIds(state), state.knobs.beta, state.swapSeed]);
}

export const createProbeSlice: Slice<ProbeSlice> = (set, get, { reader, loadTables }) => ({
  probes: null,
  async readProbes() {
    const key = selectProbesKey(get());
    const example = toExample(selectTyped(get()));
    const infos = selectLoaded(get());
    const known = get().probes;
    if (key === "" || example === null || infos.length === 0) return;
    if (known?.key === key && known.status !== "failed") return;
    const { swapSeed: seed } = get();
    const { beta } = get().knobs;
    const put = (part: Partial<Probes>) => {
      const { probes } = get();
      if (probes?.key === key) set({ probes: { ...probes, ...part } });
    };
    set({ probes: { key, status: "reading", models: [], numSwaps: 0, seed, error: null } });
    try {
      const [tables, { listPairs }] = await Promise.all([loadTables(), import("./swapNames")]);
      const pairs = await listPairs({ tables, origin: example, seed, userList: "" }, NUM_PROBE_SWAPS);
      const swapped = pairs.flatMap((pair) => {
        try {
          return [swapExample(example, pair)];
        } catch {
          return []; // a pair that cannot stand there is left out; the count says so
        }
      });
      const masked = swapExample(example, { subject: MASK_TOKEN, object: MASK_TOKEN });
      const questions = [example, masked, keepNamesOnly(example), ...swapped];
      const models = await Promise.all(
        infos.map(async (model) => {
          const lane = `probe ${model.id}`;
          const results = await reader.read({ model, beta, examples: questions, lane });
          const [full, noNames, onlyNames, ...others] = results.map((result) =>
            result instanceof Error ? null : result.probabilities,
          );
          const input: ProbeProbabilities = {
            full: full ?? [],
            masked: noNames ?? null,
            entitiesOnly: onlyNames ?? null,
            swapped: others.filter((one) => one !== null),
          };
          return { model, input };
        }),
      );
      put({ status: "done", models, numSwaps: swapped.length });
    } catch (error) {
      // Overtaken by another sentence's probes: then this key is no longer the one that is shown.
      put({ status: "failed", error: hasName(error, "StaleError") ? t("overtaken; read it again") : messageOf(error) });
    }
  },
});

/** @file What the figures and tables of the corpus view rest on. */
import { selectScoreOptions } from "../../../state/corpusSlice";
import { useBench } from "../../../state/useBench";
import type { Provenance } from "../../provenance";

/** `n`: rows that the figure counts. */
export function useProvenance(n: number): Provenance {
  const corpus = useBench((state) => state.corpus);
  const info = useBench((state) => (state.modelId === null ? null : (state.slots[state.modelId]?.info ?? null)));
  const { seed, beta, draws, swaps } = JSON.parse(
    useBench((state) => JSON.stringify(selectScoreOptions(state))),
  ) as ReturnType<typeof selectScoreOptions>;
  return {
    n,
    models: info ? [info] : [],
    settings: { seed, beta: beta ?? info?.beta ?? null, draws, swaps },
    data: corpus ? { name: corpus.name, hash: corpus.hash } : null,
  };
}

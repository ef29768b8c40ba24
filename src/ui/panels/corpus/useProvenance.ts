/** @file What the figures and tables of the corpus view rest on. */
import { selectScoreOptions } from "../../../state/corpusSlice";
import { selectPartnerModel } from "../../../state/partnerSlice";
import { useBench } from "../../../state/useBench";
import type { Basis, Provenance } from "../../provenance";

/** `n`: rows that the table counts. */
export function useProvenance(n: number): Provenance {
  return { ...useBasis(), n };
}

/** `isOfBoth`: whether the figure shows the other model too. */
export function useBasis(isOfBoth = false): Basis {
  const corpus = useBench((state) => state.corpus);
  const loaded = useBench((state) => (state.modelId === null ? null : (state.slots[state.modelId]?.info ?? null)));
  const figures = corpus?.figures;
  const info = figures ? { ...figures.model, hash: figures.model.sha256, beta: figures.settings.beta } : loaded;
  const partner = useBench((state) => {
    const model = isOfBoth ? selectPartnerModel(state) : null;
    return model === null ? null : (state.slots[model.id]?.info ?? null);
  });
  const { seed, beta, draws, swaps } = JSON.parse(
    useBench((state) => JSON.stringify(selectScoreOptions(state))),
  ) as ReturnType<typeof selectScoreOptions>;
  return {
    models: [info, partner].filter((model) => model !== null),
    settings: { seed, beta: beta ?? info?.beta ?? null, draws, swaps },
    data: corpus ? { name: corpus.name, hash: corpus.hash } : null,
  };
}

/** @file What an export adds to the rows: the answers of the model in use, and what was decided in review. */
import type { PackedAdditions } from "../worker/protocol";
import type { BenchState } from "./store";

type Decided = PackedAdditions["decisions"][number];

/** The decisions about the open corpus: a new label only where one was given. */
function listDecisions({ corpus, review }: Pick<BenchState, "corpus" | "review">): Decided[] {
  if (corpus?.hash !== review.corpusHash) return [];
  return Object.entries(review.decisions).flatMap(([row, { action, label }]): Decided[] =>
    action === null ? [] : [[Number(row), { flag: action, ...(action === "relabel" && label !== null && { label }) }]],
  );
}

/** Columns over all rows of the open corpus; rows without a score add nothing. */
export function packAdditions(
  state: Pick<BenchState, "results" | "slots" | "modelId" | "corpus" | "review">,
): PackedAdditions {
  const { results, slots, modelId } = state;
  const labels = slots[modelId ?? ""]?.info?.labels ?? [];
  const predicted = new Int32Array(results.length).fill(-1);
  const scores = new Float64Array(results.length).fill(NaN);
  const variances = new Float64Array(results.length).fill(NaN);
  results.forEach((result, row) => {
    if (result?.kind !== "score") return;
    predicted[row] = result.label;
    scores[row] = result.probability;
    variances[row] = result.variance.row ?? NaN;
  });
  return { labels: [...labels], predicted, scores, variances, decisions: listDecisions(state) };
}

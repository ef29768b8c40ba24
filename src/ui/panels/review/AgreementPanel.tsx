/** @file How far the annotators of the corpus agree: in all, by label, by annotator, by pair. Nothing with fewer than two. */
import { useEffect } from "react";
import type { AnnotatorAgreement, LabelAgreement, PairAgreement } from "../../../analysis/agreement";
import type { Estimate, Gap } from "../../../analysis/estimate";
import { useBench } from "../../../state/useBench";
import { countOf } from "../../numbers";
import type { Provenance } from "../../provenance";
import { SortTable, type Column } from "../../widgets/SortTable";
import "../../styles/corpus.css";

const GAPS: Record<Gap, string> = {
  noRows: "nothing marked by two",
  tooFewRows: "too few rows",
  tooFewDocuments: "too few texts for an interval",
  constant: "no variation",
  notDefined: "not defined: one label only",
  unstable: "interval not stable",
};

/** "0.62 [0.51, 0.70]", or what is missing. */
export function sayEstimate({ value, interval, gap }: Estimate): string {
  if (value === null) return gap === null ? "–" : GAPS[gap];
  const print = (number: number) => number.toFixed(2).replace("-", "−");
  if (interval === null) return `${print(value)} (${gap === null ? "no interval" : GAPS[gap]})`;
  return `${print(value)} [${print(interval.low)}, ${print(interval.high)}]`;
}

function estimateColumns<T>(id: string, label: string, get: (row: T) => Estimate): Column<T>[] {
  return [
    {
      id,
      label,
      isNumber: true,
      width: 12,
      value: (row) => get(row).value,
      show: (row) => sayEstimate(get(row)),
    },
  ];
}

export function AgreementPanel() {
  const corpus = useBench((state) => state.corpus);
  const agreement = useBench((state) => state.agreement);
  const error = useBench((state) => state.agreementError);
  const compare = useBench((state) => state.compareAnnotators);
  useEffect(() => void compare(), [corpus, compare]);
  if (error !== null) {
    return (
      <p className="alert" role="alert">
        The annotators could not be compared: {error}
      </p>
    );
  }
  if (corpus === null || agreement?.corpusHash !== corpus.hash) return null;
  const { found, ratings, seed } = agreement;
  const { annotators, labels } = ratings;
  const { alpha, fleiss } = found;
  const provenance: Provenance = {
    n: alpha.numRows,
    models: [],
    settings: { seed, beta: null, draws: 0, swaps: 0 },
    data: { name: corpus.name, hash: corpus.hash },
  };
  const foot = `${countOf(alpha.numRows, "pair of names", "pairs of names")} with two annotators or more, in ${countOf(alpha.numClusters, "text")}; 95% intervals by bootstrap over texts.`;
  const number = (count: number) => count.toLocaleString("en");

  const byLabel: Column<LabelAgreement>[] = [
    { id: "label", label: "Label", value: ({ label }) => labels[label]! },
    ...annotators.map((name, i): Column<LabelAgreement> => ({
      id: `count_${i}_${name}`,
      label: name,
      isNumber: true,
      width: 7,
      value: ({ counts }) => counts[i]!,
      show: ({ counts }) => number(counts[i]!),
    })),
    ...estimateColumns<LabelAgreement>("alpha", "α of this label", (row) => row.alpha),
  ];
  const byAnnotator: Column<AnnotatorAgreement>[] = [
    { id: "annotator", label: "Annotator", value: ({ annotator }) => annotators[annotator]! },
    { id: "items", label: "Marked", isNumber: true, width: 6, value: ({ numItems }) => numItems },
    { id: "shared", label: "With others", isNumber: true, width: 7, value: (row) => row.agreement.numRows },
    ...estimateColumns<AnnotatorAgreement>("agreement", "Same label as the others", (row) => row.agreement),
  ];
  const byPair: Column<PairAgreement>[] = [
    {
      id: "pair",
      label: "Annotators",
      value: ({ annotators: [a, b] }) => `${annotators[a]!} and ${annotators[b]!}`,
    },
    { id: "shared", label: "Both marked", isNumber: true, width: 7, value: ({ kappa }) => kappa.numRows },
    ...estimateColumns<PairAgreement>("kappa", "Cohen’s κ", (row) => row.kappa),
  ];
  const common = { foot, provenance, rowHeight: 40, filterKey: corpus.hash, empty: "No annotator." };
  return (
    <section className="corpus agreement" aria-label="Agreement of the annotators">
      <div className="cols">
        <SortTable<LabelAgreement>
          {...common}
          className="c7"
          title={`${countOf(annotators.length, "annotator")}: Krippendorff’s α ${sayEstimate(alpha)}`}
          lead={`1: they agree fully; 0: no more than chance. Fleiss’ κ ${sayEstimate(fleiss)} over ${countOf(fleiss.numRows, "pair of names", "pairs of names")} with ${countOf(found.numFleissAnnotators, "annotator")}. Below: how often each used a label, and α of that label against all others.`}
          fileName="agreement-labels"
          columns={byLabel}
          rows={found.byLabel}
          keyOf={({ label }) => label}
          initialSort={{ id: "alpha", isRising: true }}
        />
        <SortTable<AnnotatorAgreement>
          {...common}
          className="c5"
          title="How often each gives the label that the others give"
          lead="Mean share of the other annotators of the same words who gave the same label."
          fileName="agreement-annotators"
          columns={byAnnotator}
          rows={found.byAnnotator}
          keyOf={({ annotator }) => annotator}
          initialSort={{ id: "agreement", isRising: true }}
        />
        <SortTable<PairAgreement>
          {...common}
          className="c7"
          title="Agreement of each two"
          lead="Cohen’s κ over the words that both have labelled."
          fileName="agreement-pairs"
          columns={byPair}
          rows={found.pairs}
          keyOf={({ annotators: [a, b] }) => `${a} ${b}`}
          initialSort={{ id: "kappa", isRising: true }}
        />
      </div>
    </section>
  );
}

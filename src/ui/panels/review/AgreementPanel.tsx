/** @file How far the annotators of the corpus agree: in all, by label, by annotator, by pair. Nothing with fewer than two. */
import { useEffect } from "react";
import { t, msg, type MessageId } from "../../../messages/translate";
import { formatCount, formatFixed } from "../../../messages/formatNumber";
import type { AnnotatorAgreement, LabelAgreement, PairAgreement } from "../../../analysis/agreement";
import type { Estimate, Gap } from "../../../analysis/estimate";
import { useBench } from "../../../state/useBench";
import type { Provenance } from "../../provenance";
import { SortTable, type Column } from "../../widgets/SortTable";
import "../../styles/corpus.css";

const GAPS: Record<Gap, MessageId> = {
  noRows: msg("nothing marked by two"),
  tooFewRows: msg("too few rows"),
  tooFewDocuments: msg("too few texts for an interval"),
  constant: msg("no variation"),
  notDefined: msg("not defined: one label only"),
  unstable: msg("interval not stable"),
};

/** "0.62 [0.51, 0.70]", or what is missing. */
export function sayEstimate({ value, interval, gap }: Estimate): string {
  if (value === null) return gap === null ? "–" : t(GAPS[gap]);
  const print = (number: number) => formatFixed(number, 2).replace("-", "−");
  if (interval === null)
    return t("{value} ({why})", { value: print(value), why: gap === null ? t("no interval") : t(GAPS[gap]) });
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
        {t("The annotators could not be compared: {problem}", { problem: error })}
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
  const foot = t(
    "{n, plural, one {# pair of names} other {# pairs of names}} with two annotators or more, in {texts, plural, one {# text} other {# texts}}; 95% intervals by bootstrap over texts.",
    { n: alpha.numRows, texts: alpha.numClusters },
  );

  const byLabel: Column<LabelAgreement>[] = [
    { id: "label", label: t("Label"), value: ({ label }) => labels[label]! },
    ...annotators.map((name, i): Column<LabelAgreement> => ({
      id: `count_${i}_${name}`,
      label: name,
      isNumber: true,
      width: 7,
      value: ({ counts }) => counts[i]!,
      show: ({ counts }) => formatCount(counts[i]!),
    })),
    ...estimateColumns<LabelAgreement>("alpha", t("α of this label"), (row) => row.alpha),
  ];
  const byAnnotator: Column<AnnotatorAgreement>[] = [
    { id: "annotator", label: t("Annotator"), value: ({ annotator }) => annotators[annotator]! },
    { id: "items", label: t("Marked"), isNumber: true, width: 6, value: ({ numItems }) => numItems },
    { id: "shared", label: t("With others"), isNumber: true, width: 7, value: (row) => row.agreement.numRows },
    ...estimateColumns<AnnotatorAgreement>("agreement", t("Same label as the others"), (row) => row.agreement),
  ];
  const byPair: Column<PairAgreement>[] = [
    {
      id: "pair",
      label: t("Annotators"),
      value: ({ annotators: [a, b] }) => t("{left} and {right}", { left: annotators[a]!, right: annotators[b]! }),
    },
    { id: "shared", label: t("Both marked"), isNumber: true, width: 7, value: ({ kappa }) => kappa.numRows },
    ...estimateColumns<PairAgreement>("kappa", t("Cohen’s κ"), (row) => row.kappa),
  ];
  const common = { foot, provenance, rowHeight: 40, filterKey: corpus.hash, empty: t("No annotator.") };
  return (
    <section className="corpus agreement" aria-label={t("Agreement of the annotators")}>
      <div className="cols">
        <SortTable<LabelAgreement>
          {...common}
          className="c7"
          title={t("{n, plural, one {# annotator} other {# annotators}}: Krippendorff’s α {alpha}", {
            n: annotators.length,
            alpha: sayEstimate(alpha),
          })}
          lead={t(
            "1: they agree fully; 0: no more than chance. Fleiss’ κ {kappa} over {n, plural, one {# pair of names} other {# pairs of names}} with {annotators, plural, one {# annotator} other {# annotators}}. Below: how often each used a label, and α of that label against all others.",
            { kappa: sayEstimate(fleiss), n: fleiss.numRows, annotators: found.numFleissAnnotators },
          )}
          fileName="agreement-labels"
          columns={byLabel}
          rows={found.byLabel}
          keyOf={({ label }) => label}
          initialSort={{ id: "alpha", isRising: true }}
        />
        <SortTable<AnnotatorAgreement>
          {...common}
          className="c5"
          title={t("How often each gives the label that the others give")}
          lead={t("Mean share of the other annotators of the same words who gave the same label.")}
          fileName="agreement-annotators"
          columns={byAnnotator}
          rows={found.byAnnotator}
          keyOf={({ annotator }) => annotator}
          initialSort={{ id: "agreement", isRising: true }}
        />
        <SortTable<PairAgreement>
          {...common}
          className="c7"
          title={t("Agreement of each two")}
          lead={t("Cohen’s κ over the words that both have labelled.")}
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

/** @file What unseen names cost in F1 (by type pair) or in rows found (by relation); only with gold labels. */
import { MINIMUM_ROWS, type Estimate } from "../../../analysis/estimate";
import { findDifference } from "../../../analysis/findings";
import { useBench } from "../../../state/useBench";
import { Dumbbells, type DumbbellRow } from "../../charts/Dumbbells";
import { SCORE_DEFINITIONS } from "../../corpusDefinitions";
import { findScores, formatDifference, formatInterval, GAPS } from "../../corpusFindings";
import { countOf, formatLabel } from "../../numbers";
import { Figure } from "../../widgets/Figure";
import { Waiting } from "../Waiting";
import { pickDrawn, sortSlices } from "./drawnSlices";
import { ModelScoresPanel } from "./ModelScoresPanel";
import { toPoints } from "./toPoints";
import type { CorpusView } from "./useCorpus";
import { useProvenance } from "./useProvenance";

export function ScoresPanel({ view: { found, isStale, info, columns } }: { view: CorpusView }) {
  const provenance = useProvenance(found?.numLabelled ?? 0);
  const slicing = useBench((state) => state.slicing);
  const isLabelled = columns.gold.some((label) => label >= 0);
  if (!isLabelled || !found) {
    return (
      <Waiting title="What do unseen names cost in F1?" className="c5">
        {isLabelled
          ? "The intervals are being computed."
          : "No scored row has a gold relation that this model knows, so there is no F1."}
      </Waiting>
    );
  }
  if (!found.scores || found.numLabelled < MINIMUM_ROWS) {
    return (
      <Waiting title="Too few rows to tell what unseen names cost in F1" className="c5">
        {countOf(found.numLabelled, "selected row has", "selected rows have")} both a gold relation that this model
        knows and a swapped version; an estimate needs {MINIMUM_ROWS}. Widen the selection or score more rows.
      </Waiting>
    );
  }
  const both = found.models;
  if (both?.scores && both.numLabelled >= MINIMUM_ROWS) {
    const { scores, numLabelled } = both;
    return <ModelScoresPanel {...{ scores, numLabelled, slicing, isStale }} />;
  }
  const { all, slices } = found.scores;
  const score = slicing === "relation" ? "accuracy" : "microF1";
  const noun = slicing === "relation" ? "rows found, %" : "F1";
  const estimates = slices.map(({ slice, comparison }) => ({
    slice: String(slice),
    id: toPoints(comparison.id[score]),
    ood: toPoints(comparison.ood[score]),
    difference: toPoints(comparison.difference[score]),
  }));
  const loss = ({ difference: { value } }: (typeof estimates)[number]) => (value === null ? null : -value);
  const sorted = sortSlices(estimates, slicing, loss, ({ id }) => id.numRows);
  const drawn = pickDrawn(sorted, ({ difference }) => difference.value === null);
  const toRow = (label: string, id: Estimate, ood: Estimate, difference: Estimate): DumbbellRow => ({
    label,
    numRows: difference.numRows,
    id,
    ood,
    difference: difference.value === null ? "" : formatDifference(difference.value, 1),
    detail: difference.interval ? formatInterval(difference.interval, 1) : "",
    guard: difference.value === null ? GAPS[difference.gap ?? "noRows"] : null,
  });
  const whole = toRow(
    "All selected rows",
    toPoints(all.id.microF1),
    toPoints(all.ood.microF1),
    toPoints(all.difference.microF1),
  );
  const title = findScores(all);
  const numClear = sorted.filter(({ difference }) => findDifference(difference).verdict === "lower").length;
  const numTested = sorted.filter(({ difference }) => difference.interval !== null).length;
  const leadText =
    slicing === "relation"
      ? "Top row: micro-F1. By relation: the share of its rows that is found, with the original names (filled) and with unseen ones (outlined), 95% CI."
      : "Micro-F1 with the original names (filled) and with unseen names (outlined), 95% CI. Right: points lost or gained.";
  const foot =
    `n = ${countOf(found.numLabelled, "labelled row")} with both versions; ${info.title}. Intervals of slices are not corrected: ` +
    `of ${numTested} slices ${numClear} lose clearly, and about ${(0.025 * numTested).toFixed(1)} would by chance.` +
    (sorted.length > drawn.length ? ` ${sorted.length - drawn.length} more in the table.` : "");
  const cells = [
    { slice: "all", id: whole.id, ood: whole.ood, difference: toPoints(all.difference.microF1) },
    ...sorted,
  ];
  return (
    <Figure
      className="c5"
      title={title}
      lead={leadText}
      leadText={leadText}
      foot={foot}
      provenance={provenance}
      fileName={`scores-by-${slicing}`}
      isStale={isStale}
      definitions={SCORE_DEFINITIONS}
      data={() => ({
        header: [
          "slice",
          "n",
          "score",
          "id",
          "id_low",
          "id_high",
          "ood",
          "ood_low",
          "ood_high",
          "difference",
          "low",
          "high",
        ],
        rows: cells.map(({ slice, id, ood, difference }, i) => [
          slice,
          difference.numRows,
          i === 0 ? "microF1" : score,
          ...[id, ood, difference].flatMap(({ value, interval }) => [
            value,
            interval?.low ?? null,
            interval?.high ?? null,
          ]),
        ]),
      })}
      table={{
        caption: title,
        header: ["Slice", "n", `${noun}, ID`, `${noun}, OOD`, "Difference", "Interval"],
        rows: cells.map(({ slice, id, ood, difference }) => [
          formatLabel(slice),
          String(difference.numRows),
          id.value?.toFixed(1) ?? "–",
          ood.value?.toFixed(1) ?? "–",
          difference.value === null ? GAPS[difference.gap ?? "noRows"] : formatDifference(difference.value, 1),
          difference.interval ? formatInterval(difference.interval, 1) : "–",
        ]),
      }}
    >
      <Dumbbells
        mark={info.hasBottleneck ? "vib" : "base"}
        minSpan={10}
        axis={slicing === "relation" ? "F1 of all rows; rows found of each relation, %" : "F1"}
        formatTick={String}
        label={title}
        rows={[whole, ...drawn.map(({ slice, id, ood, difference }) => toRow(formatLabel(slice), id, ood, difference))]}
      />
    </Figure>
  );
}

/** @file Does variance predict what other names do to the answer? The test of the paper's reading, on these rows. */
import { memo, useMemo } from "react";
import { selectScoreOptions } from "../../../state/corpusSlice";
import { useBench } from "../../../state/useBench";
import { FlipScatter } from "../../charts/FlipScatter";
import { FLIP_DEFINITIONS } from "../../corpusDefinitions";
import { findFlips, sayEstimate, sayFlips } from "../../corpusFindings";
import { countOf } from "../../numbers";
import { Figure } from "../../widgets/Figure";
import { Waiting } from "../Waiting";
import type { CorpusView } from "./useCorpus";
import { useProvenance } from "./useProvenance";

export const FlipPanel = memo(function FlipPanel({ view }: { view: CorpusView }) {
  const { columns, selected, found, isStale, corpus, info } = view;
  const numSwaps = useBench((state) => selectScoreOptions(state).swaps);
  const provenance = useProvenance(found?.correlation.numRows ?? 0);
  const isSelected = useMemo(() => {
    const flags = new Uint8Array(columns.rows.length);
    for (const position of selected) flags[position] = 1;
    return flags;
  }, [columns, selected]);
  if (!info.hasBottleneck) {
    return (
      <Waiting title="Does variance predict behaviour? This model has no variance" className="c5">
        {found
          ? `Its mean flip rate is ${sayEstimate(found.flips.all)} (n = ${countOf(found.flips.all.numRows, "row")}).`
          : ""}
      </Waiting>
    );
  }
  if (!columns.flipRate.some(Number.isFinite)) {
    return (
      <Waiting title="No scored row could be swapped: whether variance predicts flips cannot be told" className="c5">
        A row is swapped when its arguments have entity types (PERSON, LOCATION, …) for which unseen names are known.
      </Waiting>
    );
  }
  const title = found ? findFlips(found.correlation) : "Does variance predict behaviour? Computing";
  const verdict = found ? sayFlips(found.correlation) : "";
  const leadText =
    `Each point is a row: its variance, and the share of up to ${numSwaps} swaps to unseen names that change the answer. ` +
    "Diamonds: means of equal groups by variance, 95% CI. Strong points: selected.";
  const foot = found
    ? `n = ${countOf(found.correlation.numRows, "row")}. Mean flip rate ${sayEstimate(found.flips.all)}; mean divergence ${sayEstimate(found.divergences.all)} bits. Bootstrap by document.`
    : "";
  const groups = found?.groups ?? [];
  return (
    <Figure
      className="c5"
      title={title}
      lead={leadText}
      leadText={leadText}
      foot={foot}
      provenance={provenance}
      fileName="variance-and-flips"
      isStale={isStale}
      definitions={FLIP_DEFINITIONS}
      data={() => ({
        header: ["row", "id", "variance", "flip_rate", "mean_divergence_bits"],
        rows: Array.from(selected, (i) => [
          columns.rows[i]! + 1,
          corpus.examples[columns.rows[i]!]!.id,
          Number.isFinite(columns.id.row[i]) ? columns.id.row[i]! : null,
          Number.isFinite(columns.flipRate[i]) ? columns.flipRate[i]! : null,
          Number.isFinite(columns.divergence[i]) ? columns.divergence[i]! : null,
        ]),
      })}
      table={{
        caption: `${title}. Groups of equal size by variance; the CSV has every row.`,
        header: ["Mean σ²", "Mean flip rate", "95% CI", "n"],
        rows: groups.map(({ variance, flipRate }) => [
          variance.toFixed(3),
          flipRate.value?.toFixed(3) ?? "–",
          flipRate.interval ? `${flipRate.interval.low.toFixed(3)} to ${flipRate.interval.high.toFixed(3)}` : "–",
          String(flipRate.numRows),
        ]),
      }}
    >
      <FlipScatter
        variance={columns.id.row}
        flipRate={columns.flipRate}
        isSelected={isSelected}
        groups={groups}
        label={`${title}. ${verdict}`}
      />
      {verdict === "" ? null : <p className="say verdict">{verdict}</p>}
    </Figure>
  );
});

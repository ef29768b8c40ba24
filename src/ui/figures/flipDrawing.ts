/** @file What the figure of variance and flips draws, whatever its points are; here: rows. */
import { t } from "../../messages/translate";
import type { FlipGroup } from "../../analysis/flipGroups";
import { FLIP_DEFINITIONS } from "../corpusDefinitions";
import { findFlips, sayEstimate, sayFlips } from "../corpusFindings";
import type { Records } from "../exportData";
import type { Definition } from "../widgets/Definitions";
import { isPartOnly, type CorpusView } from "./corpusView";

export interface FlipDrawing {
  readonly title: string;
  readonly verdict: string;
  readonly lead: string;
  readonly foot: string;
  readonly fileName: string;
  readonly axis: string;
  readonly definitions: readonly Definition[];
  /** Points behind the coefficient. */
  readonly numPoints: number;
  readonly isStale: boolean;
  readonly data: () => Records;
  /** What the note under the table of groups calls the rest. */
  readonly rest: string;
  /** [N] each; NaN for a point without a place. */
  readonly variance: Float64Array;
  readonly flipRate: Float64Array;
  readonly isSelected: Uint8Array;
  readonly groups: readonly FlipGroup[];
}

export const orNull = (value: number | undefined) => (Number.isFinite(value) ? value! : null);

/** Points are rows. */
export function drawRows(view: CorpusView, numSwaps: number): FlipDrawing {
  const { columns, selected, found, corpus } = view;
  const isSelected = new Uint8Array(columns.rows.length);
  for (const position of selected) isSelected[position] = 1;
  return {
    title: found ? findFlips(found.correlation) : t("Does variance predict behaviour? Computing"),
    verdict: found ? sayFlips(found.correlation) : "",
    lead:
      t(
        "Each point is a row: its variance, and the share of up to {swaps} swaps to unseen names that change the answer. Diamonds: means of equal groups by variance, 95% CI.",
        { swaps: numSwaps },
      ) + (isPartOnly(view) ? ` ${t("Strong points: selected.")}` : ""),
    foot: found
      ? t(
          "n = {n, plural, one {# row} other {# rows}}. Mean flip rate {flips}; mean divergence {divergence} bits. Bootstrap by document.",
          {
            n: found.correlation.numRows,
            flips: sayEstimate(found.flips.all),
            divergence: sayEstimate(found.divergences.all),
          },
        )
      : "",
    fileName: "variance-and-flips",
    axis: t("entity variance σ² of the row"),
    definitions: FLIP_DEFINITIONS,
    numPoints: found?.correlation.numRows ?? 0,
    isStale: view.isStale,
    data: () => ({
      header: ["row", "id", "variance", "flip_rate", "mean_divergence_bits"],
      rows: Array.from(selected, (i) => [
        columns.rows[i]! + 1,
        corpus.examples[columns.rows[i]!]!.id,
        orNull(columns.id.row[i]),
        orNull(columns.flipRate[i]),
        orNull(columns.divergence[i]),
      ]),
    }),
    rest: t("the CSV has every row"),
    variance: columns.id.row,
    flipRate: columns.flipRate,
    isSelected,
    groups: found?.groups ?? [],
  };
}

/** @file Everything a corpus page claims with an interval, from columns; heavy, so a worker runs it. */
import { type BootstrapOptions, bootstrapPairedDifference } from "./bootstrap";
import { takeColumns, type CorpusColumns } from "./corpusColumns";
import { correlate, type Correlation } from "./correlation";
import { computeShift, computeShiftBySlice, type Shift, type SliceShifts } from "./distributionShift";
import type { Estimate } from "./estimate";
import { groupFlips, type FlipGroup } from "./flipGroups";
import { compareScores, compareScoresBySlice, type Relations, type ScoreComparison } from "./scoreIntervals";
import { compareModels, compareModelsBySlice, type ModelComparison } from "./modelComparison";
import { contrastSlices, type SliceContrasts } from "./sliceContrasts";

/** What rows are cut by. */
export const SLICINGS = ["relation", "pair", "band"] as const;
export type Slicing = (typeof SLICINGS)[number];

export interface CorpusQuestion {
  readonly columns: CorpusColumns;
  /** Positions that the histogram shows (everything but the brush) and those that all else shows. */
  readonly around: Int32Array;
  readonly selected: Int32Array;
  readonly slicing: Slicing;
  readonly relations: Relations;
  /** Seed of the resamples. */
  readonly seed: number;
}

export interface CorpusAnalysis {
  /** Row variance, ID against OOD, over `around`. */
  readonly shift: Shift;
  /** The same per slice, over `selected`. */
  readonly shifts: SliceShifts;
  /** Scores over `selected`; null when no row has a label that the model knows. */
  readonly scores: { readonly all: ScoreComparison; readonly slices: readonly SliceScore[] } | null;
  readonly numLabelled: number;
  /** Row variance (ID) against swap flip rate, over `selected`. */
  readonly correlation: Correlation;
  /** Up to eight groups of equal size, by rising variance; empty for fewer rows than two groups of the guard need. */
  readonly groups: readonly FlipGroup[];
  /** Flip rate and mean divergence over `selected`, whole and per slice. */
  readonly flips: SliceContrasts;
  readonly divergences: SliceContrasts;
  /** The two models side by side; null without a second one, or while no selected row has been read by both. */
  readonly models: ModelsAnalysis | null;
}

/** Two models on the selected rows that both have read; the one without a bottleneck first. */
export interface ModelsAnalysis {
  /** Rows that have swapped answers of both. */
  readonly numRows: number;
  /** Of these, rows with a gold label. */
  readonly numLabelled: number;
  /** Null when no such row has a label. */
  readonly scores: { readonly all: ModelComparison; readonly slices: readonly SliceComparison[] } | null;
  readonly flips: readonly [first: SliceContrasts, second: SliceContrasts];
  readonly divergences: readonly [first: SliceContrasts, second: SliceContrasts];
  /** Flip rate of the second minus that of the first, over the same rows. */
  readonly flipDifference: Estimate;
}

export interface SliceComparison {
  readonly slice: string | number;
  /** Labelled rows that both have read. */
  readonly numRows: number;
  readonly comparison: ModelComparison;
}

export interface SliceScore {
  readonly slice: string | number;
  readonly comparison: ScoreComparison;
}

/** Answers a question about a corpus. No rows: every estimate null with gap "noRows". */
export function analyseCorpus(question: CorpusQuestion): CorpusAnalysis {
  const { relations, seed } = question;
  const options = { seed };
  const shown = takeColumns(question.columns, question.around);
  const chosen = takeColumns(question.columns, question.selected);
  const { documents } = chosen;
  const slices = selectSlices(chosen, question.slicing);
  const isPaired = (columns: CorpusColumns) => (value: number, i: number) =>
    Number.isFinite(columns.id.row[i]) && Number.isFinite(columns.ood.row[i]) ? value : NaN;
  /** Rows with both versions only: the same documents on both sides, so the difference is paired. */
  const pair = (columns: CorpusColumns) =>
    [
      { values: columns.id.row.map(isPaired(columns)), documents: columns.documents },
      { values: columns.ood.row.map(isPaired(columns)), documents: columns.documents },
    ] as const;
  const [id, ood] = pair(chosen);

  const labelled = Array.from(chosen.gold.keys()).filter((i) => chosen.gold[i]! >= 0 && chosen.swapped[i]! >= 0);
  const scored = takeColumns(chosen, labelled);
  const scoredSlices = labelled.map((i) => slices[i]!);
  const sets = [scored.predicted, scored.swapped].map((predicted) => ({
    gold: scored.gold,
    predicted,
    documents: scored.documents,
    slices: scoredSlices,
  }));
  return {
    shift: computeShift(...pair(shown), options),
    shifts: computeShiftBySlice({ ...id, slices }, { ...ood, slices }, options),
    scores:
      labelled.length === 0
        ? null
        : {
            all: compareScores(sets[0]!, sets[1]!, relations, options),
            slices: compareScoresBySlice(sets[0]!, sets[1]!, relations, options),
          },
    numLabelled: labelled.length,
    correlation: correlate(chosen.id.row, chosen.flipRate, documents, options),
    groups: groupFlips(chosen.id.row, chosen.flipRate, documents, seed),
    flips: contrastSlices(chosen.flipRate, slices, documents, options),
    divergences: contrastSlices(chosen.divergence, slices, documents, options),
    models: compareBoth(chosen, slices, relations, options),
  };
}

type Answers = Pick<CorpusColumns, "predicted" | "swapped" | "flipRate" | "divergence">;

function compareBoth(
  columns: CorpusColumns,
  slices: readonly (string | null)[],
  relations: Relations,
  options: BootstrapOptions,
): ModelsAnalysis | null {
  const { partner } = columns;
  if (partner === null) return null;
  const rows = Array.from(columns.rows.keys()).filter((i) => columns.swapped[i]! >= 0 && partner.swapped[i]! >= 0);
  if (rows.length === 0) return null;
  const shared = takeColumns(columns, rows);
  const [own, other] = [shared, shared.partner!];
  const [first, second]: readonly [Answers, Answers] = partner.isFirst ? [other, own] : [own, other];
  const sharedSlices = rows.map((i) => slices[i]!);
  const { documents, gold } = shared;
  const answersOf = ({ predicted, swapped }: Answers) => ({ id: predicted, ood: swapped });
  const labelled = { gold, first: answersOf(first), second: answersOf(second), documents };
  const numLabelled = gold.filter((label) => label >= 0).length;
  const contrast = (values: Float64Array) => contrastSlices(values, sharedSlices, documents, options);
  return {
    numRows: rows.length,
    numLabelled,
    scores:
      numLabelled === 0
        ? null
        : {
            all: compareModels(labelled, relations, options),
            slices: compareModelsBySlice({ ...labelled, slices: sharedSlices }, relations, options),
          },
    flips: [contrast(first.flipRate), contrast(second.flipRate)],
    divergences: [contrast(first.divergence), contrast(second.divergence)],
    flipDifference: bootstrapPairedDifference(first.flipRate, second.flipRate, documents, options),
  };
}

/** The slice of each row; null for a row in none. [N] */
export function selectSlices({ relations, pairs, bands }: CorpusColumns, slicing: Slicing): readonly (string | null)[] {
  return { relation: relations, pair: pairs, band: bands }[slicing];
}

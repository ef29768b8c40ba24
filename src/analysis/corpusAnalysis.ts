/** @file Everything a corpus page claims with an interval, from columns; heavy, so a worker runs it. */
import { bootstrapMean } from "./bootstrap";
import { takeColumns, type CorpusColumns } from "./corpusColumns";
import { correlate, type Correlation } from "./correlation";
import { computeShift, computeShiftBySlice, type Shift, type SliceShifts } from "./distributionShift";
import { MINIMUM_ROWS, type Estimate } from "./estimate";
import { compareScores, compareScoresBySlice, type Relations, type ScoreComparison } from "./scoreIntervals";
import { computeMeansBySlice, type SliceEstimate } from "./slices";

/** What rows are cut by. */
export const SLICINGS = ["relation", "pair"] as const;
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

/** Rows of one eighth by variance: its mean variance and the mean flip rate with its interval. */
export interface FlipGroup {
  readonly variance: number;
  readonly flipRate: Estimate;
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
  readonly flipRate: Estimate;
  readonly divergence: Estimate;
  readonly flipSlices: readonly SliceEstimate[];
}

export interface SliceScore {
  readonly slice: string | number;
  readonly comparison: ScoreComparison;
}

const MOST_GROUPS = 8;

/** Answers a question about a corpus. No rows: every estimate null with gap "noRows". */
export function analyseCorpus(question: CorpusQuestion): CorpusAnalysis {
  const { relations, seed } = question;
  const options = { seed };
  const shown = takeColumns(question.columns, question.around);
  const chosen = takeColumns(question.columns, question.selected);
  const { documents } = chosen;
  const slices = question.slicing === "relation" ? chosen.relations : chosen.pairs;
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
    groups: groupFlips(chosen, seed),
    flipRate: bootstrapMean(chosen.flipRate, documents, options),
    divergence: bootstrapMean(chosen.divergence, documents, options),
    flipSlices: computeMeansBySlice(chosen.flipRate, slices, documents, options),
  };
}

function groupFlips(columns: CorpusColumns, seed: number): FlipGroup[] {
  const order = Array.from(columns.rows.keys())
    .filter((i) => Number.isFinite(columns.id.row[i]) && Number.isFinite(columns.flipRate[i]))
    .sort((a, b) => columns.id.row[a]! - columns.id.row[b]!);
  const numGroups = Math.min(MOST_GROUPS, Math.floor(order.length / MINIMUM_ROWS));
  if (numGroups < 2) return [];
  return Array.from({ length: numGroups }, (_, g) => {
    const part = order.slice(
      Math.floor((g * order.length) / numGroups),
      Math.floor(((g + 1) * order.length) / numGroups),
    );
    const flips = part.map((i) => columns.flipRate[i]!);
    const documents = part.map((i) => columns.documents[i]!);
    const variance = part.reduce((sum, i) => sum + columns.id.row[i]!, 0) / part.length;
    return { variance, flipRate: bootstrapMean(flips, documents, { seed }) };
  });
}

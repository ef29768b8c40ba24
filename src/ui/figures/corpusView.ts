/** @file What a drawing of a corpus is made of. */
import type { CorpusAnalysis } from "../../analysis/corpusAnalysis";
import type { CorpusColumns } from "../../analysis/corpusColumns";
import type { SeenCounts } from "../../analysis/frequencyBands";
import type { RowResult } from "../../analysis/rowScore";
import type { GoldOf } from "../../data/labelMapping";
import type { CorpusRows } from "../../data/readCorpus";
import type { ModelInfo } from "../../inference/types";

/** The model whose scores are drawn: the one in force, or the one that a results file names. */
export type CorpusModel = Pick<ModelInfo, "id" | "title" | "labels" | "negative" | "hasBottleneck" | "hash">;

/** Everything a drawing of the corpus needs. */
export interface CorpusView {
  readonly corpus: Pick<CorpusRows, "examples" | "figures">;
  readonly info: CorpusModel;
  /** What `columns` are made of. */
  readonly results: readonly (RowResult | null)[];
  readonly seen: SeenCounts | null;
  /** Class id of a gold relation; see createLabelFinder. */
  readonly goldOf: GoldOf;
  readonly columns: CorpusColumns;
  /** Positions in `columns`: without the brush, and with it. */
  readonly around: Int32Array;
  readonly selected: Int32Array;
  readonly found: CorpusAnalysis | null;
  /** The statistics of all rows while a selection leaves some out; null without one, and until they are there. */
  readonly whole: CorpusAnalysis | null;
  /** Whether the statistics answer an earlier selection. */
  readonly isStale: boolean;
}

/** Whether a selection leaves out scored rows. */
export function isPartOnly({ columns, selected }: CorpusView): boolean {
  return selected.length < columns.rows.length;
}

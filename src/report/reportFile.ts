/**
 * @file The report of a corpus as data: what `analyze` writes as JSON and what its page is drawn from. Every estimate
 * stands with its interval, n, and the reason where it is missing. Schema: docs/report.md.
 */
import { bootstrapMean } from "../analysis/bootstrap";
import { analyseCorpus, type CorpusAnalysis, SLICINGS, type Slicing } from "../analysis/corpusAnalysis";
import { buildColumns, type CorpusColumns } from "../analysis/corpusColumns";
import { buildEntityTable, type EntityRow } from "../analysis/entityTable";
import { computeHistogram, computePaperEdges, selectVariances } from "../analysis/entityVariance";
import { MINIMUM_ROWS, type Estimate } from "../analysis/estimate";
import type { SeenCounts } from "../analysis/frequencyBands";
import { buildNameColumns, correlateNames, type NameFlips } from "../analysis/nameFlips";
import type { RowResult } from "../analysis/rowScore";
import type { Example } from "../data/example";
import { createGoldOf } from "../data/labelMapping";
import type { ResultsFile } from "../data/resultsFile";
import { findFlips, findScores, findShift, findShifts, SLICE_NOUNS } from "../ui/corpusFindings";
import { findFlipSlices } from "../ui/flipFindings";
import type { Definition } from "../ui/widgets/Definitions";
import { REPORT_DEFINITIONS } from "./reportDefinitions";

export const REPORT_SCHEMA = "entity-bias-report";
export const REPORT_VERSION = 1;

/** Names that are listed: those in most rows. */
const MOST_NAMES = 1000;

/** A row that could not be read. */
export interface UnreadRow {
  /** 1-based place in the file. */
  readonly row: number;
  readonly id: string;
  readonly reason: string;
}

/** The short answer of one figure. */
export interface Finding {
  /** What it is about: "F1", "Flips by relation". */
  readonly about: string;
  readonly finding: string;
}

/** What a report is made of. */
export interface ReportInput {
  readonly corpus: ResultsFile["corpus"] & {
    /** How the file was read, a sentence each. */
    readonly reading: readonly string[];
    /** Rows in the file, those that could not be read among them. */
    readonly numRows: number;
  };
  readonly model: ResultsFile["model"];
  readonly settings: ResultsFile["settings"];
  readonly madeBy: ResultsFile["madeBy"];
  /** Rows with an example, and a result for each. [N] */
  readonly examples: readonly Example[];
  readonly results: readonly RowResult[];
  readonly seen: SeenCounts;
  /** Rows of the file and rows of the model that could not be read, in file order. */
  readonly unread: readonly UnreadRow[];
}

/** The parts of an analysis that do not depend on what the rows are cut by, and those that do. */
export type WholePart = Pick<CorpusAnalysis, "shift" | "correlation" | "groups" | "numLabelled"> & {
  readonly scores: NonNullable<CorpusAnalysis["scores"]>["all"] | null;
  readonly flipRate: Estimate;
  readonly divergence: Estimate;
  /** Mean share of a row's draws whose answer is another one; null values without draws. */
  readonly drawFlips: Estimate;
};
export type SlicedPart = Pick<CorpusAnalysis, "shifts" | "flips" | "divergences"> & {
  readonly scores: NonNullable<CorpusAnalysis["scores"]>["slices"] | null;
};

export interface ReportFile extends Pick<ReportInput, "model" | "settings" | "madeBy"> {
  readonly schema: typeof REPORT_SCHEMA;
  readonly version: typeof REPORT_VERSION;
  readonly corpus: ReportInput["corpus"] & {
    /** Rows that were read and scored; of these, with a relation that the model knows, and with a swapped version. */
    readonly numScored: number;
    readonly numLabelled: number;
    readonly numSwapped: number;
    /** Relations of the file that the model does not know, with their rows: these are left out of F1. */
    readonly unknownRelations: Readonly<Record<string, number>>;
  };
  /** Level of the intervals, rows below which nothing is estimated, and the seed of the resamples. */
  readonly statistics: { readonly level: number; readonly minimumRows: number; readonly seed: number };
  /** What the figures say, in the order of the page. */
  readonly findings: readonly Finding[];
  /** Variances of subjects and objects counted together, in bins of 0.1. */
  readonly histogram: {
    readonly edges: readonly number[];
    readonly id: readonly number[];
    readonly ood: readonly number[];
  };
  readonly whole: WholePart;
  readonly slices: Readonly<Record<Slicing, SlicedPart>>;
  readonly names: {
    /** Names in the file; `listed` has those in most rows. */
    readonly numNames: number;
    readonly listed: readonly EntityRow[];
    readonly flips: NameFlips;
  };
  readonly unreadable: readonly UnreadRow[];
  readonly definitions: readonly Definition[];
}

/** What the page draws besides the file itself. */
export interface Report {
  readonly file: ReportFile;
  readonly columns: CorpusColumns;
  readonly analyses: Readonly<Record<Slicing, CorpusAnalysis>>;
  readonly input: ReportInput;
}

/** Analyses scored rows: everything that the Corpus view shows of all rows, for each of its three cuts. */
export function buildReport(input: ReportInput): Report {
  const { examples, results, seen, model, settings } = input;
  const { seed } = settings;
  const goldOf = createGoldOf(model.labels, model.negative);
  const columns = buildColumns(examples, results, model.labels, seen, goldOf);
  const all = Int32Array.from(columns.rows.keys());
  const relations = { numRelations: model.labels.length, negative: model.labels.indexOf(model.negative) };
  const analyse = (slicing: Slicing) =>
    analyseCorpus({ columns, around: all, selected: all, slicing, relations, seed });
  const analyses = { relation: analyse("relation"), pair: analyse("pair"), band: analyse("band") };
  const any = analyses.relation;
  const names = buildEntityTable(examples, results, model.labels, columns.rows, seen, goldOf);
  const edges = computePaperEdges();
  const count = (part: CorpusColumns["id"]) => computeHistogram(selectVariances(part, "pooled"), edges).counts;
  const drawFlips = Array.from(columns.rows, (row) => {
    const result = results[row]!;
    return result.kind === "score" && result.numDraws > 0 ? result.numDrawFlips / result.numDraws : NaN;
  });
  const file: ReportFile = {
    schema: REPORT_SCHEMA,
    version: REPORT_VERSION,
    corpus: {
      ...input.corpus,
      numScored: columns.rows.length,
      numLabelled: columns.gold.filter((label) => label >= 0).length,
      numSwapped: columns.swapped.filter((label) => label >= 0).length,
      unknownRelations: countUnknown(examples, model.labels),
    },
    ...{ model, settings, madeBy: input.madeBy },
    statistics: { level: 0.95, minimumRows: MINIMUM_ROWS, seed },
    findings: listFindings(analyses, model.hasBottleneck),
    histogram: { edges, id: count(columns.id), ood: count(columns.ood) },
    whole: {
      ...{ shift: any.shift, correlation: any.correlation, groups: any.groups, numLabelled: any.numLabelled },
      scores: any.scores?.all ?? null,
      ...{ flipRate: any.flips.all, divergence: any.divergences.all },
      drawFlips: bootstrapMean(drawFlips, columns.documents, { seed }),
    },
    slices: {
      relation: pickSliced(analyses.relation),
      pair: pickSliced(analyses.pair),
      band: pickSliced(analyses.band),
    },
    names: {
      numNames: names.length,
      listed: [...names]
        .sort((a, b) => b.count - a.count || (b.flipRate ?? -1) - (a.flipRate ?? -1))
        .slice(0, MOST_NAMES),
      flips: correlateNames(buildNameColumns(names), { seed }),
    },
    unreadable: input.unread,
    definitions: REPORT_DEFINITIONS,
  };
  return { file, columns, analyses, input };
}

/** The report as JSON; a number that is not one is null, as estimates have it. */
export function formatReport(file: ReportFile): string {
  return `${JSON.stringify(file, null, 1)}\n`;
}

function pickSliced({ shifts, flips, divergences, scores }: CorpusAnalysis): SlicedPart {
  return { shifts, flips, divergences, scores: scores?.slices ?? null };
}

function countUnknown(examples: readonly Example[], labels: readonly string[]): Record<string, number> {
  const known = new Set(labels);
  const counts = new Map<string, number>();
  for (const { relation } of examples) {
    if (relation != null && !known.has(relation)) counts.set(relation, (counts.get(relation) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1]));
}

/** Whether a cut has two slices or more that are estimated: with one there is nothing to set it against. */
export function isTold({ flips, shifts }: Pick<CorpusAnalysis, "flips" | "shifts">): boolean {
  return Math.max(flips.numTested, shifts.numTested) > 1;
}

/** What the figures find, in the order of the page; a figure that is not drawn says nothing. */
function listFindings(analyses: Report["analyses"], hasBottleneck: boolean): Finding[] {
  const { shift, scores, correlation, flips } = analyses.relation;
  const isSwapped = flips.all.value !== null;
  return [
    ...(isSwapped && scores !== null ? [{ about: "F1", finding: findScores(scores.all) }] : []),
    ...(isSwapped && hasBottleneck
      ? [
          { about: "Variance", finding: findShift(shift) },
          { about: "Variance and flips", finding: findFlips(correlation) },
        ]
      : []),
    ...SLICINGS.flatMap((slicing) => {
      const analysis = analyses[slicing];
      const [one] = SLICE_NOUNS[slicing];
      if (!isTold(analysis)) return [];
      return [
        { about: `Flips by ${one}`, finding: findFlipSlices(analysis.flips, slicing) },
        ...(hasBottleneck ? [{ about: `Variance by ${one}`, finding: findShifts(analysis.shifts, slicing) }] : []),
      ];
    }),
  ];
}

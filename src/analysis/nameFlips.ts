/**
 * @file Does a name's variance predict how often its rows flip? The question of corpusAnalysis, with names for points.
 *
 * Names are not independent: the two names of one row share its flips. So documents are drawn, as everywhere else, and a
 * name goes with the document of its first row: the two names of a row that are nowhere else are drawn together. A name in
 * several documents is still one point, drawn with the first of them; what ties it to the others is left out.
 */
import type { BootstrapOptions } from "./bootstrap";
import { correlate, type Correlation } from "./correlation";
import type { EntityRow } from "./entityTable";
import { MINIMUM_ROWS } from "./estimate";
import { groupFlips, type FlipGroup } from "./flipGroups";

/** M names as columns. */
export interface NameColumns {
  /** Mean variance of a name's mentions; NaN where none has one. [M] */
  readonly variance: Float64Array;
  /** Mean flip rate of its rows; NaN where none was swapped. [M] */
  readonly flipRate: Float64Array;
  /** Number of the document of its first row. [M] */
  readonly documents: Int32Array;
}

export interface NameFlips {
  /** Spearman's rho over names; null with gap "tooFewRows" for fewer than 20 of them. `numRows`: names. */
  readonly correlation: Correlation;
  readonly groups: readonly FlipGroup[];
}

/** Names as columns, in their order. */
export function buildNameColumns(names: readonly EntityRow[]): NameColumns {
  const numberOf = new Map<string, number>();
  const documents = Int32Array.from(names, ({ document }) => {
    const known = numberOf.get(document) ?? numberOf.size;
    numberOf.set(document, known);
    return known;
  });
  return {
    variance: Float64Array.from(names, ({ variance }) => variance ?? NaN),
    flipRate: Float64Array.from(names, ({ flipRate }) => flipRate ?? NaN),
    documents,
  };
}

/** Spearman's rho of variance and flip rate over names, guarded by the minimum n, and the groups under the scatter. */
export function correlateNames(
  { variance, flipRate, documents }: NameColumns,
  options: BootstrapOptions & { readonly seed: number },
): NameFlips {
  const correlation = correlate(variance, flipRate, documents, options);
  const isGuarded = correlation.numRows > 0 && correlation.numRows < MINIMUM_ROWS;
  return {
    correlation: isGuarded ? { ...correlation, value: null, interval: null, gap: "tooFewRows" } : correlation,
    groups: groupFlips(variance, flipRate, documents, options.seed),
  };
}

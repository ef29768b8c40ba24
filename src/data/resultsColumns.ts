/** @file The columns of a results file: what each holds, and the check that says which value of which row is wrong. */
import { t } from "../messages/translate";

/** One value a row, in the order of `row`. [N] each; a column that is null is null in every row. */
export interface ResultsColumns {
  /** 1-based place of the row in the corpus file, rising. */
  readonly row: readonly number[];
  /** Number of the row's document, from 0. */
  readonly document: readonly number[];
  /** Gold relation, a place in `relations`; null for a row without a label. */
  readonly gold: readonly (number | null)[];
  /** Entity types, places in `types`. */
  readonly subjectType: readonly (number | null)[];
  readonly objectType: readonly (number | null)[];
  /** How many arguments of training rows bear this name; null for a pronoun, or where nothing is known. */
  readonly subjectTrainCount: readonly (number | null)[];
  readonly objectTrainCount: readonly (number | null)[];
  /** The answer, a place in `model.labels`, and its probability. */
  readonly answer: readonly number[];
  readonly probability: readonly number[];
  /** Draws whose answer is another one, of `settings.draws`. */
  readonly drawFlips: readonly number[];
  /** The answer with each swapped version, of at most `settings.swaps`. */
  readonly swapAnswers: readonly (readonly number[])[];
  /** Mean Jensen-Shannon divergence of the swapped answers, in bits. */
  readonly divergence: readonly (number | null)[];
  /** Mean sigma^2 over the sub-tokens of one mention or of both: of the row (ID), and of its first swapped version (OOD). */
  readonly varianceSubject: readonly (number | null)[];
  readonly varianceObject: readonly (number | null)[];
  readonly varianceRow: readonly (number | null)[];
  readonly oodVarianceSubject: readonly (number | null)[];
  readonly oodVarianceObject: readonly (number | null)[];
  readonly oodVarianceRow: readonly (number | null)[];
}
export type ColumnName = keyof ResultsColumns;

/** What the numbers of the columns may point at. */
export interface ColumnBounds {
  readonly numRows: number;
  readonly numLabels: number;
  readonly numRelations: number;
  readonly numTypes: number;
  readonly draws: number;
  readonly swaps: number;
}

interface ColumnRule {
  /** Whether a value may be null. */
  readonly isOptional: boolean;
  /** What a value must be, in words, after "expected". */
  expects(bounds: ColumnBounds): string;
  accepts(value: unknown, bounds: ColumnBounds): boolean;
}

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isWhole = (value: unknown, most = Infinity): value is number =>
  isNumber(value) && Number.isInteger(value) && value >= 0 && value <= most;

const whole = (isOptional: boolean): ColumnRule => ({
  isOptional,
  expects: () => t("a whole number, {n} or more", { n: 0 }),
  accepts: (value) => isWhole(value),
});
/** A place in one of the file's lists. */
const place = (list: string, count: (bounds: ColumnBounds) => number, isOptional: boolean): ColumnRule => ({
  isOptional,
  expects: (bounds) => t("a place in {list}, {low} to {high}", { list, low: 0, high: count(bounds) - 1 }),
  accepts: (value, bounds) => isWhole(value, count(bounds) - 1),
});
const between = (low: number, high: number, isOptional: boolean): ColumnRule => ({
  isOptional,
  expects: () =>
    high === Infinity ? t("a number, {n} or more", { n: low }) : t("a number from {low} to {high}", { low, high }),
  accepts: (value) => isNumber(value) && value >= low && value <= high,
});
const label = place("model.labels", ({ numLabels }) => numLabels, false);
const type = place("types", ({ numTypes }) => numTypes, true);
const variance = between(0, Infinity, true);

const RULES: Readonly<Record<ColumnName, ColumnRule>> = {
  row: {
    isOptional: false,
    expects: () => t("a whole number, {n} or more", { n: 1 }),
    accepts: (v) => isWhole(v) && v > 0,
  },
  document: whole(false),
  gold: place("relations", ({ numRelations }) => numRelations, true),
  subjectType: type,
  objectType: type,
  subjectTrainCount: whole(true),
  objectTrainCount: whole(true),
  answer: label,
  probability: between(0, 1, false),
  drawFlips: {
    isOptional: false,
    expects: ({ draws }) => t("a whole number from {low} to {high}", { low: 0, high: `settings.draws, ${draws}` }),
    accepts: (value, { draws }) => isWhole(value, draws),
  },
  swapAnswers: {
    isOptional: false,
    expects: ({ swaps }) =>
      t("a list of at most {n} ({setting}) places in {list}", {
        n: swaps,
        setting: "settings.swaps",
        list: "model.labels",
      }),
    accepts: (value, bounds) =>
      Array.isArray(value) && value.length <= bounds.swaps && value.every((one) => label.accepts(one, bounds)),
  },
  divergence: between(0, 1, true),
  varianceSubject: variance,
  varianceObject: variance,
  varianceRow: variance,
  oodVarianceSubject: variance,
  oodVarianceObject: variance,
  oodVarianceRow: variance,
};
export const COLUMN_NAMES = Object.keys(RULES) as ColumnName[];

/**
 * Checks the columns of a file. `fail` is called with place, what was expected and the value that is there (in words where
 * it is better said so), for the first thing that is wrong, and must throw. Columns that are null come back as lists of null.
 */
export function checkColumns(
  raw: Readonly<Record<string, unknown>>,
  bounds: ColumnBounds,
  fail: (where: string, expected: string, got: unknown, inWords?: string) => never,
): ResultsColumns {
  const { numRows } = bounds;
  const checked = COLUMN_NAMES.map((name): [ColumnName, unknown[]] => {
    const { isOptional, expects, accepts } = RULES[name];
    const where = `columns.${name}`;
    const column = raw[name];
    if (column === null && isOptional) return [name, new Array<null>(numRows).fill(null)];
    if (!Array.isArray(column)) return fail(where, isOptional ? t("a list or null") : t("a list"), column);
    if (column.length !== numRows) {
      const got = t("{n, plural, one {# value} other {# values}}", { n: column.length });
      fail(
        where,
        t("{n, plural, one {# value} other {# values}} ({name})", { n: numRows, name: "numRows" }),
        column,
        got,
      );
    }
    const wrong = column.findIndex((value) => !(value === null && isOptional) && !accepts(value, bounds));
    if (wrong >= 0) {
      const expected = expects(bounds);
      fail(
        t("{column}, value {n}", { column: where, n: wrong + 1 }),
        isOptional ? t("{expected}, or null", { expected }) : expected,
        column[wrong],
      );
    }
    return [name, column];
  });
  const columns = Object.fromEntries(checked) as unknown as ResultsColumns;
  const fallen = columns.row.findIndex((row, i) => i > 0 && row <= columns.row[i - 1]!);
  if (fallen >= 0) {
    fail(
      t("{column}, value {n}", { column: "columns.row", n: fallen + 1 }),
      t("more than the value before, {value}", { value: columns.row[fallen - 1]! }),
      columns.row[fallen],
    );
  }
  return columns;
}

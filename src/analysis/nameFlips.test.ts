import { describe, expect, it } from "vitest";
import oracle from "../../test/fixtures/statistics.json";
import type { Example } from "../data/example";
import { buildEntityTable } from "./entityTable";
import { buildNameColumns, correlateNames } from "./nameFlips";
import type { RowResult } from "./rowScore";

const { documents, names, variance, flips, x, y, indices, spearman } = oracle.nameFlips;

/** Rows "N3 met N7." whose swaps flip in eighths. */
const EXAMPLES = names.map(([subject, object], row): Example => {
  const [first, second] = [`N${subject}`, `N${object}`];
  const start = first.length + 5;
  return {
    id: String(row),
    docId: String(documents[row]),
    text: `${first} met ${second}.`,
    subject: { start: 0, end: first.length },
    object: { start, end: start + second.length },
    relation: null,
  };
});
const RESULTS = EXAMPLES.map((_, row): RowResult => ({
  kind: "score",
  label: 0,
  probability: 1,
  variance: { subject: variance[row]![0]!, object: variance[row]![1]!, row: 0 },
  numDraws: 0,
  numDrawFlips: 0,
  swapLabels: Array.from({ length: 8 }, (_, s) => (s < 8 * flips[row]! ? 1 : 0)),
  swapVariance: null,
  divergence: null,
}));
const build = (rows: ArrayLike<number>) => buildNameColumns(buildEntityTable(EXAMPLES, RESULTS, ["a", "b"], rows));
const COLUMNS = build([...EXAMPLES.keys()]);

describe("against scipy", () => {
  it("has the means of each name, in order of first appearance", () => {
    expect(COLUMNS.variance).toBeAllclose(x, 1e-12);
    expect(COLUMNS.flipRate).toBeAllclose(y, 1e-12);
  });

  it("gives Spearman's rho over names and its interval from the same documents", () => {
    const { correlation } = correlateNames(COLUMNS, { indices, seed: 0 });
    expect([correlation.value!, correlation.interval!.low, correlation.interval!.high]).toBeAllclose(
      [spearman.value, ...spearman.interval],
      1e-9,
    );
    expect(correlation).toMatchObject({ numRows: x.length, numClusters: new Set(COLUMNS.documents).size });
  });
});

describe("correlateNames", () => {
  it("puts the two names of one row into one document, and draws the same for the same seed", () => {
    const { documents: of } = build([0]);
    expect([...of]).toEqual([0, 0]);
    expect(correlateNames(COLUMNS, { seed: 3 })).toEqual(correlateNames(COLUMNS, { seed: 3 }));
  });

  it("gives nothing for fewer than 20 names, and says why", () => {
    const few = build([0, 1, 2, 3, 4]);
    expect(few.variance.length).toBeLessThan(20);
    const { correlation, groups } = correlateNames(few, { seed: 1 });
    expect(correlation).toMatchObject({ value: null, interval: null, gap: "tooFewRows", numRows: few.variance.length });
    expect(groups).toEqual([]);
    expect(correlateNames(build([]), { seed: 1 }).correlation).toMatchObject({ value: null, gap: "noRows" });
  });

  it("leaves out names without a variance or a flip rate", () => {
    const holed = { ...COLUMNS, variance: COLUMNS.variance.map((value, i) => (i < 5 ? NaN : value)) };
    expect(correlateNames(holed, { seed: 1 }).correlation).toMatchObject({
      numRows: x.length - 5,
      numMissing: 5,
    });
  });
});

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Example } from "../data/example";
import { computeAgreement, computeAlphas, computeCohenKappa } from "./agreement";
import { listRatings, type Ratings } from "./agreementRatings";

/** Written by test/oracle/agreement_oracle.py with scikit-learn, statsmodels and krippendorff; see `madeWith`. */
const ORACLE = JSON.parse(readFileSync("test/fixtures/agreement.json", "utf8")) as {
  cases: {
    table: number[][];
    documents: number[];
    numLabels: number;
    alpha: number;
    alphaByLabel: (number | null)[];
    cohen: [number, number, number | null][];
    fleissAnnotators: number;
    fleiss: number;
    draws: number[];
    alphaInterval: [number, number];
  }[];
};

/** A table [items, annotators] of class ids, −1 for none. */
function toRatings(table: readonly (readonly number[])[], numLabels: number, documents?: readonly number[]): Ratings {
  return {
    annotators: Array.from(table[0] ?? [], (_, annotator) => `annotator ${annotator}`),
    labels: Array.from({ length: numLabels }, (_, label) => `label ${label}`),
    items: table.map((row) => row.flatMap((label, annotator) => (label < 0 ? [] : [{ annotator, label }]))),
    documents: table.map((_, i) => String(documents?.[i] ?? i)),
  };
}

describe("agreement against scikit-learn, statsmodels and krippendorff", () => {
  it.each(ORACLE.cases.map((one, i) => [i, one] as const))("gives their numbers (case %i)", (_, one) => {
    const ratings = toRatings(one.table, one.numLabels, one.documents);
    const [alpha, ...byLabel] = computeAlphas(ratings, { indices: one.draws });
    expect(alpha!.value).toBeCloseTo(one.alpha, 10);
    expect(alpha!.interval!.low).toBeCloseTo(one.alphaInterval[0], 10);
    expect(alpha!.interval!.high).toBeCloseTo(one.alphaInterval[1], 10);
    one.alphaByLabel.forEach((expected, label) => {
      const { value } = byLabel[label]!;
      if (expected === null) expect(value).toBeNull();
      else expect(value).toBeCloseTo(expected, 10);
    });
  });

  it.each(ORACLE.cases.map((one, i) => [i, one] as const))("gives their kappas (case %i)", (_, one) => {
    const found = computeAgreement(toRatings(one.table, one.numLabels, one.documents), { numResamples: 20 });
    expect(found.numFleissAnnotators).toBe(one.fleissAnnotators);
    expect(found.fleiss.value).toBeCloseTo(one.fleiss, 10);
    expect(found.pairs.map(({ annotators: [a, b] }) => [a, b])).toEqual(one.cohen.map(([a, b]) => [a, b]));
    one.cohen.forEach(([, , kappa], i) => expect(found.pairs[i]!.kappa.value).toBeCloseTo(kappa!, 10));
  });
});

describe("computeAgreement", () => {
  const table = fc
    .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 4 }))
    .chain(([numLabels, numAnnotators]) =>
      fc.tuple(
        fc.constant(numLabels),
        fc.array(
          fc.array(fc.integer({ min: -1, max: numLabels - 1 }), { minLength: numAnnotators, maxLength: numAnnotators }),
          { minLength: 1, maxLength: 30 },
        ),
      ),
    );

  it("lies in (−1, 1] and does not depend on the order of items, annotators or labels", () => {
    fc.assert(
      fc.property(table, ([numLabels, rows]) => {
        const options = { numResamples: 1 };
        const found = computeAgreement(toRatings(rows, numLabels), options);
        const turned = rows.map((row) => row.map((label) => (label < 0 ? label : numLabels - 1 - label)).reverse());
        const other = computeAgreement(toRatings(turned.reverse(), numLabels), options);
        for (const [a, b] of [
          [found.alpha.value, other.alpha.value],
          [found.fleiss.value, other.fleiss.value],
        ]) {
          if (a === null) {
            expect(b).toBeNull();
            continue;
          }
          expect(b).toBeCloseTo(a!, 9);
          expect(a!).toBeGreaterThanOrEqual(-1 - 1e-9);
          expect(a!).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
    );
  });

  it("is 1 for full agreement, and not defined when there is one label only", () => {
    const agreeing = computeAgreement(
      toRatings([[0, 0], [1, 1], [0, 0]], 2), // prettier-ignore
    );
    expect(agreeing).toMatchObject({ alpha: { value: 1 }, fleiss: { value: 1 } });
    expect(agreeing.byAnnotator[0]!.agreement.value).toBe(1);
    const constant = computeAgreement(
      toRatings([[0, 0], [0, 0]], 1), // prettier-ignore
    );
    expect(constant.alpha).toMatchObject({ value: null, gap: "notDefined" });
    expect(constant.pairs[0]!.kappa).toMatchObject({ value: null, gap: "notDefined" });
  });

  it("says that there is nothing to compare when no item has two annotators", () => {
    const found = computeAgreement(
      toRatings([[0, -1], [-1, 1]], 2), // prettier-ignore
    );
    expect(found).toMatchObject({ alpha: { gap: "noRows" }, fleiss: { gap: "noRows" }, numFleissAnnotators: 0 });
    expect(found.byAnnotator.map(({ numItems }) => numItems)).toEqual([1, 1]);
    expect(computeAgreement(toRatings([], 0))).toMatchObject({ alpha: { gap: "noRows" }, pairs: [], byLabel: [] });
  });

  it("gives each annotator's mean share of agreeing others", () => {
    // Annotator 0 agrees with one of two others on the first item and with the only other on the second: mean 0.75.
    const found = computeAgreement(
      toRatings([[0, 0, 1], [1, 1, -1]], 2), // prettier-ignore
    );
    expect(found.byAnnotator[0]!.agreement).toMatchObject({ value: 0.75, numRows: 2 });
    expect(found.byLabel[1]!.counts).toEqual([1, 1, 1]);
  });

  it("refuses lists of different lengths", () => {
    expect(() => computeCohenKappa([0], [0, 1], 2, ["a"])).toThrow("got 1 and 2");
  });
});

describe("listRatings", () => {
  const row = (annotator: string | undefined, relation: string | null, text = "Ina met Odo."): Example => ({
    id: "x",
    text,
    subject: { start: 0, end: 3 },
    object: { start: 8, end: 11 },
    relation,
    ...(annotator !== undefined && { annotator }),
  });

  it("puts the same words of several annotators together, the last label of each counting", () => {
    const found = listRatings([
      row("a", "knows"),
      row("b", null),
      row("a", "met"),
      row(undefined, "met"),
      row("a", "met", "Ina saw Odo."),
    ]);
    expect(found.annotators).toEqual(["a", "b"]);
    expect(found.labels).toEqual(["knows", "no label", "met"]);
    expect(found.items).toEqual([
      [
        { annotator: 0, label: 2 },
        { annotator: 1, label: 1 },
      ],
      [{ annotator: 0, label: 2 }],
    ]);
    expect(found.documents).toEqual(["Ina met Odo.", "Ina saw Odo."]);
  });
});

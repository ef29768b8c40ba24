import fc from "fast-check";
import { describe, expect, it } from "vitest";
import oracle from "../../test/fixtures/confidentLearning.json";
import { findLabelIssues } from "./confidentLearning";

describe("findLabelIssues", () => {
  it("finds what cleanlab finds, in its order", () => {
    const { labels, probabilities, thresholds, issues, differing } = oracle;
    const found = findLabelIssues(labels, probabilities, 5);
    expect(differing).toEqual([]);
    expect(found.thresholds).toBeAllclose(thresholds, 1e-6);
    expect(found.issues).toEqual(issues);
  });

  it("by hand: a row counts for the class whose threshold it meets", () => {
    // t_0 = (0.9 + 0.2) / 2 = 0.55; t_1 = 0.6. Row 1 is labelled 0 and meets t_1 alone; row 2 meets its own.
    const probabilities = [
      [0.9, 0.1],
      [0.2, 0.8],
      [0.4, 0.6],
    ];
    const found = findLabelIssues([0, 0, 1], probabilities, 2);
    expect(found.thresholds).toBeAllclose([0.55, 0.6], 1e-12);
    expect(found.margins).toBeAllclose([0.8, -0.6, 0.2], 1e-12);
    expect(found.issues).toEqual([1]);
    expect(found.ranking).toEqual([1, 2, 0]);
  });

  it("ranks every row once, issues first; a class that labels no row has no threshold", () => {
    const row = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 });
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), row), { maxLength: 30 });
    fc.assert(
      fc.property(rows, (given) => {
        const labels = given.map(([label]) => label);
        const { ranking, issues, thresholds } = findLabelIssues(
          labels,
          given.map(([, own]) => own),
          4,
        );
        expect([...ranking].sort((a, b) => a - b)).toEqual([...labels.keys()]);
        expect(ranking.slice(0, issues.length)).toEqual(issues);
        expect(thresholds[3]).toBeNaN();
      }),
    );
  });

  it("refuses a label that is no class", () => {
    expect(() => findLabelIssues([2], [[0.5, 0.5]], 2)).toThrow(/expected class ids from 0 to 1, got 2 in row 0/);
    expect(() => findLabelIssues([0], [], 2)).toThrow(/expected one row of probabilities/);
  });
});

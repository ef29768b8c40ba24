import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Example } from "../data/example";
import { indexNeighbours } from "./reviewNeighbours";
import { computeReviewScore, makeReviewModel, rankForReview, REASON_WEIGHTS } from "./reviewQueue";
import { findReasons, REVIEW_REASONS } from "./reviewReasons";
import { listChances, type RowProbes, type RowScore } from "./rowScore";

const LABELS = ["none", "founder", "employee"];
const MODEL = makeReviewModel(LABELS, "none");
const [NONE, FOUNDER, EMPLOYEE] = [0, 1, 2];
const NOTHING = { pair: { numSentences: 0, numAgreeing: 0, labels: new Map() }, annotators: new Map() };

const row = (text: string, subject: string, object: string, relation: string | null, annotator?: string): Example => ({
  id: text,
  text,
  subject: { start: text.indexOf(subject), end: text.indexOf(subject) + subject.length },
  object: { start: text.indexOf(object), end: text.indexOf(object) + object.length },
  relation,
  ...(annotator !== undefined && { annotator }),
});
const FULL: RowProbes = {
  full: [[FOUNDER, 0.97], [NONE, 0.03]], // prettier-ignore
  masked: [[FOUNDER, 0.9]],
  namesOnly: [[NONE, 0.95]],
  swapProbabilities: [0.96, 0.94],
};
const score = (probes: Partial<RowProbes> | null, label = FOUNDER, swapLabels = [FOUNDER, FOUNDER]): RowScore => ({
  kind: "score",
  label,
  probability: 0.97,
  variance: { subject: null, object: null, row: null },
  numDraws: 0,
  numDrawFlips: 0,
  swapLabels,
  swapVariance: null,
  divergence: null,
  ...(probes && { probes: { ...FULL, ...probes } }),
});
const reasonsOf = (relation: string | null, result: RowScore | null) => findReasons(relation, result, NOTHING, MODEL);
const kindsOf = (relation: string | null, result: RowScore | null) =>
  reasonsOf(relation, result).reasons.map(({ kind }) => kind);

describe("findReasons", () => {
  it("finds nothing in a row whose text gives its label", () => {
    expect(reasonsOf("founder", score({}))).toEqual({ reasons: [], missing: [] });
  });

  it("finds an answer that follows the names, with the least of the three probabilities", () => {
    const { reasons } = reasonsOf("founder", score({ namesOnly: [[FOUNDER, 0.7]], masked: [[NONE, 0.881]] }));
    expect(reasons).toEqual([
      {
        kind: "followsNames",
        strength: 0.7,
        sentence:
          "The answer founder (97%) follows the names, which alone give founder with 70%, while the text with both names masked says none with 88%.",
      },
    ]);
  });

  it("does not take names that say “no relation” for evidence", () => {
    const probes = {
      full: [[NONE, 0.9]] as const,
      namesOnly: [[NONE, 0.99]] as const,
      masked: [[FOUNDER, 0.9]] as const,
    };
    expect(kindsOf("none", score(probes, NONE, [NONE]))).toEqual([]);
  });

  it("does not take guesses for answers", () => {
    expect(kindsOf("founder", score({ namesOnly: [[FOUNDER, 0.45]], masked: [[NONE, 0.9]] }))).toEqual([]);
  });

  it("finds a leaky pair from the threshold on, whatever the model says to the whole row", () => {
    expect(kindsOf("founder", score({ namesOnly: [[FOUNDER, 0.8]] }))).toEqual(["leakyPair"]);
    expect(kindsOf("founder", score({ namesOnly: [[FOUNDER, 0.79]] }))).toEqual([]);
    expect(kindsOf("employee", score({ namesOnly: [[EMPLOYEE, 0.9]] }, EMPLOYEE, [NONE]))).toEqual(["leakyPair"]);
    expect(kindsOf("none", score({ namesOnly: [[NONE, 0.99]] }, NONE, [NONE]))).toEqual([]);
  });

  it("finds a model against the label, by how far other names leave it there", () => {
    const { reasons } = reasonsOf("employee", score({}));
    expect(reasons).toEqual([
      {
        kind: "againstLabel",
        // (0.97 + 0.96 + 0.94) / 3
        strength: expect.closeTo(0.95667, 5) as number,
        sentence:
          "The model says founder against the label employee, with 97% as written, and says something else than employee with all 2 other pairs of names too: 95% against it on average over all 3.",
      },
    ]);
    // The swap that says the label counts 0: (0.97 + 0.96) / 3. Another wrong answer counts in full.
    const [half] = reasonsOf("employee", score({}, FOUNDER, [FOUNDER, EMPLOYEE])).reasons;
    expect(half).toMatchObject({ strength: expect.closeTo(0.64333, 5) as number });
    expect(half!.sentence).toContain("with 1 of the 2 other pairs of names too: 64% against it");
    const [other] = reasonsOf("employee", score({}, FOUNDER, [FOUNDER, NONE])).reasons;
    expect(other!.strength).toBeCloseTo(0.95667, 5);
    const [none] = reasonsOf("employee", score({}, FOUNDER, [EMPLOYEE, EMPLOYEE])).reasons;
    expect(none!.sentence).toContain(
      "but says employee with all 2 other pairs of names: 32% against it on average over all 3",
    );
    const [one] = reasonsOf("employee", score({}, FOUNDER, [FOUNDER])).reasons;
    expect(one!.sentence).toContain("than employee with one other pair of names too");
    expect(kindsOf("founder", score({}))).toEqual([]);
    expect(kindsOf("employee", score({}, EMPLOYEE, [FOUNDER, FOUNDER]))).toEqual([]);
  });

  it("says which reasons could not be looked for, each once", () => {
    const all = ["againstLabel", "leakyPair", "conflictingPair", "followsNames"];
    const kinds = (relation: string | null, result: RowScore | null) =>
      reasonsOf(relation, result).missing.flatMap((one) => one.kinds);
    expect(kinds(null, null)).toEqual(all);
    expect(kinds(null, score({}))).toEqual(["againstLabel", "leakyPair", "conflictingPair"]);
    expect(reasonsOf("founder", score(null)).missing).toEqual([
      { kinds: ["againstLabel", "followsNames", "leakyPair"], because: "its score was made without the probes" },
    ]);
    expect(reasonsOf("sibling", score({})).missing).toEqual([
      { kinds: ["againstLabel", "leakyPair"], because: "the label sibling stands for none of the model's" },
    ]);
    expect(kinds("founder", score({ masked: null }))).toEqual(["followsNames"]);
    expect(kinds("founder", score({ namesOnly: null }))).toEqual(["followsNames", "leakyPair"]);
    expect(kinds("founder", score({}, FOUNDER, []))).toEqual(["againstLabel"]);
    expect(
      findReasons("founder", { kind: "unreadable", error: "too long" }, NOTHING, MODEL).missing[0]!.because,
    ).toContain("too long");
  });
});

describe("indexNeighbours", () => {
  const rows = [
    row("Ada Moss began Lumo.", "Ada Moss", "Lumo", "founder"),
    row("ada  moss left LUMO in May.", "ada  moss", "LUMO", "employee"),
    row("Lumo dropped Ada Moss.", "Lumo", "Ada Moss", "employee"),
    row("Of Lumo, Ada Moss said little.", "Ada Moss", "Lumo", "founder"),
    row("Bo ran Tide.", "Bo", "Tide", "founder", "x"),
    row("Bo ran Tide.", "Bo", "Tide", "employee", "y"),
    row("Bo ran Tide.", "Bo", "Tide", "founder", "z"),
  ];
  const reasonOf = async (i: number) =>
    findReasons(rows[i]!.relation!, null, (await indexNeighbours(rows))(i), MODEL).reasons[0] ?? null;

  it("compares a pair of names over sentences, without regard to case and in this order of the names", async () => {
    // Two other sentences; one of them says employee: 1 / (2 + 1).
    expect(await reasonOf(0)).toEqual({
      kind: "conflictingPair",
      strength: 1 / 3,
      sentence: "1 of the 2 other sentences with the same two names bears another label than founder: employee (1).",
    });
    expect(await reasonOf(1)).toMatchObject({ strength: 2 / 3 });
    expect(await reasonOf(2)).toBeNull();
  });

  it("takes the same words of several annotators for their disagreement, not for a conflict of the pair", async () => {
    // Pairs of three annotators: x–y and y–z differ, x–z agree: 2 / 3.
    expect(await reasonOf(5)).toEqual({
      kind: "annotatorsDisagree",
      strength: expect.closeTo(2 / 3, 12) as number,
      sentence: "3 annotators labelled these same words differently: founder (2), employee (1).",
    });
  });
});

describe("rankForReview", () => {
  const rows = [
    row("Ada Moss began Lumo.", "Ada Moss", "Lumo", "founder"),
    row("Bo ran Tide.", "Bo", "Tide", "employee"),
    row("Cy made Weft.", "Cy", "Weft", "founder"),
    row("Di sold Yarn.", "Di", "Yarn", null),
  ];
  const results = [score({}), score({}), score({ namesOnly: [[FOUNDER, 0.9]] }), null];

  it("puts the row most worth a look first, and says why in one sentence", async () => {
    const queue = await rankForReview(rows, results, MODEL);
    expect(queue.map(({ row: place }) => place)).toEqual([1, 2, 0, 3]);
    expect(queue[0]).toMatchObject({
      score: expect.closeTo((REASON_WEIGHTS.againstLabel * (0.97 + 0.96 + 0.94)) / 3, 12) as number,
    });
    expect(queue[0]!.why).toContain("against the label employee");
    expect(queue[2]).toMatchObject({ score: 0, why: null });
    expect(queue[3]!.missing).toHaveLength(2);
  });

  it("counts the wanted reasons only", async () => {
    const queue = await rankForReview(rows, results, MODEL, { kinds: ["leakyPair"] });
    expect(queue.map(({ row: place, score: rank }) => [place, rank > 0])).toEqual([
      [2, true],
      [0, false],
      [1, false],
      [3, false],
    ]);
  });

  it("rests in a long ranking, and refuses results of other rows", async () => {
    let numRests = 0;
    const many = Array.from({ length: 2500 }, (_, i) =>
      row(`Ada Moss began Lumo ${i}.`, "Ada Moss", "Lumo", "founder"),
    );
    const none = many.map(() => null);
    await rankForReview(many, none, MODEL, { rest: async () => void numRests++ });
    // Once in its first pass, over the neighbours, and twice in the second.
    expect(numRests).toBe(3);
    await expect(rankForReview(many, [], MODEL)).rejects.toThrow("2500 rows, got 0");
    expect(await rankForReview([], [], MODEL)).toEqual([]);
  });
});

describe("computeReviewScore", () => {
  const reason = fc.record({
    kind: fc.constantFrom(...REVIEW_REASONS),
    strength: fc.double({ min: 0, max: 1, noNaN: true }),
  });

  it("lies in [0, 1) and never falls with another reason or a stronger one", () => {
    fc.assert(
      fc.property(fc.array(reason, { maxLength: 5 }), reason, (reasons, more) => {
        const before = computeReviewScore(reasons);
        expect(before).toBeGreaterThanOrEqual(0);
        expect(before).toBeLessThan(1);
        expect(computeReviewScore([...reasons, more])).toBeGreaterThanOrEqual(before - 1e-12);
        const stronger = { ...more, strength: 1 };
        expect(computeReviewScore([stronger])).toBeGreaterThanOrEqual(computeReviewScore([more]));
        expect(computeReviewScore([stronger])).toBeCloseTo(REASON_WEIGHTS[more.kind], 12);
      }),
    );
  });
});

describe("listChances", () => {
  it("keeps what is worth keeping, the answer first", () => {
    expect(listChances([0.005, 0.6, 0.38, 0.015])).toEqual([[1, 0.6], [2, 0.38], [3, 0.015]]); // prettier-ignore
    // Rounding makes these two equal; the answer is the second.
    expect(listChances([0.49999, 0.50001])[0]![0]).toBe(1);
    expect(listChances(new Array<number>(200).fill(0.005))).toEqual([[0, 0.005]]);
  });
});

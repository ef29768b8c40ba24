import { describe, expect, it } from "vitest";
import { headOf, readAll, readFixture, showRow } from "../../../test/readFormat";
import { pubtator } from "./pubtator";

const file = readFixture("pubtator/traps.txt");
const CHEM = "(ChemicalEntity)";

describe("pubtator", () => {
  it("joins relations between concepts to the mentions of one sentence", () => {
    expect(pubtator.recognise([headOf(file)])).toBe(0.95);
    const { rows, summary } = readAll(pubtator, [file]);
    expect(rows.map(showRow)).toEqual([
      `P1#1: Vellamine ${CHEM} -Negative_Correlation-> mill cough (DiseaseOrPhenotypicFeature)`,
      `P1#2: VLM ${CHEM} -Association-> QRB1 (GeneOrGeneProduct)`,
      'line 19: ERROR line 19: expected "ID, start, end, words, type", got 2 columns.',
      "line 20: ERROR line 20: expected a line of article P2, got “P9\tBind\tD1\tD2”.",
    ]);
    expect(rows[0]).toMatchObject({ position: 1, path: [12], content: { example: { docId: "P1" } } });
    expect(summary.skipped).toEqual({
      "relations with an argument that is marked nowhere in the text": 1,
      "relations whose two arguments never stand in one sentence": 1,
    });
    expect(summary.decisions).toMatchObject([
      { id: "spans", value: "code-point" },
      { id: "directions", value: "undirected" },
    ]);
  });

  it("keeps the order of the file when told that relations have a direction", () => {
    const { rows } = readAll(pubtator, [file], { decisions: { directions: "directed" } });
    expect(showRow(rows[1]!)).toBe(`P1#2: QRB1 (GeneOrGeneProduct) -Association-> VLM ${CHEM}`);
  });

  it("makes no pair of two mentions of one concept", () => {
    const { rows } = readAll(pubtator, [file], { pairs: { kind: "all", share: 1, seed: 1 } });
    expect(rows.map(showRow).filter((row) => /Vellamine.*VLM|VLM.*Vellamine/.test(row))).toEqual([]);
    // Title: both orders are named. "Vellamine (VLM) ... 9 millers": 4 mentions, less two pairs of one concept or place,
    // both ways. "VLM lowered QRB1": both orders are named. The last sentence has one mention.
    expect(rows.filter((row) => showRow(row).includes("-no_relation->"))).toHaveLength(12 - 4);
  });
});

import { describe, expect, it } from "vitest";
import { headOf, readAll, readFixture, showRow } from "../../../test/readFormat";
import { bioc } from "./bioc";

const [JSON_FILE, V1, V2] = ["bioc/traps.json", "bioc/traps.v1.xml", "bioc/traps.v2.xml"].map(readFixture) as [
  ReturnType<typeof readFixture>,
  ReturnType<typeof readFixture>,
  ReturnType<typeof readFixture>,
];
const CHEM = "(ChemicalEntity)";

describe("bioc", () => {
  it.each([
    ["JSON", JSON_FILE],
    ["XML, DTD 1", V1],
    ["XML, DTD 2", V2],
  ])("reads %s: relations of nodes and of concepts, at document, passage and sentence", (_, file) => {
    expect(bioc.recognise([headOf(file)])).toBe(0.9);
    const { rows, summary } = readAll(bioc, [file]);
    expect(rows.map(showRow)).toEqual([
      `P1#M1: VLM ${CHEM} -given_to-> 9 millers (OrganismTaxon)`,
      `P1#R0: Vellamine ${CHEM} -Negative_Correlation-> mill cough (DiseaseOrPhenotypicFeature)`,
      `P1#R1: QRB1 (GeneOrGeneProduct) -Association-> VLM ${CHEM}`,
      "P1#M2: ERROR row 1: a relation names annotation 99, which is not in the document.",
      "P2#S1: Ash (P) -met-> Bo (P)",
      expect.stringMatching(/^row 3: ERROR row 3: expected a document with passages, got \{/),
    ]);
    expect(rows[1]!.path).toEqual(["documents", 0, "relations", 0, "infons", "type"]);
    expect(summary.skipped).toEqual({
      "relations with more or fewer than two nodes": 1,
      "relations with an argument that is marked nowhere in the text": 1,
      "relations whose two arguments never stand in one sentence": 1,
    });
    // given_to is none of BioRED's labels, so the file as a whole is taken as directed.
    expect(summary.decisions).toMatchObject([
      { id: "spans", value: "code-point" },
      { id: "directions", value: "directed" },
    ]);
    expect(summary.notices).toContain("1 discontinuous mention is read from its first to its last piece.");
  });

  it("expands no entity of the document", () => {
    const boom = { ...V1, text: V1.text.replace("Vellamine soothes", "&big; soothes") };
    const shown = readAll(bioc, [boom]).rows.map(showRow).join("\n");
    expect(shown).not.toContain("boom");
    expect(shown).toContain("expected the words");
  });

  it("says where XML breaks, and reads one document a line", () => {
    expect(() => readAll(bioc, [{ ...V1, text: V1.text.slice(0, 900) }])).toThrow(
      /^traps.v1.xml: line \d+: not well-formed XML: /,
    );
    const lines = JSON.parse(JSON_FILE.text)
      .documents.map((document: unknown) => JSON.stringify(document))
      .join("\n");
    const { rows } = readAll(bioc, [{ name: "x.jsonl", text: `${lines}\n{"id": "cut` }]);
    expect(rows.at(-1)!.content).toEqual({ error: expect.stringMatching(/^line 4, column \d+: not JSON here/) });
    expect(rows).toHaveLength(7);
  });
});

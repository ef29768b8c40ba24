import { describe, expect, it } from "vitest";
import { headOf, readAll, readFixture, showRow } from "../../../test/readFormat";
import { crossre } from "./crossre";
import { scierc } from "./scierc";

describe("scierc", () => {
  const file = readFixture("scierc/traps.jsonl");

  it("reads spans of the whole document with inclusive ends, scores or not", () => {
    expect([scierc.recognise([headOf(file)]), crossre.recognise([headOf(file)])]).toEqual([0.9, 0]);
    const { rows, summary } = readAll(scierc, [file]);
    expect(rows.map(showRow)).toEqual([
      "note 1#1: Our parser (Method) -COMPARE-> old chart parser (Method)",
      "note 1#2: Our parser (Method) -USED-FOR-> short notes (Material)",
      "note 1#4: It (Generic) -USED-FOR-> notes (Material)",
      "note 1: ERROR line 1: relations[1][1]: tokens [40, 42) are not among the 17 tokens; counting starts at 0, this end is exclusive.",
      "line 3#1: Bare spans (X) -NEAR-> words",
      "line 5: ERROR line 5, column 38: not JSON here, found the end of the file.",
    ]);
    expect(rows[2]).toMatchObject({ position: 1, path: [1, "relations", 1, 0, 4] });
    expect(summary.skipped).toEqual({ "relations whose two mentions overlap": 1 });
    expect(summary.decisions[0]).toMatchObject({
      value: "inclusive",
      because: "3 of 7 spans end where they start: with exclusive ends they would be empty.",
    });
    expect(summary.notices[0]).toMatch(/1 was turned/);
  });

  it("takes the ends of 50 spans without a single token for exclusive, and can be told otherwise", () => {
    const line = {
      sentences: [["a", "b", "c", "d"]],
      ner: [
        Array(50)
          .fill([0, 2, "T"])
          .concat([[2, 4, "T"]]),
      ],
    };
    const text = JSON.stringify({ ...line, relations: [[[0, 2, 2, 4, "r"]]] });
    expect(readAll(scierc, [{ name: "x", text }]).rows.map(showRow)).toEqual(["line 1#1: a b (T) -r-> c d (T)"]);
    const told = readAll(scierc, [{ name: "x", text }], { decisions: { ends: "inclusive" } });
    expect(told.rows.map(showRow)[0]).toMatch(/^line 1: ERROR line 1: ner\[0\]\[50\]: tokens \[2, 5\)/);
  });
});

describe("crossre", () => {
  const file = readFixture("crossre/traps.json");

  it("reads one sentence a line, several relations of a pair as several rows", () => {
    expect([scierc.recognise([headOf(file)]), crossre.recognise([headOf(file)])]).toEqual([0, 0.95]);
    const { rows, summary } = readAll(crossre, [file]);
    expect(rows.map(showRow)).toEqual([
      "own-1#1: Bo Quill (person) -social-> Ida Moor (person)",
      "own-1#2: Ida Moor (person) -role-> Brask Mills (organisation)",
      "own-1#3: Ida Moor (person) -named-> Brask Mills (organisation)",
      'own-3: ERROR line 3: expected relations[0] to begin with token numbers, got ["x",2].',
    ]);
    expect(rows[2]).toMatchObject({ path: [1, "relations", 2, 4] });
    expect(summary.skipped).toEqual({ "relations whose two mentions overlap": 1 });
    expect(summary.notices).toEqual([
      "1 relation is marked as uncertain by its annotators; it is read like the others.",
    ]);
  });
});

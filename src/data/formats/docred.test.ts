import { describe, expect, it } from "vitest";
import { headOf, readAll, readFixture, showRow } from "../../../test/readFormat";
import { docred } from "./docred";

const file = readFixture("docred/traps.json");

describe("docred", () => {
  it("gives the mention pairs of each relation that stand in one sentence", () => {
    expect(docred.recognise([headOf(file)])).toBeGreaterThan(0.5);
    const { rows, summary } = readAll(docred, [file]);
    expect(rows.map(showRow)).toEqual([
      "Brask Mills#1: Brask Mills (ORG) -P112-> Ida Moor (PER)",
      "Brask Mills#2: Ida Moor (PER) -P19-> Vell (LOC)",
      "Brask Mills#2.2: Moor (PER) -P19-> Vell (LOC)",
      "Brask Mills#2.3: Moor (PER) -P19-> Vell (LOC)",
      "Brask Mills: ERROR row 1: labels[3].t is 9, outside the 5 entities of vertexSet.",
      'Cut: ERROR row 3: expected sents to be a list [...], got "no list".',
    ]);
    expect(rows[1]).toMatchObject({ position: 1, file: 0, path: [0, "labels", 1, "r"] });
    expect(rows[0]!.content).toMatchObject({
      example: { text: "😀 Ida Moor (born 1901) founded Brask Mills in Vell." },
    });
    expect(summary.skipped).toEqual({
      "relations whose two arguments never stand in one sentence": 1,
      "documents without labels": 1,
    });
    expect(summary.decisions).toMatchObject([{ id: "ends", value: "exclusive" }]);
  });

  it("takes ends as inclusive when the names say so, and when told to", () => {
    const inclusive = {
      ...file,
      text: file.text.replace(/"pos":\s*\[\s*(\d+),\s*(\d+)/g, (_, a, b) => `"pos":[${a},${b - 1}`),
    };
    const { rows, summary } = readAll(docred, [inclusive]);
    expect(rows.map(showRow)).toEqual(readAll(docred, [file]).rows.map(showRow));
    expect(summary.decisions[0]!.because).toBe("10 of 10 spans are the words the file gives for them.");
    const forced = readAll(docred, [file], { decisions: { ends: "inclusive" } });
    expect(showRow(forced.rows[0]!)).toBe("Brask Mills#1: Brask Mills in (ORG) -P112-> Ida Moor ( (PER)");
    expect(forced.summary.decisions[0]!.isForced).toBe(true);
  });

  it("leaves out pairs of one entity when all pairs are asked for", () => {
    const { rows } = readAll(docred, [file], { pairs: { kind: "all", share: 1, seed: 1 } });
    const added = rows.map(showRow).filter((row) => row.includes("no_relation"));
    // First document: 4 mentions in sentence 1 (12 pairs, 2 named), 4 in sentence 2 (12, less 2 of Moor with himself,
    // less 2 named); second document: 2.
    expect(added).toHaveLength(10 + 8 + 2);
  });

  it("says where a cut file ends", () => {
    const messageOf = () => {
      try {
        return readAll(docred, [readFixture("docred/truncated.json")])
          .rows.map(showRow)
          .at(-1);
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(messageOf()).toMatch(/line 1, column 702: not JSON here, found the end of the file/);
  });
});

import { describe, expect, it } from "vitest";
import { headOf, readAll, readFixture, showRow } from "../../../test/readFormat";
import { brat } from "./brat";

const FILES = ["brat/mills.txt", "brat/mills.ann", "brat/annotation.conf"].map(readFixture);
const [TEXT, ANN] = FILES as [(typeof FILES)[0], (typeof FILES)[0]];

describe("brat", () => {
  it("reads roles, equivalents, events as arguments and discontinuous mentions", () => {
    expect(brat.recognise(FILES.map(headOf))).toBe(0.95);
    const { rows, summary } = readAll(brat, FILES);
    expect(rows.map(showRow)).toEqual([
      "mills#R1: Ida Moor (Person) -founded-> Brask Mills (Org)",
      "mills#R1.2: Ida (Person) -founded-> Brask Mills (Org)",
      "mills#R2: Brask Mills (Org) -located-> Vell (Place)",
      "mills#R3: Bo Quill (Person) -met-> Ida (Person)",
      "mills#R4: Bo Quill (Person) -holds-> north and south mayor (Title)",
      "mills#R6: Quill (Person) -does-> rebuilt (Rebuild)",
      "mills#R9: ERROR mills#R9: T12: expected the words “Ida Poor”, got “Ida Moor” at [2, 10).",
      'mills#line 24: ERROR mills.ann, line 24: expected R8 to have two arguments, got 1: "met Arg1:T5".',
      "mills#R7: ERROR mills.ann, line 23: R7 names T99, which is marked nowhere.",
    ]);
    expect(rows[2]).toMatchObject({
      file: 1,
      path: [13, "R2"],
      content: { example: { docId: "mills", text: "😀 Ida Moor (Ida) founded Brask Mills\nin Vell." } },
    });
    expect(summary).toMatchObject({
      decisions: [{ id: "spans", value: "code-point" }],
      notices: [
        "1 discontinuous mention is read from its first to its last piece.",
        "1 Equiv line: a relation of one mention holds for its equivalents.",
        "1 event is no pair; one that is an argument stands for its trigger.",
        "2 attributes, modifications and notes are not read.",
      ],
      skipped: { "relations whose two arguments never stand in one sentence": 1 },
    });
  });

  it("counts UTF-16 units when the words say so", () => {
    const text = "😀 Ida met Bo.";
    const lines = "T1\tP 3 6\tIda\nT2\tP 11 13\tBo\nR1\tmet Arg1:T1 Arg2:T2\n";
    const { rows, summary } = readAll(brat, [
      { name: "a.txt", text },
      { name: "a.ann", text: lines },
    ]);
    expect(rows.map(showRow)).toEqual(["a#R1: Ida (P) -met-> Bo (P)"]);
    expect(summary.decisions[0]!.value).toBe("utf16");
  });

  it("joins .a1 and .a2, and pairs files of a folder by name", () => {
    const files = [
      { name: "set/b.txt", text: "Ida met Bo." },
      { name: "set/b.a1", text: "T1\tP 0 3\tIda\nT2\tP 8 10\tBo\n" },
      { name: "set/b.a2", text: "R1\tmet Arg1:T1 Arg2:T2\n" },
      { name: "set/c.txt", text: "Nobody." },
    ];
    const { rows, summary } = readAll(brat, files);
    expect(rows.map(showRow)).toEqual(["set/b#R1: Ida (P) -met-> Bo (P)"]);
    expect(rows[0]).toMatchObject({ file: 2, path: [1, "R1"] });
    expect(summary.skipped).toEqual({ "texts without an annotation file": 1 });
  });

  it("asks for the text, and explains lines that are no annotation", () => {
    expect(() => readAll(brat, [ANN])).toThrow(
      "mills.ann: its text mills.txt is missing. Choose both files together, or a .zip of their folder.",
    );
    const broken = { name: "mills.ann", text: "T1\tPerson 3\tIda\nQ9 what\n" };
    expect(readAll(brat, [TEXT, broken]).rows.map(showRow)).toEqual([
      'mills#line 1: ERROR mills.ann, line 1: expected "T1", a tab, a type and offsets such as "Person 0 5", got "Person 3".',
      'mills#line 2: ERROR mills.ann, line 2: expected a line that begins with T, R, E, A, M, N, # or * and a tab, got "Q9 what".',
    ]);
  });
});

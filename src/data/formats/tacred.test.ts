import { describe, expect, it } from "vitest";
import type { ParsedRow } from "./parsedFile";
import { parseTacred } from "./tacred";

const row = {
  id: "a1",
  docid: "d9",
  relation: "place of birth",
  token: ["Mira", "Holt", "-LRB-", "born", "in", "Vell", "-rrb-"],
  subj_start: 0,
  subj_end: 1,
  obj_start: 5,
  obj_end: 5,
  subj_type: "PERSON",
  obj_type: "LOCATION",
};
const exampleOf = (parsed: ParsedRow | undefined) =>
  parsed && "example" in parsed.content ? parsed.content.example : null;
const errorOf = (parsed: ParsedRow | undefined) => (parsed && "error" in parsed.content ? parsed.content.error : null);
const parseOne = (change: Record<string, unknown>) => parseTacred(JSON.stringify([{ ...row, ...change }]))[0];

describe("parseTacred", () => {
  it("joins tokens by a space, restores brackets, and reads ends as inclusive", () => {
    const example = exampleOf(parseTacred(JSON.stringify([row]))[0])!;
    expect(example.text).toBe("Mira Holt ( born in Vell )");
    expect(example.text.slice(example.subject.start, example.subject.end)).toBe("Mira Holt");
    expect(example.text.slice(example.object.start, example.object.end)).toBe("Vell");
    expect(example).toMatchObject({ id: "a1", docId: "d9", relation: "place of birth" });
    expect([example.subject.type, example.object.type]).toEqual(["PERSON", "LOCATION"]);
  });

  it("counts UTF-16 units in tokens before a span", () => {
    const example = exampleOf(
      parseOne({ token: ["😀", "Mira", "met", "Bo"], subj_start: 1, subj_end: 1, obj_start: 3, obj_end: 3 }),
    )!;
    expect(example.subject).toMatchObject({ start: 3, end: 7 });
  });

  it("accepts a byte order mark, CRLF, rows without gold or types, and an empty file", () => {
    const text = "\ufeff" + JSON.stringify([row], null, 2).replaceAll("\n", "\r\n");
    expect(exampleOf(parseTacred(text)[0])).not.toBeNull();
    const bare = exampleOf(parseOne({ relation: undefined, subj_type: null, obj_type: undefined, docid: undefined }))!;
    expect(bare).toEqual({
      id: "a1",
      text: "Mira Holt ( born in Vell )",
      subject: { start: 0, end: 9 },
      object: { start: 20, end: 24 },
      relation: null,
    });
    expect([parseTacred("[]"), parseTacred(""), parseTacred("\ufeff\r\n")]).toEqual([[], [], []]);
  });

  it("keeps place and id of a bad row, and reads the others", () => {
    const rows = parseTacred(
      JSON.stringify([row, { ...row, id: 7, obj_end: 9 }, "text", row, { ...row, id: undefined }]),
    );
    expect(rows.map(({ id, position, content }) => [id, position, "error" in content])).toEqual([
      ["a1", 1, false],
      [7, 2, true],
      ["row 3", 3, true],
      ["a1", 4, false],
      ["row 5", 5, false],
    ]);
    expect(errorOf(rows[1])).toMatch(/^row 2: obj_end 9 is outside the 7 tokens/);
    expect(errorOf(rows[2])).toBe('row 3: expected an object {...}, got "text".');
  });

  it.each([
    [{ token: "Mira Holt" }, "expected token to be a list of texts"],
    [{ token: ["Mira", 3] }, "expected token to be a list of texts"],
    [{ token: [] }, "outside the 0 tokens"],
    [{ subj_start: 2 }, "subj_end 1 is before subj_start 2"],
    [{ subj_start: "0" }, 'expected subj_start to be a whole number, 0 or more, got "0"'],
    [{ subj_end: undefined }, "expected subj_end to be a whole number, 0 or more, got nothing"],
    [{ obj_start: -1 }, "0 or more, got -1"],
    [{ subj_start: 5, subj_end: 5 }, "Subject and object are the same words"],
    [{ subj_end: 5 }, "overlap"],
    [{ relation: 3 }, "expected relation to be a string, got 3"],
  ])("explains a row with %j", (change, message) => {
    expect(errorOf(parseOne(change))).toContain(message);
  });

  it("throws for a file that is not a list, with the place", () => {
    expect(() => parseTacred('[{"id":1},\n{"id":')).toThrow(
      "line 2, column 7: not JSON here, found the end of the file",
    );
    expect(() => parseTacred('{"rows":[]}')).toThrow(/expected a list of rows/);
  });
});

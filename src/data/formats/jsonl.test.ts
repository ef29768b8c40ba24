import { describe, expect, it } from "vitest";
import { readFormat, recognise } from "../../../test/readFormat";
import { jsonlFormat } from "./jsonl";

const parseJsonl = (text: string) => readFormat(jsonlFormat, [text.replace(/^\ufeff/, "")]).rows;

const row = {
  id: "r1",
  text: "😀 Mira Holt was born in Vell.",
  subj: { start: 3, end: 12, type: "PERSON" },
  obj: { start: 25, end: 29 },
};
const contentOf = (value: unknown) => parseJsonl(JSON.stringify(value))[0]!.content;

describe("parseJsonl", () => {
  it("reads UTF-16 spans with exclusive ends", () => {
    expect(contentOf({ ...row, relation: "place of birth" })).toEqual({
      example: { id: "r1", text: row.text, subject: row.subj, object: row.obj, relation: "place of birth" },
    });
    expect(contentOf(row)).toMatchObject({ example: { relation: null } });
  });

  it("accepts a byte order mark, CRLF and blank lines, and keeps line numbers and repeated ids", () => {
    const line = JSON.stringify(row);
    const rows = parseJsonl(`\ufeff${line}\r\n\r\n${line}\r\n`);
    expect(rows.map(({ id, position }) => [id, position])).toEqual([
      ["r1", 1],
      ["r1", 3],
    ]);
    expect(rows.every(({ content }) => "example" in content)).toBe(true);
    expect(parseJsonl("")).toEqual([]);
  });

  it("is sure of its own rows only", () => {
    expect(recognise(jsonlFormat, JSON.stringify(row))).toBeGreaterThan(0.9);
    expect(recognise(jsonlFormat, '{"text":"x","label":[]}')).toBe(0);
    expect(recognise(jsonlFormat, "text")).toBe(0);
  });

  it("does not take a line separator inside a text for the end of a line", () => {
    const text = "Mira\u2028Vell";
    expect(contentOf({ id: 1, text, subj: { start: 0, end: 4 }, obj: { start: 5, end: 9 } })).toHaveProperty("example");
  });

  it("turns a line that is not JSON into a bad row", () => {
    const rows = parseJsonl(`${JSON.stringify(row)}\n{"id":"x",}\n`);
    expect(rows[1]).toMatchObject({
      id: "line 2",
      position: 2,
      content: { error: 'line 2, column 11: not JSON here, found "}".' },
    });
  });

  it.each([
    [{ text: 3 }, "line 1: expected text to be a string, got 3."],
    [{ text: "" }, "line 1: The text is empty. Write or paste a sentence."],
    [{ subj: undefined }, 'line 1: expected subj to be {"start","end"}, got nothing.'],
    [{ subj: { start: 0 } }, "line 1: expected subj.end to be a whole number, 0 or more, got nothing."],
    [
      { obj: { start: 25, end: 99 } },
      "line 1: The object span [25, 99) lies outside the text, which has 30 characters.",
    ],
    [{ obj: { start: 1, end: 12 } }, "line 1: The object span [1, 12) cuts a character (such as an emoji) in two."],
    [{ subj: { start: 3, end: 12, type: 1 } }, "line 1: expected subj.type to be a string, got 1."],
  ])("explains a row with %j", (change, error) => {
    expect(contentOf({ ...row, ...change })).toEqual({ error });
  });
});

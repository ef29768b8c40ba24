import { describe, expect, it } from "vitest";
import { mentionsOf, readFormat, recognise } from "../../../test/readFormat";
import type { ParsedRow } from "./parsedFile";
import { tacredFormat } from "./tacred";

const parseTacred = (text: string) => readFormat(tacredFormat, [text.replace(/^\ufeff/, "")]).rows;

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
  it("joins tokens as people write, restores brackets, and reads ends as inclusive", () => {
    const example = exampleOf(parseTacred(JSON.stringify([row]))[0])!;
    expect(example.text).toBe("Mira Holt (born in Vell)");
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
      text: "Mira Holt (born in Vell)",
      subject: { start: 0, end: 9 },
      object: { start: 19, end: 23 },
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

  it("reads up to the place where the file breaks, and says where", () => {
    const text = `[${JSON.stringify(row)},\n{"id":`;
    const { examples, errors } = readFormat(tacredFormat, [text]);
    expect(examples).toHaveLength(1);
    expect(errors).toEqual(["row 2: line 2, column 7: not JSON here, found the end of the file."]);
    expect(parseTacred('{"rows":[]}')[0]!.content).toHaveProperty("error");
  });
});

describe("ends", () => {
  const make = (count: number, change: Record<string, unknown> = {}) =>
    Array.from({ length: count }, (_, i) => ({
      ...row,
      id: `r${i}`,
      subj_start: 0,
      subj_end: 2,
      obj_start: 3,
      obj_end: 5,
      ...change,
    }));
  const read = (rows: unknown[], decisions = {}) => readFormat(tacredFormat, [JSON.stringify(rows)], { decisions });

  it("are inclusive as soon as one argument ends where it starts", () => {
    const { decisions, examples } = read([...make(60), row]);
    expect(decisions[0]).toMatchObject({ id: "ends", value: "inclusive", isForced: false });
    expect(decisions[0]!.because).toBe("1 argument in 61 rows ends at the token where it starts.");
    expect(mentionsOf(examples[0]!)).toEqual(["Mira Holt (", "born in Vell"]);
  });

  it("are exclusive when none does in 50 rows, or an end equals the number of tokens", () => {
    const { decisions, examples } = read(make(50));
    expect(decisions[0]).toMatchObject({ value: "exclusive" });
    expect(mentionsOf(examples[0]!)).toEqual(["Mira Holt", "born in"]);
    expect(read(make(2, { obj_end: 7 })).decisions[0]).toMatchObject({ value: "exclusive" });
  });

  it("in few rows follow entity tags and bracket names, else the format's definition", () => {
    const tags = ["PERSON", "PERSON", "O", "O", "O", "CITY", "O"];
    const voted = read(make(3, { stanford_ner: tags, obj_start: 5, obj_end: 6 })).decisions[0];
    expect(voted).toMatchObject({ value: "exclusive", because: "The entity tags of 6 arguments in 3 rows end there." });
    expect(read(make(3)).decisions[0]!.because).toBe("3 rows write brackets as -LRB-, as the LDC's files do.");
    const plain = read(make(3, { token: "a b c d e f g".split(" ") }));
    expect(plain.decisions[0]!.because).toMatch(/^Nothing in 3 rows tells/);
  });

  it("can be flipped", () => {
    const { decisions, examples } = read(make(50), { ends: "inclusive" });
    expect(decisions[0]).toMatchObject({ value: "inclusive", isForced: true });
    expect(mentionsOf(examples[0]!)).toEqual(["Mira Holt (", "born in Vell"]);
  });
});

describe("copies", () => {
  it("reads head and tail keys, and one row a line", () => {
    const copy = {
      id: "x",
      tokens: ["Mira", "met", "Ravi"],
      head_start: 0,
      head_end: 1,
      tail_start: 2,
      tail_end: 3,
      label: "a",
    };
    const text = `${JSON.stringify(copy)}\n${JSON.stringify(copy)}`;
    expect(recognise(tacredFormat, text)).toBeGreaterThan(0.9);
    const { examples } = readFormat(tacredFormat, [text]);
    expect(examples).toHaveLength(2);
    expect(mentionsOf(examples[0]!)).toEqual(["Mira", "Ravi"]);
    expect(examples[0]!.relation).toBe("a");
  });
});

describe("patches", () => {
  const rows = ["a", "b", "c"].map((id) => ({ ...row, id, relation: "org:founded" }));
  const read = (patch: unknown) =>
    readFormat(tacredFormat, [JSON.stringify(rows), ["patch.json", JSON.stringify(patch)]]);
  const labels = (patch: unknown) => read(patch).examples.map(({ id, relation }) => [id, relation]);

  it("replaces labels by id and keeps the other rows (TACREV)", () => {
    const patch = [{ id: "b", relation: "per:title" }];
    expect(labels(patch)).toEqual([
      ["a", "org:founded"],
      ["b", "per:title"],
      ["c", "org:founded"],
    ]);
    expect(read(patch).notices).toEqual(["The patch of 1 label names 1 of the rows and changes 1."]);
  });

  it("replaces labels by id and drops the other rows (Re-TACRED)", () => {
    const patch = { c: "no_relation", a: "org:founded" };
    expect(labels(patch)).toEqual([
      ["a", "org:founded"],
      ["c", "no_relation"],
    ]);
    expect(read(patch).skipped).toEqual({ "rows that the patch leaves out": 1 });
  });

  it("is no corpus by itself", () => {
    expect(recognise(tacredFormat, '[{"id":"a","relation":"per:title"}]')).toBe(0);
    expect(recognise(tacredFormat, JSON.stringify(rows), '{"a":"per:title"}')).toBeGreaterThan(0.9);
  });
});

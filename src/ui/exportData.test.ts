import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { formatCsv, formatJson, makeAbout } from "./exportData";
import { completeFoot } from "./provenance";

const RECORDS = {
  header: ["name", "count", "is_gold", "note"],
  rows: [
    ['Grace "Amazing" Hopper', 1.5, true, null],
    ["Reykjavík, Iceland", -0.25, false, "two\nlines"],
  ],
};

describe("formatCsv", () => {
  it("is RFC 4180: quotes doubled, breaks and commas quoted, CRLF, null empty", async () => {
    expect(await formatCsv(RECORDS)).toBe(
      'name,count,is_gold,note\r\n"Grace ""Amazing"" Hopper",1.5,true,\r\n"Reykjavík, Iceland",-0.25,false,"two\nlines"\r\n',
    );
  });

  it("keeps every digit of a number", async () => {
    const values = [0.1 + 0.2, 1e-12, 123456789.125, 2 / 3];
    const text = await formatCsv({ header: ["x"], rows: values.map((value) => [value]) });
    const parsed = Papa.parse<{ x: number }>(text, {
      delimiter: ",",
      header: true,
      dynamicTyping: true,
      skipEmptyLines: true,
    });
    expect(parsed.errors).toEqual([]);
    expect(parsed.data.map(({ x }) => x)).toEqual(values);
  });

  it("is the header alone without rows", async () => {
    expect(await formatCsv({ header: ["a", "b"], rows: [] })).toBe("a,b\r\n");
  });
});

describe("formatJson", () => {
  const from = {
    n: 2,
    models: [{ id: "tiny", hash: "0123456789abcdef", labels: ["a"] }],
    settings: { seed: 7, beta: null },
    data: { name: "mine.jsonl", hash: "ff" },
  };

  it("holds caption, provenance and rows by column, and nothing else of the model", () => {
    const about = makeAbout({ title: "T", lead: "L", foot: "F" }, from);
    expect(JSON.parse(formatJson(RECORDS, about))).toEqual({
      ...{ title: "T", lead: "L", foot: "F", n: 2 },
      models: [{ id: "tiny", hash: "0123456789abcdef" }],
      settings: { seed: 7, beta: null },
      data: { name: "mine.jsonl", hash: "ff" },
      rows: [
        { name: 'Grace "Amazing" Hopper', count: 1.5, is_gold: true, note: null },
        { name: "Reykjavík, Iceland", count: -0.25, is_gold: false, note: "two\nlines" },
      ],
    });
  });

  it("closes a foot with the seed it does not name and the first eight digits of the models' hashes", () => {
    expect(completeFoot("n = 2 rows.", from)).toBe("n = 2 rows. Seed 7. Model tiny, 01234567.");
    expect(completeFoot("n = 2 rows, seed 7.", from)).toBe("n = 2 rows, seed 7. Model tiny, 01234567.");
    const models = [...from.models, { id: "b", hash: "f".repeat(64) }];
    expect(completeFoot("", { models, settings: {} })).toBe("Models tiny, 01234567; b, ffffffff.");
    expect(completeFoot("n = 0.", { models: [], settings: { seed: null } })).toBe("n = 0.");
  });
});

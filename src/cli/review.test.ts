import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Papa from "papaparse";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseReviewArguments } from "./reviewArguments";
import { formatReviewList, type ReviewLine } from "./reviewList";
import { runCli } from "./runCli";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "review-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The same two names with three labels in three sentences, one row that cannot be read, one without a label. */
function writeRows(): string {
  const make = (id: string, text: string, relation?: string) => {
    const span = (name: string, type: string) => {
      const start = text.indexOf(name);
      return { start, end: start + name.length, type };
    };
    return { id, text, subj: span("Ida Moor", "PERSON"), obj: span("Port Ellery", "LOCATION"), relation };
  };
  const rows = [
    make("birth", "Ida Moor was born in Port Ellery.", "place of birth"),
    { id: "bare" },
    make("death", "Ida Moor passed away at Port Ellery.", "place of death"),
    make("home", "Ida Moor has a house in Port Ellery.", "residence"),
    make("none", "Ida Moor drew a map of Port Ellery."),
  ];
  const path = join(folder, "rows.jsonl");
  writeFileSync(path, rows.map((row) => JSON.stringify(row)).join("\n"));
  return path;
}

describe("review", () => {
  it("writes the rows that have a reason, ranked, with sentences that say why", async () => {
    const input = writeRows();
    const flags = ["--model", "tiny", "--swaps", "2"];
    const [csv, jsonl] = await Promise.all(
      ["a.csv", "a.jsonl"].map((name) =>
        runCli(["review", input, "--out", name, "--top", "2", ...flags], { cwd: folder }),
      ),
    );
    expect([csv!.code, jsonl!.code]).toEqual([1, 1]); // one row cannot be read
    expect(csv!.stderr).toMatch(/3 of 4 rows have a reason; the first 2 are in a\.csv/);
    expect(csv!.stderr).toMatch(/in 1 rows some reasons were not looked for: the row has no label/);
    const lines = readFileSync(join(folder, "a.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as ReviewLine);
    expect(lines.map(({ rank }) => rank)).toEqual([1, 2]);
    expect(lines[0]!.score).toBeGreaterThanOrEqual(lines[1]!.score);
    for (const { row, id, reasons, why } of lines) {
      expect({ birth: 1, death: 3, home: 4 }[id]).toBe(row);
      expect(reasons).toContain("conflictingPair");
      expect(why).toContain("other sentences with the same two names bear another label");
    }
    const { data } = Papa.parse<Record<string, string>>(readFileSync(join(folder, "a.csv"), "utf8").trim(), {
      header: true,
    });
    expect(data.map(({ id, why }) => [id, why])).toEqual(lines.map(({ id, why }) => [id, why]));
    expect(data[0]!.reasons!.split(" ")).toEqual(lines[0]!.reasons);
  });

  it("quotes what a CSV cell may hold, and has a header for no rows", async () => {
    const line: ReviewLine = {
      ...{ rank: 1, row: 2, id: 'a "b", c', label: null, answer: "x", probability: 0.123456, score: 0.5 },
      ...{ reasons: ["leakyPair", "followsNames"], why: "One.\nTwo." },
    };
    const text = await formatReviewList([line], "csv");
    const [record] = Papa.parse<Record<string, string>>(text.trim(), { header: true }).data;
    expect(record).toMatchObject({
      id: 'a "b", c',
      label: "",
      probability: "0.1235",
      reasons: "leakyPair followsNames",
    });
    expect(record!.why).toBe("One.\nTwo.");
    expect(await formatReviewList([], "csv")).toBe("rank,row,id,label,answer,probability,score,reasons,why\r\n");
    expect(await formatReviewList([], "jsonl")).toBe("");
  });

  it("checks its flags", () => {
    expect(parseReviewArguments(["a", "--out", "b.csv"])).toMatchObject({ top: Infinity, kind: "csv", draws: 0 });
    expect(() => parseReviewArguments(["--out", "b.csv"])).toThrow(/FILE is missing/);
    expect(() => parseReviewArguments(["a"])).toThrow(/--out LIST is missing/);
    expect(() => parseReviewArguments(["a", "--out", "b.txt"])).toThrow(/ends in \.csv or \.jsonl, got "b\.txt"/);
    expect(() => parseReviewArguments(["a", "--out", "b.csv", "--top", "0"])).toThrow(/--top: expected a whole number/);
  });
});

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { convert } from "./commands/convert";
import { parseConvertArguments } from "./convertArguments";

const fixture = (name: string) => fileURLToPath(new URL(`../../test/fixtures/formats/${name}`, import.meta.url));
let folder: string;
let said = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "convert-"));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});
const out = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(out(name), "utf8");

describe("convert", () => {
  it("writes one row a relation, in file order, and says what was left out; exit code 1 for bad rows", async () => {
    said = "";
    const code = await convert([fixture("crossre/traps.json"), "--to", "jsonl", "--out", out("a.jsonl")]);
    expect(code).toBe(1);
    const rows = read("a.jsonl")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(rows.map(({ id, relation }) => `${id} ${relation}`)).toEqual([
      "own-1#1 social",
      "own-1#2 role",
      "own-1#3 named",
    ]);
    expect(said).toMatch(
      /left out: 1 relations whose two mentions overlap[^]*3 rows written as JSON lines, 1 could not be read/,
    );
  });

  it("reads files that belong together, and keeps labels that mean no relation", async () => {
    const brat = ["brat/mills.txt", "brat/mills.ann", "brat/annotation.conf"].map(fixture);
    await convert([...brat, "--to", "csv", "--out", out("b.csv")]);
    expect(read("b.csv")).toContain("Bo Quill");
    await convert([fixture("prodigy/traps.jsonl"), "--to", "tacred", "--out", out("c.json")]);
    expect(JSON.parse(read("c.json")).map(({ relation }: { relation: string }) => relation)).toContain("No-rel");
  });

  it("adds unlabelled pairs on request, and writes the three files of brat", async () => {
    const code = await convert([fixture("webanno/traps.tsv"), "--to", "brat", "--out", out("d.ann"), "--pairs", "all"]);
    expect(code).toBe(1);
    expect(read("d.ann")).toContain("no_relation Arg1:");
    expect(read("d.txt")).toContain("Ida Moor founded Brask");
    expect(read("annotation.conf")).toContain("[relations]");
    expect(await convert([fixture("../../../public/corpora/demo.jsonl"), "--to", "csv", "--out", out("e.csv")])).toBe(
      0,
    );
  });

  it.each([
    [["--to", "csv"], "FILE is missing"],
    [["x.json"], "--to FORMAT is missing"],
    [["x.json", "--to", "word"], "--to: expected jsonl or tacred"],
    [["x.json", "--to", "brat"], "--out FILE is missing"],
    [["x.json", "--to", "csv", "--pairs", "some"], "--pairs: expected gold or all or sample"],
    [["x.json", "--to", "csv", "--decide", "ends"], '--decide: expected ID=VALUE, got "ends"'],
  ])("refuses %j", (args, message) => {
    expect(() => parseConvertArguments(args)).toThrow(message);
  });

  it("refuses a decision that the format does not know", async () => {
    const args = [fixture("crossre/traps.json"), "--to", "csv", "--out", out("f.csv"), "--decide", "ends=sometimes"];
    await expect(convert(args)).rejects.toThrow("--decide ends: expected inclusive or exclusive");
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { swap } from "./commands/swap";
import { parseSwapArguments } from "./swapArguments";

interface Row {
  readonly id: string;
  readonly text: string;
  readonly relation: string;
  readonly subj: { readonly start: number; readonly end: number; readonly type?: string };
  readonly obj: { readonly start: number; readonly end: number; readonly type?: string };
}

/** Rows of every relation: every fifth of the demo corpus. */
const DEMO = readFileSync(fileURLToPath(new URL("../../public/corpora/demo.jsonl", import.meta.url)), "utf8")
  .trim()
  .split("\n")
  .filter((_, i) => i % 5 === 0)
  .map((line) => JSON.parse(line) as Row);

let folder: string;
let said = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "swap-"));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
beforeEach(() => void (said = ""));
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});
const out = (name: string) => join(folder, name);
const read = (name: string): Row[] =>
  readFileSync(out(name), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Row);
const nameOf = ({ text, ...row }: Row, role: "subj" | "obj") => text.slice(row[role].start, row[role].end);
const write = (name: string, rows: readonly object[]) => {
  writeFileSync(out(name), rows.map((row) => JSON.stringify(row)).join("\n"));
  return out(name);
};
const IDA = {
  id: "a",
  text: "Ida Moor runs Brask Mills.",
  relation: "r",
  subj: { start: 0, end: 8, type: "PERSON" },
  obj: { start: 14, end: 25, type: "ORGANIZATION" },
};

describe("swap", () => {
  it("gives every row of the demo corpus names that training has not seen; relation, types and id stay", async () => {
    const [before, input] = [DEMO, write("demo.jsonl", DEMO)];
    await swap([input, "--source", "unseen", "--seed", "3", "--out", out("a.jsonl"), "--unswapped", "keep"]);
    const after = read("a.jsonl");
    expect(after.map(({ id, relation }) => [id, relation])).toEqual(before.map(({ id, relation }) => [id, relation]));
    const changed = after.filter((row, i) => nameOf(row, "subj") !== nameOf(before[i]!, "subj"));
    expect(changed.length).toBeGreaterThan(0.9 * before.length);
    expect(after.every((row, i) => row.subj.type === before[i]!.subj.type)).toBe(true);
    expect(said).toMatch(/\d+ of 138 rows swapped/);

    // The same seed writes the same file, another one another.
    await swap([input, "--source", "unseen", "--seed", "3", "--out", out("b.jsonl"), "--unswapped", "keep"]);
    expect(read("b.jsonl")).toEqual(after);
    await swap([input, "--source", "unseen", "--seed", "4", "--out", out("c.jsonl"), "--unswapped", "keep"]);
    expect(read("c.jsonl")).not.toEqual(after);
  });

  it("replaces one argument by names of a list, in as many copies as asked for", async () => {
    writeFileSync(out("names.txt"), "Olu Bright\r\n\r\nTam Reed\n");
    const input = write("ida.jsonl", [IDA]);
    const args = [input, "--role", "subject", "--copies", "3", "--out", out("d.jsonl")];
    const code = await swap([...args, "--source", `list:${out("names.txt")}`]);
    expect(code).toBe(0);
    const rows = read("d.jsonl");
    expect(rows.map((row) => nameOf(row, "subj")).sort()).toEqual(["Olu Bright", "Tam Reed"]);
    expect(rows.map((row) => nameOf(row, "obj"))).toEqual(["Brask Mills", "Brask Mills"]);
    expect(rows.map(({ id }) => id)).toEqual(["a", "a~2"]);
  });

  it("takes names of a community, of the other rows, made-up words and the mask", async () => {
    const other = { ...IDA, id: "b", text: "Ada Fenn runs Tolk Looms..", obj: { ...IDA.obj, end: 24 } };
    const input = write("two.jsonl", [IDA, other]);
    const swapTo = async (source: string) => {
      expect(await swap([input, "--source", source, "--out", out("e.jsonl")])).toBe(0);
      return read("e.jsonl").map((row) => [nameOf(row, "subj"), nameOf(row, "obj")]);
    };
    expect(await swapTo("rows")).toEqual([
      ["Ada Fenn", "Tolk Looms"],
      ["Ida Moor", "Brask Mills"],
    ]);
    expect(await swapTo("mask")).toEqual([
      ["[MASK]", "[MASK]"],
      ["[MASK]", "[MASK]"],
    ]);
    const german = await swapTo("locale:de");
    expect(german.every(([, firm]) => / (GmbH|AG|KG)$/.test(firm!))).toBe(true);
    const nonsense = await swapTo("nonsense");
    expect(nonsense.flat()).not.toContain("Ida Moor");
  });

  it("drops rows that cannot be swapped, says which and why, and exits with 1", async () => {
    const { type: _, ...bare } = IDA.subj;
    const input = write("bare.jsonl", [IDA, { ...IDA, id: "b", subj: bare }]);
    const code = await swap([input, "--source", "unseen", "--role", "subject", "--out", out("f.jsonl")]);
    expect(code).toBe(1);
    expect(read("f.jsonl").map(({ id }) => id)).toEqual(["a"]);
    expect(said).toContain("b: not swapped: the subject has no entity type.");
    await expect(
      swap([write("one.jsonl", [{ ...IDA, subj: bare }]), "--source", "rare", "--role", "subject"]),
    ).rejects.toThrow("none of its 1 rows could be swapped");
  });

  it.each([
    [["--source", "unseen"], /FILE is missing/],
    [["rows.jsonl"], /--source is missing/],
    [["rows.jsonl", "--source", "best"], /expected one of unseen, rare.*got "best"/],
    [["rows.jsonl", "--source", "locale:xx"], /expected en or de.*got "xx"/],
    [["rows.jsonl", "--source", "mask", "--copies", "0"], /--copies: expected a whole number, 1 to 32/],
    [["rows.jsonl", "--source", "mask", "--to", "brat"], /brat is more than one file/],
    [["rows.jsonl", "--source", "mask", "--role", "verb"], /expected both or subject or object/],
  ])("refuses %s", (args, message) => {
    expect(() => parseSwapArguments(args)).toThrow(message);
  });
});

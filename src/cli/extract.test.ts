import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { parseExtractArguments } from "./extractArguments";
import { runCli } from "./runCli";

vi.setConfig({ testTimeout: 240_000 });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "extract-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function put(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

const TEXT = "🎻 Brightwater Mills was founded by Anselm Roy in 1921.\n\nNobody came.\n";

describe("extract", () => {
  it("writes a line for each sentence, with offsets of that sentence", async () => {
    const out = join(folder, "found.jsonl");
    const run = await runCli(["extract", "--in", put("a.txt", TEXT), "--model", "tiny-joint", "--out", out]);
    expect(run).toMatchObject({ code: 0, stdout: "" });
    expect(run.stderr).toMatch(/extract: 2 rows; tiny-joint on wasm/);
    const rows = readFileSync(out, "utf8").trim().split("\n");
    const [first, second] = rows.map((line) => JSON.parse(line));
    expect(first.text).toBe(TEXT.split("\n")[0]);
    expect(first.entities.length).toBeGreaterThan(0);
    for (const { start, end, score } of first.entities) {
      expect(first.text.slice(start, end).trim()).not.toBe("");
      expect(score).toBeGreaterThan(0.5);
    }
    for (const { subj, obj, score } of first.relations) {
      expect(subj !== obj && Math.max(subj, obj) < first.entities.length).toBe(true);
      expect(score).toBeGreaterThanOrEqual(0.5);
    }
    expect(second).toEqual({ text: "Nobody came.", entities: [], relations: [] });
  });

  it("says what is wrong with a file or a model", async () => {
    const call = (path: string, model: string) => runCli(["extract", "--in", path, "--model", model]);
    const [empty, binary, pairs, unknown] = await Promise.all([
      call(put("empty.txt", " \n"), "tiny-joint"),
      call(put("b.txt", Uint8Array.of(0xff, 0xfe, 0x80)), "tiny-joint"),
      call(put("c.txt", TEXT), "tiny"),
      call(put("d.txt", TEXT), "nosuch"),
    ]);
    expect([empty, binary, pairs, unknown].map(({ code }) => code)).toEqual([2, 2, 2, 2]);
    expect(empty.stderr).toContain("empty.txt: expected text, got an empty file");
    expect(binary.stderr).toContain("b.txt: expected plain text in UTF-8");
    expect(pairs.stderr).toContain('got "tiny", which reads marked pairs');
    expect(unknown.stderr).toMatch(/expected a model that finds entities \(.*tiny-joint.*\), got "nosuch"/);
  });

  it("gives types to rows that have none, for models that read types", async () => {
    const text = "Ida Falk studied law at Lennard College; she was born in Port Lennard in 1921.";
    const row = (type?: string) => ({
      ...{ id: "1", text, obj: { start: 24, end: 39, type: type && "ORGANIZATION" } },
      subj: { start: 0, end: 8, type },
    });
    const predict = async (name: string, content: object, ...more: string[]) => {
      const args = ["predict", "--model", "tiny-tags", "--in", put(name, JSON.stringify(content)), ...more];
      const run = await runCli(args);
      expect(run.code, run.stderr).toBe(0);
      return run;
    };
    const [bare, found, said] = await Promise.all([
      predict("bare.jsonl", row()),
      predict("found.jsonl", row(), "--types-from", "tiny-joint"),
      predict("said.jsonl", row("PERSON")),
    ]);
    expect(found.stderr).toContain("1 given types by tiny-joint");
    expect(found.stdout).toBe(said.stdout);
    expect(found.stdout).not.toBe(bare.stdout);
  });

  it("reads its flags", () => {
    expect(parseExtractArguments(["--in", "a.txt"])).toEqual({
      ...{ model: null, input: "a.txt", output: null, threshold: null, entityThreshold: null, backend: "wasm" },
    });
    expect(parseExtractArguments(["--in", "-", "--threshold", "0.2"])).toMatchObject({ input: "-", threshold: 0.2 });
    expect(() => parseExtractArguments([])).toThrow("--in TEXT.txt is missing");
    expect(() => parseExtractArguments(["--in", "a", "--threshold", "2"])).toThrow("a number from 0 to 1");
    expect(() => parseExtractArguments(["--in", "a", "--backend", "torch"])).toThrow("expected wasm or cpu or webgpu");
    expect(parseExtractArguments(["--help"])).toBeNull();
  });
});

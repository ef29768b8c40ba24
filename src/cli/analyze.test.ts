import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { ReportFile } from "../report/reportFile";
import { parseAnalyzeArguments } from "./analyzeArguments";
import { runCli } from "./runCli";

// Each test starts processes, which take their time on a loaded machine.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "analyze-"));
});
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);

const HOSTILE = `<script>alert("Vell")</script>`;

/** Rows of our own: two relations, two pairs of types, one hostile name and label, and rows that cannot be read. */
function writeRows(name: string, numRows: number): string {
  const rows = Array.from({ length: numRows }, (_, i) => {
    const isBirth = i % 2 === 0;
    const subject = i === 3 || i === 29 ? HOSTILE : `Mira Holt${String.fromCharCode(97 + (i % 26))}`;
    const object = isBirth ? "Port Ellery" : "Brask Mills";
    const text = isBirth ? `${subject} grew up in ${object} by the sea.` : `For years ${subject} worked at ${object}.`;
    const span = (part: string, type: string) => ({
      start: text.indexOf(part),
      end: text.indexOf(part) + part.length,
      type,
    });
    return {
      id: `row ${i}`,
      text,
      subj: span(subject, "PERSON"),
      obj: span(object, isBirth ? "LOCATION" : "ORGANIZATION"),
      relation: i === 5 ? `<img src=x onerror="alert(1)">` : isBirth ? "place of birth" : "work location",
    };
  });
  const lines = [...rows, { id: `<b>bare</b>` }].map((row) => JSON.stringify(row));
  writeFileSync(at(name), lines.join("\n"));
  return at(name);
}
const readReport = (name: string) => JSON.parse(readFileSync(at(name), "utf8")) as ReportFile;

describe("analyze", () => {
  it("writes a report with intervals and a page that carries everything and runs nothing", async () => {
    const input = writeRows("rows.jsonl", 50);
    const flags = ["--model", "tiny", "--swaps", "3", "--draws", "2", "--seed", "5"];
    const run = await runCli(["analyze", input, "--out", "a.json", "--html", "a.html", ...flags], { cwd: folder });
    expect(run.stderr).toContain("written to a.json and a.html");
    expect(run).toMatchObject({ code: 1, stdout: "" }); // one row cannot be read

    const report = readReport("a.json");
    expect(report).toMatchObject({
      schema: "entity-bias-report",
      version: 1,
      corpus: { name: "rows.jsonl", numRows: 51, numScored: 50, numLabelled: 49, numSwapped: 50 },
      model: { id: "tiny", hasBottleneck: true },
      settings: { draws: 2, swaps: 3, seed: 5 },
      statistics: { level: 0.95, minimumRows: 20, seed: 5 },
      unreadable: [{ row: 51, id: "<b>bare</b>" }],
    });
    expect(report.model.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(report.madeBy.command).toBe(
      "analyze rows.jsonl --out a.json --html a.html --model tiny --draws 2 --swaps 3 --seed 5 --backend wasm",
    );
    expect(report.corpus.unknownRelations).toEqual({ '<img src=x onerror="alert(1)">': 1 });
    // Two names a row: subjects and objects are counted together.
    expect(report.histogram.id.reduce((sum, count) => sum + count, 0)).toBe(100);
    expect(report.whole.shift.difference).toMatchObject({ numRows: 50, numClusters: 50, seed: 5 });
    expect(report.whole.shift.difference.interval!.level).toBe(0.95);
    expect(report.slices.relation.shifts.slices.map(({ slice }) => slice)).toEqual([
      "place of birth",
      "work location",
      '<img src=x onerror="alert(1)">',
    ]);
    expect(report.slices.pair.flips.slices.map(({ slice }) => slice)).toEqual([
      "PERSON → LOCATION",
      "PERSON → ORGANIZATION",
    ]);
    expect(report.slices.band.flips.slices.length).toBeGreaterThan(0);
    expect(report.names.listed[0]).toMatchObject({ count: 25 });
    expect(report.definitions.map(({ term }) => term)).toContain("Flip rate of a row");
    expect(JSON.stringify(report)).not.toMatch(/grew up|worked at/);

    const html = readFileSync(at("a.html"), "utf8");
    expect(report.findings.map(({ about }) => about)).toEqual(expect.arrayContaining(["F1", "Variance and flips"]));
    for (const { finding } of report.findings) {
      expect(html.includes(finding.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("'", "&#x27;"))).toBe(
        true,
      );
    }
    expect(html.match(/<script|<img|<b>|onerror="|javascript:/gi)).toBeNull();
    expect(html.includes("&lt;script&gt;alert(&quot;Vell&quot;)&lt;/script&gt;")).toBe(true);
    expect(html.includes("default-src &#x27;none&#x27;")).toBe(true);
    // Nothing is fetched: every url() is data, every link stays on the page.
    expect(html.match(/url\((?!data:|"data:)[^)]*\)/g)).toBeNull();
    expect(html.match(/(?:href|src)="(?!#)[^"]*"/g)).toBeNull();
    // Every figure twice: for a screen or a sheet, and for a phone.
    expect(html.match(/class="wide"/g)!.length).toBe(html.match(/class="narrow"/g)!.length);
    expect(html.includes("prefers-color-scheme: dark")).toBe(true);
    expect(existsSync(at("a.json.partial"))).toBe(false);
  });

  it("goes on after an interrupt, and finds the same", async () => {
    const input = writeRows("long.jsonl", 160);
    const flags = ["--model", "tiny", "--swaps", "6", "--draws", "16", "--threads", "1"];
    const call = (out: string) => ["analyze", input, "--out", at(out), ...flags];
    const numDone = () =>
      existsSync(at("b.json.partial")) ? readFileSync(at("b.json.partial"), "utf8").split("\n") : [];
    const stopped = await runCli(call("b.json"), {
      onStart: (child) => {
        const timer = setInterval(() => {
          if (numDone().length < 4) return;
          clearInterval(timer);
          child.kill("SIGINT");
        }, 5);
        child.once("close", () => clearInterval(timer));
      },
    });
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toMatch(
      /analyze: stopped\. \d+ of 161 rows are kept in .*b\.json\.partial: the same command/,
    );
    const [again, whole] = await Promise.all([runCli(call("b.json")), runCli(call("c.json"))]);
    expect([again.code, whole.code]).toEqual([1, 1]);
    expect(again.stderr).toMatch(/\d+ of 161 rows were scored by an earlier run/);
    const withoutCommand = (report: ReportFile) => ({ ...report, madeBy: null });
    expect(withoutCommand(readReport("b.json"))).toEqual(withoutCommand(readReport("c.json")));
  });

  it("draws what there is of a model without a bottleneck, and of rows without labels and types", async () => {
    const lines = readFileSync(writeRows("plain.jsonl", 24), "utf8").split("\n").slice(0, 24);
    const bare = lines.map((line) => {
      const { id, text, subj, obj } = JSON.parse(line);
      const { type: _first, ...subject } = subj;
      const { type: _second, ...object } = obj;
      return JSON.stringify({ id, text, subj: subject, obj: object });
    });
    writeFileSync(at("bare.jsonl"), bare.join("\n"));
    const flags = [
      "--model",
      "tiny-base",
      "--swaps",
      "2",
      "--draws",
      "0",
      "--out",
      at("d.json"),
      "--html",
      at("d.html"),
    ];
    const run = await runCli(["analyze", at("bare.jsonl"), ...flags]);
    expect(run.code).toBe(0);
    expect(readReport("d.json")).toMatchObject({
      corpus: { numLabelled: 0, numSwapped: 0 },
      settings: { draws: 0, beta: null },
      findings: [],
      whole: { scores: null, flipRate: { value: null, gap: "noRows" } },
    });
    expect(readFileSync(at("d.html"), "utf8").includes("This model has no bottleneck")).toBe(true);
  });
});

describe("the flags of analyze", () => {
  it("have defaults, and are checked", () => {
    expect(parseAnalyzeArguments(["a.jsonl", "--out", "b.json"])).toMatchObject({
      ...{ input: "a.jsonl", output: "b.json", html: null, draws: 8, swaps: 8, seed: 7, model: null },
    });
    expect(parseAnalyzeArguments(["--help"])).toBeNull();
    expect(() => parseAnalyzeArguments(["--out", "b.json"])).toThrow(/FILE is missing/);
    expect(() => parseAnalyzeArguments(["a.jsonl"])).toThrow(/--out REPORT\.json is missing/);
    expect(() => parseAnalyzeArguments(["a", "b", "--out", "c"])).toThrow(/expected one file to analyze, got a and b/);
    expect(() => parseAnalyzeArguments(["a", "--out", "c", "--html", "c"])).toThrow(/name the same file/);
  });
});

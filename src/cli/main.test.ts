import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { parseResults } from "../data/resultsFile";
import { runCli, type CliRun } from "./runCli";

/** Every test starts processes, some of them several: on a busy machine that takes a while. */
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const index = JSON.parse(readFileSync(join(ROOT, "public/models/index.json"), "utf8"));

/** Runs the command line as a user does. */
const cli = (args: string, input = "", env: NodeJS.ProcessEnv = {}) =>
  runCli(
    args.split(" ").filter((word) => word !== ""),
    { cwd: ROOT, input, env },
  );

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "predict-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const pathOf = (name: string) => join(folder, name);
function put(name: string, text: string): string {
  writeFileSync(pathOf(name), text);
  return pathOf(name);
}
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const parseLines = (text: string): any[] => text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));
const readOutput = (name: string) => parseLines(readFileSync(pathOf(name), "utf8"));

/** A JSONL row; the mentions are found in the text. */
function row(id: string | number, text: string, subject: string, object: string, relation?: string) {
  const span = (part: string) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length });
  return { id, text, subj: { ...span(subject), type: "PERSON" }, obj: span(object), ...(relation && { relation }) };
}
const GOOD = [
  row("a", "Mira Holt was born in Port Ellery.", "Mira Holt", "Port Ellery", "place of birth"),
  row("b", "😀 In 1974 the ferry line was founded by Jon Quill and his two sisters.", "Jon Quill", "1974"),
  row("a", "Oslo, said Ann Lee, is where she works.", "Ann Lee", "Oslo"),
  row(7, "مدينة Vell هي موطن Bo Mertens الأول.", "Bo Mertens", "Vell"),
];
const toJsonl = (rows: readonly unknown[]) => rows.map((item) => JSON.stringify(item)).join("\n");

describe("predict", () => {
  it("writes one line a row, in order, and turns bad rows into errors", async () => {
    const far = row("far", `Mira ${"walks on and on ".repeat(100)}to Oslo.`, "Mira", "Oslo");
    const bad = [{ ...GOOD[0], id: "same", obj: GOOD[0]!.subj }, { id: "bare" }, far];
    const lines = [...GOOD.slice(0, 2), ...bad, ...GOOD.slice(2)].map((item) => JSON.stringify(item));
    const input = put("mixed.jsonl", `\ufeff${[...lines, "", "{broken"].join("\r\n")}\r\n`);
    const run = await cli(`predict --model tiny --in ${input} --format jsonl --out ${pathOf("mixed.out")}`);
    expect(run).toMatchObject({ code: 1, stdout: "" });
    expect(run.stderr).toMatch(/8 rows, 4 of them could not be read; tiny on wasm/);

    const output = readOutput("mixed.out");
    expect(output.map(({ id }) => id)).toEqual(["a", "b", "same", "bare", "far", "a", 7, "line 9"]);
    expect(output.map(({ error }) => error !== undefined)).toEqual([
      false,
      false,
      true,
      true,
      true,
      false,
      false,
      true,
    ]);
    expect(output[2].error).toMatch(/^line 3: Subject and object are the same words/);
    expect(output[4].error).toMatch(/too far apart/);
    expect(output[7]).toEqual({ id: "line 9", error: 'line 9, column 2: not JSON here, found "b".' });

    for (const prediction of output.filter(({ error }) => error === undefined)) {
      const probabilities = Object.values<number>(prediction.probs);
      expect(probabilities).toHaveLength(55);
      expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
      expect(prediction.score).toBe(Math.max(...probabilities));
      expect(prediction.probs[prediction.pred]).toBe(prediction.score);
      expect(prediction.variance.subject).toBeGreaterThan(0);
      expect(prediction.variance.object).toBeGreaterThan(0);
      expect(prediction).not.toHaveProperty("flips");
    }
    expect(output.map(({ gold }) => gold)).toEqual([
      "place of birth",
      null,
      undefined,
      undefined,
      undefined,
      null,
      null,
      undefined,
    ]);
  });

  it("reads TACRED JSON with inclusive ends, brackets, a byte order mark and CRLF", async () => {
    const tacred = {
      id: "t1",
      token: ["Mira", "Holt", "-LRB-", "born", "in", "Port", "Ellery", "-RRB-"],
      ...{ subj_start: 0, subj_end: 1, obj_start: 5, obj_end: 6, subj_type: "PERSON", obj_type: "LOCATION" },
      relation: "place of birth",
    };
    const same = row("t1", "Mira Holt ( born in Port Ellery )", "Mira Holt", "Port Ellery", "place of birth");
    const input = put("rows.json", `\ufeff${JSON.stringify([tacred], null, 1).replaceAll("\n", "\r\n")}`);
    const [fromTacred, fromJsonl] = await Promise.all([
      cli(`predict --model tiny --in ${input} --format tacred`),
      cli("predict --model tiny --in - --format jsonl", toJsonl([same])),
    ]);
    expect([fromTacred.code, fromJsonl.code]).toEqual([0, 0]);
    expect(parseLines(fromTacred.stdout)).toHaveLength(1);
    expect(fromTacred.stdout).toBe(fromJsonl.stdout);
  });

  it("gives nothing for an empty file", async () => {
    const run = await cli(`predict --model tiny --in ${put("empty.json", "")} --out ${pathOf("empty.out")}`);
    expect(run.code).toBe(0);
    expect(readFileSync(pathOf("empty.out"), "utf8")).toBe("");
  });

  it("counts draws that flip, repeatably; with beta 0 there is nothing to draw", async () => {
    const input = put("draws.jsonl", toJsonl(GOOD));
    const predict = (flags: string) => cli(`predict --model tiny --in ${input} --draws 16 ${flags}`);
    const [once, again, other, without] = await Promise.all(
      ["--seed 5 --beta 1", "--seed 5 --beta 1", "--seed 6 --beta 1", "--beta 0"].map(predict),
    );
    expect(once!.code).toBe(0);
    expect(once!.stdout).toBe(again!.stdout);
    const flips = (run: CliRun | undefined) => parseLines(run!.stdout).map((prediction) => prediction.flips as number);
    expect(flips(once).every((count) => Number.isInteger(count) && count >= 0 && count <= 16)).toBe(true);
    expect(flips(once)).not.toEqual(flips(other));
    expect(flips(without)).toEqual([0, 0, 0, 0]);
  });

  it("gives no variance and no flips for a model without a bottleneck, and says so", async () => {
    const run = await cli("predict --model tiny-base --in - --format jsonl --draws 4 --limit 1", toJsonl(GOOD));
    expect(run.code).toBe(0);
    expect(run.stderr).toContain("tiny-base has no bottleneck");
    const [prediction, ...rest] = parseLines(run.stdout);
    expect(prediction.variance).toEqual({ subject: null, object: null });
    expect(prediction).not.toHaveProperty("flips");
    expect(rest).toEqual([]);
  });

  it("gives the same in several threads, and nearly the same on another backend", async () => {
    const rows = Array.from({ length: 70 }, (_, i) => ({ ...GOOD[i % 3], id: i }));
    const input = put("many.jsonl", toJsonl([...rows, { id: "bad" }]));
    const [one, two] = await Promise.all(
      [1, 2].map((n) => cli(`predict --model tiny --in ${input} --draws 2 --threads ${n}`)),
    );
    expect([one!.code, two!.code]).toEqual([1, 1]);
    expect(two!.stderr).toContain("in 2 threads");
    expect(two!.stdout).toBe(one!.stdout);
    const cpu = await cli(`predict --model tiny --in ${input} --limit 3 --backend cpu`);
    const probabilities = (run: CliRun) =>
      parseLines(run.stdout)
        .slice(0, 3)
        .map(({ probs }) => Object.values<number>(probs));
    expect(probabilities(cpu)).toBeAllclose(probabilities(one!), 1e-4);
  });

  it("takes the default model when none is named", async () => {
    const run = await cli("predict --in - --format jsonl", toJsonl(GOOD.slice(0, 1)));
    expect(run.code).toBe(0);
    expect(run.stderr).toContain(`${index.default} on wasm`);
    expect(parseLines(run.stdout)[0].id).toBe("a");
  });
});

describe("score", () => {
  /** Two rows that can be swapped and one that cannot be read. */
  const typed = (item: (typeof GOOD)[number]) => ({ ...item, obj: { ...item.obj, type: "CITY" } });
  const rows = [typed(GOOD[0]!), { id: "bare" }, typed(GOOD[2]!)];

  it("writes figures of every row, the same again after a stop, and no text", async () => {
    const input = put("figures.jsonl", toJsonl(rows));
    const flags = `score --model tiny --in ${input} --swaps 3 --draws 2 --seed 5`;
    const run = await cli(`${flags} --out ${pathOf("figures.json")}`);
    expect(run).toMatchObject({ code: 1, stdout: "" });
    const text = readFileSync(pathOf("figures.json"), "utf8");
    expect(text).not.toMatch(/Mira|Ellery|Oslo|born/);
    expect(text).not.toContain(folder);
    const file = parseResults("figures.json", text);
    expect(file).toMatchObject({
      numRows: 2,
      numUnreadable: 1,
      settings: { draws: 2, swaps: 3, seed: 5, beta: 0.5 },
      relations: ["place of birth"],
      columns: { row: [1, 3], document: [0, 1], gold: [0, null], subjectTrainCount: [0, 0] },
    });
    expect(file.columns.objectTrainCount[0]).toBe(0); // an invented town
    expect(file.columns.objectTrainCount[1]).toBeGreaterThan(10); // Oslo
    expect(file.columns.swapAnswers.map((swaps) => swaps.length)).toEqual([3, 3]);
    expect(file.columns.varianceRow.every((value) => value! > 0)).toBe(true);
    expect(existsSync(pathOf("figures.json.partial"))).toBe(false);

    // A stopped run: its first batch is there, its last line is broken off.
    const key = JSON.stringify([
      2,
      file.corpus.sha256,
      3,
      "tiny",
      file.model.sha256,
      { draws: 2, swaps: 3, seed: 5 },
      "wasm",
    ]);
    const done = [[1], [{ kind: "unreadable", error: "said by the earlier run" }]];
    put("again.json.partial", `${key}\n${JSON.stringify(done)}\n[[2],[{"ki`);
    const again = await cli(`${flags} --out ${pathOf("again.json")}`);
    expect(again.stderr).toContain("1 of 3 rows were scored by an earlier run");
    const { columns } = parseResults("again.json", readFileSync(pathOf("again.json"), "utf8"));
    expect(columns).toEqual(file.columns);
  });

  it("scores a model without a bottleneck: no draws, no variance", async () => {
    const input = put("plain.jsonl", toJsonl(rows));
    await cli(`score --model tiny-base --in ${input} --swaps 2 --out ${pathOf("plain.json")}`);
    const file = parseResults("plain.json", readFileSync(pathOf("plain.json"), "utf8"));
    expect(file).toMatchObject({ settings: { draws: 0, swaps: 2, seed: 7, beta: null } });
    expect(file.columns).toMatchObject({ varianceRow: [null, null], oodVarianceRow: [null, null], drawFlips: [0, 0] });
  });
});

describe("what cannot be done ends with code 2 and says why", () => {
  it.each([
    ["", /Usage: .*predict/s],
    ["guess", /"guess" is not a command: expected predict, score, analyze, [^]*models[^]*--help/],
    ["constructor", /"constructor" is not a command/],
    ["models extra", /models: expected --ids or nothing, got "extra"/],
    ["predict", /--in FILE is missing[^]*--help/],
    ["predict --in rows.jsonl --colour red", /--colour/],
    ["score --in rows.jsonl", /--out FILE\.json is missing[^]*--help/],
    ["score --in rows.jsonl --out a.json --swaps 40", /--swaps: expected a whole number, 0 to 32, got "40"/],
    ["score --in /dev/null --format jsonl --out a.json", /expected rows, got an empty file/],
    ["predict --in nowhere.jsonl --model tiny", /nowhere\.jsonl: expected a file to read, got nothing/],
    ["predict --in src --format jsonl --model tiny", /src: expected a file to read, got a folder/],
  ])("%s", async (args, message) => {
    const run = await cli(args);
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toMatch(message);
  });

  it("an unknown model: names the known ones", async () => {
    const run = await cli("predict --in - --format jsonl --model huge", toJsonl(GOOD));
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/--model: expected one of .*tiny.*, got "huge"/);
  });

  it("a file that is not JSON: names the place, and writes nothing", async () => {
    const input = put("broken.json", '[\n {"id": "x",\n  "token": ["a" "b"]}\n]');
    const run = await cli(`predict --model tiny --in ${input} --out ${pathOf("broken.out")}`);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('broken.json: line 3, column 17: not JSON here, found "\\"".');
    expect(() => readOutput("broken.out")).toThrow(/ENOENT/);
  });

  it("a file in another encoding", async () => {
    writeFileSync(pathOf("latin.json"), Buffer.from('[{"id":"caf\xe9"}]', "latin1"));
    const run = await cli(`predict --model tiny --in ${pathOf("latin.json")}`);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('in none of the formats that can be read; it starts with “[{"id":"café"}]”');
  });

  it("an output that would replace the input, or that cannot be written", async () => {
    const input = put("keep.jsonl", toJsonl(GOOD));
    const [same, nowhere] = await Promise.all([
      cli(`predict --model tiny --in ${input} --out ${input}`),
      cli(`predict --model tiny --in ${input} --out ${pathOf("no/such/folder/out.jsonl")}`),
    ]);
    expect([same.code, nowhere.code]).toEqual([2, 2]);
    expect(same.stderr).toContain("is the input file itself");
    expect(readFileSync(input, "utf8")).toBe(toJsonl(GOOD));
    expect(nowhere.stderr).toContain("expected a file to write, got nothing");
  });

  it.skipIf(process.platform !== "linux")(
    "WebGPU without a driver: says what to install, or what to use instead",
    async () => {
      const noDriver = { VK_ICD_FILENAMES: "/nonexistent.json", VK_DRIVER_FILES: "/nonexistent.json" };
      const run = await cli("predict --model tiny --in - --format jsonl --backend webgpu", toJsonl(GOOD), noDriver);
      expect(run).toMatchObject({ code: 2, stdout: "" });
      expect(run.stderr).toMatch(/webgpu: expected .* or use --backend wasm/);
    },
  );
});

/** Debian's Chromium brings a software Vulkan driver and the loader; without them there is nothing to run Dawn on here. */
const CHROMIUM = "/usr/lib/chromium";
const hasSoftwareVulkan = ["vk_swiftshader_icd.json", "libvulkan.so.1"].every((file) =>
  existsSync(join(CHROMIUM, file)),
);

it.skipIf(!hasSoftwareVulkan)("predicts the same on WebGPU, through Dawn and a software driver", async () => {
  const software = { LD_LIBRARY_PATH: CHROMIUM, VK_ICD_FILENAMES: join(CHROMIUM, "vk_swiftshader_icd.json") };
  const input = put("gpu.jsonl", toJsonl(GOOD.slice(0, 1)));
  const flags = `predict --model tiny --in ${input} --draws 2`;
  const [wasm, gpu] = await Promise.all([cli(flags), cli(`${flags} --backend webgpu`, "", software)]);
  expect([wasm.code, gpu.code]).toEqual([0, 0]);
  expect(gpu.stderr).toContain("tiny on webgpu");
  const probabilities = (run: CliRun) => Object.values<number>(parseLines(run.stdout)[0].probs);
  expect(probabilities(gpu)).toBeAllclose(probabilities(wasm), 1e-4);
});

describe("models and help", () => {
  it("prints the shipped ids, the default first, without test models", async () => {
    const run = await cli("models --ids");
    expect(run).toMatchObject({ code: 0, stderr: "" });
    const ids = run.stdout.trimEnd().split("\n");
    expect(ids[0]).toBe(index.default);
    const shipped = index.models.filter((model: { role: string }) => model.role !== "test");
    expect([...ids].sort()).toEqual(shipped.map((model: { id: string }) => model.id).sort());

    const table = (await cli("models")).stdout.trimEnd().split("\n");
    expect(table[0]).toMatch(/^id +title +treatment +encoding +head +tags +labels +base +bytes$/);
    expect(table.slice(1).map((line) => line.split(" ")[0])).toEqual(ids);
    const base = table.find((line) => line.startsWith("re-minilm-base "))!;
    // The sizes in its config.json: three shards, tokenizer, labels and golden.json.
    const { weights, files } = JSON.parse(readFileSync(join(ROOT, "public/models/re-minilm-base/config.json"), "utf8"));
    const records: { bytes: number }[] = [...weights.shards, files.tokenizer, files.labels, files.golden];
    const ownBytes = records.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(base.split(/ {2,}/)).toEqual([
      "re-minilm-base",
      "MiniLM",
      "none",
      "[H,T]",
      "softmax",
      "-",
      "wikipedia (55)",
      "-",
      String(ownBytes),
    ]);
  });

  it.each(
    ["", "predict", "score", "analyze", "review", "convert", "swap", "models"].map((command) => `${command} --help`),
  )("%s", async (args) => {
    const run = await cli(args);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout).toMatch(/^Usage: (npm run -s cli --|entity-bias-explorer) /);
  });
});

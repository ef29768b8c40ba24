import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readOwnModelText } from "../../test/ownModelFolder";
import { predict } from "./commands/predict";
import { openOwnFolder } from "./ownFolder";

const FOLDER = new URL("../../test/fixtures/own-models/luke-entities", import.meta.url).pathname;
const scratch = mkdtempSync(join(tmpdir(), "own-cli-"));
afterAll(() => rmSync(scratch, { recursive: true }));

describe("a model of one's own on the command line", () => {
  it("predicts with the numbers of transformers", async () => {
    const { cases } = JSON.parse(readOwnModelText("luke-entities", "golden.json")) as {
      cases: { text: string; subject: object; object: object; meanLogits: number[] }[];
    };
    const [input, output] = [join(scratch, "rows.jsonl"), join(scratch, "out.jsonl")];
    const rows = cases.slice(0, 4).map(({ text, subject, object }, id) => ({
      id: String(id),
      text,
      subj: subject,
      obj: object,
      relation: "born_in",
    }));
    writeFileSync(input, rows.map((row) => JSON.stringify(row)).join("\n"));
    expect(await predict(["--model", FOLDER, "--in", input, "--out", output, "--threads", "1"])).toBe(0);
    const lines = readFileSync(output, "utf8").trim().split("\n");
    lines.forEach((line, i) => {
      const { probs } = JSON.parse(line) as { probs: Record<string, number> };
      const weights = cases[i]!.meanLogits.map(Math.exp);
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      Object.values(probs).forEach((p, label) => expect(p).toBeCloseTo(weights[label]! / total, 4));
    });
    expect(lines.length).toBe(4);
  });

  it("is refused with what is missing", async () => {
    await expect(openOwnFolder(scratch)).rejects.toThrow("got no config.json");
  });
});

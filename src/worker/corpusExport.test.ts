import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { DEFAULT_READ_OPTIONS } from "../data/formats/format";
import { readCorpus, type Corpus } from "../data/readCorpus";
import { exportCorpus, type ExportParts } from "./corpusExport";
import type { ExportStage, PackedAdditions } from "./protocol";

const TEXT = [
  '[{"sentence":"Ida met Bo","head":"Ida","tail":"Bo","relation":"knows"}',
  '{"sentence":"x"}',
  '{"sentence":"Bo left Vell","head":"Bo","tail":"Vell","relation":"left"}]',
].join(",\n");
const LABELS = ["no_relation", "knows"];

async function open(name = "rows.json"): Promise<{ corpus: Corpus; files: File[] }> {
  const bytes = new TextEncoder().encode(TEXT);
  const read = await readCorpus([{ name, bytes }], "file", DEFAULT_READ_OPTIONS);
  return { corpus: { ...read!.corpus, hash: "h" }, files: [new File([bytes], name)] };
}
const additions = (part: Partial<PackedAdditions> = {}): PackedAdditions => ({
  labels: LABELS,
  predicted: Int32Array.of(-1, 1),
  scores: Float64Array.of(NaN, 0.123456789),
  variances: Float64Array.of(NaN, NaN),
  decisions: [],
  ...part,
});
function parts(corpus: Corpus | null, files: readonly File[] | null, given: Partial<ExportParts> = {}): ExportParts {
  return {
    findCorpus: () => Promise.resolve(corpus),
    findFiles: () => Promise.resolve(files),
    onStage: () => undefined,
    isCancelled: () => false,
    rest: () => Promise.resolve(),
    ...given,
  };
}
const write = (target: string, given: PackedAdditions, use: ExportParts) =>
  exportCorpus({ corpusHash: "h", target, additions: given }, use);
async function textOf(outcome: Awaited<ReturnType<typeof write>>) {
  if (outcome.kind !== "file") throw new Error("cancelled");
  return outcome.blob.text();
}

describe("exportCorpus", () => {
  it("writes the file back with the additions at their rows: rows that could not be read are not counted", async () => {
    const { corpus, files } = await open("../evil/rows.json");
    expect(corpus.report).toMatchObject({ numRead: 2, numBad: 1 });
    const stages: ExportStage[] = [];
    const use = parts(corpus, files, { onStage: (stage) => stages.push(stage) });
    const outcome = await write("source", additions({ decisions: [[0, { label: "met", flag: "relabel" }]] }), use);
    expect(outcome).toMatchObject({ name: "rows-scored.json", numRows: 2, notices: [] });
    expect(JSON.parse(await textOf(outcome))).toEqual([
      { ...JSON.parse(TEXT)[0], relation: "met", entity_bias: { row: "row 1", flag: "relabel" } },
      { sentence: "x" },
      { ...JSON.parse(TEXT)[2], entity_bias: { row: "row 3", prediction: "knows", score: 0.123457 } },
    ]);
    expect(stages.at(-1)).toEqual({ kind: "writing" });
  });

  it("writes other formats, several files as one zip", async () => {
    const { corpus } = await open();
    const csv = await write("csv", additions(), parts(corpus, null));
    expect(csv).toMatchObject({ name: "rows-scored.csv" });
    expect(await textOf(csv)).toContain("Bo left Vell,Bo,Vell,left,0,2,8,12,knows,0.123457");
    const brat = await write("brat", additions(), parts(corpus, null));
    expect(brat).toMatchObject({ name: "rows-scored.zip" });
    if (brat.kind !== "file") throw new Error("cancelled");
    const entries = unzipSync(new Uint8Array(await brat.blob.arrayBuffer()));
    expect(Object.keys(entries).sort()).toEqual(["annotation.conf", "rows-scored.ann", "rows-scored.txt"]);
    expect(strFromU8(entries["rows-scored.txt"]!)).toBe("Ida met Bo\nBo left Vell\n");
  });

  it("says what is not at hand, and stops when asked", async () => {
    const { corpus, files } = await open();
    await expect(write("csv", additions(), parts(null, null))).rejects.toThrow("no longer kept in this browser");
    await expect(write("source", additions(), parts(corpus, null))).rejects.toThrow("rows.json was read from are no");
    await expect(write("xls", additions(), parts(corpus, files))).rejects.toThrow("expected source, jsonl");
    const fewer = { ...corpus, examples: corpus.examples.slice(1) };
    await expect(write("source", additions(), parts(fewer, files))).rejects.toThrow(
      "gave 2 rows when it was read again",
    );
    for (const target of ["source", "csv"]) {
      const use = parts(corpus, files, { isCancelled: () => true });
      expect(await write(target, additions(), use)).toEqual({ kind: "cancelled" });
    }
  });
});

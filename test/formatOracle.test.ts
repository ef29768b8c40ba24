/** @file Real corpora, where they lie beside this repository, give the rows that an independent reader finds in them. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readCorpus } from "../src/data/readCorpus";

interface Counts {
  readonly rows: number;
  readonly labels: Readonly<Record<string, number>>;
  readonly digest: string;
}

const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const DATA = pathOf("../../shared/data");
const plain = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, "");

function readOracle(): Record<string, Counts> | string {
  if (!existsSync(DATA)) return "no folder shared/data beside the repository";
  const run = spawnSync("python3", [pathOf("oracle/format_counts.py"), DATA], { encoding: "utf8", maxBuffer: 2 ** 28 });
  if (run.error) return "no python3 to run the oracle with";
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout);
}

const oracle = readOracle();
const files = typeof oracle === "string" ? [] : Object.entries(oracle);

describe("the importer against the oracle", () => {
  it.skipIf(typeof oracle === "string")(
    `finds files${typeof oracle === "string" ? ` (skipped: ${oracle})` : ""}`,
    () => {
      expect(files.length).toBeGreaterThan(0);
    },
  );

  it.each(files)("%s", async (name, expected) => {
    const read = await readCorpus([{ name, bytes: readFileSync(`${DATA}/${name}`) }], "file");
    const { examples } = read!.corpus;
    const labels: Record<string, number> = {};
    const digest = createHash("md5");
    for (const { text, subject, object, relation } of examples) {
      const label = relation ?? "";
      labels[label] = (labels[label] ?? 0) + 1;
      digest.update(
        `${label}\t${plain(text.slice(subject.start, subject.end))}\t${plain(text.slice(object.start, object.end))}\n`,
      );
    }
    expect(examples).toHaveLength(expected.rows);
    expect(labels).toEqual(expected.labels);
    expect(digest.digest("hex")).toBe(expected.digest);
  });
});

/**
 * @file Scores the test set of the training corpus with the two main models and writes public/results: figures, no text.
 *
 *   node scripts/buildResults.mjs training/build/corpus      (the folder that entitybias.corpus.build has written)
 *
 * The network runs in PyTorch (pip install -e training; PYTHON names the interpreter), all else in this repository's
 * own code. A run that was stopped goes on where it was. With --index only the list of files is written again.
 */
import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const RESULTS = join(ROOT, "public/results");
const [argument] = process.argv.slice(2);
if (argument === undefined) {
  process.stderr.write("Usage: node scripts/buildResults.mjs CORPUS_FOLDER | --index\n");
  process.exit(2);
}

const { models } = JSON.parse(readFileSync(join(ROOT, "public/models/index.json"), "utf8"));
const ids = models.filter(({ role }) => role === "base" || role === "vib").map(({ id }) => id);
mkdirSync(RESULTS, { recursive: true });
if (argument !== "--index") {
  for (const id of ids) {
    const flags = ["--in", join(argument, "test.json"), "--format", "tacred", "--backend", "torch"];
    const about = ["--about", join(ROOT, "scripts/testSet.json"), "--model", id, "--out", join(RESULTS, `${id}.json`)];
    const call = ["--import", "tsx", "src/cli/main.ts", "score", ...flags, ...about];
    const { status } = spawnSync(process.execPath, call, { cwd: ROOT, stdio: "inherit" });
    if (status !== 0) process.exit(status ?? 2);
  }
}

const files = ids.map((id) => {
  const text = readFileSync(join(RESULTS, `${id}.json`), "utf8");
  const { numRows } = JSON.parse(text);
  return { modelId: id, file: `${id}.json`, rows: numRows, sha256: createHash("sha256").update(text).digest("hex") };
});
writeFileSync(join(RESULTS, "index.json"), `${JSON.stringify({ version: 1, files }, null, 1)}\n`);

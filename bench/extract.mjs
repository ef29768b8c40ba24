/**
 * @file `npm run bench:extract -- [MODEL] [BACKEND]`: entities and relations of a paragraph of 300 words, through the app's
 * own worker (one WebAssembly thread) in a fresh page: seconds to the first sentence and to the last.
 */
import { chromium } from "@playwright/test";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { BROWSER_ARGS, findBrowser } from "../scripts/browser.mjs";
import { TEXT } from "./extractText.mjs";
import { startServer } from "./server.mjs";

const RUNS = 5;
const OUT = "bench/.cache/extract.json";

const { extractors = [] } = JSON.parse(readFileSync("public/models/index.json", "utf8"));
const known = extractors.map(({ id }) => id);
const model = process.argv[2] ?? (extractors.find(({ role }) => role !== "test") ?? extractors[0])?.id;
const backend = process.argv[3] ?? "wasm";
if (!known.includes(model)) {
  console.error(`bench: expected a model that finds entities (${known.join(", ") || "none"}), got "${model}".`);
  process.exit(1);
}
const executablePath = await findBrowser();
if (!executablePath)
  throw new Error("bench: expected a Chromium or Chrome, got none. Install one or set CHROMIUM_PATH.");

const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
const sorted = (values) => [...values].sort((a, b) => a - b);
const say = (values) => {
  const all = sorted(values);
  return `${seconds(all[Math.floor(all.length / 2)])} (${seconds(all[0])} to ${seconds(all.at(-1))})`;
};

const server = await startServer();
const browser = await chromium.launch({ executablePath, args: BROWSER_ARGS });
try {
  const numWords = TEXT.split(/\s+/).length;
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"]).toString().trim();
  const load = loadavg()[0].toFixed(1);
  console.log(
    `${model}, ${numWords} words, Chromium ${browser.version()}, ${cpus().length} cores, load average ${load} at the start, commit ${commit}`,
  );
  const page = await (await browser.newContext()).newPage();
  page.on("pageerror", (error) => console.error(`page: ${error.message}`));
  await page.goto(server.url);
  await page.waitForFunction(() => globalThis.bench !== undefined);
  const loaded = await page.evaluate(([id, name]) => globalThis.bench.loadExtractor(id, name), [model, backend]);
  const runs = [];
  for (let i = 0; i <= RUNS; i++) {
    runs.push(await page.evaluate(([id, text]) => globalThis.bench.timeExtract(id, text), [model, TEXT]));
  }
  const [cold, ...warm] = runs;
  const { numSentences, numEntities, numRelations } = cold;
  const error = loaded.maxError?.toExponential(1);
  console.log(`${loaded.backend}: loaded in ${seconds(loaded.elapsedMs)}; largest difference from PyTorch ${error}`);
  console.log(`  ${numSentences} sentences; ${numEntities} spans and ${numRelations} relations scored 0.05 or more`);
  console.log(`  first reading: first sentence ${seconds(cold.firstMs)}, last ${seconds(cold.lastMs)}`);
  console.log(`  then, median of ${RUNS} (smallest to largest):`);
  console.log(`    first sentence ${say(warm.map(({ firstMs }) => firstMs))}`);
  console.log(`    last sentence  ${say(warm.map(({ lastMs }) => lastMs))}`);
  mkdirSync("bench/.cache", { recursive: true });
  writeFileSync(OUT, `${JSON.stringify({ model, numWords, commit, load, loaded, cold, warm }, null, 2)}\n`);
  console.log(`Written to ${OUT}.`);
} finally {
  await browser.close();
  await server.close();
}

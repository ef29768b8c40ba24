/**
 * @file `npm run bench:queue`: a large corpus scored in the built app (`npm run build` first), with 8 swaps a row: paused,
 * resumed, cancelled and scored to the end; the main thread's tasks over 50 ms and what page and workers hold meanwhile.
 */
import { chromium } from "@playwright/test";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { BROWSER_ARGS, findBrowser } from "../scripts/browser.mjs";
import { makeCorpus } from "./corpusRows.mjs";
import { openHeapMeter } from "./heap.mjs";
import { startApp } from "./server.mjs";
import { traceTasks } from "./traceTasks.mjs";

const NUM_ROWS = Number(process.argv[2] ?? 10_000);
const MODEL = process.argv[3] ?? "tiny";
const LONG_MS = 50;
const LIMIT_MS = 3_600_000;
/** Traces grow fast: each covers this long, one at every stage and whatever was done in it. */
const TRACE_MS = 8000;
const STAGES = 4;

/** Runs in the page before all else: every main-thread task over 50 ms, by wall time. */
function observeLongTasks() {
  globalThis.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) globalThis.longTasks.push({ startTime, duration });
  }).observe({ type: "longtask", buffered: true });
}

async function openJob(browser, app) {
  mkdirSync("bench/.cache", { recursive: true });
  const path = `bench/.cache/queue-${NUM_ROWS}.jsonl`;
  writeFileSync(path, makeCorpus(NUM_ROWS));
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.addInitScript(observeLongTasks);
  const page = await context.newPage();
  await page.goto(`${app.url}?model=${MODEL}&backend=wasm&view=corpus`);
  await page.getByLabel(/^Corpus file/).setInputFiles(path);
  const scoring = page.getByRole("region", { name: "Scoring" });
  const start = scoring.getByRole("button", { name: /^Score [\d,]+ rows/ });
  await start.and(page.locator(":enabled")).waitFor({ timeout: 120_000 });
  return { context, page, scoring, start };
}

async function measure(browser, app) {
  const { context, page, scoring, start } = await openJob(browser, app);
  const press = (name) => scoring.getByRole("button", { name }).click();
  const count = async () => Number(await scoring.getByRole("progressbar").getAttribute("value"));
  const reach = (numRows) =>
    page.waitForFunction(
      (least) => {
        const bar = document.querySelector("progress.prog");
        return bar === null || bar.value >= least;
      },
      numRows,
      { timeout: LIMIT_MS, polling: 200 },
    );
  const heap = await openHeapMeter(context, page);
  const held = [];
  const traces = [];
  const trace = async (name, act) => traces.push({ name, ...(await traceTasks(browser, page, LONG_MS, act)) });
  const take = async () => held.push({ numRows: await count(), ...(await heap.measure()) });

  const jobStart = await page.evaluate(() => performance.now());
  const startedAt = performance.now();
  await trace("start", async () => {
    await start.click();
    await page.waitForTimeout(TRACE_MS);
  });
  await reach(NUM_ROWS / 10);
  await take();
  await trace("pause and resume", async () => {
    await press("Pause");
    await page.waitForTimeout(TRACE_MS / 2);
    await press("Resume");
    await page.waitForTimeout(TRACE_MS / 2);
  });
  for (let stage = 1; stage < STAGES; stage++) {
    await reach((NUM_ROWS * stage) / STAGES);
    await take();
    await trace(`at row ${held.at(-1).numRows}`, () => page.waitForTimeout(TRACE_MS));
  }
  await trace("cancel and go on", async () => {
    await press("Cancel");
    await scoring.getByText("it goes on where it stopped").waitFor();
    await press(/^Score the other/);
    await page.waitForTimeout(TRACE_MS / 2);
  });
  await reach(0.95 * NUM_ROWS);
  await take();
  await scoring.getByRole("button", { name: "All scored" }).waitFor({ timeout: LIMIT_MS });
  const elapsedMs = performance.now() - startedAt;
  const longTasks = await page.evaluate(
    (from) => globalThis.longTasks.filter(({ startTime }) => startTime >= from).map(({ duration }) => duration),
    jobStart,
  );
  await context.close();
  return { elapsedMs, longTasks, held, traces };
}

const mega = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
const list = (tasks) => (tasks.length === 0 ? "none" : `${tasks.length}, longest ${Math.round(Math.max(...tasks))} ms`);
function format({ elapsedMs, longTasks, held, traces }) {
  return [
    `${NUM_ROWS.toLocaleString("en")} rows with ${MODEL} on wasm: ${(elapsedMs / 1000).toFixed(0)} s in all, the pause and the traces included`,
    `  main thread, tasks over ${LONG_MS} ms over the whole job, wall: ${list(longTasks)}`,
    ...traces.map(
      ({ name, wall, cpu, longestCpuMs }) =>
        `  traced, ${name}: wall ${list(wall)}; processor time ${list(cpu)} (longest of all ${longestCpuMs.toFixed(0)} ms)`,
    ),
    ...held.map(
      ({ numRows, page, workers, buffers }) =>
        `  held after ${numRows.toLocaleString("en")} rows: page ${mega(page)}, workers ${mega(workers)}, buffers ${mega(buffers)}`,
    ),
  ].join("\n");
}

const executablePath = await findBrowser();
if (!executablePath)
  throw new Error("bench: expected a Chromium or Chrome, got none. Install one or set CHROMIUM_PATH.");
const app = await startApp();
const browser = await chromium.launch({ executablePath, args: BROWSER_ARGS });
try {
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"]).toString().trim();
  const load = loadavg()[0].toFixed(1);
  console.log(
    `Chromium ${browser.version()}, ${cpus().length} cores, load average ${load} at the start, commit ${commit}`,
  );
  console.log(format(await measure(browser, app)));
} finally {
  await browser.close();
  await app.close();
}

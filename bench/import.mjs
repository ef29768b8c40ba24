/**
 * @file `npm run bench:import`: a large corpus opened in the built app (`npm run build` first): seconds until its rows stand
 * on the page, the main thread's longest tasks meanwhile, the JavaScript heap of page and workers, and how soon a
 * cancelled import lets go.
 */
import { chromium } from "@playwright/test";
import { execFileSync } from "node:child_process";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { BROWSER_ARGS, findBrowser } from "../scripts/browser.mjs";
import { makeCorpus } from "./corpusRows.mjs";
import { watchHeap } from "./heap.mjs";
import { startApp } from "./server.mjs";
import { traceTasks } from "./traceTasks.mjs";

const SIZES = process.argv.slice(2).map(Number);
const LONG_MS = 100;
const LIMIT_MS = 180_000;

/** A page on the corpus view, its model at rest. */
async function openView(browser, app) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${app.url}?model=tiny&backend=wasm&view=corpus`);
  await page.getByText("The figures of its own test set").or(page.getByText("Open the demo corpus")).first().waitFor();
  await page.getByRole("contentinfo").getByText("self-test passed").first().waitFor({ timeout: 120_000 });
  return { context, page };
}

async function measure(browser, app, numRows) {
  mkdirSync("bench/.cache", { recursive: true });
  const path = `bench/.cache/import-${numRows}.jsonl`;
  writeFileSync(path, makeCorpus(numRows));
  const { size } = statSync(path);
  const { context, page } = await openView(browser, app);
  const heap = await watchHeap(context, page);
  const words = `${numRows.toLocaleString("en")} rows`;
  const trace = await traceTasks(browser, page, LONG_MS, async () => {
    const startedAt = performance.now();
    await page.getByLabel(/^Corpus file/).setInputFiles(path);
    await page
      .getByRole("region", { name: "Corpus", exact: true })
      .getByText(new RegExp(`^Read as JSON lines.*: ${words}`))
      .waitFor({ timeout: LIMIT_MS });
    const readMs = performance.now() - startedAt;
    await page.getByRole("region", { name: "Scoring" }).waitFor({ timeout: LIMIT_MS });
    // What is drawn after the rows have come counts too: the table of rows is the last.
    await page.getByText(`of ${words} selected`).waitFor({ timeout: LIMIT_MS });
    await page.waitForTimeout(3000);
    return { readMs };
  });
  const peak = await heap.stop();
  await context.close();

  const again = await openView(browser, app);
  await again.page.getByLabel(/^Corpus file/).setInputFiles(path);
  const cancel = again.page.getByRole("button", { name: "Cancel" });
  await cancel.click();
  const cancelledAt = performance.now();
  await cancel.waitFor({ state: "hidden" });
  const cancelMs = performance.now() - cancelledAt;
  await again.context.close();
  return { numRows, size, trace, peak, cancelMs };
}

const list = (tasks) => (tasks.length === 0 ? "none" : `${tasks.length}, longest ${Math.max(...tasks)} ms`);
const mega = (bytes) => `${Math.round(bytes / 1e6)} MB`;
function format({ numRows, size, trace, peak, cancelMs }) {
  return [
    `${numRows.toLocaleString("en")} rows, ${mega(size)}`,
    `  rows on the page after ${(trace.result.readMs / 1000).toFixed(1)} s; a cancelled import lets go after ${Math.round(cancelMs)} ms`,
    `  main thread: tasks over ${LONG_MS} ms: ${list(trace.wall)} (processor time: ${list(trace.cpu)}; longest of all ${trace.longestCpuMs.toFixed(0)} ms)`,
    `  heap, page and workers together: at most ${mega(peak.used)} used; ${Object.entries(peak.parts)
      .map(([name, used]) => `${name} ${mega(used)}`)
      .join(", ")}; array buffers ${mega(peak.buffers)}`,
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
  for (const numRows of SIZES.length > 0 ? SIZES : [500_000]) console.log(format(await measure(browser, app, numRows)));
} finally {
  await browser.close();
  await app.close();
}

import type { Browser, Page, Request } from "@playwright/test";
import { readFileSync, statSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { openBench } from "./benchPage";
import { expect, test } from "./fixtures";
import { DEFAULT_MODEL, DIST } from "./models";

/** A visit on WebAssembly, as everyone without a GPU makes it. */
const VISIT = { model: DEFAULT_MODEL, backend: "wasm" };

/** Collects the requests of a page, those of its worker too. */
function watchRequests(page: Page): Request[] {
  const requests: Request[] = [];
  page.on("request", (request) => requests.push(request));
  return requests;
}

const pathOf = (request: Request) => new URL(request.url()).pathname;
const isModelFile = (request: Request) => /\/models\/[^/]+\//.test(pathOf(request));

/** Size of the requested files as a plain static host sends them, uncompressed. A file asked for twice counts twice. */
function countBytes(requests: readonly Request[]): number {
  return requests.reduce((sum, request) => sum + statSync(`${DIST}${pathOf(request)}`).size, 0);
}

test("JavaScript before the worker is at most 200 kB gzip", async ({ page }) => {
  const requests = watchRequests(page);
  const workerStarted = page.waitForEvent("worker");
  await openBench(page, VISIT);
  await workerStarted;
  const scripts = requests.map(pathOf).filter((path) => path.endsWith(".js") && !path.includes(".worker-"));
  expect(scripts.length).toBeGreaterThan(0);
  const size = [...new Set(scripts)].reduce((sum, path) => sum + gzipSync(readFileSync(`${DIST}${path}`)).length, 0);
  console.log(`JavaScript before the worker: ${Math.round(size / 1000)} kB gzip`);
  expect(size).toBeLessThanOrEqual(200_000);
});

test("the first prediction downloads at most 26 MB of model and WebAssembly, and a second visit none of the model", async ({
  page,
}) => {
  test.setTimeout(180_000);
  const first = watchRequests(page);
  const bench = await openBench(page, VISIT);
  await bench.waitForLive(120_000);
  const bytes = countBytes(first.filter((request) => isModelFile(request) || pathOf(request).endsWith(".wasm")));
  console.log(`first prediction: ${(bytes / 1e6).toFixed(1)} MB of model and WebAssembly`);
  expect(bytes).toBeGreaterThan(1e5);
  expect(bytes).toBeLessThanOrEqual(26e6);

  const second = watchRequests(page);
  await page.goto("about:blank");
  await openBench(page, VISIT);
  await bench.waitForLive(120_000);
  await expect(bench.status).toContainText("from cache");
  // config.json is asked for anew, because it says whether the rest is still current.
  expect(second.filter(isModelFile).map(pathOf)).toEqual([expect.stringMatching(/\/config\.json$/)]);
});

interface Seen {
  /** Main-thread tasks over 50 ms. */
  longTasks: { end: number; duration: number }[];
  /** First contentful paint. */
  paint: number;
}

/** Times of one visit with an empty cache, in ms from navigation. */
async function measureVisit(browser: Browser, baseURL: string): Promise<Seen> {
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const seen: Seen = { longTasks: [], paint: Infinity };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) {
        seen.longTasks.push({ end: Math.round(startTime + duration), duration: Math.round(duration) });
      }
    }).observe({ type: "longtask" });
    new PerformanceObserver((list) => {
      for (const { name, startTime } of list.getEntries()) {
        if (name === "first-contentful-paint") seen.paint = Math.round(startTime);
      }
    }).observe({ type: "paint", buffered: true });
  });
  const bench = await openBench(page, VISIT);
  await bench.waitForLive(120_000);
  const seen = await page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);
  await context.close();
  return seen;
}

test("the page shows a result within 1.5 s and stays free while the model loads and predicts", async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(240_000);
  // Other work on the machine stretches tasks now and then, the page's own long tasks come back on every visit: the
  // best of up to five visits counts.
  const visits: string[] = [];
  for (let visit = 0; visit < 5; visit++) {
    const { longTasks, paint } = await measureVisit(browser, baseURL ?? "");
    // Start-up itself (parsing, first render) is over with the first paint; from then on no task may hold the page.
    const late = longTasks.filter(({ end }) => end > paint + 100);
    visits.push(
      `first paint ${paint} ms, then ${late.map((task) => `${task.duration} ms`).join(", ") || "no"} long tasks`,
    );
    console.log(visits.at(-1));
    if (paint < 1500 && late.length === 0) return;
  }
  expect(visits, "visits, none of them with paint under 1500 ms and no later task over 50 ms").toEqual([]);
});

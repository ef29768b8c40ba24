import type { Page, Request } from "@playwright/test";
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
  page.on("request", (request) => {
    if (request.url().startsWith("http")) requests.push(request);
  });
  return requests;
}

const pathOf = (request: Request) => new URL(request.url()).pathname;
const isModelFile = (request: Request) => /\/models\/[^/]+\//.test(pathOf(request));

/** Size of the requested files as static hosts send them: text and WebAssembly in gzip. One asked for twice counts twice. */
function countBytes(requests: readonly Request[]): number {
  return requests.reduce((sum, request) => sum + countSent(pathOf(request)), 0);
}

function countSent(path: string): number {
  const file = `${DIST}${path.endsWith("/") ? `${path}index.html` : path}`;
  const isPacked = /\.(js|css|html|json|svg|wasm|webmanifest)$/.test(file);
  return isPacked ? gzipSync(readFileSync(file)).length : statSync(file).size;
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

test("the first prediction downloads at most 15 MB in all, and a second visit none of the model", async ({ page }) => {
  test.setTimeout(180_000);
  const first = watchRequests(page);
  const bench = await openBench(page, VISIT);
  await bench.waitForLive(120_000);
  const [bytes, ofModel] = [countBytes(first), countBytes(first.filter(isModelFile))];
  console.log(`first prediction: ${(bytes / 1e6).toFixed(2)} MB, ${(ofModel / 1e6).toFixed(2)} of them the model`);
  expect(ofModel).toBeGreaterThan(1e5);
  expect(bytes).toBeLessThanOrEqual(15e6);

  const second = watchRequests(page);
  await page.goto("about:blank");
  await openBench(page, VISIT);
  await bench.waitForLive(120_000);
  await expect(bench.status).toContainText("from cache");
  // config.json is asked for anew, because it says whether the rest is still current.
  expect(second.filter(isModelFile).map(pathOf)).toEqual([expect.stringMatching(/\/config\.json$/)]);
});

/**
 * @file `npm run bench:corpus`: a scored corpus in the built app (`npm run build` first): how long it takes to load, how
 * soon a brush answers, how smoothly the page scrolls, and the main thread's tasks over 50 ms meanwhile.
 */
import { chromium } from "@playwright/test";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { execFileSync } from "node:child_process";
import { BROWSER_ARGS, findBrowser } from "../scripts/browser.mjs";
import { makeCorpus, makeRecords } from "./corpusRows.mjs";
import { startApp } from "./server.mjs";
import { traceTasks } from "./traceTasks.mjs";

const MODEL = "tiny";
/** The page's own settings on first opening. */
const OPTIONS = { draws: 4, swaps: 8, seed: 7, beta: null };
const SIZES = process.argv.slice(2).map(Number);
const LONG_MS = 50;

/** Puts what scoring would have kept where the app keeps it. */
function storeRecords(records) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("entity-bias-explorer");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction("scores", "readwrite");
      for (const [key, record] of records) transaction.objectStore("scores").put(record, key);
      transaction.oncomplete = () => (opening.result.close(), resolve());
      transaction.onerror = () => reject(transaction.error);
    };
  });
}

/** Runs in the page: when the words of the selection and of the row table have followed a move of the pointer. */
function observeAnswers() {
  globalThis.answers = { first: [], all: [] };
  const watch = (root, moved, list) => {
    const observer = new MutationObserver(() => {
      observer.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => list.push(performance.now() - moved);
        port2.postMessage(null);
      });
    });
    observer.observe(root, { subtree: true, childList: true, characterData: true });
  };
  const onMove = ({ timeStamp }) => {
    watch(document.querySelector(".filters .pill"), timeStamp, globalThis.answers.first);
    watch(document.querySelector("section[aria-label^='First to check'] .fig-foot"), timeStamp, globalThis.answers.all);
  };
  addEventListener("pointermove", onMove, true);
}

/** Runs in the page: times between frames while the wheel turns. */
function observeFrames() {
  globalThis.frames = [];
  let last = null;
  const step = (now) => {
    if (last !== null) globalThis.frames.push(now - last);
    last = now;
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}

const quantile = (values, p) => [...values].sort((a, b) => a - b)[Math.floor(p * (values.length - 1))] ?? NaN;

async function measure(browser, app, numRows) {
  const config = readFileSync(`public/models/${MODEL}/config.json`, "utf8");
  const labels = JSON.parse(readFileSync(`public/models/${MODEL}/labels.json`, "utf8"));
  const text = makeCorpus(numRows);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const url = `${app.url}?model=${MODEL}&backend=wasm&view=corpus`;
  await page.goto(url);
  const name = "bench.jsonl";
  const path = `bench/.cache/${name}`;
  mkdirSync("bench/.cache", { recursive: true });
  writeFileSync(path, text);
  await page.getByLabel(/^Corpus file/).setInputFiles(path);
  await page.getByRole("region", { name: "Scoring" }).waitFor({ timeout: 120_000 });
  const records = await makeRecords({ text, name, config, labels, options: OPTIONS });
  for (let from = 0; from < records.length; from += 20)
    await page.evaluate(storeRecords, records.slice(from, from + 20));
  await page.goto("about:blank");

  const count = `${numRows.toLocaleString("en")} scored`;
  const load = await traceTasks(browser, page, LONG_MS, async () => {
    await page.goto(url);
    await page.waitForFunction((words) => document.body.innerText.includes(words), count, {
      timeout: 300_000,
      polling: 50,
    });
    const allMs = await page.evaluate(() => performance.now());
    // The first statistics stand.
    await page.locator("figure[aria-busy=false]").first().waitFor({ timeout: 300_000 });
    const statisticsMs = await page.evaluate(() => performance.now());
    return { allMs, statisticsMs };
  });

  const bins = page.getByRole("listbox", { name: "Bins of variance" }).getByRole("option");
  await bins.first().scrollIntoViewIfNeeded();
  const boxes = await Promise.all((await bins.all()).map((bin) => bin.boundingBox()));
  const at = (bin) => [boxes[bin].x + boxes[bin].width / 2, boxes[bin].y + boxes[bin].height / 2];
  const brush = await traceTasks(browser, page, LONG_MS, async () => {
    await page.mouse.move(...at(0));
    await page.mouse.down();
    await page.waitForTimeout(1500);
    await page.evaluate(observeAnswers);
    const path = [];
    for (let turn = 0; turn < 3; turn++) {
      for (let bin = 1; bin < boxes.length - 1; bin++) path.push(bin);
      for (let bin = boxes.length - 3; bin > 1; bin--) path.push(bin);
    }
    for (const [step, bin] of path.entries()) {
      await page.mouse.move(...at(bin));
      await page.waitForFunction(
        (n) => globalThis.answers.all.length >= n && globalThis.answers.first.length >= n,
        step + 1,
        {
          timeout: 60_000,
        },
      );
    }
    await page.mouse.up();
    return page.evaluate(() => globalThis.answers);
  });

  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await page.waitForTimeout(3000);
  const scroller = page.locator("section[aria-label^='First to check'] .scroller");
  await scroller.scrollIntoViewIfNeeded();
  await scroller.hover();
  const scroll = await traceTasks(browser, page, LONG_MS, async () => {
    await page.evaluate(observeFrames);
    for (let turn = 0; turn < 60; turn++) {
      await page.mouse.wheel(0, turn < 30 ? 240 : -240);
      await page.waitForTimeout(30);
    }
    return page.evaluate(() => globalThis.frames);
  });
  await context.close();
  return { numRows, load, brush, scroll };
}

const ms = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
const list = (tasks) => (tasks.length === 0 ? "none" : `${tasks.length}, longest ${Math.max(...tasks)} ms`);
function format({ numRows, load, brush, scroll }) {
  const fps = (1000 * scroll.result.length) / scroll.result.reduce((sum, value) => sum + value, 0);
  return [
    `${numRows.toLocaleString("en")} rows`,
    `  load: all rows after ${ms(load.result.allMs)}, statistics after ${ms(load.result.statisticsMs)}; tasks over 50 ms: ${list(load.wall)} (processor time: ${list(load.cpu)})`,
    `  brush: selection painted p50 ${ms(quantile(brush.result.first, 0.5))}, p95 ${ms(quantile(brush.result.first, 0.95))}; every view p50 ${ms(quantile(brush.result.all, 0.5))}, p95 ${ms(quantile(brush.result.all, 0.95))} (${brush.result.first.length} moves); tasks over 50 ms: ${list(brush.wall)} (processor time: ${list(brush.cpu)}, longest of all ${ms(brush.longestCpuMs)})`,
    `  scroll: ${fps.toFixed(1)} frames a second, frame p95 ${ms(quantile(scroll.result, 0.95))}; tasks over 50 ms: ${list(scroll.wall)} (processor time: ${list(scroll.cpu)})`,
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
  for (const numRows of SIZES.length > 0 ? SIZES : [10_000, 100_000])
    console.log(format(await measure(browser, app, numRows)));
} finally {
  await browser.close();
  await app.close();
}

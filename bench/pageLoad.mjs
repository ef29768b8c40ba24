/** @file The built app as a visitor meets it: first paint and answer, main-thread tasks, download, memory, swaps. */
import { readRendererPeak } from "./memory.mjs";
import { measureSwaps } from "./swaps.mjs";

/** Runs in the page before its own scripts: collects what the browser reports about painting and blocking. */
function observe() {
  const seen = { longTasks: [], firstContentfulPaint: null };
  globalThis.benchSeen = seen;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen.longTasks.push({ startTime, duration });
  }).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) {
      if (name === "first-contentful-paint") seen.firstContentfulPaint = startTime;
    }
  }).observe({ type: "paint", buffered: true });
}

/** Waits for the live answer: the drawing is busy, or says that it is of build time, until the model has given one. */
async function waitForLive(page, timeoutMs) {
  await page.getByRole("contentinfo").getByText("self-test passed").first().waitFor({ timeout: timeoutMs });
  const live = page.locator('figure[aria-busy="false"]').filter({ hasText: "Probability of each relation" });
  await live.filter({ hasNotText: "Computed when this page was built" }).waitFor({ timeout: timeoutMs });
}

/** One visit in a tab of its own, which stays open. Times in ms from navigation; long tasks are over 50 ms. */
async function visit(context, url, timeoutMs) {
  const page = await context.newPage();
  let downloadBytes = 0;
  page.on("requestfinished", async (request) => {
    // What the service worker answers was downloaded before.
    const response = await request.response().catch(() => null);
    if (response?.fromServiceWorker()) return;
    downloadBytes += (await request.sizes().catch(() => null))?.responseBodySize ?? 0;
  });
  await page.addInitScript(observe);
  await page.goto(url);
  await waitForLive(page, timeoutMs);
  const liveAnswerMs = await page.evaluate(() => performance.now());
  const { longTasks, firstContentfulPaint } = await page.evaluate(() => globalThis.benchSeen);
  return { page, facts: { firstContentfulPaint, liveAnswerMs, longTasks, downloadBytes } };
}

/**
 * Opens the app on one backend with an empty cache, does swaps there, and opens it again with what the first visit kept.
 * Times in ms from navigation until the live answer is drawn.
 */
export async function measureApp(browser, appUrl, { model, backend, timeoutMs, numSwaps }) {
  const url = `${appUrl}?model=${model}&backend=${backend}`;
  const context = await browser.newContext();
  try {
    const cold = await visit(context, url, timeoutMs);
    const session = await browser.newBrowserCDPSession();
    const peakBytes = await readRendererPeak(session);
    await session.detach();
    const swaps = await measureSwaps(cold.page, numSwaps, timeoutMs);
    await cold.page.close();
    const warm = await visit(context, url, timeoutMs);
    return { model, backend, peakBytes, cold: cold.facts, warm: warm.facts, swaps };
  } finally {
    await context.close();
  }
}

/** @file The built app as a visitor meets it: first paint, main-thread tasks while the model loads, download, memory. */
import { readRendererPeak } from "./memory.mjs";

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

/**
 * Opens the app on one backend with an empty cache and waits for the live answer.
 * Times in ms from navigation; long tasks are those of the main thread over 50 ms.
 */
export async function measurePageLoad(browser, appUrl, model, backend, timeoutMs) {
  const context = await browser.newContext();
  const page = await context.newPage();
  let downloadBytes = 0;
  page.on("requestfinished", async (request) => {
    downloadBytes += (await request.sizes().catch(() => null))?.responseBodySize ?? 0;
  });
  await page.addInitScript(observe);
  await page.goto(`${appUrl}?model=${model}&backend=${backend}`);
  await page.getByRole("contentinfo").getByText("self-test passed").first().waitFor({ timeout: timeoutMs });
  // The drawing is busy, or says that it is of build time, until the live model has answered.
  const live = page.locator('figure[aria-busy="false"]').filter({ hasText: "Probability of each relation" });
  await live.filter({ hasNotText: "Computed when this page was built" }).waitFor({ timeout: timeoutMs });
  const liveAnswerMs = await page.evaluate(() => performance.now());
  const { longTasks, firstContentfulPaint } = await page.evaluate(() => globalThis.benchSeen);
  const session = await browser.newBrowserCDPSession();
  const peakBytes = await readRendererPeak(session);
  await session.detach();
  await context.close();
  return { backend, firstContentfulPaint, liveAnswerMs, longTasks, downloadBytes, peakBytes };
}

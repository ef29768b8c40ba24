/** @file Swap to bars: how soon the drawing follows when a visitor goes from name to name by keyboard. */

/** A swap whose bars have not moved after this long counts as missed. */
const MISSED_MS = 10_000;

/**
 * Runs in the page: for each arrow key, ms from the key's own time stamp until a frame has been made in which the sentence
 * has changed, the drawing is not busy and its bars differ.
 */
function observeSwaps() {
  globalThis.swapTimes = [];
  const sentence = () => document.querySelector('[role="listbox"][aria-label^="Words of the sentence"]')?.textContent;
  const figures = [...document.querySelectorAll("figure")];
  const figure = figures.find(({ textContent }) => textContent.includes("Probability of each relation"));
  const bars = () => figure.querySelector("svg.chart")?.innerHTML;
  const onKey = ({ key, timeStamp }) => {
    if (key !== "ArrowRight") return;
    const before = { sentence: sentence(), bars: bars() };
    const look = () => {
      const hasMoved =
        sentence() !== before.sentence && bars() !== before.bars && figure.getAttribute("aria-busy") === "false";
      if (!hasMoved) return requestAnimationFrame(look);
      // A message that is sent in a frame arrives after it is painted.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => globalThis.swapTimes.push(performance.now() - timeStamp);
      port2.postMessage(null);
    };
    requestAnimationFrame(look);
  };
  addEventListener("keydown", onKey, true);
}

/** Waits until the page has read the sentence with every name on offer. */
async function waitUntilRead(page, names, timeoutMs) {
  const unread = names.getByRole("radio", { name: /not read yet/ });
  const deadline = Date.now() + timeoutMs;
  while ((await unread.count()) > 0) {
    if (Date.now() > deadline) throw new Error(`swaps: expected all names to be read in ${timeoutMs} ms.`);
    await page.waitForTimeout(100);
  }
}

/**
 * Goes through the names by keyboard, once the page has read them ahead.
 * @returns times in ms, in order, and how many swaps never showed
 */
export async function measureSwaps(page, numSwaps, timeoutMs) {
  const names = page.getByRole("radiogroup", { name: /^Names for the/ });
  await names.waitFor({ timeout: timeoutMs });
  await waitUntilRead(page, names, timeoutMs);
  await page.evaluate(observeSwaps);
  await names.getByRole("radio", { checked: true }).focus();
  const timesMs = [];
  for (let i = 0; i < numSwaps; i++) {
    await page.keyboard.press("ArrowRight");
    const seen = await page
      .waitForFunction((count) => globalThis.swapTimes.length > count, timesMs.length, { timeout: MISSED_MS })
      .catch(() => null);
    if (seen === null) return { timesMs, missed: numSwaps - timesMs.length };
    timesMs.push(await page.evaluate(() => globalThis.swapTimes.at(-1)));
    await page.waitForTimeout(100); // a visitor looks before the next
  }
  return { timesMs, missed: 0 };
}

import type { Locator, Page } from "@playwright/test";
import { makeCorpus } from "../bench/corpusRows.mjs";
import { openHeapMeter, type HeldBytes } from "../bench/heap.mjs";
import { expect, test } from "./fixtures";

const NUM_ROWS = 10_000;
/** Rows scored before memory is looked at, and rows between two looks. */
const WARM_UP = 60;
const STRETCH = 120;
/** What the worker may hold more after a stretch, in bytes: a few rows, not hundreds of them. */
const SLACK = 1_000_000;

class QueuePage {
  readonly scoring: Locator;
  private readonly details: Locator;

  constructor(private readonly page: Page) {
    this.scoring = page.getByRole("region", { name: "Scoring" });
    this.details = page.getByRole("region", { name: "Details of this run" });
  }

  async open(): Promise<void> {
    await this.page.goto("./?model=tiny&backend=wasm&view=corpus");
    const buffer = Buffer.from(makeCorpus(NUM_ROWS));
    const file = { name: "queue.jsonl", mimeType: "application/jsonl", buffer };
    await this.page.getByLabel(/^Corpus file/).setInputFiles(file);
    await this.page.getByRole("contentinfo").getByRole("button", { name: "Details" }).click();
  }

  press(name: string | RegExp): Promise<void> {
    return this.scoring.getByRole("button", { name }).click();
  }

  /** Rows scored, as the page counts them while the job lives. */
  async count(): Promise<number> {
    return Number(await this.scoring.getByRole("progressbar").getAttribute("value"));
  }

  async waitFor(numRows: number): Promise<void> {
    await expect.poll(() => this.count(), { timeout: 120_000 }).toBeGreaterThanOrEqual(numRows);
  }

  /** Tensors that the engine holds now. */
  async countTensors(): Promise<number> {
    await this.details.getByRole("button", { name: "Measure again" }).click();
    const words = await this.details.getByText(/in [\d,]+ tensors/).innerText();
    return Number(/in ([\d,]+) tensors/.exec(words)![1]!.replace(",", ""));
  }
}

test("10,000 rows x 8 swaps queue, pause, resume and cancel, and memory does not grow", async ({ page, context }) => {
  test.setTimeout(300_000);
  const queue = new QueuePage(page);
  await queue.open();
  await expect(queue.scoring.getByRole("spinbutton", { name: "Swaps S" })).toHaveValue("8");
  await expect(queue.scoring.getByRole("button", { name: "Score 10,000 rows" })).toBeEnabled({ timeout: 60_000 });
  const heap = await openHeapMeter(context, page);
  await queue.press("Score 10,000 rows");

  await queue.waitFor(WARM_UP);
  const [tensors, held] = [await queue.countTensors(), await heap.measure()];
  const numWarm = await queue.count();

  // Paused: the batch under way is the last; the page answers.
  await queue.press("Pause");
  await expect(queue.scoring).toContainText("Paused");
  let numPaused = -1;
  await expect
    .poll(
      async () => {
        const before = numPaused;
        numPaused = await queue.count();
        return numPaused === before;
      },
      { intervals: [3000] },
    )
    .toBe(true);
  await page.getByRole("region", { name: "Selection" }).getByRole("searchbox").fill("the small workshop");
  await expect(page.getByRole("region", { name: /First to check|The rows/ })).toContainText(/[\d,]+ of 10,000 rows/);
  await page.getByRole("region", { name: "Selection" }).getByRole("searchbox").fill("");
  expect(await queue.count()).toBe(numPaused);
  expect(numPaused).toBeLessThan(NUM_ROWS);

  await queue.press("Resume");
  await queue.waitFor(Math.max(numPaused + 1, numWarm + STRETCH));
  const more: HeldBytes = await heap.measure();
  expect(await queue.countTensors()).toBe(tensors);
  expect(more.workers - held.workers).toBeLessThan(SLACK);
  expect(more.buffers - held.buffers).toBeLessThan(SLACK);

  const numBefore = await queue.count();
  await queue.press("Cancel");
  await expect(queue.scoring).toContainText("it goes on where it stopped");
  const words = await queue.scoring.innerText();
  const numKept = Number(/([\d,]+) of 10,000 rows scored/.exec(words)![1]!.replace(",", ""));
  expect(numKept).toBeGreaterThanOrEqual(numBefore);
  expect(numKept).toBeLessThan(NUM_ROWS);
  await expect(queue.scoring.getByRole("button", { name: /^Score the other [\d,]+ rows/ })).toBeEnabled();
  await heap.close();
});

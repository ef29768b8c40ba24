/** @file Session files: all of the page into a file and out of it again, in a browser that has never been here. */
import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { BenchPage, openBench } from "./benchPage";
import { expect, test } from "./fixtures";

test.describe.configure({ timeout: 240_000 });

const LINES = readFileSync("public/corpora/demo.jsonl", "utf8").trim().split("\n").slice(0, 12);
const MINE = { name: "mine.jsonl", mimeType: "application/jsonl", buffer: Buffer.from(LINES.join("\n")) };
const scoringOf = (page: Page) => page.getByRole("region", { name: "Scoring" });
const selectionOf = (page: Page) => page.getByRole("region", { name: "Selection" });
const menuOf = (page: Page) => page.getByRole("button", { name: "Session", exact: true });
const fileOf = (text: string, name = "session.json") => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(text),
});

/** Presses “Save session” by keyboard and reads the file. */
async function save(page: Page): Promise<string> {
  await menuOf(page).focus();
  await page.keyboard.press("Enter");
  await expect(menuOf(page)).toHaveAttribute("aria-expanded", "true");
  const download = page.waitForEvent("download");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Save session" })).toBeFocused();
  await page.keyboard.press("Enter");
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^entity-bias-session-\d{4}-\d\d-\d\d\.json$/);
  await expect(menuOf(page)).toHaveAttribute("aria-expanded", "false");
  return readFileSync(await file.path(), "utf8");
}

/** Words and drawings of the corpus' charts, at rest. */
async function readCharts(page: Page): Promise<string[]> {
  await expect(page.getByRole("figure").first()).toHaveAttribute("aria-busy", "false");
  await expect(page.locator('figure[aria-busy="true"]')).toHaveCount(0);
  await page.mouse.move(0, 0);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const words = await page.getByRole("figure").allInnerTexts();
  const drawings: string[] = [];
  for (const svg of await page.locator("figure svg.chart").all()) {
    if (await svg.isVisible()) drawings.push((await svg.screenshot({ animations: "disabled" })).toString("base64"));
  }
  return [...words, ...drawings];
}

/** A file dropped on an element of the page. */
async function drop(page: Page, selector: string, text: string): Promise<void> {
  const data = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([given], "dropped.json", { type: "application/json" }));
    return transfer;
  }, text);
  await page.dispatchEvent(selector, "drop", { dataTransfer: data });
}

test("a session brings one's own rows, scores, selection, slices and sentence into a fresh browser", async ({
  page,
  browser,
}) => {
  const bench = await openBench(page);
  await bench.writeSentence("Quillon Marsh founded Verity Tannery in Oslo.");
  await bench.mark("subject", "Quillon", "Marsh");
  await bench.mark("object", "Verity", "Tannery");
  await bench.waitForLive();
  await page.getByRole("button", { name: /^Pin/ }).click();
  await page.getByRole("textbox", { name: /^Your own name for the subject/ }).fill("Orla Finch");
  await page.getByRole("button", { name: "Put in" }).click();
  await bench.waitForAnswer();
  await page.getByRole("link", { name: "Corpus" }).click();
  await page.getByLabel(/^Corpus file/).setInputFiles(MINE);
  await scoringOf(page)
    .getByRole("button", { name: /^Score/ })
    .click({ timeout: 60_000 });
  await expect(scoringOf(page)).toContainText("12 of 12 rows scored");
  const bins = page.getByRole("listbox", { name: "Bins of variance" }).getByRole("option");
  const labels = await bins.evaluateAll((all) => all.map((bin) => bin.getAttribute("aria-label") ?? ""));
  await bins.nth(labels.findIndex((label) => !label.includes(": 0 ID"))).focus();
  await page.keyboard.press("Enter");
  await selectionOf(page).getByRole("button", { name: "Keep as slice" }).click();
  await page.getByRole("textbox", { name: "Name of the slice" }).fill("Low ones");
  await page.keyboard.press("Enter");
  const charts = await readCharts(page);
  const text = await save(page);
  expect(text).toContain("Quillon Marsh founded Verity Tannery");
  expect(page.url()).not.toMatch(/quillon|orla/i);

  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, serviceWorkers: "block" });
  const fresh = await context.newPage();
  await fresh.goto("./?model=tiny&backend=wasm");
  await new BenchPage(fresh).waitForLive();
  await menuOf(fresh).click();
  const { violations } = await new AxeBuilder({ page: fresh }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await fresh.getByLabel("Session file to open").setInputFiles(fileOf(text));
  await expect(scoringOf(fresh)).toContainText("12 of 12 rows scored");
  await expect(selectionOf(fresh).getByRole("button", { name: /^Low ones/ })).toHaveAttribute("aria-pressed", "true");
  expect(await readCharts(fresh)).toEqual(charts);
  // Saved again it is the same document, but for its date.
  const again = JSON.parse(await save(fresh)) as { made: object };
  const first = JSON.parse(text) as typeof again;
  expect({ ...again, made: null }).toEqual({ ...first, made: null });
  await fresh.getByRole("link", { name: "Bench" }).click();
  const other = new BenchPage(fresh);
  await other.waitForAnswer();
  expect(await other.readArgument("subject")).toBe("Orla Finch");
  await expect(fresh.getByRole("button", { name: "Restore Quillon Marsh" })).toBeVisible();
  await expect(fresh.getByText("Quillon Marsh founded Verity Tannery").first()).toBeVisible();
  // One step back is the page as it was, and rows that were brought in are kept for a reload.
  await fresh.getByRole("link", { name: "Corpus" }).click();
  await fresh.reload();
  await expect(scoringOf(fresh)).toContainText("12 of 12 rows scored");
  await context.close();
});

test("a session can be dropped or chosen like a corpus, undone, and refused without harm", async ({ page }) => {
  const bench = await openBench(page);
  await bench.waitForLive();
  const first = await bench.sentence.innerText();
  await bench.writeSentence("Quillon Marsh founded Verity Tannery.");
  const text = await save(page);
  await page.getByRole("button", { name: "Dismiss" }).click();
  await page.reload();
  await bench.waitForLive();
  expect(await bench.sentence.innerText()).toBe(first);

  // Broken, newer, and none at all: the page keeps what it shows.
  await drop(page, ".stage, main", text.slice(0, 300));
  await expect(
    page.getByText(/dropped\.json, line \d+, column \d+: not JSON here, found the end of the file/),
  ).toBeVisible();
  await page.getByLabel("Session file to open").setInputFiles(fileOf(text.replace('"version": 2', '"version": 9')));
  await expect(page.getByText(/saved by a newer version of this page/)).toBeVisible();
  await page.getByLabel("Session file to open").setInputFiles(MINE);
  await expect(page.getByText(/mine\.jsonl, line 2/)).toBeVisible();
  expect(await bench.sentence.innerText()).toBe(first);
  await page.getByRole("button", { name: "Dismiss" }).click();

  await drop(page, "main", text);
  await expect(bench.sentence).toContainText("Quillon");
  await page.getByRole("button", { name: "Undo: open session dropped.json" }).click();
  expect(await bench.sentence.innerText()).toBe(first);
  await page.getByRole("link", { name: "Corpus" }).click();
  await page.getByLabel(/^Corpus file/).setInputFiles(fileOf(text));
  await expect(bench.sentence).toContainText("Quillon");
});

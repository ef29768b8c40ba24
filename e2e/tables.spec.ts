import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import Papa from "papaparse";
import { expect, test } from "./fixtures";

/** Rows of our own demo corpus, as a visitor's file. */
const LINES = readFileSync("public/corpora/demo.jsonl", "utf8").trim().split("\n");

const drawnRows = (table: Locator) => table.locator("tbody tr[aria-rowindex]");
const readTop = (box: Locator) => box.evaluate((element) => element.scrollTop);

/** Whether a row lies in the view of its box. */
const isInView = (row: Locator) =>
  row.evaluate((element) => {
    const box = element.closest(".scroller")!.getBoundingClientRect();
    const { top, bottom } = element.getBoundingClientRect();
    return top >= box.top - 1 && bottom <= box.bottom + 1;
  });

async function openScored(page: Page, numRows: number): Promise<void> {
  await page.goto("./?model=tiny&backend=wasm&view=corpus");
  await page.getByLabel(/^Corpus file/).setInputFiles({
    name: "mine.jsonl",
    mimeType: "application/jsonl",
    buffer: Buffer.from(LINES.slice(0, numRows).join("\n")),
  });
  const scoring = page.getByRole("region", { name: "Scoring" });
  await scoring.getByRole("button", { name: /^Score(?!.* too$)/ }).click({ timeout: 60_000 });
  await expect(scoring.getByRole("button", { name: "All scored" })).toBeVisible({ timeout: 60_000 });
}

test("the table of rows draws only what is in view; its keys reach the last row; an order goes back to the first", async ({
  page,
}) => {
  await page.goto("./?model=tiny&backend=wasm&view=corpus");
  await page.getByRole("button", { name: "Open the demo corpus" }).click();
  const region = page.getByRole("region", { name: "The rows" });
  const box = region.getByRole("group", { name: /^Table:/ });
  const table = region.getByRole("table");
  await expect(table).toHaveAttribute("aria-rowcount", String(LINES.length + 1));
  await region.getByRole("button", { name: "Sentence" }).click();
  await expect(drawnRows(table).first()).toHaveAttribute("aria-rowindex", "2");
  expect(await drawnRows(table).count()).toBeLessThan(40);

  await box.focus();
  await page.keyboard.press("PageDown");
  await expect.poll(() => readTop(box)).toBeGreaterThan(100);
  await page.keyboard.press("End");
  const last = table.locator(`tr[aria-rowindex="${LINES.length + 1}"]`);
  await expect(last).toBeVisible();
  await expect.poll(() => isInView(last)).toBe(true);
  expect(await drawnRows(table).count()).toBeLessThan(40);
  // The rows in the page are those of the order, with no gap where the view is.
  const texts = LINES.map((line) => (JSON.parse(line) as { text: string }).text).sort(new Intl.Collator("en").compare);
  await expect(last.getByRole("button")).toHaveAccessibleName(`Open in the Bench: ${texts.at(-1)!}`);
  await page.keyboard.press("PageUp");
  await expect(last).toBeAttached();
  await page.keyboard.press("Home");
  await expect.poll(() => readTop(box)).toBe(0);

  // The row with the focus stays while the view goes elsewhere.
  const first = table.locator(`tr[aria-rowindex="2"]`).getByRole("button");
  await first.focus();
  await page.keyboard.press("End");
  await expect.poll(() => isInView(last)).toBe(true);
  await expect(first).toBeFocused();

  // Another order, and another selection, start at the top.
  await region.getByRole("button", { name: "Answer" }).click();
  await expect.poll(() => readTop(box)).toBe(0);
  await box.focus();
  await page.keyboard.press("End");
  await expect.poll(() => readTop(box)).toBeGreaterThan(100);
  await page.getByRole("region", { name: "Selection" }).getByRole("searchbox").fill("the");
  await expect(region).toContainText(/\d+ of 690 rows selected/);
  await expect.poll(() => readTop(box)).toBe(0);
});

test("the table of names is narrowed by letters and by type, alone", async ({ page }) => {
  await openScored(page, 60);
  const region = page.getByRole("region", { name: /names, .* in more than one row/ });
  const rows = page.getByRole("region", { name: /First to check|The rows/ });
  await expect(region).toContainText("n = 60 rows");
  const numNames = Number(/^\d+/.exec(await region.getByRole("heading").innerText())![0]);
  await region.getByRole("searchbox", { name: "Name contains" }).fill("an");
  const status = region.getByRole("status");
  await expect(status).toHaveText(new RegExp(`^\\d+ of ${numNames} names$`));
  const numFound = Number(/^\d+/.exec(await status.innerText())![0]);
  expect(numFound).toBeLessThan(numNames);
  await expect(region.getByRole("table")).toHaveAttribute("aria-rowcount", String(numFound + 1));
  const shown = await region.locator("tbody td.first").allInnerTexts();
  expect(shown.length).toBeGreaterThan(0);
  for (const name of shown) expect(name.toLowerCase()).toContain("an");
  await expect(rows).toContainText("60 of 60 rows selected");

  await region.getByRole("button", { name: /Type of the names/ }).click();
  await page.getByRole("option", { name: /^PERSON/ }).click();
  await expect.poll(async () => Number(/^\d+/.exec(await status.innerText())![0])).toBeLessThanOrEqual(numFound);
  const waiting = page.waitForEvent("download");
  await region.getByRole("button", { name: "CSV" }).click();
  const csv = readFileSync(await (await waiting).path(), "utf8");
  const { data } = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true });
  expect(data.length).toBe(Number(/^\d+/.exec(await status.innerText())![0]));
  for (const { name, type } of data) {
    expect(name!.toLowerCase()).toContain("an");
    expect(type).toBe("PERSON");
  }

  await region.getByRole("searchbox").fill("zzz");
  await expect(region).toContainText("No name of these rows is like that.");
  await region.getByRole("searchbox").fill("");
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 });
    // Charts are drawn anew for the new width.
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const { violations } = await new AxeBuilder({ page }).include(".tools").include(".long").analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  }
});

test("variance against flips by name: n, verdict, definition and CSV follow the choice and the selection", async ({
  page,
}) => {
  await openScored(page, 60);
  const figure = page.locator("figure", { hasText: "Each point is a" });
  await expect(figure).toContainText("n = 60 rows");
  await figure.getByRole("radio", { name: "Names" }).check({ force: true });
  await expect(figure).toContainText(/n = \d+ names in 60 rows/);
  await expect(figure).toContainText("Each point is a name");
  await expect(figure).toHaveAttribute("aria-busy", "false");
  await expect(figure.getByRole("heading")).toHaveText(/a name’s variance predict/);
  await expect(figure.getByRole("radio", { name: "Names" })).toBeChecked();

  const readCsv = async (from: Locator) => {
    const waiting = page.waitForEvent("download");
    await from.getByRole("button", { name: "CSV" }).click();
    const text = readFileSync(await (await waiting).path(), "utf8");
    return Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
  };
  const drawn = await readCsv(figure);
  const names = page.getByRole("region", { name: /names, .* in more than one row/ });
  const listed = new Map((await readCsv(names)).map((row) => [row.name, row]));
  expect(drawn.length).toBe(listed.size);
  for (const { name, variance, flip_rate } of drawn) {
    expect([variance, flip_rate]).toEqual([listed.get(name)!.variance, listed.get(name)!.flip_rate]);
  }
  await figure.getByRole("button", { name: /^Definitions/ }).click();
  await expect(figure.getByText("Spearman’s ρ over names")).toBeVisible();

  // Too few names for a coefficient: said, not drawn as one.
  const { text } = JSON.parse(LINES[1]!) as { text: string };
  await page.getByRole("region", { name: "Selection" }).getByRole("searchbox").fill(text);
  await expect(figure.getByRole("heading")).toContainText("fewer than 20 names, not estimated");
  await expect(figure).toContainText("n = 2 names in 1 row");
});

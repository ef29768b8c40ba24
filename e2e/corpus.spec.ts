import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";

/** Rows of our own demo corpus, as a visitor's file. */
const LINES = readFileSync("public/corpora/demo.jsonl", "utf8").trim().split("\n");

interface Row {
  readonly text: string;
  readonly relation: string | null;
  readonly subj: { readonly start: number; readonly end: number };
}

const fileOf = (lines: readonly string[], name = "mine.jsonl") => ({
  name,
  mimeType: "application/jsonl",
  buffer: Buffer.from(lines.join("\n")),
});

class CorpusPage {
  readonly scoring: Locator;
  readonly selection: Locator;
  readonly bins: Locator;
  readonly rows: Locator;

  constructor(readonly page: Page) {
    this.scoring = page.getByRole("region", { name: "Scoring" });
    this.selection = page.getByRole("region", { name: "Selection" });
    this.bins = page.getByRole("listbox", { name: "Bins of variance" }).getByRole("option");
    this.rows = page.getByRole("region", { name: /First to check|The rows/ });
  }

  async openFile(file: ReturnType<typeof fileOf>): Promise<void> {
    await this.page.getByLabel(/^Corpus file/).setInputFiles(file);
  }

  async score(): Promise<void> {
    await this.scoring.getByRole("button", { name: /^Score(?!.* too$)/ }).click({ timeout: 60_000 });
  }

  async waitForAll(timeout = 60_000): Promise<void> {
    await expect(this.scoring.getByRole("button", { name: "All scored" })).toBeVisible({ timeout });
  }

  /** Rows the table says are selected. */
  async countRows(): Promise<number> {
    const words = await this.rows.getByText(/ rows selected\./).innerText();
    return Number(/^[\d,]+/.exec(words)![0].replace(",", ""));
  }

  /** Rows the table says are selected, once it has followed the selection. */
  async countSettledRows(): Promise<number> {
    await expect.poll(async () => this.selection.innerText()).toContain(" scored rows selected");
    await expect
      .poll(async () => {
        const [said] = /[\d,]+(?= scored rows selected)/.exec(await this.selection.innerText()) ?? [];
        return Number(said?.replace(",", "")) === (await this.countRows());
      })
      .toBe(true);
    return this.countRows();
  }

  /** [ID, OOD] of each bin. */
  async readBins(): Promise<number[][]> {
    const labels = await this.bins.evaluateAll((bins) => bins.map((bin) => bin.getAttribute("aria-label") ?? ""));
    return labels.map((label) => [.../(\d+) ID, (\d+) OOD/.exec(label)!].slice(1).map(Number));
  }
}

async function openCorpus(page: Page, backend: "wasm" | "webgpu" = "wasm"): Promise<CorpusPage> {
  await page.goto(`./?model=tiny&backend=${backend}&view=corpus`);
  await expect(page.getByRole("heading", { name: "Which rows are answered by the name?" })).toBeVisible();
  return new CorpusPage(page);
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

test.describe("scoring", () => {
  test(
    "cancels half-way, keeps what it has over a reload, and goes on where it stopped",
    { tag: "@webgpu" },
    async ({ page }) => {
      const corpus = await openCorpus(page, "webgpu");
      await page.getByRole("button", { name: "Open the demo corpus" }).click();
      await expect(corpus.rows).toContainText("690 of 690 rows selected");
      await corpus.score();
      await expect(corpus.scoring).toContainText(/rows\/s, .* left/);
      await corpus.scoring.getByRole("button", { name: "Pause" }).click();
      await expect(corpus.scoring).toContainText("Paused");
      await corpus.scoring.getByRole("button", { name: "Resume" }).click();
      await expect(corpus.scoring.getByRole("progressbar")).toBeVisible();
      await corpus.scoring.getByRole("button", { name: "Cancel" }).click();
      await expect(corpus.scoring).toContainText("goes on where it stopped");
      const readScored = async () => Number(/([\d,]+) of 690 rows scored/.exec(await corpus.scoring.innerText())![1]);
      const numScored = await readScored();
      expect(numScored).toBeGreaterThan(0);
      expect(numScored).toBeLessThan(690);

      await page.reload();
      await expect(corpus.scoring).toContainText(/\d of 690 rows scored/);
      await expect.poll(readScored).toBeGreaterThanOrEqual(numScored);
      await expect(corpus.scoring.getByRole("button", { name: /^Score the other \d+ rows/ })).toBeEnabled();
      await corpus.score();
      await expect(corpus.scoring.getByRole("button", { name: "Cancel" })).toBeVisible();
      await corpus.scoring.getByRole("button", { name: "Cancel" }).click();
      expect(page.url()).not.toMatch(/row|name|text/i);

      await page.getByRole("button", { name: "Close and forget" }).click();
      await expect(page.getByRole("button", { name: "Open the demo corpus" })).toBeVisible();
      await page.reload();
      await expect(page.getByRole("button", { name: "Open the demo corpus" })).toBeEnabled();
    },
  );

  test(
    "a brushed bin selects its rows everywhere; undo and clear; a row opens in the Bench",
    { tag: "@webgpu" },
    async ({ page }) => {
      test.setTimeout(180_000); // WebGPU in software
      const corpus = await openCorpus(page, "webgpu");
      await corpus.openFile(fileOf(LINES.slice(0, 14)));
      await corpus.scoring.getByRole("spinbutton", { name: /^Swaps S/ }).fill("2");
      await corpus.scoring.getByRole("spinbutton", { name: /^Draws K/ }).fill("1");
      await corpus.score();
      await corpus.waitForAll(120_000);
      const bins = await corpus.readBins();
      expect(sum(bins.map(([id]) => id!))).toBe(28); // subject and object of 14 rows
      await expect(page.getByRole("figure").filter({ hasText: "Each point is a row" })).toContainText(/n = 14 rows/);

      // By keyboard: one bin, then two.
      const fullest = bins.reduce((best, [id], bin) => (id! > bins[best]![0]! ? bin : best), 0);
      await corpus.bins.nth(fullest).focus();
      await page.keyboard.press("Enter");
      await expect(corpus.bins.nth(fullest)).toHaveAttribute("aria-selected", "true");
      const one = await corpus.countSettledRows();
      expect(one).toBeGreaterThan(0);
      expect(one).toBeLessThan(14);
      await expect(corpus.selection).toContainText(`${one} scored rows selected`);
      await expect(page.getByRole("figure").filter({ hasText: "Each point is a row" })).toContainText(
        `n = ${one} rows`,
      );
      await expect(page.getByRole("region", { name: /names?,/ })).toContainText(`n = ${one} rows`);
      await page.keyboard.press("Shift+ArrowRight");
      const two = await corpus.countSettledRows();
      expect(two).toBeGreaterThanOrEqual(one);
      await page.getByRole("button", { name: "Undo: brush" }).click();
      await expect.poll(() => corpus.countRows()).toBe(one);
      await page.getByRole("button", { name: "Redo: brush" }).click();
      await expect.poll(() => corpus.countRows()).toBe(two);
      await corpus.selection.getByRole("button", { name: "Clear" }).click();
      await expect.poll(() => corpus.countRows()).toBe(14);

      // By mouse over two bins.
      await corpus.bins.nth(fullest).evaluate((bin) => bin.scrollIntoView({ block: "center" }));
      const boxes = await Promise.all([0, 1].map((i) => corpus.bins.nth(fullest - i).boundingBox()));
      const [from, to] = boxes.map((box) => ({ x: box!.x + box!.width / 2, y: box!.y + box!.height / 2 }));
      await page.mouse.move(from!.x, from!.y);
      await page.mouse.down();
      await page.mouse.move(to!.x, to!.y, { steps: 4 });
      await page.mouse.up();
      await expect(corpus.bins.nth(fullest - 1)).toHaveAttribute("aria-selected", "true");
      await corpus.selection.getByRole("button", { name: "Clear" }).click();

      // A name selects its rows; words narrow them.
      const { text, subj } = JSON.parse(LINES[1]!) as Row;
      await corpus.selection.getByRole("searchbox").fill(text.slice(subj.start, subj.end));
      await expect.poll(() => corpus.countRows()).toBe(1);
      await corpus.rows.getByRole("button", { name: /^Open in the Bench/ }).click();
      await expect(page).toHaveTitle(/Bench/);
      await expect(page.getByRole("listbox", { name: `Words of the sentence: ${text}` })).toBeVisible();
      await page.goBack();
      await expect.poll(() => corpus.countRows()).toBe(1);
      expect(page.url()).not.toContain(encodeURIComponent(text.slice(subj.start, subj.end)));
    },
  );

  test("scores only the selected rows, and the sentence on the Bench answers meanwhile", async ({ page }) => {
    const corpus = await openCorpus(page);
    await page.getByRole("button", { name: "Open the demo corpus" }).click();
    await corpus.score();
    await expect(corpus.scoring.getByRole("progressbar")).toBeVisible();
    await page.getByRole("link", { name: "Bench" }).click();
    await page.getByRole("link", { name: "Corpus" }).click();
    await expect(corpus.scoring.getByRole("progressbar")).toBeVisible(); // the job goes on
    await page.getByRole("link", { name: "Bench" }).click();
    await page.getByRole("button", { name: "New draw" }).click();
    const prediction = page.getByRole("figure").filter({ hasText: "Probability of each relation" });
    await expect(prediction).toHaveAttribute("aria-busy", "false", { timeout: 10_000 });
    await page.getByRole("link", { name: "Corpus" }).click();
    // The seed is another one now: the scores of the old one no longer stand.
    await expect(corpus.scoring).toContainText("0 of 690 rows scored");
    await corpus.selection.getByRole("button", { name: "Relation" }).click();
    await page.getByRole("option", { name: /^place of birth/ }).click();
    await corpus.scoring.getByRole("button", { name: "Score 12 selected rows" }).click();
    await expect(corpus.scoring).toContainText("12 of 690 rows scored");
  });
});

test.describe("two models", () => {
  test("the other model is scored on the same rows; both stand side by side, also after a reload", async ({ page }) => {
    const corpus = await openCorpus(page);
    await corpus.openFile(fileOf(LINES.slice(0, 60)));
    await corpus.score();
    await corpus.waitForAll();
    const other = corpus.scoring.getByRole("group", { name: "Scores of Tiny test model" });
    await expect(other).toContainText("0 of 60 scored rows also scored with Tiny test model");
    await other.getByRole("button", { name: "Score Tiny test model too" }).click();
    await expect(other).toContainText("60 of 60 scored rows also scored", { timeout: 60_000 });
    const scores = page.getByRole("figure").filter({ hasText: "Circles: base. Diamonds: VIB. Filled" });
    await expect(scores).toContainText("n = 60 labelled rows that both models have read");
    await expect(scores.getByRole("heading")).toContainText(/VIB (loses|does not clearly help)|F1 is not defined/);
    const flips = page.getByRole("figure").filter({ hasText: "share of swaps to unseen names" });
    await expect(flips.getByRole("heading")).toContainText(/VIB (flips|does not clearly help against flips)/);
    await page.reload();
    await expect(scores).toContainText("n = 60 labelled rows that both models have read");
  });
});

test.describe("slices", () => {
  const flips = (page: Page) => page.getByRole("figure").filter({ hasText: "share of swaps to unseen names" });

  test("every figure by slice follows one choice; bands go by the rarer name", async ({ page }) => {
    const corpus = await openCorpus(page);
    // Two names of training in 25 rows, one invented name in 25 others.
    const rows = Array.from({ length: 50 }, (_, i) => {
      const name = i < 25 ? "London" : `Quorvane${String.fromCharCode(97 + (i % 25))}`;
      const text = `Paris trades with ${name} in spring ${i}.`;
      const [subj, obj] = [
        { start: 0, end: 5, type: "LOCATION" },
        { start: 18, end: 18 + name.length, type: "LOCATION" },
      ];
      return JSON.stringify({ id: String(i), text, subj, obj, relation: i % 2 ? "residence" : "no_relation" });
    });
    await corpus.openFile(fileOf(rows, "bands.jsonl"));
    await corpus.score();
    await corpus.waitForAll();
    await expect(flips(page)).toContainText("n = 50 rows");
    await expect(flips(page)).toContainText("Only one type pair has 20 swapped rows");
    await flips(page).getByText("Name frequency").click();
    await flips(page).getByRole("button", { name: "Table" }).click();
    const cells = flips(page).getByRole("row");
    await expect(cells).toHaveCount(3); // a heading and two bands
    await expect(cells.nth(1)).toContainText(/unseen in training\s*VIB\s*25/);
    await expect(cells.nth(2)).toContainText(/seen 10 times or more\s*VIB\s*25/);
    await expect(page.getByRole("radio", { name: "Name frequency" }).first()).toBeChecked();
    await expect(page.getByRole("figure").filter({ hasText: "the shift with its interval" })).toContainText(
      "2 frequency bands tested",
    );
  });

  test("says so when the counts of training do not come, and tries again", async ({ page, allowConsole }) => {
    allowConsole(/404|Failed to load resource/);
    await page.route("**/names/trainCounts.bin", (route) => route.fulfill({ status: 404 }), { times: 1 });
    const corpus = await openCorpus(page);
    await corpus.openFile(fileOf(LINES.slice(0, 30)));
    await corpus.score();
    await corpus.waitForAll();
    await page.getByText("Name frequency").first().click();
    await expect(page.getByRole("alert").first()).toContainText("could not be looked up");
    await page.getByRole("alert").first().getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("alert")).toHaveCount(0);
  });
});

test.describe("files", () => {
  test("says what is wrong with a file and keeps the one that is open", async ({ page }) => {
    const corpus = await openCorpus(page);
    await corpus.openFile(fileOf(["id;text", "1;a"], "table.csv"));
    await expect(page.getByRole("alert")).toContainText("table.csv: its content is in none of the formats");
    await corpus.openFile(fileOf([], "empty.jsonl"));
    await expect(page.getByRole("alert")).toContainText("empty file");
    await corpus.openFile(fileOf([LINES[0]!, "{", LINES[1]!]));
    await expect(page.getByText("1 row of 3 could not be read")).toBeVisible();
    await page.getByText("1 row of 3 could not be read").click();
    await expect(page.getByText(/line 2, column 2/)).toBeVisible();
    await corpus.openFile(fileOf(["[]"], "none.json"));
    await expect(page.getByRole("alert")).toContainText("mine.jsonl stays open");
  });

  test("one row, no labels, no types: each has its message and no empty chart", async ({ page }) => {
    const corpus = await openCorpus(page);
    const bare = { text: "Mira met Ravi.", subj: { start: 0, end: 4 }, obj: { start: 9, end: 13 } };
    await corpus.openFile(fileOf([JSON.stringify(bare)]));
    await expect(page.getByText("One row has no interval")).toBeVisible();
    await expect(page.getByText("No row has a gold relation")).toBeVisible();
    await corpus.score();
    await corpus.waitForAll();
    await expect(page.getByText("No scored row could be swapped")).toBeVisible();
    await expect(page.getByText("No row has been read with swapped names")).toBeVisible();
    await expect(page.getByText("No scored row has a gold relation that this model knows")).toBeVisible();
  });

  test("reads TACRED JSON", async ({ page }) => {
    const corpus = await openCorpus(page);
    const row = {
      id: "t1",
      token: ["Mira", "lives", "in", "Oslo", "."],
      subj_start: 0,
      subj_end: 0,
      obj_start: 3,
      obj_end: 3,
      subj_type: "PERSON",
      obj_type: "CITY",
      relation: "residence",
    };
    await corpus.openFile(fileOf([JSON.stringify([row, { ...row, id: "t2" }])], "tacred.json"));
    await expect(corpus.rows).toContainText("Mira lives in Oslo.");
    await corpus.score();
    await corpus.waitForAll();
    await expect(corpus.rows).toContainText(/\d of 8/);
  });
});

test.describe("the view for everyone", () => {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`has no accessibility violations, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const corpus = await openCorpus(page);
      await expectNoViolations(page);
      await corpus.openFile(fileOf(LINES.slice(0, 60)));
      await corpus.score();
      await corpus.waitForAll();
      await expect(page.getByRole("figure").filter({ hasText: "Each point is a row" })).toContainText(/n = 60 rows/);
      await corpus.bins.nth(3).focus();
      await page.keyboard.press("Enter");
      await expectNoViolations(page);
    });
  }

  test("fits a phone, and exports every chart", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    const corpus = await openCorpus(page);
    await corpus.openFile(fileOf(LINES.slice(0, 60)));
    await corpus.score();
    await corpus.waitForAll();
    await expect(page.getByRole("figure")).toHaveCount(5);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await expectNoViolations(page);
    for (const figure of await page.getByRole("figure").all()) {
      const title = await figure.getByRole("heading").innerText();
      const [svg] = await Promise.all([
        page.waitForEvent("download"),
        figure.getByRole("button", { name: "SVG" }).click(),
      ]);
      expect(readFileSync(await svg.path(), "utf8")).toContain(title.slice(0, 20));
      const [csv] = await Promise.all([
        page.waitForEvent("download"),
        figure.getByRole("button", { name: "CSV" }).click(),
      ]);
      expect(readFileSync(await csv.path(), "utf8").split("\r\n").length).toBeGreaterThan(2);
    }
  });
});

async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target).join(" ")}`,
  );
  expect(found).toEqual([]);
}

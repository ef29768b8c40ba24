import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

const VIB = readFileSync("public/results/re-minilm-vib.json", "utf8");
const FILE = JSON.parse(VIB) as { numRows: number; columns: Record<string, unknown[]> };
const ROWS = FILE.numRows.toLocaleString("en");

/** The corpus view of a trained model whose weights never come: the figures need none. */
async function openFigures(page: Page, modelId: string): Promise<void> {
  await page.route("**/*.safetensors", () => new Promise<never>(() => undefined));
  await page.goto(`./?model=${modelId}&backend=wasm&view=corpus`);
}
const rowsOf = (page: Page) => page.getByRole("region", { name: /First to check/ });
const drop = (page: Page, name: string, text: string) =>
  page
    .getByLabel("Corpus files, of any kind")
    .setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });

test("thousands of real points stand there at once; a brushed bin selects its rows in every view", async ({ page }) => {
  await openFigures(page, "re-minilm-vib");
  await expect(page.getByRole("region", { name: "Figures" })).toContainText(
    `${ROWS} test rows of the training corpus, figures only.`,
  );
  await expect(page.getByRole("button", { name: "Open the demo corpus" })).toBeVisible();
  await expect(rowsOf(page)).toContainText(`${ROWS} of ${ROWS} rows selected`);
  const scatter = page.getByRole("figure").filter({ hasText: "Each point is a row" });
  await expect(scatter).toContainText(`n = ${ROWS} rows`, { timeout: 60_000 });
  // Both models at once, and nothing was scored.
  await expect(page.getByRole("heading", { name: /base’s F1/ })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("heading", { name: /No table of names/ })).toBeVisible();
  await expect(rowsOf(page).getByRole("button", { name: /Open in the Bench/ })).toHaveCount(0);

  const bins = page.getByRole("listbox", { name: "Bins of variance" }).getByRole("option");
  await bins.nth(4).focus();
  await page.keyboard.press("Enter");
  const isIn = (value: unknown) => typeof value === "number" && value >= 0.4 && value < 0.5;
  const { varianceSubject, varianceObject } = FILE.columns;
  const expected = varianceSubject!.filter((value, i) => isIn(value) || isIn(varianceObject![i])).length;
  expect(expected).toBeGreaterThan(20);
  await expect(rowsOf(page)).toContainText(`${expected} of ${ROWS} rows selected`);
  await expect(scatter).toContainText(`n = ${expected} rows`, { timeout: 60_000 });
  await page.keyboard.press("Control+z");
  await expect(rowsOf(page)).toContainText(`${ROWS} of ${ROWS} rows selected`);

  // A relation is selected by its words, in every view as well.
  await page.getByRole("button", { name: "Relation", exact: false }).first().click();
  await page.getByRole("option", { name: /^spouse/ }).click();
  await expect(page.getByRole("region", { name: "Selection" })).toContainText("spouse");
  await expect(rowsOf(page)).toContainText(/: spouse/);
});

test("the model in use decides whose figures they are; a test model has none", async ({ page }) => {
  await openFigures(page, "re-minilm-base");
  await expect(page.getByRole("region", { name: "Figures" })).toContainText("MiniLM has read");
  await expect(page.getByRole("heading", { name: /This model has no bottleneck/ })).toBeVisible();
  await page.getByText("How these figures were made").click();
  await expect(page.getByRole("region", { name: "Figures" })).toContainText("CC BY-SA 4.0");
  await page.getByRole("region", { name: "Figures" }).getByRole("button", { name: "Model" }).click();
  await page.getByRole("option", { name: /^MiniLM \+ VIB(?!,)/ }).click();
  await expect(page.getByRole("region", { name: "Figures" })).toContainText("MiniLM + VIB has read");
  await expect(page.getByRole("listbox", { name: "Bins of variance" })).toBeVisible();

  await page.goto("./?model=tiny&backend=wasm&view=corpus");
  await expect(page.getByText("Drop files here")).toBeVisible();
  await expect(page.getByRole("region", { name: "Figures" })).toHaveCount(0);
});

test("what is selected on them stands in the link; the test set can be shown again over an open corpus", async ({
  page,
}) => {
  await openFigures(page, "re-minilm-vib");
  await page.getByRole("button", { name: "All relations Relation" }).click();
  await page.getByRole("option", { name: /^place of birth/ }).click();
  const selected = page.getByText(/ rows selected\./);
  await expect(selected).not.toContainText(`${ROWS} of`);
  const said = await selected.innerText();
  await expect(page).toHaveURL(/#.*corpus=results~[0-9a-f]{12}/);
  await page.reload();
  await expect(selected).toHaveText(said);

  await page.getByRole("button", { name: "Open the demo corpus" }).click();
  await expect(selected).toContainText("690 of 690");
  await page.getByRole("button", { name: "Test set", exact: true }).click();
  await expect(selected).toContainText(`${ROWS} of ${ROWS}`);
  await page.getByRole("button", { name: "Undo: show the test set" }).click();
  await expect(selected).toContainText("690 of 690");
  await page.getByRole("button", { name: "Redo: show the test set" }).click();
  await expect(selected).toContainText(`${ROWS} of ${ROWS}`);
});

test("says so when the figures do not come; the page works without them", async ({ page, allowConsole }) => {
  allowConsole(/503/);
  await page.route("**/results/*.json", (route) => route.fulfill({ status: 503 }));
  await openFigures(page, "re-minilm-vib");
  await expect(page.getByText(/expected results\/index\.json from this site, got status 503/)).toBeVisible();
  await page.getByRole("button", { name: "Open the demo corpus" }).click();
  await expect(page.getByText("690 of 690 rows selected")).toBeVisible();
  await expect(page.getByText(/got status 503/)).toHaveCount(0);
});

test("a results file can be dropped; a broken one gives a message and keeps what is open", async ({ page }) => {
  await page.goto("./?model=tiny&backend=wasm&view=corpus");
  const nan = VIB.replace(/("varianceRow": \[)[\d.]+/, "$1NaN");
  await drop(page, "broken.json", nan);
  await expect(page.getByRole("alert")).toContainText(
    "broken.json: expected a number, 0 or more, or null at columns.varianceRow, value 1, got NaN.",
  );
  await expect(page.getByRole("figure")).toHaveCount(0);
  await drop(page, "mine.json", VIB);
  await expect(page.getByRole("region", { name: "Figures" })).toContainText(`${ROWS} rows, figures only`);
  await expect(rowsOf(page)).toContainText(`${ROWS} of ${ROWS} rows selected`);
  const { swapAnswers } = FILE.columns;
  await drop(
    page,
    "short.json",
    VIB.replace(/("swapAnswers": )\[\[.*\]\]/, `$1${JSON.stringify(swapAnswers!.slice(1))}`),
  );
  await expect(page.getByRole("alert")).toContainText(`expected ${ROWS} values (numRows) at columns.swapAnswers`);
  await expect(page.getByRole("alert")).toContainText("mine.json stays open");
  await page.reload();
  await expect(rowsOf(page)).toContainText(`${ROWS} of ${ROWS} rows selected`);
  await page.getByRole("button", { name: "Close and forget" }).click();
  await expect(page.getByText("Drop files here")).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`has no accessibility violations and fits a phone, ${colorScheme}`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await openFigures(page, "re-minilm-vib");
    await expect(page.getByRole("figure").filter({ hasText: "Each point is a row" })).toContainText(
      `n = ${ROWS} rows`,
      {
        timeout: 60_000,
      },
    );
    await page.getByText("How these figures were made").click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await expect(page.locator("figure[aria-busy=true]")).toHaveCount(0, { timeout: 60_000 });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(" ")}`)).toEqual([]);
  });
}

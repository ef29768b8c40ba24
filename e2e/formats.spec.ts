import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

const FIXTURES = "test/fixtures/formats";

async function openCorpus(page: Page) {
  await page.goto("./?model=tiny&backend=wasm&view=corpus");
  await expect(page.getByRole("heading", { name: "Which rows are answered by the name?" })).toBeVisible();
  const panel = page.getByRole("region", { name: "Corpus", exact: true });
  const open = (...names: string[]) =>
    page.getByLabel(/^Corpus file/).setInputFiles(names.map((name) => `${FIXTURES}/${name}`));
  return { panel, open };
}

test.describe("files of other tools", () => {
  test("are told by content, with a report whose decisions read the file again", async ({ page }) => {
    const { panel, open } = await openCorpus(page);
    await open("opennre_text.txt");
    await panel.getByText("Read as OpenNRE lines: 1 row, 1 not readable; 1 decision").click();
    await expect(panel).toContainText("3 of 4 spans are the words");
    await panel.getByRole("button", { name: /How are the offsets/ }).click();
    await page.getByRole("option", { name: /UTF-16/ }).click();
    await expect(panel).toContainText("You chose this.");
    const axe = await new AxeBuilder({ page }).include(".open").analyze();
    expect(axe.violations).toEqual([]);
  });

  test("give pairs without a relation when asked, and types beside them are read", async ({ page }) => {
    const { panel, open } = await openCorpus(page);
    await open("spert.json", "spert_types.json");
    await panel.getByText(/Read as SpERT JSON: 2 rows/).click();
    await expect(panel).toContainText("relations whose two mentions overlap");
    await panel.getByText("all", { exact: true }).click();
    await expect(panel.getByText(/Read as SpERT JSON: \d\d rows/)).toBeVisible();
  });

  test("a table whose columns are unknown asks for them, and remembers", async ({ page }) => {
    const { panel, open } = await openCorpus(page);
    await open("unknown.csv");
    await expect(page.getByRole("alert")).toContainText("wait for you to say which column is what");
    for (const [question, column] of [
      ["Which column is the sentence?", "satz"],
      ["Which column is the subject?", "erste"],
      ["Which column is the object?", "zweite"],
    ] as const) {
      await panel.getByRole("button", { name: question }).click();
      await page.getByRole("option", { name: new RegExp(`^${column}`) }).click();
    }
    await expect(panel.getByText("Read as Table (CSV, TSV or flat JSON): 1 row")).toBeVisible();
    await expect(panel.getByRole("table", { name: "The first rows, as they are read" })).toContainText("Ida traf Bo");
    expect(page.url()).not.toContain("satz");

    await open("words.csv");
    await expect(panel.getByText(/: 2 rows, 1 not readable/)).toBeVisible();
    await open("unknown.csv");
    await expect(panel.getByText("Read as Table (CSV, TSV or flat JSON): 1 row")).toBeVisible();
  });

  test("a large file shows how far it is, and can be cancelled", async ({ page }) => {
    const { panel } = await openCorpus(page);
    const row =
      '{"text":"Ida met Bo at the mill by the river.","subj":{"start":0,"end":3},"obj":{"start":8,"end":10}}\n';
    const buffer = Buffer.from(row.repeat(400_000));
    await page.getByLabel(/^Corpus file/).setInputFiles({ name: "large.jsonl", mimeType: "text/plain", buffer });
    await panel.getByRole("button", { name: "Cancel" }).click();
    await expect(panel.getByRole("progressbar")).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Open the demo corpus" })).toBeEnabled();
  });

  test("a hostile archive is refused by name, and nothing in a file runs", async ({ page }) => {
    const { panel } = await openCorpus(page);
    const text = '<img src=x onerror="window.hit=1"> met Bo';
    const at = text.indexOf("Bo");
    const row = {
      text,
      subj: { start: 0, end: 4, type: "<b>" },
      obj: { start: at, end: at + 2 },
      relation: "<script>",
    };
    const file = { name: "<img onerror=x>.jsonl", mimeType: "text/plain", buffer: Buffer.from(JSON.stringify(row)) };
    await page.getByLabel(/^Corpus file/).setInputFiles(file);
    await expect(panel).toContainText("<img onerror=x>.jsonl");
    expect(await page.evaluate(() => (window as { hit?: number }).hit)).toBeUndefined();
    const { zipSync, strToU8 } = await import("fflate");
    const evil = zipSync({ "../../evil.jsonl": strToU8("{}") });
    await page
      .getByLabel(/^Corpus file/)
      .setInputFiles({ name: "a.zip", mimeType: "application/zip", buffer: Buffer.from(evil) });
    await expect(page.getByRole("alert")).toContainText("refused “../../evil.jsonl”");
  });
});

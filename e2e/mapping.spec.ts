import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures";

/** 48 rows with names of relations and types that are, almost are, and are not the model's. */
function makeRows(): string {
  const relations = ["per:spouse", "place_of_birth", "friend of", "friend of", "NA", "spouse"];
  const lines = Array.from({ length: 48 }, (_, i) => {
    const text = `Ida Moor ${i} met Bo Quill ${i} in the mill.`;
    const object = text.indexOf("Bo");
    return JSON.stringify({
      id: `r${i}`,
      text,
      subj: { start: 0, end: "Ida Moor".length, type: "Peop" },
      obj: { start: object, end: object + "Bo Quill".length, type: "PERSON" },
      relation: relations[i % relations.length],
    });
  });
  return lines.join("\n");
}

async function openRows(page: Page): Promise<Locator> {
  await page.goto("./?model=tiny&backend=wasm&view=corpus");
  const panel = page.getByRole("region", { name: "Corpus", exact: true });
  const file = { name: "pairs.jsonl", mimeType: "text/plain", buffer: Buffer.from(makeRows()) };
  await page.getByLabel(/^Corpus file/).setInputFiles(file);
  await expect(panel).toContainText("Read as JSON lines", { timeout: 30_000 });
  return panel;
}

async function choose(page: Page, own: string, label: string) {
  await page.getByRole("button", { name: new RegExp(`${own} is$`) }).click();
  await page.getByRole("option", { name: label, exact: true }).click();
}

test.describe("labels of a file", () => {
  test("are matched by name, the others by the reader; F1 follows, undo takes it back, and it is remembered", async ({
    page,
  }) => {
    const panel = await openRows(page);
    const counted = panel.getByText(/relations of the file are among/);
    await expect(counted).toContainText(
      "4 of 5 relations of the file are among the model’s 55; the rows of the others, 16 of 48, are left out of F1.",
      { timeout: 60_000 },
    );
    await expect(counted).toContainText("1 entity type (48 of 96 arguments) is unknown here");
    await page.getByRole("button", { name: /^Score(?!.* too$)/ }).click();
    const scores = page.locator("figure, section").filter({ hasText: "16 scored rows have a relation that is none" });
    await expect(scores.first()).toBeVisible({ timeout: 60_000 });

    await scores.first().getByRole("button", { name: "Match labels" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("heading", { level: 2 })).toHaveText("32 of 48 labelled rows count for F1");
    await expect(dialog.getByRole("listitem").first()).toContainText("friend of");
    const axe = await new AxeBuilder({ page }).include(".mapping").analyze();
    expect(axe.violations).toEqual([]);
    await choose(page, "friend of", "spouse");
    await expect(dialog.getByRole("heading", { level: 2 })).toHaveText("48 of 48 labelled rows count for F1");
    await choose(page, "NA", "Leave out of F1");
    await expect(dialog.getByRole("heading", { level: 2 })).toHaveText("40 of 48 labelled rows count for F1");
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(page.locator(".corpus")).toContainText("n = 40 labelled rows");
    expect(decodeURIComponent(page.url())).not.toContain("friend");

    await page
      .getByRole("button", { name: /^Undo: NA left out/ })
      .first()
      .click();
    await expect(panel.getByText("All 5 relations of the file are among the model’s 55.")).toBeVisible();

    // Another visit, and the same labels in another file.
    await page.reload();
    await expect(panel.getByText("All 5 relations of the file are among the model’s 55.")).toBeVisible({
      timeout: 60_000,
    });
    await panel.getByRole("button", { name: "Match labels" }).click();
    await page.getByRole("button", { name: "Reset to what names say" }).click();
    await expect(dialog.getByRole("heading", { level: 2 })).toHaveText("32 of 48 labelled rows count for F1");
    await page.getByRole("button", { name: "Done" }).click();
    await expect(counted).toBeVisible();
  });

  test("types are given by keyboard alone, and ask for new scores", async ({ page }) => {
    const panel = await openRows(page);
    await panel.getByRole("button", { name: "Match labels" }).click({ timeout: 60_000 });
    await page.getByRole("button", { name: /Peop is$/ }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.type("PERSON");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog").getByRole("listitem").filter({ hasText: "Peop" })).toContainText(
      "you chose it",
    );
    await page.keyboard.press("Escape");
    await expect(panel.getByText("is unknown here")).toHaveCount(0);
  });
});

test.describe("exports of the open corpus", () => {
  async function exportAs(page: Page, name: RegExp) {
    const downloading = page.waitForEvent("download");
    await page.getByRole("group", { name: "Export the rows" }).getByRole("button", { name }).click();
    const download = await downloading;
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  }

  test("give the file back with answers beside the labels, and other formats", async ({ page }) => {
    const panel = await openRows(page);
    await page.getByRole("button", { name: /^Score(?!.* too$)/ }).click({ timeout: 60_000 });
    await expect(panel.page().getByText(/48 of 48 rows scored/)).toBeVisible({ timeout: 60_000 });
    await panel.getByRole("button", { name: "Export" }).click();
    await expect(panel).toContainText("the answers of Tiny test model + VIB to 48 scored rows");
    const axe = await new AxeBuilder({ page }).include(".exports").analyze();
    expect(axe.violations).toEqual([]);

    const own = await exportAs(page, /^As it came: JSON lines/);
    expect(own.name).toBe("pairs-scored.jsonl");
    const lines = own.bytes.toString().split("\n");
    const rows = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows).toHaveLength(48);
    expect(rows[2]).toMatchObject({ id: "r2", relation: "friend of", entity_bias: { row: "r2" } });
    expect(rows[2]!.entity_bias).toHaveProperty("prediction");
    // Nothing but the addition: take it out, and the file is what it was.
    expect(lines.map((line) => line.replace(/, "entity_bias": \{.*\}\}$/, "}")).join("\n")).toBe(makeRows());

    for (const [button, name, begin] of [
      [/^TACRED JSON/, "pairs-scored.json", "["],
      [/^CSV/, "pairs-scored.csv", "id,text,subject"],
      [/^brat/, "pairs-scored.zip", "PK"],
      [/^Label Studio/, "pairs-scored.json", "["],
    ] as const) {
      const file = await exportAs(page, button);
      expect(file.name).toBe(name);
      expect(file.bytes.toString("latin1").startsWith(begin)).toBe(true);
    }
  });
});

/** @file All rows stand faintly behind every chart of a selection, with the numbers they had without it. */
import { readFileSync } from "node:fs";
import type { Locator } from "@playwright/test";
import { expect, test } from "./fixtures";

/** Cells of a column of a figure's CSV, by the first cell of each row. */
async function readColumn(figure: Locator, column: string): Promise<Map<string, string>> {
  const [download] = await Promise.all([
    figure.page().waitForEvent("download"),
    figure.getByRole("button", { name: "CSV", exact: true }).click(),
  ]);
  const [header, ...rows] = readFileSync(await download.path(), "utf8")
    .trim()
    .split("\r\n")
    .map((line) => line.split(","));
  const place = header!.indexOf(column);
  expect(place, `column ${column} of ${header!.join()}`).toBeGreaterThanOrEqual(0);
  return new Map(rows.map((row) => [row[0]!, row[place]!]));
}

test("a brush leaves all rows faintly behind, and a link with a selection gets them too", async ({ page }) => {
  await page.route("**/*.safetensors", () => new Promise<never>(() => undefined));
  await page.goto("./?model=re-minilm-vib&backend=wasm&view=corpus");
  const figureOf = (words: string) => page.getByRole("figure").filter({ hasText: words });
  const shift = figureOf("Right: the shift with its interval");
  const scores = figureOf("Circles: base. Diamonds: VIB. Filled");
  const flips = figureOf("share of swaps to unseen names");
  const waitForAll = async () => {
    for (const figure of [shift, scores, flips]) {
      await expect(figure).toHaveAttribute("aria-busy", "false", { timeout: 60_000 });
    }
  };
  await expect(shift).toContainText("n = 3,211 rows", { timeout: 60_000 });
  await waitForAll();
  await expect(page.locator(".behind")).toHaveCount(0);
  const [meansOfAll, f1OfAll] = [await readColumn(shift, "mean_id"), await readColumn(scores, "base_id")];

  const bins = page.getByRole("listbox", { name: "Bins of variance" }).getByRole("option");
  await bins.nth(4).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(shift).not.toContainText("n = 3,211 rows");
  await waitForAll();
  for (const figure of [shift, scores, flips]) {
    await expect(figure).toContainText("Faint, behind: all rows.");
    expect(await figure.locator(".behind").count()).toBeGreaterThan(5);
    await figure.getByRole("button", { name: "Table" }).click();
    await expect(figure.getByRole("columnheader", { name: /all rows$/ }).first()).toBeVisible();
    await figure.getByRole("button", { name: "Table" }).click();
  }
  // Behind stands what stood there before, not something near it.
  const behind = await readColumn(shift, "mean_id_all_rows");
  expect(behind.size).toBeGreaterThan(5);
  for (const [slice, mean] of behind) expect(mean, slice).toBe(meansOfAll.get(slice));
  expect((await readColumn(shift, "mean_id")).get("LOCATION → LOCATION")).not.toBe(
    meansOfAll.get("LOCATION → LOCATION"),
  );
  for (const [slice, f1] of await readColumn(scores, "base_id_all_rows")) expect(f1, slice).toBe(f1OfAll.get(slice));

  // Loaded anew with the selection, the page never sees the figures without it.
  await page.reload();
  await expect(shift).toContainText("Faint, behind: all rows.", { timeout: 60_000 });
  for (const [slice, mean] of await readColumn(shift, "mean_id_all_rows")) expect(mean).toBe(meansOfAll.get(slice));
  await page.getByRole("region", { name: "Selection" }).getByRole("button", { name: "Clear" }).click();
  await expect(shift).toContainText("n = 3,211 rows");
  await expect(page.locator(".behind")).toHaveCount(0);
});

import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { BenchPage, ON_WEBGPU, openBench } from "./benchPage";
import { expect, test } from "./fixtures";

interface Run {
  readonly name: string;
  readonly study: string;
  readonly title: string;
  readonly seeds: readonly number[];
  readonly scores: Readonly<Record<string, { readonly value: number }>>;
}
const { runs, studies } = JSON.parse(readFileSync("public/studies/results.json", "utf8")) as {
  runs: readonly Run[];
  studies: readonly { readonly id: string; readonly title: string }[];
};
const MAIN = runs.filter(({ study }) => study === studies[0]!.id);

/** The table of the study that is chosen; that of the joint runs stands last. */
const tableOf = (page: Page) => page.getByRole("region", { name: /runs? ha(s|ve) a result$/ }).first();
const details = (page: Page, title: string) => page.getByRole("region", { name: `Details of ${title}` });
const pairOf = (page: Page) => page.getByRole("region", { name: "Two models, same sentence" });

/** First cell and the cell of a column, row by row, as they stand; the box is scrolled to its end and back by keys. */
async function readColumn(page: Page, label: string): Promise<string[]> {
  const cells = tableOf(page).locator(`td[data-label="${label}"]`);
  return (await cells.allInnerTexts()).map((text) => text.split("\n")[0]!.trim());
}

test.describe("the Models view", () => {
  test("opens by keyboard, shows every run, sorts, goes to differences, and its link restores all of it", async ({
    page,
  }) => {
    await openBench(page, { model: "tiny", backend: "wasm" });
    const tab = page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Models", exact: true });
    await tab.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Which way of reading names is less biased?");
    const table = tableOf(page);
    await expect(table.locator("table")).toHaveAttribute("aria-rowcount", String(MAIN.length + 1));
    const waiting = MAIN.filter(({ seeds }) => seeds.length === 0);
    if (waiting.length > 0) await expect(table).toContainText("not run");

    // Sorted by type swap, the largest first: as the file says.
    await table.getByRole("button", { name: "type swap" }).click();
    const expected = MAIN.flatMap(({ scores }) => (scores.typeSwap ? [100 * scores.typeSwap.value] : []))
      .sort((a, b) => b - a)
      .map((value) => value.toFixed(1));
    const shown = await readColumn(page, "type swap");
    expect(shown.slice(0, Math.min(4, expected.length))).toEqual(expected.slice(0, 4));

    await page.keyboard.press("d");
    await expect(table.getByRole("radio", { name: "Differences to base" })).toBeChecked();
    await page.keyboard.press("j");
    await expect(details(page, MAIN[0]!.title)).toContainText("Made again by");
    // The address follows half a second after the last step.
    await expect(page).toHaveURL(/order=typeSwap%?~?down/);
    await expect(page).toHaveURL(new RegExp(`run=${MAIN[0]!.name}\\b`));

    const url = page.url();
    await page.goto("about:blank");
    await page.goto(url);
    await expect(details(page, MAIN[0]!.title)).toBeVisible();
    await expect(table.getByRole("radio", { name: "Differences to base" })).toBeChecked();
    await expect(table.getByRole("columnheader", { name: "type swap" })).toHaveAttribute("aria-sort", "descending");

    // One step at a time, by name; each is taken back.
    await page.keyboard.press("k");
    await page.keyboard.press("s");
    await expect(page.getByRole("button", { name: `Undo: study ${studies[1]!.title}` })).toBeVisible();
    await page.keyboard.press("Control+z");
    await expect(details(page, MAIN[0]!.title)).toBeVisible();
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keys of the Models view" })).toBeVisible();
  });

  test("a drawing is saved and read back; the table's file holds every run", async ({ page }) => {
    await page.goto("./?model=tiny&backend=wasm&view=models");
    const figure = page.getByRole("figure").filter({ hasText: "Filled: ID, the rows" });
    await expect(figure).toBeVisible();
    const title = await figure.getByRole("heading").innerText();
    const save = async (button: ReturnType<Page["getByRole"]>) => {
      const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
      return readFileSync((await download.path())!);
    };
    const svg = (await save(figure.getByRole("button", { name: "SVG" }))).toString("utf8");
    const read = (tag: string) =>
      new RegExp(`<${tag}[^>]*>([^<]*)</${tag}>`).exec(svg)![1]!.replaceAll("&gt;", ">").replaceAll("&amp;", "&");
    expect(read("title")).toBe(title);
    expect(JSON.parse(read("metadata"))).toMatchObject({ title, settings: { study: studies[0]!.id } });
    const png = await save(figure.getByRole("button", { name: "PNG" }));
    expect([...png.subarray(1, 4)]).toEqual([..."PNG"].map((sign) => sign.charCodeAt(0)));
    const csv = (await save(tableOf(page).getByRole("button", { name: "CSV" }))).toString("utf8");
    for (const { title: one } of MAIN) expect(csv).toContain(one);
    const json = JSON.parse((await save(tableOf(page).getByRole("button", { name: "JSON" }))).toString("utf8"));
    expect(json.rows).toHaveLength(MAIN.length);
  });

  test("variance, sweeps and training curves stand below; what was not run says so", async ({ page }) => {
    await page.goto("./?model=tiny&backend=wasm&view=models");
    const variance = page.getByRole("figure").filter({ hasText: "Share of the rows by the variance" });
    await expect(variance).toContainText("No bottleneck, so no variance");
    await variance.getByRole("button", { name: "Table", exact: true }).click();
    await expect(variance.locator("tbody tr")).toHaveCount(MAIN.length);
    const sweep = page.getByRole("figure").filter({ hasText: "all else alike" });
    await sweep.getByRole("radio", { name: /^β/ }).first().check({ force: true });
    await sweep.getByRole("button", { name: "Table", exact: true }).click();
    await expect(sweep.locator("tbody tr")).toHaveCount(6);
    const relations = page.getByRole("region", { name: /^Least variance on/ });
    await relations.getByRole("button", { name: "swap flip rate" }).click();
    const rates = await relations.locator('td[data-label="swap flip rate"]').allInnerTexts();
    const numbers = rates.map((rate) => Number.parseFloat(rate));
    expect(numbers.length).toBeGreaterThan(5);
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
    const betas = runs.filter(({ name }) => name.startsWith("sweep-beta"));
    const numRun = betas.filter(({ seeds }) => seeds.length > 0).length;
    await expect(sweep.locator("tbody tr").filter({ hasText: "not run" })).toHaveCount(betas.length - numRun);
  });

  test("a run opens in the Bench, and its card is one press away", async ({ page }) => {
    // The model of the first run is large; that it is asked for is what counts here.
    await page.goto("./?model=tiny&backend=wasm&view=models");
    await tableOf(page)
      .getByRole("button", { name: `Details of ${MAIN[0]!.title}` })
      .click();
    await details(page, MAIN[0]!.title).getByRole("button", { name: "Model card" }).click();
    await expect(page.getByRole("heading", { name: "Scores, with their intervals" })).toBeVisible();
    await expect(page).toHaveURL(/model=re-minilm-base.*view=card|view=card.*model=re-minilm-base/);
    await page.goBack();
    await details(page, MAIN[0]!.title).getByRole("button", { name: "Open in the Bench" }).click();
    await expect(page.getByRole("listbox", { name: /^Words of the sentence/ })).toBeVisible();
    await expect(page).toHaveURL(/model=re-minilm-base/);
  });

  test(
    "two tiny models read one sentence on WebGPU, in the view and in the Bench",
    { tag: "@webgpu" },
    async ({ page }) => {
      test.setTimeout(180_000); // WebGPU in software
      await page.goto(`./?${new URLSearchParams({ ...ON_WEBGPU, view: "models" }).toString()}`);
      const pair = pairOf(page);
      await pair.getByRole("button", { name: "Compare", exact: true }).click();
      const figure = pair.getByRole("figure");
      await expect(figure).toContainText("bit apart", { timeout: 120_000 });
      await expect(figure).toContainText("the same for both");
      await expect(figure).toContainText(/seed 7/);
      // B differs from A in one thing: without a bottleneck there is no variance and no draw.
      const row = (name: string) => figure.getByRole("row").filter({ hasText: name });
      await expect(row("Subject σ²")).toContainText("no bottleneck");
      await expect(row("Draws that keep the answer")).toContainText("of 16");
      const before = await figure.getByRole("heading").innerText();
      await pair.getByRole("button", { name: "Swap A and B" }).click();
      await expect(figure.getByRole("heading")).not.toHaveText(before);

      await pair.getByRole("button", { name: /^Model B|Model B$/ }).click();
      await page.getByRole("option", { name: /adapter/ }).click();
      await expect(row("Says").first()).toBeVisible();
      await expect(figure).toContainText("tiny-adapter", { timeout: 60_000 });
      await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Bench" }).click();
      const bench = new BenchPage(page);
      await expect(pairOf(page).getByRole("figure")).toContainText("tiny-adapter");
      await bench.writeSentence("Ida Lund runs the mill in Orby.");
      await expect(pairOf(page)).toContainText(/Mark/i);
      await bench.mark("subject", "Ida", "Lund");
      await bench.mark("object", "Orby");
      await expect(pairOf(page).getByRole("figure")).toHaveAttribute("aria-busy", "false", { timeout: 60_000 });
      await pairOf(page).getByRole("button", { name: "Close" }).click();
      await expect(pairOf(page)).toHaveCount(0);
      await page.getByRole("button", { name: "Any two models" }).click();
      await expect(pairOf(page)).toBeFocused();
      await expect(page).toHaveURL(/two=tiny(-base)?~tiny/);
    },
  );

  for (const colorScheme of ["light", "dark"] as const) {
    test(`has no accessibility violation in ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto("./?model=tiny&backend=wasm&view=models#v=1&run=vib&two=tiny~tiny-base");
      await expect(pairOf(page).getByRole("figure")).toContainText("bit apart", { timeout: 60_000 });
      await page.getByRole("figure").getByRole("button", { name: "Definitions" }).last().click();
      await page.getByRole("figure").getByRole("button", { name: "Table" }).last().click();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
    });
  }

  test("says so when the results cannot be had, and tries again", async ({ page, allowConsole }) => {
    allowConsole(/Failed to load resource/);
    await page.route("**/studies/results.json", (route) => route.fulfill({ status: 500, body: "" }));
    await page.goto("./?model=tiny&backend=wasm&view=models");
    await expect(page.getByRole("alert")).toContainText("the server answered 500");
    await page.unroute("**/studies/results.json");
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(tableOf(page)).toBeVisible();
  });
});

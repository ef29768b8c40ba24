/** @file The swap bench: names by keyboard, runs of names, the four probes, A beside B. */
import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { openBench, type BenchPage } from "./benchPage";
import { expect, test } from "./fixtures";

// Every test reads some twenty sentences before it starts; on a WebGPU in software that alone takes half a minute.
test.describe.configure({ timeout: 180_000 });

const names = (page: Page) => page.getByRole("radiogroup", { name: /^Names for the/ });
const chosen = (page: Page) => names(page).getByRole("radio", { checked: true });
const chooseSize = (page: Page, size: number) =>
  page.getByRole("radiogroup", { name: "How many names" }).getByText(String(size), { exact: true }).click();

/** The bench with the tiny model, every name on offer read. */
async function openSwaps(page: Page, backend: "wasm" | "webgpu" = "wasm"): Promise<BenchPage> {
  const bench = await openBench(page, { model: "tiny", backend });
  await bench.waitForLive();
  await expect(bench.status).toContainText(backend === "webgpu" ? "WebGPU" : "WebAssembly");
  await expect(names(page)).toBeVisible();
  await expect(names(page).getByRole("radio", { name: /not read yet/ })).toHaveCount(0, { timeout: 60_000 });
  return bench;
}

/** First words of a radio's name: the candidate itself. */
const nameOf = async (radio: Locator) => (await radio.getAttribute("title")) ?? "";

test(
  "on WebGPU: names by keyboard, A beside B, the four probes, a run of fifty names",
  { tag: "@webgpu" },
  async ({ page }) => {
    test.setTimeout(300_000);
    const bench = await openSwaps(page, "webgpu");
    await test.step("flicks through names by keyboard; sentence, numbers and undo follow", async () => {
      const own = await bench.readArgument("subject");
      const object = await bench.readArgument("object");
      const before = await bench.readProbabilities();
      await expect(chosen(page)).toHaveAttribute("title", own);
      await chosen(page).focus();
      await page.keyboard.press("ArrowRight"); // from the name as written to the first frequent one
      const first = await nameOf(chosen(page));
      expect(first).not.toBe(own);
      expect(await bench.readArgument("subject")).toBe(first);
      expect(await bench.readArgument("object")).toBe(object);
      await bench.waitForAnswer();
      expect(await bench.readProbabilities()).not.toEqual(before);
      await page.keyboard.press("ArrowDown");
      const second = await nameOf(chosen(page));
      expect(second).not.toBe(first);
      expect(await bench.readArgument("subject")).toBe(second);
      await expect(chosen(page)).toBeFocused();
      await bench.waitForAnswer();
      await page.getByRole("button", { name: "Undo" }).click();
      expect(await bench.readArgument("subject")).toBe(first);
      await page.getByRole("button", { name: `Restore ${own}` }).click();
      expect(await bench.readArgument("subject")).toBe(own);
      await bench.waitForAnswer();
      expect(await bench.readProbabilities()).toEqual(before);
      // The strip keeps what was read, newest first; a click goes back.
      const log = page.locator(".logged");
      await expect(log).toHaveCount(3);
      await log.filter({ hasText: second }).click();
      expect(await bench.readArgument("subject")).toBe(second);
    });
    await test.step("pins A, compares it with B, exchanges and unpins", async () => {
      await page.getByRole("button", { name: /^Restore / }).click();
      const own = await bench.readArgument("subject");
      await page.getByRole("button", { name: "Pin this reading as A" }).click();
      await chosen(page).focus();
      await page.keyboard.press("ArrowRight");
      const other = await nameOf(chosen(page));
      const table = page.getByRole("table").filter({ hasText: "A, pinned" });
      await expect(table).toContainText(/VIB says/);
      await expect(table).toContainText(/(flips|holds)/);
      await expect(table).toContainText(/\d\.\d{3} bit/);
      await expect(bench.figure("prediction").locator(".pinned").first()).toBeAttached();
      await expect(bench.figure("variance").locator(".pinned").first()).toBeAttached();
      await page.getByRole("button", { name: "Swap A and B" }).click();
      expect(await bench.readArgument("subject")).toBe(own);
      await bench.waitForAnswer();
      await expect(page.locator(".ab")).toContainText(other);
      await page.getByRole("button", { name: "Unpin" }).click();
      await expect(table).toHaveCount(0);
      await expect(bench.figure("variance").locator(".pinned")).toHaveCount(0);
    });
    await test.step("the four probes are read for the sentence on the stage, and never shown for another", async () => {
      const figure = page.getByRole("figure").filter({ hasText: "under four probes" });
      await expect(figure).toBeVisible();
      await expect(figure.locator("svg.chart")).toContainText("Swapped");
      const first = await figure.locator("svg.chart").getAttribute("aria-label");
      await page.getByRole("button", { name: "Next", exact: true }).click();
      await expect(page.getByText("Not yet read. Four probes")).toBeVisible();
      await bench.waitForAnswer();
      await expect(figure).toBeVisible();
      expect(await figure.locator("svg.chart").getAttribute("aria-label")).not.toBe(first);
    });
    await test.step("a run of fifty names states the flip rate with interval and n, and can be repeated", async () => {
      await chooseSize(page, 50);
      await page.getByRole("button", { name: "Swap 50" }).click();
      const heading = page.getByRole("heading", { name: /VIB .*\(\d+%/ });
      await expect(heading).toHaveText(/\d+%.*(95% interval|up to)/, { timeout: 90_000 });
      const figure = page.getByRole("figure").filter({ has: heading });
      await expect(figure).toContainText("n = 50");
      await expect(figure).toContainText(/Jensen-Shannon divergence in bits: VIB \d\.\d{3}/);
      await expect(page.getByRole("button", { name: "Swap 50" })).toBeVisible();
      const said = await heading.innerText();
      await page.getByRole("button", { name: "Swap 50" }).click();
      await expect(page.getByRole("button", { name: "Swap 50" })).toBeEnabled({ timeout: 90_000 });
      await expect(heading).toHaveText(said);
      // Another argument is another question: no number of the old one stays.
      await page.getByRole("button", { name: /^object/ }).click();
      await expect(heading).toHaveCount(0);
    });
    await test.step("a long run can be cancelled", async () => {
      await chooseSize(page, 200);
      await page.getByRole("button", { name: "Swap 200" }).click();
      // The cloud below may be at work too, with a Cancel of its own.
      const run = page.getByRole("progressbar", { name: "Passes done" }).locator("..");
      await run.getByRole("button", { name: "Cancel" }).click();
      await expect(page.getByRole("button", { name: "Swap 200" })).toBeVisible();
    });
  },
);

test("O takes the object, Enter a typed name, a list of one's own becomes a column", async ({ page }) => {
  const bench = await openSwaps(page);
  await chosen(page).focus();
  await page.keyboard.press("o");
  await expect(names(page)).toHaveAccessibleName(/^Names for the object/);
  await chosen(page).focus();
  await page.keyboard.press("Enter");
  const field = page.getByRole("textbox", { name: "Your own name for the object" });
  await expect(field).toBeFocused();
  await field.fill("Port Élan 😀");
  await page.keyboard.press("Enter");
  expect(await bench.readArgument("object")).toBe("Port Élan 😀");
  await bench.waitForAnswer();
  await page.getByRole("button", { name: "Your list" }).click();
  await page.getByRole("textbox", { name: "Your names, one a line" }).fill("Velde\nBruvik Sound");
  await page.getByRole("button", { name: "Use this list" }).click();
  const own = names(page).getByRole("group", { name: "Your names" });
  await own.getByRole("radio", { name: /^Bruvik Sound/ }).click();
  expect(await bench.readArgument("object")).toBe("Bruvik Sound");
  await page.getByRole("button", { name: "New names" }).click();
  await expect(own).toBeVisible();
});

test("exports its names, counts and probabilities", async ({ page }) => {
  await openSwaps(page);
  const figure = page.getByRole("figure").filter({ has: names(page) });
  const download = page.waitForEvent("download");
  await figure.getByRole("button", { name: "CSV" }).click();
  const text = await readFile(await (await download).path(), "utf8");
  const [header, ...rows] = text.trim().split("\r\n");
  expect(header).toBe("role,source,name,count_in_training,relation,tiny");
  expect(rows.length).toBe(await names(page).getByRole("radio").count());
  for (const row of rows) expect(Number(row.split(",").at(-1))).toBeGreaterThan(0);
  const svg = page.waitForEvent("download");
  await figure.getByRole("button", { name: "SVG" }).click();
  expect(await readFile(await (await svg).path(), "utf8")).toContain("Nonsense");
});

test("compares base and VIB in every figure, without accessibility violations", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await openSwaps(page);
  await page.getByRole("switch", { name: /Compare base and VIB/ }).check();
  await expect(names(page).getByRole("radio", { name: /base \d.*VIB \d/ })).toHaveCount(
    await names(page).getByRole("radio").count(),
  );
  await chooseSize(page, 10);
  await page.getByRole("button", { name: "Swap 10" }).click();
  await expect(page.getByRole("heading", { name: /Base.*with.*VIB.*with.*%/ })).toBeVisible();
  await page.getByRole("button", { name: "Pin this reading as A" }).click();
  await page.getByRole("button", { name: "Your list" }).click();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(" ")}`)).toEqual([]);
});

import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import type { BackendName } from "../src/inference/types";
import { openBench } from "./benchPage";
import { expect, test } from "./fixtures";

const cloud = (page: Page) => page.getByRole("figure").filter({ hasText: "which holds 39% of the mass" });

/** Opens the Bench with the tiny model and scrolls to the cloud, which then is read and drawn. */
async function openCloud(page: Page, backend: BackendName = "wasm") {
  const bench = await openBench(page, { model: "tiny", backend });
  await bench.waitForLive();
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await waitForCloud(page);
  return bench;
}

async function waitForCloud(page: Page) {
  await expect(cloud(page)).toHaveAttribute("aria-busy", "false", { timeout: 60_000 });
}

/** Numbers of every element that matches, in order. */
const numbersOf = (marks: Locator, names: readonly string[]) =>
  marks.evaluateAll(
    (elements, wanted) => elements.flatMap((element) => wanted.map((name) => element.getAttribute(name))),
    names,
  );
const drawsOf = (page: Page) => numbersOf(cloud(page).locator(".draw"), ["cx", "cy"]);
const ellipsesOf = (page: Page) => numbersOf(cloud(page).locator(".edge"), ["rx", "ry", "transform"]);

test.describe("the cloud", () => {
  test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: "reduce" }));
  // The first is on WebGPU, which takes its time where the browser computes it in software.
  test.slow();

  test(
    "on WebGPU shows mu, ellipse and draws on the plane of the demo corpus; a near name is put in by keyboard",
    { tag: "@webgpu" },
    async ({ page }) => {
      const bench = await openCloud(page, "webgpu");
      await expect(cloud(page).getByRole("heading", { level: 2 })).toHaveText(
        /σ \d+\.\d\d (against|and) \d+\.\d\d in this plane/,
      );
      await expect(cloud(page).locator(".mu")).toHaveCount(2);
      await expect(cloud(page).locator(".edge")).toHaveCount(2);
      await expect(cloud(page).locator(".subject .draw")).toHaveCount(16);
      await expect(cloud(page).locator(".object .draw")).toHaveCount(16);
      await expect(cloud(page)).toContainText(
        /Plane fitted on μ of 1,000 of 1,380 mentions \(sample, seed 1\): Demo corpus/,
      );
      await expect(cloud(page)).toContainText(/PC1 keeps \d+% and PC2 \d+%/);
      for (const radius of await numbersOf(cloud(page).locator(".edge"), ["rx", "ry"])) {
        expect(Number(radius)).toBeGreaterThan(1);
      }
      // The same pixels to the unit both ways: radii in the table and in the drawing have one ratio.
      const drawn = (await numbersOf(cloud(page).locator(".edge"), ["rx", "ry"])).map(Number);
      await cloud(page).getByRole("button", { name: "Table", exact: true }).click();
      const cells = await cloud(page)
        .getByRole("row", { name: /^Radii/ })
        .getByRole("cell")
        .allInnerTexts();
      const radii = cells.flatMap((cell) => cell.split(", ").map(Number));
      const scales = drawn.map((pixels, i) => pixels / radii[i]!);
      expect(radii).toHaveLength(4);
      for (const scale of scales) expect(Math.abs(scale / scales[0]! - 1)).toBeLessThan(0.02);
      await cloud(page).getByRole("button", { name: "Table", exact: true }).click();

      const own = await bench.readArgument("subject");
      const list = cloud(page).getByRole("list", { name: `Nearest to ${own}` });
      const names = list.getByRole("button");
      expect(await names.count()).toBe(6);
      await names.first().focus();
      await expect(cloud(page).locator(".ring")).toBeVisible();
      // The first name of the argument's own type, from the top by arrow keys.
      const isOff = await names.evaluateAll((all) => all.map((one) => one.getAttribute("aria-disabled") === "true"));
      const place = isOff.indexOf(false);
      expect(place).toBeGreaterThanOrEqual(0);
      for (let i = 0; i < place; i++) await page.keyboard.press("ArrowDown");
      await expect(names.nth(place)).toBeFocused();
      const name = await names.nth(place).locator(".name").innerText();
      await expect(cloud(page).locator(".pointed").first()).toContainText(name);
      const ellipses = await ellipsesOf(page);
      await page.keyboard.press("Enter");
      expect(await bench.readArgument("subject")).toBe(name);
      await expect(cloud(page).getByRole("list", { name: `Nearest to ${name}` })).toBeVisible();
      await waitForCloud(page);
      expect(await ellipsesOf(page)).not.toEqual(ellipses);
      await page.getByRole("button", { name: "Undo" }).click();
      expect(await bench.readArgument("subject")).toBe(own);
    },
  );

  test("follows seed, K and sentence; the ellipse does not depend on the seed", async ({ page }) => {
    const bench = await openCloud(page);
    const [draws, ellipses] = [await drawsOf(page), await ellipsesOf(page)];
    await page.getByRole("button", { name: "New draw" }).click();
    await bench.waitForAnswer();
    await waitForCloud(page);
    await expect.poll(() => drawsOf(page)).not.toEqual(draws);
    await expect(cloud(page)).toContainText("seed 8.");
    // Another scale may hold other draws, but the shape of an ellipse stays.
    const ratios = (marks: (string | null)[]) => [0, 3].map((i) => Number(marks[i]) / Number(marks[i + 1]));
    const [before, after] = [ratios(ellipses), ratios(await ellipsesOf(page))];
    before.forEach((ratio, i) => expect(ratio).toBeCloseTo(after[i]!, 4));
    await page.getByRole("radio", { name: "8", exact: true }).check({ force: true });
    await expect(cloud(page).locator(".draw")).toHaveCount(16);
    const title = await cloud(page).getByRole("heading", { level: 2 }).innerText();
    await page.getByRole("button", { name: "Next", exact: true }).click();
    await bench.waitForAnswer();
    await expect(cloud(page).getByRole("heading", { level: 2 })).not.toHaveText(title);
    await waitForCloud(page);
  });

  test("a mark that is pointed at says its name; the pinned reading stays as a dotted ellipse", async ({ page }) => {
    const bench = await openCloud(page);
    const near = cloud(page).locator(".near").first();
    await near.hover({ force: true });
    await expect(cloud(page).locator("p.pointed")).toContainText(/“.+”: (subject|object)/);
    await page.getByRole("button", { name: "Pin this reading as A" }).click();
    await page.getByRole("button", { name: "Next", exact: true }).click();
    await bench.waitForAnswer();
    await waitForCloud(page);
    await expect(cloud(page).locator(".pinned")).toHaveCount(2);
    await expect(cloud(page)).toContainText("Dotted A: the pinned reading.");
  });

  test("exports the drawing and its numbers", async ({ page }) => {
    await openCloud(page);
    const title = await cloud(page).getByRole("heading", { level: 2 }).innerText();
    const svg = page.waitForEvent("download");
    await cloud(page).getByRole("button", { name: "SVG" }).click();
    const drawing = await readFile(await (await svg).path(), "utf8");
    expect(drawing).toContain(title.slice(0, 30));
    expect(drawing.match(/<ellipse/g)).toHaveLength(4); // tint and edge of each
    expect(drawing.match(/<circle/g)!.length).toBeGreaterThanOrEqual(32);
    const csv = page.waitForEvent("download");
    await cloud(page).getByRole("button", { name: "CSV" }).click();
    const [header, ...rows] = (await readFile(await (await csv).path(), "utf8")).trim().split("\r\n");
    expect(header).toMatch(/^kind,argument,name,x,y,draw,relation_of_draw,cosine/);
    const count = (kind: string) => rows.filter((row) => row.startsWith(`${kind},`)).length;
    expect([count("mu"), count("draw"), count("corpus")]).toEqual([2, 32, 1000]);
    // Each draw carries the relation that it gave.
    expect(rows.filter((row) => row.startsWith("draw,")).every((row) => /,\d+,[a-z_]+,/.test(row))).toBe(true);
  });

  test("has no accessibility violations, light or dark", async ({ page }) => {
    await openCloud(page);
    await cloud(page)
      .getByRole("button", { name: /^Definitions/ })
      .click();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await expect(page.locator("figure[aria-busy=true]")).toHaveCount(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(" ")}`)).toEqual([]);
    }
  });

  test("a model without a bottleneck has none, and says so", async ({ page }) => {
    const bench = await openBench(page, { model: "tiny-base", backend: "wasm" });
    await bench.waitForLive();
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await expect(page.getByRole("heading", { name: /names are points, not clouds/ })).toBeVisible();
    await expect(cloud(page)).toHaveCount(0);
  });
});

import AxeBuilder from "@axe-core/playwright";
import { openBench } from "./benchPage";
import { expect, test } from "./fixtures";

test("a figure defines its quantities: formula, meaning and the function, one press away", async ({ page }) => {
  const scripts: string[] = [];
  page.on("request", (request) => scripts.push(request.url()));
  const bench = await openBench(page);
  await bench.waitForLive();
  const isTypesetter = (url: string) => url.includes("typesetFormula");
  expect(scripts.filter(isTypesetter), "the typesetter before anyone asked").toEqual([]);
  const variance = bench.figure("variance");
  await variance.getByRole("button", { name: /^Definitions/ }).press("Enter");
  const definition = variance.getByRole("definition").first();
  // MathML, which the browser draws itself: the fraction has a height.
  const formula = definition.locator("math").first();
  await expect(formula).toBeVisible();
  expect((await formula.locator("mfrac").boundingBox())!.height).toBeGreaterThan(20);
  expect(scripts.filter(isTypesetter)).toHaveLength(1);
  await expect(definition).toContainText("runTokenVariance, src/model/bottleneck.ts");
  const { violations } = await new AxeBuilder({ page }).include("dl.defs").analyze();
  expect(violations).toEqual([]);
  await variance.getByRole("button", { name: /^Definitions/ }).press("Enter");
  await expect(formula).toBeHidden();
});

test("formulas fit a phone's width", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const bench = await openBench(page);
  await bench.waitForLive();
  for (const button of await page.getByRole("button", { name: /^Definitions/ }).all()) await button.click();
  const formulas = page.locator("div.formula");
  await expect(formulas.first()).toBeVisible();
  const tooWide = await formulas.evaluateAll((all) =>
    all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent),
  );
  expect(tooWide).toEqual([]);
});

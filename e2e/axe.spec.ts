/**
 * @file Every view by axe, in five languages and both themes. One load a view: the language is changed by its menu and the
 * theme by the medium, in place. The rules on colour see neither words nor direction, only the sides that Arabic turns over:
 * they run in both themes in English and in Arabic. All other rules see no colour: they run once in each language.
 */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { LANGUAGES } from "../src/messages/languages";
import { BenchPage } from "./benchPage";
import { expect, test } from "./fixtures";

const OF_COLOUR = ["color-contrast", "link-in-text-block"];
const IN_COLOUR: ReadonlySet<string> = new Set(["en", "ar"]);

/** What the page's own axe is told and answers; see https://github.com/dequelabs/axe-core/blob/develop/doc/API.md. */
interface Axe {
  run(options: object): Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }>;
}

/** Puts axe into the page, where it stays; a run by the builder costs a page of its own each time. */
async function loadAxe(page: Page): Promise<void> {
  await new AxeBuilder({ page }).setLegacyMode().withRules(["html-has-lang"]).analyze();
}

/** Rules broken now, each with its elements. `areOfColour`: by the rules on colour alone, or by all others. */
function findViolations(page: Page, areOfColour: boolean): Promise<string[]> {
  return page.evaluate(
    async ({ rules, only }) => {
      const { violations } = await (window as unknown as { axe: Axe }).axe.run({
        resultTypes: ["violations"],
        ...(only
          ? { runOnly: { type: "rule", values: rules } }
          : { rules: Object.fromEntries(rules.map((rule) => [rule, { enabled: false }])) }),
      });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
    },
    { rules: OF_COLOUR, only: areOfColour },
  );
}

/** How each view is brought to show what it has; the query of the address names the view. */
const VIEWS: Readonly<Record<string, { query: string; open(page: Page): Promise<void> }>> = {
  "the Bench with an answer": { query: "", open: (page) => new BenchPage(page).waitForLive() },
  "the Corpus with the demo corpus, scored": {
    query: "&view=corpus",
    async open(page) {
      await page.getByRole("button", { name: "Open the demo corpus" }).click();
      await page.getByRole("button", { name: /^Score \d+ rows/ }).click();
      await expect(page.locator("main svg.chart").first()).toBeVisible();
      // Drawn of what is scored so far. Done before, on a fast machine, there is nothing to cancel.
      await page
        .getByRole("button", { name: "Cancel" })
        .click({ timeout: 5000 })
        .catch(() => undefined);
    },
  },
  "the Review with a row": {
    query: "&view=review",
    async open(page) {
      await page.getByRole("button", { name: "Open the demo corpus" }).click();
      await expect(page.locator(".queue")).toBeVisible();
    },
  },
  "the Models": {
    query: "&view=models",
    open: (page) => expect(page.getByRole("figure").first()).toBeVisible(),
  },
  "the list of lessons": {
    query: "&view=learn",
    open: (page) => expect(page.getByRole("listitem").first()).toBeVisible(),
  },
  "a lesson": {
    query: "&view=learn",
    async open(page) {
      await page.getByRole("listitem").first().getByRole("button", { name: "Start" }).click();
      await expect(
        page
          .getByRole("complementary", { name: /^Lesson/ })
          .getByRole("radio")
          .first(),
      ).toBeVisible();
    },
  },
  "the model card": {
    query: "&view=card",
    open: (page) => expect(page.getByRole("heading", { level: 2 }).first()).toBeVisible(),
  },
};

for (const [name, { query, open }] of Object.entries(VIEWS)) {
  test(`${name}: no violation in any language or theme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await page.goto(`./?model=tiny&backend=wasm${query}`);
    await expect(page.getByRole("contentinfo")).toContainText("self-test passed", { timeout: 60_000 });
    await open(page);
    await loadAxe(page);
    const found: Record<string, string[]> = {};
    for (const language of LANGUAGES) {
      await page.locator(".language select").selectOption(language);
      await expect(page.locator("html")).toHaveAttribute("lang", language);
      found[language] = await findViolations(page, false);
      if (!IN_COLOUR.has(language)) continue;
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        found[`${language}, ${colorScheme}`] = await findViolations(page, true);
      }
    }
    expect(Object.entries(found).filter(([, violations]) => violations.length > 0)).toEqual([]);
  });
}

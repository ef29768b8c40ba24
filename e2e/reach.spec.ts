/** @file Every view on the narrowest phone, by touch and by key: nothing cut, targets large enough, landmarks and headings in order. */
import type { Page } from "@playwright/test";
import { BenchPage } from "./benchPage";
import { expect, test } from "./fixtures";

const VIEWS = ["bench", "corpus", "review", "models", "learn", "card"] as const;

/** What a reader with a small screen, a thumb or a screen reader would stumble over in the view that is open. */
function findStumbles(page: Page) {
  return page.evaluate(() => {
    const isShown = (element: Element) => {
      const { width, height } = element.getBoundingClientRect();
      return width > 1 && height > 1 && element.closest("[hidden], .vh, [aria-hidden=true]") === null;
    };
    const name = (element: Element) =>
      `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""} “${(element.getAttribute("aria-label") ?? element.textContent ?? "").slice(0, 40)}”`;
    // What scrolls in a box of its own may be wider than the page.
    const wide = [...document.body.querySelectorAll("main *, header *, footer *")].filter(
      (element) =>
        isShown(element) &&
        element.getBoundingClientRect().right > innerWidth + 1 &&
        element.closest(".scroller, .swapscroll, svg, select, [data-testid=hidden-select-container]") === null &&
        element.querySelector("select") === null,
    );
    // Words of a sentence are targets within a text, which have no least size; a native box counts with its label.
    const small = [...document.body.querySelectorAll("a[href], button, input, textarea, summary, [role=slider]")]
      .filter((element) => isShown(element) && !(element as HTMLButtonElement).disabled)
      .map((element) => ({ element, target: element.closest("label") ?? element }))
      .filter(({ element }) => element.closest("p, li:not(:has(> button)), dd") === null || element.matches(".btn"))
      .filter(({ target }) => target.getBoundingClientRect().height < 43.5);
    const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
      .filter(isShown)
      .map((one) => Number(one.tagName[1]));
    const figures = [...document.querySelectorAll("figure")];
    return {
      sideways: document.documentElement.scrollWidth - innerWidth,
      wide: wide.map(name),
      small: small.map(
        ({ element, target }) => `${name(element)} ${Math.round(target.getBoundingClientRect().height)}px`,
      ),
      numTop: levels.filter((level) => level === 1).length,
      jumps: levels.flatMap((level, i) => (level - (levels[i - 1] ?? 0) > 1 ? [`h${levels[i - 1]} to h${level}`] : [])),
      landmarks: ["header", "main", "nav", "footer"].filter(
        (tag) => document.querySelectorAll(`.app ${tag}`).length !== 1,
      ),
      // A figure has its numbers as a table, and its drawing says in words what it shows.
      mute: figures
        .filter((figure) => {
          const hasTable = [...figure.querySelectorAll("button")].some((button) => button.textContent === "Table");
          const drawings = [...figure.querySelectorAll("svg.chart")];
          return !hasTable || drawings.some((drawing) => !drawing.closest("[aria-label], [aria-labelledby]"));
        })
        .map((figure) => figure.querySelector("h2")?.textContent),
      numLive: document.querySelectorAll("[aria-live], [role=status], [role=alert], progress").length,
    };
  });
}

test.describe("on the narrowest phone", () => {
  test.use({ viewport: { width: 320, height: 700 }, hasTouch: true, isMobile: true });

  for (const view of VIEWS) {
    test(`${view}: 320 px wide, by touch, with landmarks, headings, figures in words and the list of keys`, async ({
      page,
    }) => {
      await page.goto(`./?model=tiny&backend=wasm${view === "bench" ? "" : `&view=${view}`}`);
      await expect(page.getByRole("contentinfo")).toContainText("self-test passed", { timeout: 60_000 });
      if (view === "bench") await new BenchPage(page).waitForAnswer();
      if (view === "corpus") await page.getByRole("button", { name: "Open the demo corpus" }).tap();
      await expect(page.getByText(/(is|are) loading\.|on (its|their) way\.|being read|Reading the card/)).toHaveCount(
        0,
      );
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect(await findStumbles(page)).toEqual({
        sideways: 0,
        wide: [],
        small: [],
        numTop: 1,
        jumps: [],
        landmarks: [],
        mute: [],
        numLive: expect.any(Number),
      });
      await page.keyboard.press("?");
      const dialog = page.getByRole("dialog");
      await expect(dialog.getByRole("heading", { level: 3, name: "In every view" })).toBeVisible();
      const box = await dialog.boundingBox();
      expect(box!.x).toBeGreaterThanOrEqual(0);
      expect(box!.x + box!.width).toBeLessThanOrEqual(320);
      await page.keyboard.press("Escape");
      await expect(dialog).toHaveCount(0);
    });
  }
});

test("projector mode comes by link, by key and by button, is remembered, and fits small and large projectors", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto("./?model=tiny&backend=wasm&projector=1");
  const root = page.locator("html");
  const leave = page.getByRole("button", { name: "Leave projector mode" });
  await new BenchPage(page).waitForLive();
  await expect(root).toHaveAttribute("data-projector");
  await expect(page.locator(".sentence")).toHaveCSS("font-size", "56px");
  await expect(page.getByRole("button", { name: "Copy link" })).toBeHidden();

  const expectFit = async () => {
    for (const [width, height] of [
      [1920, 1080],
      [1280, 720],
    ] as const) {
      await page.setViewportSize({ width, height });
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(leave).toBeInViewport();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    }
  };
  await expectFit();
  await page.getByRole("link", { name: "Corpus" }).click();
  await page.getByRole("button", { name: "Open the demo corpus" }).click();
  await expect(page.getByRole("main")).toContainText("Demo corpus, 690 rows");
  await expectFit();
  await page.getByRole("link", { name: "Lessons" }).click();
  await expectFit();
  await page.getByRole("listitem").first().getByRole("button", { name: "Start" }).click();
  await expect(page.getByRole("complementary", { name: /^Lesson/ })).toBeInViewport();
  await expectFit();

  // A link asks for it; it is remembered only once the reader chooses it.
  await leave.focus();
  await page.keyboard.press("p");
  await expect(root).not.toHaveAttribute("data-projector");
  expect(page.url()).not.toContain("projector");
  await page.keyboard.press("p");
  await expect(root).toHaveAttribute("data-projector");
  await page.reload();
  await expect(root).toHaveAttribute("data-projector");
  await leave.press("Enter");
  await expect(root).not.toHaveAttribute("data-projector");
  await page.reload();
  await expect(page.getByRole("button", { name: "Projector mode" })).toBeVisible();
  await expect(root).not.toHaveAttribute("data-projector");
});

/** @file Every view on the narrowest phone, by touch and by key: nothing cut, targets large enough, landmarks and headings in order. */
import type { Page } from "@playwright/test";
import { BenchPage, openBench } from "./benchPage";
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
    test(`${view}: 320 px wide and at a zoom of 200%, by touch, with landmarks, headings, figures in words and the list of keys`, async ({
      page,
    }) => {
      await page.goto(`./?model=tiny&backend=wasm${view === "bench" ? "" : `&view=${view}`}`);
      await expect(page.getByRole("contentinfo")).toContainText("self-test passed", { timeout: 60_000 });
      if (view === "bench") await new BenchPage(page).waitForAnswer();
      if (view === "corpus") {
        await page.getByRole("button", { name: "Open the demo corpus" }).tap();
        await expect(page.getByRole("region", { name: "Scoring" })).toBeVisible();
      }
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
      // 1280 px at a zoom of 200% are 640 CSS px: nothing is cut, and nothing that stood at 1280 px is missing.
      const countHeadings = () => page.getByRole("main").getByRole("heading").count();
      const narrow = await countHeadings();
      await page.setViewportSize({ width: 1280, height: 900 });
      await expect.poll(countHeadings).toBe(narrow);
      await page.setViewportSize({ width: 640, height: 450 });
      await expect.poll(countHeadings).toBe(narrow);
      expect(await findStumbles(page)).toMatchObject({ sideways: 0, wide: [], numTop: 1, jumps: [], landmarks: [] });
      await page.setViewportSize({ width: 320, height: 700 });
      if (view === "bench") {
        // A phone runs the model, and the page says what that takes.
        await page.getByRole("contentinfo").getByRole("button", { name: "Details" }).tap();
        const run = page.getByRole("region", { name: "Details of this run" });
        await expect(run).toContainText(/Models: [\d.]+ [kM]B in [\d,]+ tensors/);
        await expect(run).toContainText(/Page: [\d.]+ MB/);
        await page.getByRole("contentinfo").getByRole("button", { name: "Details" }).tap();
      }
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

/** Luminance contrast of two colours as the style says them, 1 to 21 (WCAG 2.2, relative luminance). */
function contrastOf(one: string, other: string): number {
  const luminance = (colour: string) => {
    const [r = 0, g = 0, b = 0] = (/\d[\d., ]*/.exec(colour)?.[0] ?? "")
      .split(/[, ]+/)
      .map((text) => Number(text) / 255);
    const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  };
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

test("the reader's own colours, more contrast and less motion are kept to", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark", forcedColors: "active" });
  const bench = await openBench(page);
  await bench.waitForLive();
  const styleOf = (selector: string, property: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
  const system = (name: string) =>
    page.evaluate((colour) => {
      const probe = document.body.appendChild(document.createElement("i"));
      probe.style.color = colour;
      const { color } = getComputedStyle(probe);
      probe.remove();
      return color;
    }, name);

  await test.step("forced colours: what is chosen, spans and bars are told apart, and the focus is seen", async () => {
    const [highlight, link] = [await system("Highlight"), await system("LinkText")];
    expect(await styleOf('.rolebtn[aria-pressed="true"]', "background-color")).toBe(highlight);
    expect(await styleOf('.rolebtn[aria-pressed="false"]', "background-color")).not.toBe(highlight);
    expect(await styleOf(".seg label:has(:checked)", "background-color")).toBe(highlight);
    expect(await styleOf(".seg label:not(:has(:checked))", "background-color")).not.toBe(highlight);
    expect(await styleOf(".arg.subject", "border-bottom-color")).toBe(link);
    expect(await styleOf(".arg.subject", "border-bottom-style")).toBe("solid");
    expect(await styleOf(".arg.obj", "border-bottom-style")).toBe("dashed");
    const bars = [];
    for (let level = 0; level < 7; level++) bars.push(await styleOf(`.chart .v${level}`, "fill"));
    expect(new Set(bars).size, bars.join(" ")).toBe(7);

    await page.locator(".mark").focus();
    for (let i = 0; i < 24; i++) {
      await page.keyboard.press("Tab");
      const focus = await page.evaluate(() => {
        const active = document.activeElement!;
        const styles = [active, active.closest("label, .language")].flatMap((one) =>
          one ? [getComputedStyle(one)] : [],
        );
        const isSeen = styles.some(
          ({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && outlineWidth !== "0px",
        );
        return { isSeen, what: active.outerHTML.slice(0, 120) };
      });
      expect(focus.isSeen, focus.what).toBe(true);
    }
    await page.getByRole("link", { name: "Corpus" }).click();
    const button = page.locator(".btn.solid").first();
    await expect(button).toBeVisible();
    expect(
      contrastOf(await styleOf(".btn.solid", "color"), await styleOf(".btn.solid", "background-color")),
    ).toBeGreaterThan(7);
    await page.getByRole("link", { name: "Bench" }).click();
    await bench.waitForAnswer();
  });

  await test.step("more contrast: text at 7:1, borders at 4.5:1, both more than before", async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      const measure = async () => {
        const paper = await styleOf("body", "background-color");
        const text = contrastOf(await styleOf(".fig-foot", "color"), paper);
        const border = contrastOf(await styleOf(".pick", "border-top-color"), paper);
        return { text, border, rule: contrastOf(await styleOf(".knobs", "border-bottom-color"), paper) };
      };
      await page.emulateMedia({ colorScheme, forcedColors: "none", contrast: "no-preference" });
      const usual = await measure();
      await page.emulateMedia({ colorScheme, forcedColors: "none", contrast: "more" });
      const more = await measure();
      expect(more.text).toBeGreaterThan(Math.max(7, usual.text));
      expect(more.border).toBeGreaterThan(Math.max(4.5, usual.border));
      expect(more.rule).toBeGreaterThan(Math.max(3, usual.rule));
    }
  });

  await test.step("less motion: nothing moves for longer than 10 ms", async () => {
    const findMoving = () =>
      page.evaluate(() => {
        const slowest = (list: string) => Math.max(...list.split(",").map((text) => parseFloat(text)));
        return [...document.querySelectorAll("*")].flatMap((element) =>
          ["", "::before", "::after"].flatMap((pseudo) => {
            const style = getComputedStyle(element, pseudo);
            const seconds = Math.max(slowest(style.transitionDuration), slowest(style.animationDuration));
            return seconds > 0.01 ? [`${element.tagName}.${element.getAttribute("class")}${pseudo} ${seconds}s`] : [];
          }),
        );
      });
    // The measure sees what moves otherwise.
    expect(await findMoving()).not.toEqual([]);
    await page.emulateMedia({
      colorScheme: "light",
      forcedColors: "none",
      contrast: "no-preference",
      reducedMotion: "reduce",
    });
    expect(await findMoving()).toEqual([]);
    expect(await styleOf("html", "scroll-behavior")).toBe("auto");
  });
});

/** @file State that survives: links into a fresh browser, one undo for everything, kept slices, and what is forgotten. */
import { readFileSync, writeFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import type { Browser, Locator, Page } from "@playwright/test";
import { ON_WEBGPU, openBench, BenchPage } from "./benchPage";
import { expect, test } from "./fixtures";

test.describe.configure({ timeout: 240_000 });

const LINES = readFileSync("public/corpora/demo.jsonl", "utf8").trim().split("\n");
const fileOf = (lines: readonly string[], name = "mine.jsonl") => ({
  name,
  mimeType: "application/jsonl",
  buffer: Buffer.from(lines.join("\n")),
});
const scoringOf = (page: Page) => page.getByRole("region", { name: "Scoring" });
const selectionOf = (page: Page) => page.getByRole("region", { name: "Selection" });
const openFile = (page: Page, file: ReturnType<typeof fileOf>) => page.getByLabel(/^Corpus file/).setInputFiles(file);
const binsOf = (page: Page) => page.getByRole("listbox", { name: "Bins of variance" }).getByRole("option");

/** Presses “Copy link” and reads the clipboard. */
async function copyLink(page: Page): Promise<string> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByText("Link copied")).toBeAttached();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** The address in a browser that has never been here. */
async function openFresh(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, serviceWorkers: "block" });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/** A chart: its drawing pixel by pixel, and all words of its figure. */
interface Picture {
  readonly words: string;
  readonly drawings: readonly Buffer[];
}

/** These figures at rest, without focus or pointer on them. */
async function takePictures(page: Page, figures: Locator): Promise<Picture[]> {
  await page.mouse.move(0, 0);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.evaluate(() => document.fonts.ready);
  const pictures: Picture[] = [];
  for (const figure of await figures.all()) {
    const drawings: Buffer[] = [];
    for (const svg of await figure.locator("svg.chart").all()) {
      if (await svg.isVisible()) drawings.push(await svg.screenshot({ animations: "disabled" }));
    }
    pictures.push({ words: await figure.innerText(), drawings });
  }
  return pictures;
}

/** Compares figure by figure, drawings byte by byte; both of a pair that differs are written beside the trace. */
function expectSame(actual: readonly Picture[], expected: readonly Picture[]): void {
  expect(actual.map(({ words }) => words)).toEqual(expected.map(({ words }) => words));
  const different: string[] = [];
  expected.forEach(({ drawings }, i) => {
    expect(actual[i]!.drawings.length).toBe(drawings.length);
    expect(drawings.length).toBeGreaterThan(0);
    drawings.forEach((drawing, j) => {
      const other = actual[i]!.drawings[j]!;
      if (drawing.equals(other)) return;
      different.push(`figure ${i}, drawing ${j}`);
      writeFileSync(test.info().outputPath(`figure-${i}-${j}-first.png`), drawing);
      writeFileSync(test.info().outputPath(`figure-${i}-${j}-fresh.png`), other);
    });
  });
  expect(different, "drawings that are not the same pixel for pixel").toEqual([]);
}

test(
  "a link to the Bench with a swap opens the same charts in a fresh browser",
  { tag: "@webgpu" },
  async ({ page, browser }) => {
    const bench = await openBench(page, ON_WEBGPU);
    await bench.waitForLive();
    await bench.mark("object", (await bench.readArgument("object")).split(" ")[0]!);
    await page
      .getByRole("textbox", { name: /^Seed/ })
      .or(page.getByRole("spinbutton", { name: /^Seed/ }))
      .fill("23");
    const names = page.getByRole("radiogroup", { name: /^Names for the/ });
    await expect(names.getByRole("radio", { name: /not read yet/ })).toHaveCount(0);
    await names.getByRole("radio", { checked: true }).focus();
    await page.keyboard.press("ArrowRight");
    const name = await bench.readArgument("subject");
    await bench.waitForAnswer();
    await expect(names.getByRole("radio", { name: /not read yet/ })).toHaveCount(0);
    const url = await copyLink(page);
    expect(url).toContain("model=tiny");
    expect(url).toMatch(/made=[0-9a-f]{12}/);
    const charts = (on: Page) =>
      on.getByRole("figure").filter({ hasText: /Probability of each|gives each sub-token|of each draw/ });
    const pictures = await takePictures(page, charts(page));
    expect(pictures.length).toBe(3);

    const fresh = await openFresh(browser, url);
    const other = new BenchPage(fresh);
    await other.waitForLive();
    expect(await other.readArgument("subject")).toBe(name);
    await expect(
      fresh.getByRole("radiogroup", { name: /^Names for the/ }).getByRole("radio", { name: /not read yet/ }),
    ).toHaveCount(0);
    await expect(fresh.getByText(/another version|could not be used/)).toHaveCount(0);
    expectSame(await takePictures(fresh, charts(fresh)), pictures);
    await fresh.context().close();
  },
);

test(
  "a link to a brushed part of the demo corpus opens the same charts, once its rows are scored",
  { tag: "@webgpu" },
  async ({ page, browser }) => {
    test.setTimeout(240_000); // WebGPU in software, twice
    await page.goto("./?model=tiny&backend=webgpu&view=corpus");
    await page.getByRole("button", { name: "Open the demo corpus" }).click();
    // Few passes a row: the same charts in both browsers is the point, not how many names are behind them.
    await scoringOf(page)
      .getByRole("spinbutton", { name: /^Swaps S/ })
      .fill("2");
    await scoringOf(page)
      .getByRole("spinbutton", { name: /^Draws K/ })
      .fill("1");
    await selectionOf(page).getByRole("button", { name: "Relation" }).click();
    await page.getByRole("option", { name: /^place of birth/ }).click();
    await scoringOf(page).getByRole("button", { name: "Score 12 selected rows" }).click({ timeout: 60_000 });
    await expect(scoringOf(page)).toContainText("12 of 690 rows scored", { timeout: 90_000 });
    await page.getByRole("radiogroup", { name: "Whose variance" }).getByText("Subject").click();
    const labels = await binsOf(page).evaluateAll((bins) => bins.map((bin) => bin.getAttribute("aria-label") ?? ""));
    await binsOf(page)
      .nth(labels.findIndex((label) => !label.includes(": 0 ID")))
      .focus();
    await page.keyboard.press("Enter");
    await selectionOf(page).getByRole("button", { name: "Keep as slice" }).click();
    await page.getByRole("textbox", { name: "Name of the slice" }).fill("Births, low");
    await page.getByRole("button", { name: "Keep", exact: true }).click();
    const settle = async (on: Page) => {
      await expect(on.getByRole("figure").first()).toHaveAttribute("aria-busy", "false");
      await expect(on.locator('figure[aria-busy="true"]')).toHaveCount(0);
    };
    await settle(page);
    const url = await copyLink(page);
    expect(url).toContain("relation=place+of+birth");
    const pictures = await takePictures(page, page.getByRole("figure"));
    expect(pictures.length).toBeGreaterThan(1);

    const fresh = await openFresh(browser, url);
    await scoringOf(fresh)
      .getByRole("button", { name: "Score 12 rows to see the linked view" })
      .click({ timeout: 60_000 });
    await expect(scoringOf(fresh)).toContainText("12 of 690 rows scored", { timeout: 90_000 });
    await expect(selectionOf(fresh).getByRole("button", { name: /^Births, low/ })).toHaveAttribute(
      "aria-pressed",
      "true",
    );
    await expect(fresh.getByRole("figure")).toHaveCount(pictures.length);
    await settle(fresh);
    expectSame(await takePictures(fresh, fresh.getByRole("figure")), pictures);
    // The address alone brings back what is not private, and a reload keeps the scores.
    await fresh.reload();
    await expect(scoringOf(fresh)).toContainText("12 of 690 rows scored");
    await expect(selectionOf(fresh)).toContainText("place of birth");
    await fresh.context().close();
  },
);

test("a link made on one's own file holds none of it, waits for it, and tells another file apart", async ({
  page,
  browser,
}) => {
  await page.goto("./?model=tiny&backend=wasm&view=corpus");
  await openFile(page, fileOf(LINES.slice(0, 40)));
  const name = JSON.parse(LINES[0]!) as { text: string; subj: { start: number; end: number } } satisfies object;
  const mention = name.text.slice(name.subj.start, name.subj.end);
  await selectionOf(page).getByRole("button", { name: "Relation" }).click();
  await page.getByRole("listbox").getByRole("option").nth(1).click();
  const rows = page.getByRole("region", { name: /First to check|The rows/ });
  const words = /\d+ of 40 rows selected/.exec(await rows.innerText())![0];
  await selectionOf(page).getByRole("searchbox").fill(mention.slice(0, 3));
  const url = await copyLink(page);
  expect(decodeURIComponent(url)).toMatch(/corpus=file~[0-9a-f]{64}~40/);
  expect(decodeURIComponent(url).replace(/file~\w+/, "")).not.toContain(mention.slice(0, 3));
  expect(url).not.toMatch(/relation=|text=|mine/);
  await expect(page.getByText(/Not in it, because it is yours:.*words you searched for/)).toBeVisible();
  // The bar itself says nothing of the file.
  await expect.poll(() => page.url()).not.toContain("file~");

  const fresh = await openFresh(browser, url);
  await expect(fresh.getByText("Drop the same file to restore this view.")).toBeVisible();
  const { violations } = await new AxeBuilder({ page: fresh }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await openFile(fresh, fileOf(LINES.slice(40, 60), "other.jsonl"));
  await expect(fresh.getByRole("alert")).toContainText("This is another file than the one the link was made on");
  await expect(fresh.getByText("20 of 20 rows selected")).toBeVisible();
  await openFile(fresh, fileOf(LINES.slice(0, 40), "renamed.jsonl"));
  await expect(fresh.getByText("This is another file")).toHaveCount(0);
  await expect(fresh.getByText(words)).toBeVisible();
  await fresh.context().close();
});

test("a link with values that cannot be used opens the page and names them", async ({ page }) => {
  const bench = await openBench(page, { model: "tiny", backend: "wasm" });
  await page.goto("about:blank");
  await page.goto("./?model=tiny&backend=wasm#v=1&seed=11&k=900&made=000000000000&sentence=example~gone");
  await bench.waitForLive();
  await expect(page.getByText(/left out: “k”, “sentence”/)).toBeVisible();
  await expect(page.getByText(/made with another version of .* \(00000000; here it is [0-9a-f]{8}\)/)).toBeVisible();
  await expect(page.getByRole("spinbutton", { name: /^Seed/ })).toHaveValue("11");
});

test("slices are kept, renamed, deleted and brought back, without accessibility violations", async ({ page }) => {
  await page.goto("./?model=tiny&backend=wasm&view=corpus");
  await openFile(page, fileOf(LINES.slice(0, 60)));
  const selection = selectionOf(page);
  await selection.getByRole("searchbox").fill("born");
  await selection.getByRole("button", { name: "Keep as slice" }).click();
  await page.getByRole("textbox", { name: "Name of the slice" }).fill("Births");
  await page.keyboard.press("Enter");
  const slice = selection.getByRole("button", { name: /^Births/ });
  await expect(slice).toHaveAttribute("aria-pressed", "true");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(" ")}`)).toEqual([]);
  await selection.getByRole("button", { name: "Clear" }).click();
  await slice.click();
  await expect(selection.getByRole("searchbox")).toHaveValue("born");
  await selection.getByRole("button", { name: "Rename Births" }).click();
  await page.getByRole("textbox", { name: "New name of Births" }).fill("Born somewhere");
  await page.keyboard.press("Enter");
  await page.reload();
  await expect(selection.getByRole("button", { name: /^Born somewhere/ })).toBeVisible();
  await selection.getByRole("button", { name: "Delete Born somewhere" }).click();
  await expect(selection.getByRole("button", { name: /^Born somewhere/ })).toHaveCount(0);
  await page.getByRole("button", { name: "Undo: delete the slice Born somewhere" }).click();
  await expect(selection.getByRole("button", { name: /^Born somewhere/ })).toBeVisible();
});

/** Number of records of each store of the page's database. */
function countRecords(page: Page): Promise<Record<string, number>> {
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open("entity-bias-explorer");
        request.onerror = () => reject(request.error!);
        request.onsuccess = () => {
          const database = request.result;
          const transaction = database.transaction([...database.objectStoreNames]);
          const counts = [...database.objectStoreNames].map((name) => ({
            name,
            request: transaction.objectStore(name).count(),
          }));
          transaction.oncomplete = () => {
            database.close();
            resolve(Object.fromEntries(counts.map(({ name, request: count }) => [name, count.result])));
          };
        };
      }),
  );
}

test("closing forgets the scores of every setting; undo brings back what was shown", async ({ page }) => {
  await page.goto("./?model=tiny&backend=wasm&view=corpus");
  await openFile(page, fileOf(LINES.slice(0, 6)));
  const scoring = scoringOf(page);
  for (const swaps of ["2", "3"]) {
    await page.getByRole("spinbutton", { name: /^Swaps S/ }).fill(swaps);
    await scoring.getByRole("button", { name: /^Score/ }).click({ timeout: 60_000 });
    await expect(scoring).toContainText("6 of 6 rows scored");
  }
  // The rows, and the file they were read from.
  expect(await countRecords(page)).toEqual({ scores: 2, corpora: 2, reviews: 0 });
  await page.getByRole("button", { name: "Close and forget" }).click();
  await expect(page.getByRole("button", { name: "Open the demo corpus" })).toBeVisible();
  await expect.poll(() => countRecords(page)).toEqual({ scores: 0, corpora: 0, reviews: 0 });
  await page.getByRole("button", { name: "Undo: close mine.jsonl" }).click();
  await expect(scoring).toContainText("6 of 6 rows scored");
  await page.reload();
  await expect(scoring).toContainText(/of 6 rows scored/);
  expect(await countRecords(page)).toEqual({ scores: 1, corpora: 1, reviews: 0 });
});

test("a store of the first version is taken over: the page works and keeps nothing of it", async ({
  page,
  allowConsole,
}) => {
  allowConsole(/favicon/); // asked for by the browser on the bare picture below
  await page.goto("./icon.svg");
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const request = indexedDB.open("entity-bias-explorer", 1);
        request.onupgradeneeded = () => {
          request.result.createObjectStore("scores").put({ kind: "unreadable", error: "old" }, "abc");
          request.result.createObjectStore("corpora").put({ name: "old.jsonl", examples: [] }, "last");
        };
        request.onsuccess = () => {
          request.result.close();
          resolve();
        };
      }),
  );
  await page.goto("./?model=tiny&backend=wasm&view=corpus");
  await expect(page.getByRole("button", { name: "Open the demo corpus" })).toBeEnabled();
  await openFile(page, fileOf(LINES.slice(0, 3)));
  await scoringOf(page)
    .getByRole("button", { name: /^Score/ })
    .click({ timeout: 60_000 });
  await expect(scoringOf(page)).toContainText("3 of 3 rows scored");
  expect(await countRecords(page)).toEqual({ scores: 1, corpora: 2, reviews: 0 });
});

test("a store of the second version keeps what is in it", async ({ page, allowConsole }) => {
  allowConsole(/favicon/); // asked for by the browser on the bare picture below
  await page.goto("./icon.svg");
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const request = indexedDB.open("entity-bias-explorer", 2);
        request.onupgradeneeded = () => {
          request.result.createObjectStore("scores").put({ marks: [], results: [] }, ["ab", "cd", 0]);
          request.result.createObjectStore("corpora");
        };
        request.onsuccess = () => {
          request.result.close();
          resolve();
        };
      }),
  );
  await page.goto("./?model=tiny&backend=wasm&view=corpus");
  await expect(page.getByRole("button", { name: "Open the demo corpus" })).toBeEnabled();
  await openFile(page, fileOf(LINES.slice(0, 3)));
  await expect(page.getByRole("region", { name: "Corpus", exact: true })).toContainText("3 rows");
  expect(await countRecords(page)).toEqual({ scores: 1, corpora: 2, reviews: 0 });
});

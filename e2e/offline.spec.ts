import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";
import { openBench } from "./benchPage";
import { expect, test as base } from "./fixtures";
import { DIST } from "./models";
import { openStaticSite, type StaticSite } from "./staticSite";

/** Every test has a server of its own, which it may stop, and service workers, which the other tests switch off. */
const test = base.extend<{ site: StaticSite }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this pattern
  site: async ({}, use) => {
    const site = await openStaticSite(resolve(DIST));
    await use(site);
    await site.stop();
  },
  baseURL: async ({ site }, use) => use(site.url),
});
test.use({ serviceWorkers: "allow" });

const ROWS = [
  { id: "a", text: "Tilda Marwen was born in Port Asker.", s: [0, 12], o: [25, 35], relation: "place of birth" },
  { id: "b", text: "Oskar Lune founded Lune Boats in 1911.", s: [0, 10], o: [19, 29], relation: "founded by" },
].map(({ id, text, s, o, relation }) => ({
  id,
  text,
  subj: { start: s[0], end: s[1], type: "PERSON" },
  obj: { start: o[0], end: o[1], type: "LOCATION" },
  relation,
}));

/** Waits until the app's own files are kept. */
async function waitUntilKept(page: Page) {
  await page.getByRole("button", { name: "Details" }).click();
  await expect(page.getByRole("contentinfo")).toContainText("it opens without a network");
}

/** Lesson 1: two of its steps on the live model, the others passed by, and its check. */
async function doLesson(page: Page) {
  await page.getByRole("link", { name: "Lessons" }).click();
  const entry = page.getByRole("listitem", { name: "Does it read the sentence or the names?" });
  await entry.getByRole("button", { name: "Start" }).click();
  const card = page.getByRole("complementary", { name: /^Lesson/ });
  const predict = async () => {
    await card.getByRole("radio").first().check();
    await card.getByRole("button", { name: "That is my prediction" }).click();
  };
  await predict();
  await expect(card).toContainText("What happened");
  await card.getByRole("button", { name: "Next step" }).click();
  await predict();
  await card.getByRole("button", { name: "Take me there" }).click();
  await expect(page.locator('.swapslot [role="radio"]:focus')).toHaveCount(1);
  await page.keyboard.press("ArrowDown");
  await expect(card).toContainText("You predicted");
  await card.getByRole("button", { name: "Next step" }).click();
  for (let step = 3; step <= 6; step++) {
    await expect(card).toContainText(`Step ${step} of 6`);
    await card.getByRole("button", { name: "Step after" }).click();
  }
  for (let question = 1; question <= 3; question++) {
    await card.getByRole("radio").first().check();
    await card.locator("form button").last().click();
    await expect(card.locator(".answered")).toHaveCount(question);
  }
  await expect(card.getByText(/^\d of 3 right/)).toBeVisible();
  await card.getByRole("button", { name: "All lessons" }).click();
}

test("after the first visit all works with the network off: predict, a lesson, import, the demo corpus, the review, another language", async ({
  page,
  context,
  site,
  allowConsole,
}) => {
  allowConsole(/ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|FAILED)|Failed to load resource/);
  const bench = await openBench(page);
  await bench.waitForLive();
  await waitUntilKept(page);

  await site.stop();
  await context.setOffline(true);
  await page.reload();
  await bench.waitForLive();
  await expect(bench.status).toContainText("from cache");
  await bench.writeSentence("Quillon Marsh founded Verity Tannery.");
  await bench.mark("subject", "Quillon", "Marsh");
  await bench.mark("object", "Verity", "Tannery");
  await bench.waitForAnswer();

  await doLesson(page);

  await page.getByRole("link", { name: "Corpus" }).click();
  await page.getByRole("button", { name: "Open the demo corpus" }).click();
  await expect(page.getByRole("main")).toContainText("Demo corpus, 690 rows");
  await page.getByLabel(/^Corpus file/).setInputFiles({
    name: "own.jsonl",
    mimeType: "application/json",
    buffer: Buffer.from(ROWS.map((row) => JSON.stringify(row)).join("\n")),
  });
  await expect(page.getByRole("main")).toContainText("own.jsonl");
  await page.getByRole("link", { name: "Review" }).click();
  await expect(page.getByRole("heading", { name: "Which rows deserve a second look?" })).toBeVisible();

  // A language that was never on before: its texts are part of what is kept, those of the lessons too.
  await page.getByRole("combobox", { name: "Language" }).selectOption("de");
  await expect(page.getByRole("heading", { name: "Welche Zeilen verdienen einen zweiten Blick?" })).toBeVisible();
  await page.getByRole("link", { name: "Lektionen" }).click();
  await expect(page.getByRole("listitem", { name: "Liest es den Satz oder die Namen?" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("listitem", { name: "Liest es den Satz oder die Namen?" })).toBeVisible();
});

/**
 * A copy of the built app as after a new build: one part, and all that name it, have other names, and the page has another
 * mark.
 */
function makeNewBuild(): string {
  const folder = mkdtempSync(join(tmpdir(), "ebe-build-"));
  cpSync(DIST, folder, { recursive: true, filter: (path) => !/models\/re-/.test(path) });
  const assets = readdirSync(join(folder, "assets"));
  const scripts = assets.filter((name) => name.endsWith(".js"));
  const html = readFileSync(join(folder, "index.html"), "utf8");
  const entry = /assets\/(index-[\w-]+\.js)/.exec(html)?.[1] ?? "";
  const changed = new Set(scripts.filter((name) => /^CorpusPanel-[\w-]+\.js$/.test(name)));
  for (const name of changed) {
    // A name holds the hash of what is in the file, so whoever names a changed file changes too.
    for (const file of scripts)
      if (readFileSync(join(folder, "assets", file), "utf8").includes(name)) changed.add(file);
  }
  expect([...changed]).toContain(entry);
  const renames = new Map([...changed].map((name) => [name, name.replace(/\.js$/, "-newbuild.js")]));
  const rename = (text: string) => [...renames].reduce((all, [from, to]) => all.replaceAll(from, to), text);
  for (const name of scripts) {
    const path = join(folder, "assets", name);
    writeFileSync(path, rename(readFileSync(path, "utf8")));
    const next = renames.get(name);
    if (next !== undefined) renameSync(path, join(folder, "assets", next));
  }
  const marked = rename(html).replace("<head>", '<head><meta name="build" content="new">');
  writeFileSync(join(folder, "index.html"), marked);
  const worker = rename(readFileSync(join(folder, "sw.js"), "utf8"));
  const marking = worker.replace(
    /(url:"index\.html",revision:")[0-9a-f]+"|(revision:")[0-9a-f]+(",url:"index\.html")/,
    (match) => match.replace(/[0-9a-f]{16,}/, "0".repeat(32)),
  );
  expect(marking).not.toBe(worker);
  writeFileSync(join(folder, "sw.js"), marking);
  return folder;
}

test("an update never breaks an open page, and comes with the next visit", async ({ page, context, site }) => {
  const bench = await openBench(page);
  await bench.waitForLive();
  await waitUntilKept(page);
  await page.reload();
  await bench.waitForLive();

  const folder = makeNewBuild();
  try {
    site.serve(folder);
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    await expect(bench.status).toContainText("A new version comes with your next visit");
    // A part that the open page had not loaded yet, and that the server no longer has.
    await page.getByRole("link", { name: "Corpus" }).click();
    await expect(page.getByRole("button", { name: /demo corpus/i }).first()).toBeVisible();
    await expect(page.locator('meta[name="build"]')).toHaveCount(0);

    await page.close();
    const next = await context.newPage();
    await expect(async () => {
      await next.goto("about:blank");
      await next.goto(`${site.url}?model=tiny&backend=wasm`);
      await expect(next.locator('meta[name="build"]')).toHaveCount(1, { timeout: 1000 });
    }).toPass({ timeout: 20_000 });
    await next.getByRole("link", { name: "Corpus" }).click();
    await expect(next.getByRole("button", { name: /demo corpus/i }).first()).toBeVisible();
    await next.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("on a connection that saves data the model waits for a yes, and the page says how large it is", async ({
  page,
}) => {
  await page.addInitScript(() =>
    Object.defineProperty(navigator, "connection", { value: { saveData: true }, configurable: true }),
  );
  const files: string[] = [];
  page.on("request", (request) => files.push(new URL(request.url()).pathname));
  const bench = await openBench(page);
  await expect(bench.status).toContainText(/This connection saves data\. .* is a download of [\d.]+ [kM]B, once/);
  expect(files.filter((path) => /\/models\/tiny\/(weights|tokenizer)/.test(path))).toEqual([]);
  await bench.status.getByRole("button", { name: "Download" }).click();
  await bench.waitForLive();
});

test("what is kept is listed with its size, and can be removed", async ({ page }) => {
  const bench = await openBench(page);
  await bench.waitForLive();
  await waitUntilKept(page);
  const list = bench.status.getByRole("listitem");
  await expect(list.filter({ hasText: "The app" })).toContainText(/[\d.]+ MB/);
  await expect(list.filter({ hasText: "Tiny test model + VIB" })).toContainText(/\d+ kB/);
  await list
    .filter({ hasText: "Tiny test model + VIB" })
    .getByRole("button", { name: /^Remove/ })
    .click();
  await expect(list.filter({ hasText: "Tiny test model + VIB" })).toHaveCount(0);

  await bench.status.getByRole("button", { name: "Remove everything of this site" }).click();
  await bench.status.getByRole("button", { name: "Remove all" }).click();
  await expect(page).toHaveURL(/\/$/);
  const left = await page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    preferences: Object.keys(localStorage),
  }));
  expect(left.preferences).toEqual([]);
});

test("the page can be installed", async ({ page, context, site }) => {
  const bench = await openBench(page);
  await bench.waitForLive();
  await waitUntilKept(page);
  const manifest = (await (await page.request.get(`${site.url}manifest.webmanifest`)).json()) as {
    start_url: string;
    display: string;
    icons: { src: string; sizes: string }[];
  };
  expect(manifest).toMatchObject({ start_url: "./", display: "standalone" });
  for (const { src, sizes } of manifest.icons) {
    const png = await (await page.request.get(`${site.url}${src}`)).body();
    expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`).toBe(sizes); // width and height in a PNG's header
  }
  const session = await context.newCDPSession(page);
  const { installabilityErrors } = (await session.send("Page.getInstallabilityErrors")) as {
    installabilityErrors: { errorId: string }[];
  };
  // "in-incognito": the test browser's profile is a private one.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito")).toEqual([]);
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test as base } from "./fixtures";
import { openStaticSite, type StaticSite } from "./staticSite";

/** A host at an origin of its own: a folder for its pages, and the server over it. */
interface Host {
  readonly site: StaticSite;
  write(name: string, html: string): void;
}

const test = base.extend<{ host: Host }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this pattern
  host: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "ebe-host-"));
    const site = await openStaticSite(folder);
    await use({ site, write: (name, html) => writeFileSync(join(folder, name), html) });
    await site.stop();
    rmSync(folder, { recursive: true });
  },
  // The page around may be anywhere; the app itself still talks to its own origin only.
  foreignRequests: async ({ context, baseURL, host }, use) => {
    const known = [new URL(baseURL ?? "").origin, new URL(host.site.url).origin];
    const foreign: string[] = [];
    context.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith("http") && !known.includes(url.origin)) foreign.push(request.url());
    });
    await use(foreign);
    expect(foreign, "requests to another origin").toEqual([]);
  },
});

/** Code blocks of docs/embed.md, by language. */
function readSnippet(language: string): string {
  const found = new RegExp("```" + language + "\\n([\\s\\S]*?)```").exec(readFileSync("docs/embed.md", "utf8"));
  if (!found?.[1]) throw new Error(`docs/embed.md: expected a snippet in ${language}, got none.`);
  return found[1];
}

const PLACE = "https://your-site.example/entity-bias/";
const pageOf = (body: string) =>
  `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>host</title><body>${body}</body>`;

test("the snippet of the docs puts a sentence into the frame and gets its reading", async ({ page, host, baseURL }) => {
  const snippet = readSnippet("html")
    .replaceAll(PLACE, baseURL ?? "")
    .replace("?embed=1", "?model=tiny&backend=wasm&embed=1");
  host.write("index.html", pageOf(snippet));
  await page.goto(host.site.url);
  await expect(page.locator("#answer")).toHaveText(/^[a-z_ ]+ 0\.\d{3}$/, { timeout: 60_000 });
  const frame = page.frameLocator("#bias");
  await expect(frame.getByRole("listbox", { name: /^Words of the sentence/ })).toContainText("Marie Curie");
  await expect(frame.getByText("which is told what stands here")).toBeVisible();
  await expect(frame.getByRole("navigation")).toHaveCount(0);
  const href = await frame.getByRole("link", { name: "Open the Entity Bias Explorer" }).getAttribute("href");
  expect(href).toContain("model=tiny");
  expect(href).not.toMatch(/embed|host/);
});

test("the notebook's cell shows the variance of what stands in the frame", async ({ page, host, baseURL }) => {
  const python = readSnippet("python");
  const html = /HTML\("""([\s\S]*?)"""/.exec(python)?.[1] ?? "";
  expect(html).toContain("iframe");
  const cell = html.replaceAll("SITE", baseURL ?? "").replace("?embed=1", "?model=tiny&backend=wasm&embed=1");
  host.write("index.html", pageOf(cell));
  await page.goto(host.site.url);
  await expect(page.locator("#answer")).toHaveText(/^\{"subject":0\.\d+,"object":0\.\d+,"row":0\.\d+\}$/, {
    timeout: 60_000,
  });
});

/** A host that keeps every message and sends what a test gives it. */
const RECORDER = (src: string) =>
  pageOf(`<iframe id="bias" width="900" height="700"></iframe><script>
    window.heard = [];
    addEventListener("message", ({ data }) => data?.source === "entity-bias-explorer" && heard.push(data));
    window.tell = (message) => document.getElementById("bias").contentWindow.postMessage(message, "*");
    document.getElementById("bias").src = ${JSON.stringify(src)}.replace("HOST", encodeURIComponent(location.origin));
  </script>`);

interface Heard {
  type: string;
  id: unknown;
  message?: string;
  reading?: { text: string; draws: { seed: number; count: number }; model: { id: string } };
}

test("knobs, model and errors go by message", async ({ page, host, baseURL }) => {
  host.write("index.html", RECORDER(`${baseURL}?model=tiny&backend=wasm&embed=1&host=HOST`));
  await page.goto(host.site.url);
  const hear = (id: unknown) =>
    page.waitForFunction((wanted) => (window as unknown as { heard: Heard[] }).heard.find((m) => m.id === wanted), id, {
      timeout: 60_000,
    });
  const ask = async (message: object): Promise<Heard> => {
    await page.evaluate((m) => (window as unknown as { tell: (m: object) => void }).tell(m), {
      source: "entity-bias-host",
      version: 1,
      ...message,
    });
    return (await hear((message as { id: unknown }).id)).jsonValue() as Promise<Heard>;
  };
  await page.waitForFunction(
    () => (window as unknown as { heard: Heard[] }).heard.some(({ type }) => type === "ready"),
    null,
    {
      timeout: 60_000,
    },
  );
  const changed = await ask({ id: "k", type: "setKnobs", draws: 3, seed: 11 });
  expect(changed.reading?.draws).toMatchObject({ count: 3, seed: 11 });
  const other = await ask({ id: "m", type: "setModel", model: "tiny-base" });
  expect(other.reading?.model.id).toBe("tiny-base");
  const wrong = await ask({
    id: "w",
    type: "setText",
    text: "Ida.",
    subject: { start: 0, end: 3 },
    object: { start: 3, end: 9 },
  });
  expect(wrong).toMatchObject({ type: "error", message: expect.stringContaining("lies outside the text") as unknown });
  const odd = await ask({ id: "o", type: "setKnobs", beta: 7 });
  expect(odd).toMatchObject({ type: "error", message: expect.stringContaining("beta") as unknown });
});

test("another origin than the named one is neither heard nor told", async ({ page, host, baseURL, allowConsole }) => {
  allowConsole(/Failed to execute 'postMessage'|target origin provided/);
  host.write("index.html", RECORDER(`${baseURL}?model=tiny&backend=wasm&embed=1&host=https%3A%2F%2Fclass.example`));
  await page.goto(host.site.url);
  const frame = page.frameLocator("#bias");
  await expect(frame.getByRole("contentinfo")).toContainText("self-test passed", { timeout: 60_000 });
  const before = await frame.getByRole("listbox", { name: /^Words of the sentence/ }).innerText();
  await page.evaluate(() =>
    (window as unknown as { tell: (m: object) => void }).tell({
      source: "entity-bias-host",
      version: 1,
      id: 1,
      type: "setText",
      text: "Ida met Bo.",
      subject: { start: 0, end: 3 },
      object: { start: 8, end: 10 },
    }),
  );
  await page.waitForTimeout(1500);
  expect(await frame.getByRole("listbox", { name: /^Words of the sentence/ }).innerText()).toBe(before);
  expect(await page.evaluate(() => (window as unknown as { heard: Heard[] }).heard)).toEqual([]);
});

test("a figure is copied as an image", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("./?model=tiny&backend=wasm");
  await expect(page.getByRole("contentinfo")).toContainText("self-test passed", { timeout: 60_000 });
  const figure = page.getByRole("figure").filter({ hasText: "Probability of each relation" });
  await figure.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(figure.getByRole("button", { name: "Copied" })).toBeVisible();
  const types = await page.evaluate(async () => (await navigator.clipboard.read()).flatMap((item) => item.types));
  expect(types).toEqual(["image/png"]);
});

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { BenchPage, openBench } from "./benchPage";
import { expect, test } from "./fixtures";
import { DIST } from "./models";
import { openStaticSite, type StaticSite } from "./staticSite";

// Every test fails on a request to another origin (e2e/fixtures.ts); these look closer.

test("what is typed stays out of every request and of the address", async ({ page, context, foreignRequests }) => {
  const bench = await openBench(page);
  await bench.waitForLive();
  const requests: string[] = [];
  context.on("request", (request) => requests.push(`${request.method()} ${request.url()} ${request.postData() ?? ""}`));
  await bench.writeSentence("Quillon Marsh founded Verity Tannery.");
  await bench.mark("subject", "Quillon", "Marsh");
  await bench.mark("object", "Verity", "Tannery");
  await bench.waitForAnswer();
  // All that may still be fetched are parts of the app itself: a GET of a script, with no query and no body.
  expect(requests.filter((request) => !/^GET \S+\/assets\/[\w.-]+\.js $/.test(request))).toEqual([]);
  expect(requests.join("\n")).not.toMatch(/quillon|marsh|verity|tannery/i);
  expect(page.url()).not.toMatch(/quillon|verity/i);
  expect(foreignRequests).toEqual([]);
});

test("the page's policy allows its own origin only", async ({ page, allowConsole }) => {
  allowConsole(/Content Security Policy/); // the refusal below
  const html = readFileSync(`${DIST}/index.html`, "utf8");
  const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(html)?.[1] ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/https?:|\*|'unsafe-eval'/);
  // The browser itself refuses: the fetch below never leaves it.
  await openBench(page);
  const outcome = await page.evaluate(async () => {
    const violation = new Promise<string>((resolve) =>
      document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective)),
    );
    await fetch("https://example.invalid/").catch(() => undefined);
    return violation;
  });
  expect(outcome).toBe("connect-src");
});

/** The built app on a host that has it in a folder and nothing outside of it. */
const underPath = test.extend<{ site: StaticSite }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this pattern
  site: async ({}, use) => {
    const site = await openStaticSite(resolve(DIST), "/some/folder");
    await use(site);
    await site.stop();
  },
  baseURL: async ({ site }, use) => use(site.url),
});

underPath("the app works under a sub-path, without a server of its own", async ({ page, site }) => {
  const outside: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(site.url) && request.url().startsWith("http")) outside.push(request.url());
  });
  await page.goto("?model=tiny&backend=wasm");
  await new BenchPage(page).waitForLive();
  expect(outside).toEqual([]);
});

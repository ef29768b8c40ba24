import type { Page, Route } from "@playwright/test";
import { openBench, type BenchPage } from "./benchPage";
import { expect, test } from "./fixtures";
import { firstShard } from "./models";

const SHARD = `**/models/tiny/${firstShard("tiny")}`;
const CONFIG = "**/models/tiny/config.json";

/** Chromium's own console line about an answer that was not 2xx or a connection that broke. */
const NETWORK_ERROR = /Failed to load resource/;

/** Answers with the server's own bytes after a change. */
async function fulfillChanged(route: Route, change: (bytes: Buffer) => Buffer | string): Promise<void> {
  const response = await route.fetch();
  await route.fulfill({ response, body: change(await response.body()) });
}

/** The first example can still be edited and marked: a failed model does not take the page with it. */
async function expectPageWorks(bench: BenchPage): Promise<void> {
  await bench.page.getByRole("button", { name: "Next", exact: true }).click();
  await expect(bench.sentence).toBeVisible();
  await bench.writeSentence("Olu Adeyemi lives in Ibadan.");
  await bench.mark("subject", "Olu", "Adeyemi");
  await bench.mark("object", "Ibadan");
  expect(await bench.readArgument("subject")).toBe("Olu Adeyemi");
  expect(await bench.readArgument("object")).toBe("Ibadan");
}

/** After the cause is gone, "Try again" brings the live model. */
async function expectRecovery(page: Page, bench: BenchPage): Promise<void> {
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await bench.status.getByRole("button", { name: "Try again" }).click();
  await bench.waitForLive();
}

test.describe("a download", () => {
  test("that is damaged is named with file and hash, and can be tried again", async ({ page }) => {
    let numRequests = 0;
    await page.route(SHARD, (route) => {
      numRequests += 1;
      return fulfillChanged(route, (bytes) => {
        bytes[bytes.length - 7] = (bytes[bytes.length - 7] ?? 0) ^ 0xff;
        return bytes;
      });
    });
    const bench = await openBench(page);
    await expect(bench.status).toContainText(/could not be loaded.*weights-00\.safetensors.*expected.*got/);
    expect(numRequests).toBe(2); // once more past all caches, then the message
    await expectPageWorks(bench);
    await expectRecovery(page, bench);
  });

  test("that is damaged once mends itself", async ({ page }) => {
    let numRequests = 0;
    await page.route(SHARD, (route) => {
      numRequests += 1;
      return numRequests === 1 ? fulfillChanged(route, (bytes) => bytes.fill(0, 100, 200)) : route.continue();
    });
    const bench = await openBench(page);
    await bench.waitForLive();
    expect(numRequests).toBe(2);
  });

  test("with a truncated config says so", async ({ page }) => {
    await page.route(CONFIG, (route) => fulfillChanged(route, (bytes) => bytes.subarray(0, bytes.length >> 1)));
    const bench = await openBench(page);
    await expect(bench.status).toContainText(/config\.json of model "tiny": expected complete JSON/);
    await expectPageWorks(bench);
    await expectRecovery(page, bench);
  });

  test("with an unknown number format names it", async ({ page }) => {
    await page.route(CONFIG, (route) =>
      fulfillChanged(route, (bytes) => bytes.toString().replace(/"dtype": *"[^"]*"/, '"dtype": "int3"')),
    );
    const bench = await openBench(page);
    await expect(bench.status).toContainText(/weights\.dtype/);
    await expectPageWorks(bench);
    await expectRecovery(page, bench);
  });

  test("of a file that is not there fails at once with its address", async ({ page, allowConsole }) => {
    allowConsole(NETWORK_ERROR);
    let numRequests = 0;
    await page.route(SHARD, (route) => {
      numRequests += 1;
      return route.fulfill({ status: 404, body: "not here" });
    });
    const bench = await openBench(page);
    await expect(bench.status).toContainText(/weights-00\.safetensors.*HTTP 404/);
    expect(numRequests).toBe(1);
    await expectPageWorks(bench);
    await expectRecovery(page, bench);
  });

  test("from a server that stumbles is tried again by itself", async ({ page, allowConsole }) => {
    allowConsole(NETWORK_ERROR);
    let numRequests = 0;
    await page.route(SHARD, (route) => {
      numRequests += 1;
      return numRequests <= 2 ? route.fulfill({ status: 503, body: "busy" }) : route.continue();
    });
    const bench = await openBench(page);
    await bench.waitForLive();
    expect(numRequests).toBe(3);
  });

  test("can be cancelled and taken up again", async ({ page }) => {
    const waiting: Route[] = [];
    await page.route(SHARD, (route) => void waiting.push(route));
    const bench = await openBench(page);
    await expect.poll(() => waiting.length).toBe(1);
    await bench.status.getByRole("button", { name: "Cancel" }).click();
    await expect(bench.status).toContainText("was cancelled");
    await expectPageWorks(bench);
    await expectRecovery(page, bench);
  });
});

test("offline, a loaded model goes on answering and another says why it cannot come", async ({
  page,
  context,
  allowConsole,
}) => {
  allowConsole(NETWORK_ERROR);
  const bench = await openBench(page);
  await bench.waitForLive();
  await context.setOffline(true);
  await page.getByRole("button", { name: "Next", exact: true }).click();
  await bench.waitForAnswer();
  await page.getByRole("switch", { name: /Compare base and VIB/ }).check();
  await expect(bench.status).toContainText(/could not be loaded.*Check the connection/);
  await page.getByRole("button", { name: "Next", exact: true }).click();
  await bench.waitForAnswer();
  await context.setOffline(false);
  await bench.status.getByRole("button", { name: "Try again" }).click();
  await expect(bench.figure("prediction").locator("svg.chart")).toContainText("Base");
  await bench.waitForAnswer();
});

test("offline, a model from an earlier visit still loads", async ({ page, allowConsole }) => {
  allowConsole(NETWORK_ERROR);
  const bench = await openBench(page);
  await bench.waitForLive();
  // The page itself comes from a server; its model files come from the browser's cache when they cannot be fetched.
  await page.route("**/models/tiny/**", (route) => route.abort("internetdisconnected"));
  await page.reload();
  await bench.waitForLive();
  await expect(bench.status).toContainText("from cache");
});

test.describe("a lost graphics device", () => {
  for (const backend of ["webgpu", "webgl"] as const) {
    test(`on ${backend} moves the model to the next backend, and it goes on answering`, async ({
      page,
      allowConsole,
    }) => {
      // Chromium reports the loss itself.
      allowConsole(/context|device|GPU/i);
      const bench = await openBench(page, { model: "tiny", backend });
      await bench.waitForLive();
      const before = await bench.readProbabilities();
      await page.getByRole("button", { name: "Details" }).click();
      await page.getByRole("button", { name: /lost graphics device/ }).click();
      await expect(page.getByRole("main")).toContainText("The device was lost");
      await expect(bench.status).toContainText(backend === "webgpu" ? "WebGL" : "WebAssembly");
      await bench.waitForAnswer();
      const after = await bench.readProbabilities();
      for (const [label, value] of before) expect(Math.abs((after.get(label) ?? NaN) - value)).toBeLessThan(1.1e-3);
      await page.getByRole("button", { name: "Next", exact: true }).click();
      await bench.waitForAnswer();
      await expect(bench.alert).toHaveCount(0);
    });
  }

  test("in a crash of the browser's GPU process does the same", async ({ page, browser, allowConsole }) => {
    allowConsole(/context|device|GPU/i);
    const bench = await openBench(page, { model: "tiny", backend: "webgpu" });
    await bench.waitForLive();
    const session = await browser.newBrowserCDPSession();
    await session.send("Browser.crashGpuProcess").catch(() => undefined); // the process is gone before it can answer
    await expect(page.getByRole("main")).toContainText("The device was lost");
    await page.getByRole("button", { name: "Next", exact: true }).click();
    await bench.waitForAnswer();
    await expect(bench.alert).toHaveCount(0);
    await expect(bench.status).toContainText(/WebGL|WebAssembly/);
  });
});

test("an unknown model in the address is said, and the default opens", async ({ page }) => {
  const bench = await openBench(page, { model: "no-such-model", backend: "wasm" });
  await expect(page.getByRole("main")).toContainText(/no model .no-such-model./);
  await bench.waitForLive(120_000);
});

test("a missing list of models is said and can be tried again", async ({ page, allowConsole }) => {
  allowConsole(NETWORK_ERROR);
  await page.route("**/models/index.json", (route) => route.fulfill({ status: 500, body: "" }));
  const bench = await openBench(page);
  await expect(bench.alert).toContainText("models/index.json");
  await page.unrouteAll();
  await bench.alert.getByRole("button", { name: "Try again" }).click();
  await bench.waitForLive();
});

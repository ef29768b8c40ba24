// @ts-expect-error plain JavaScript without declarations
import { BROWSER_ARGS, findBrowser } from "../scripts/browser.mjs";
import { openBench } from "./benchPage";
import { expect, test } from "./fixtures";

/** A class-room: another computer serves the folder over plain http, where browsers offer neither cryptography nor caches. */
const HOST = "192.0.2.10";
const args = [...(BROWSER_ARGS as string[]), `--host-resolver-rules=MAP ${HOST} 127.0.0.1`];
test.use({
  baseURL: `http://${HOST}:${process.env.E2E_PORT ?? 4173}/`,
  launchOptions: { executablePath: await findBrowser(), args },
});

test("over plain http the page loads its model, opens the demo corpus and copies a link", async ({ page }) => {
  const bench = await openBench(page);
  expect(await page.evaluate(() => [isSecureContext, "subtle" in crypto])).toEqual([false, false]);
  await bench.waitForLive();
  await expect(bench.status).toContainText("WebAssembly");
  await page.getByRole("link", { name: "Corpus", exact: true }).click();
  await page.getByRole("button", { name: "Open the demo corpus" }).click();
  await expect(page.getByText("690 of 690 rows selected")).toBeVisible();
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByText("Link copied")).toBeVisible();
});

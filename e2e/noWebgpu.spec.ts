// @ts-expect-error plain JavaScript without declarations
import { BROWSER_ARGS, findBrowser } from "../scripts/browser.mjs";
import { openBench } from "./benchPage";
import { expect, test } from "./fixtures";

// A browser without WebGPU: the same one, started without the flags that switch it on.
const args = (BROWSER_ARGS as string[]).filter((flag) => !flag.includes("webgpu"));
test.use({ launchOptions: { executablePath: await findBrowser(), args: [...args, "--disable-features=WebGPU"] } });

test("without WebGPU the page takes the next backend and says why", async ({ page }) => {
  const bench = await openBench(page, { model: "tiny" });
  await bench.waitForLive();
  await expect(bench.status).toContainText(/WebGL|WebAssembly/);
  await page.getByRole("button", { name: "Details" }).click();
  await expect(bench.status.getByRole("row", { name: /^WebGPU not here/ })).toContainText(/no WebGPU|no adapter/);
});

test("asked for WebGPU by name, it says that there is none and answers all the same", async ({ page }) => {
  const bench = await openBench(page, { model: "tiny", backend: "webgpu" });
  await bench.waitForLive();
  await expect(bench.status).toContainText(/WebGL|WebAssembly/);
});

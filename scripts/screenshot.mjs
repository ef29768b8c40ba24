/** @file `node scripts/screenshot.mjs`: the README's picture, docs/bench.png, of the built app with its default model. */
import { chromium } from "@playwright/test";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { preview } from "vite";
import { BROWSER_ARGS, findBrowser } from "./browser.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const executablePath = await findBrowser();
if (!executablePath) throw new Error("screenshot: expected a Chromium or Chrome, got none. Set CHROMIUM_PATH.");
const outDir = process.env.E2E_DIST ?? "dist";
const server = await preview({ logLevel: "error", build: { outDir }, preview: { host: "127.0.0.1", port: 0 } });
const browser = await chromium.launch({ executablePath, args: BROWSER_ARGS });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1200 }, colorScheme: "light" });
  await page.goto(`http://127.0.0.1:${server.httpServer.address().port}/?backend=wasm`);
  await page.getByRole("contentinfo").getByText("self-test passed").first().waitFor({ timeout: 120_000 });
  const prediction = page.locator('figure[aria-busy="false"]').filter({ hasText: "Probability of each relation" });
  await prediction.filter({ hasNotText: "Computed when this page was built" }).waitFor({ timeout: 120_000 });
  // Both models, and every name of the swap bench read by both: its finding then stands in the heading.
  await page.getByRole("switch", { name: /compare/i }).click({ force: true });
  await page.getByRole("heading", { name: /of (\d+) names, VIB with \d+ of \1$/ }).waitFor({ timeout: 120_000 });
  mkdirSync("docs", { recursive: true });
  await page.screenshot({ path: "docs/bench.png" });
} finally {
  await browser.close();
  await server.close();
}

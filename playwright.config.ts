import { defineConfig } from "@playwright/test";
// @ts-expect-error plain JavaScript without declarations, shared with the test script and the bench
import { BROWSER_ARGS, findBrowser } from "./scripts/browser.mjs";

/** Folder of the built app; another one lets two runs share a checkout. */
const DIST = process.env.E2E_DIST ?? "dist";
const PORT = Number(process.env.E2E_PORT ?? 4173);
const executablePath: string | null = await findBrowser();
/**
 * Specs that have the machine to themselves: the shipped model on every backend, sizes and caches, lost devices, a server
 * that is stopped. So have the walks on a WebGPU in software (`@webgpu`), which takes every core there is. All others run two
 * at a time, each in a browser of its own.
 */
const ALONE = /\/(backends|failures|noWebgpu|offline|speed)\.spec\.ts$/;
if (!executablePath) throw new Error("e2e: expected a Chromium or Chrome, got none. `npm run test:all` installs one.");

/** End-to-end tests of the built app (`npm run build` first) in a real Chromium with WebGPU, in software where needed. */
export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  workers: 2,
  projects: [
    { name: "together", testIgnore: ALONE, grepInvert: /@webgpu/ },
    { name: "webgpu", testIgnore: ALONE, grep: /@webgpu/, workers: 1 },
    { name: "alone", testMatch: ALONE, workers: 1 },
  ],
  forbidOnly: Boolean(process.env.CI),
  retries: 1,
  timeout: 90_000,
  expect: { timeout: 30_000 },
  reporter: [["list"]],
  use: {
    baseURL: `http://127.0.0.1:${PORT}/`,
    trace: "on-first-retry",
    headless: true,
    viewport: { width: 1280, height: 900 },
    serviceWorkers: "block",
    launchOptions: { executablePath, args: BROWSER_ARGS },
  },
  webServer: {
    command: `npx vite preview --host 127.0.0.1 --port ${PORT} --strictPort --outDir ${DIST}`,
    url: `http://127.0.0.1:${PORT}/`,
    reuseExistingServer: false,
    timeout: 60_000,
  },
});

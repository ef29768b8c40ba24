/** @file Where the tests and the bench find a Chromium, and how one is installed when there is none. */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

const USUAL_PLACES = {
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
  win32: ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"]
    .map((name) => process.env[name])
    .filter(Boolean)
    .map((folder) => join(folder, "Google", "Chrome", "Application", "chrome.exe")),
};

/**
 * Flags that give a headless Chromium a WebGPU adapter (SwiftShader, in software) on a machine without a GPU.
 * `--enable-unsafe-webgpu` is the one that counts; the rest keep the browser quiet and alive in a container.
 * With `EBE_GPU=1` in the environment the machine's own GPU is used instead.
 */
export const BROWSER_ARGS = [
  "--no-sandbox",
  "--disable-dev-shm-usage",
  "--enable-unsafe-webgpu",
  ...(process.env.EBE_GPU === "1" ? ["--enable-features=Vulkan"] : ["--use-webgpu-adapter=swiftshader"]),
  "--enable-unsafe-swiftshader",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-quic",
];

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function findOnPath() {
  const extension = process.platform === "win32" ? ".exe" : "";
  for (const name of NAMES) {
    for (const folder of (process.env.PATH ?? "").split(delimiter)) {
      const path = join(folder, name + extension);
      if (folder !== "" && isExecutable(path)) return path;
    }
  }
  return null;
}

/**
 * Path of a full Chromium or Chrome: `CHROMIUM_PATH`, else one on PATH or in its usual place, else the one that
 * Playwright installed. Null when there is none. (Playwright's headless shell is no use here: it has no WebGPU.)
 */
export async function findBrowser() {
  const asked = process.env.CHROMIUM_PATH;
  if (asked) {
    if (!isExecutable(asked)) throw new Error(`CHROMIUM_PATH: expected a program, got ${asked}.`);
    return asked;
  }
  const found = findOnPath() ?? (USUAL_PLACES[process.platform] ?? []).find(isExecutable);
  if (found) return found;
  const { chromium } = await import("@playwright/test");
  const own = chromium.executablePath();
  return own && existsSync(own) ? own : null;
}

function attempt(command, args, timeoutMs, env = {}) {
  console.log(`> ${command} ${args.join(" ")}`);
  const options = {
    stdio: "inherit",
    timeout: timeoutMs,
    env: { ...process.env, ...env },
    shell: process.platform === "win32",
  };
  return spawnSync(command, args, options).status === 0;
}

/** Path of a browser, after installing one when none was found. Throws with what to do when that fails too. */
export async function ensureBrowser() {
  const found = await findBrowser();
  if (found) return found;
  console.log("No Chromium or Chrome found: installing one.");
  // The download comes first and alone: where it is blocked, that shows in seconds and the distribution's package is next.
  const env = { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "", PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "15000" };
  if (attempt("npx", ["playwright", "install", "--no-shell", "chromium"], 300_000, env) && (await findBrowser())) {
    if (process.platform === "linux") attempt("npx", ["playwright", "install-deps", "chromium"], 600_000);
  } else if (process.platform === "linux") {
    const asRoot = process.getuid?.() === 0 ? [] : ["sudo"];
    for (const step of [["update"], ["install", "-y", "--no-install-recommends", "chromium"]]) {
      const [command, ...args] = [...asRoot, "apt-get", ...step];
      attempt(command, args, 900_000, { DEBIAN_FRONTEND: "noninteractive" });
    }
  }
  const installed = await findBrowser();
  if (installed) return installed;
  throw new Error(
    "ensureBrowser: expected a Chromium or Chrome, got none, and none could be installed. " +
      "Install one and put its path into CHROMIUM_PATH.",
  );
}

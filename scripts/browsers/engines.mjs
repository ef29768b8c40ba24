/**
 * @file The browser engines that this machine has, each behind the same few calls: Chromium over its DevTools protocol,
 * Firefox over WebDriver BiDi, WebKitGTK's MiniBrowser over WebDriver.
 */
import { once } from "node:events";
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import puppeteer from "puppeteer-core";
import { BROWSER_ARGS, findBrowser } from "../browser.mjs";

const FIREFOX = ["/usr/bin/firefox-esr", "/usr/bin/firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"];
const WEBKIT_FOLDER = "/usr/lib";
const WEBKIT_DRIVER = "/usr/bin/WebKitWebDriver";
const DRIVER_START_MS = 20_000;

/**
 * An open window. `evaluate(source)` runs the body of a function in the page and gives back what it returns; `readErrors()`
 * gives the errors and warnings of the console so far, null where the protocol does not tell them.
 * @typedef {{version: string, open: (url: string) => Promise<void>, evaluate: (source: string) => Promise<unknown>,
 *   readErrors: () => string[] | null, close: () => Promise<void>}} Window
 */

/** @returns {Promise<Window>} */
async function startPuppeteer(options) {
  const browser = await puppeteer.launch({ headless: true, ...options });
  const errors = [];
  const note = (text) => errors.push(text);
  let page = null;
  return {
    version: (await browser.version()).replace("/", " "),
    async open(url) {
      await page?.close();
      page = await browser.newPage();
      page.on("console", (message) => ["error", "warn"].includes(message.type()) && note(message.text()));
      page.on("pageerror", (error) => note(String(error)));
      await page.setViewport({ width: 1280, height: 900 });
      await page.goto(url, { timeout: 120_000 });
    },
    evaluate: (source) => page.evaluate(`(() => { ${source} })()`),
    readErrors: () => errors.splice(0),
    close: () => browser.close(),
  };
}

/** The newest MiniBrowser of WebKitGTK, or null. */
function findMiniBrowser() {
  if (!existsSync(WEBKIT_DRIVER)) return null;
  const folders = readdirSync(WEBKIT_FOLDER).map((triplet) => `${WEBKIT_FOLDER}/${triplet}`);
  const found = folders.flatMap((folder) =>
    ["webkitgtk-6.0", "webkit2gtk-4.1", "webkit2gtk-4.0"].map((name) => `${folder}/${name}/MiniBrowser`),
  );
  return found.find((path) => existsSync(path)) ?? null;
}

/** @returns {Promise<Window>} */
async function startWebKit(binary) {
  // The browser has no headless mode of its own; xvfb-run gives it a screen.
  const port = 20_000 + (process.pid % 20_000);
  const driver = spawn("xvfb-run", ["-a", "-s", "-screen 0 1280x1000x24", WEBKIT_DRIVER, `--port=${port}`], {
    stdio: "ignore",
    detached: true,
  });
  const call = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const { value } = await response.json();
    if (value?.error) throw new Error(`WebKit: ${value.error}: ${value.message}`);
    return value;
  };
  const stop = async () => {
    const gone = once(driver, "exit");
    process.kill(-driver.pid);
    await gone;
  };
  try {
    for (const end = Date.now() + DRIVER_START_MS; ;) {
      const status = await call("GET", "/status").catch(() => null);
      if (status?.ready) break;
      if (Date.now() > end) throw new Error("WebKit: expected the driver to start, it did not.");
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    const options = { "webkitgtk:browserOptions": { binary, args: ["--automation"] } };
    const { sessionId, capabilities } = await call("POST", "/session", { capabilities: { alwaysMatch: options } });
    const session = `/session/${sessionId}`;
    return {
      version: `WebKitGTK ${capabilities.browserVersion}`,
      open: (url) => call("POST", `${session}/url`, { url }),
      evaluate: (source) => call("POST", `${session}/execute/sync`, { script: source, args: [] }),
      readErrors: () => null,
      async close() {
        await call("DELETE", session);
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The engines by name; `start` is null where the machine has none, and `missing` says what to install. */
export async function findEngines() {
  const chromium = await findBrowser();
  const firefox = FIREFOX.find((path) => existsSync(path));
  const webkit = findMiniBrowser();
  return [
    {
      name: "Chromium",
      start: chromium && (() => startPuppeteer({ executablePath: chromium, args: BROWSER_ARGS })),
      missing: "Install Chromium or Chrome, or set CHROMIUM_PATH.",
    },
    {
      name: "Firefox",
      start: firefox ? () => startPuppeteer({ browser: "firefox", executablePath: firefox }) : null,
      missing: "Install Firefox (Debian: firefox-esr).",
    },
    {
      name: "WebKit",
      start: webkit && (() => startWebKit(webkit)),
      missing: "Install WebKitGTK's driver (Debian: webkit2gtk-driver, xvfb and xauth).",
    },
  ];
}

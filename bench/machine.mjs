/** @file What a result was measured on: commit, processor, browser, graphics driver. */
import { execFileSync } from "node:child_process";
import { cpus, loadavg, platform } from "node:os";

const git = (...args) => execFileSync("git", args).toString().trim();

/** The commit, and whether files that git knows differ from it. */
function readCommit() {
  return { commit: git("rev-parse", "--short", "HEAD"), isChanged: git("status", "--porcelain", "-uno") !== "" };
}

/** What the browser says of its graphics driver; null where it does not say. */
async function readDriver(browser) {
  const session = await browser.newBrowserCDPSession();
  try {
    const { gpu } = await session.send("SystemInfo.getInfo");
    const { vendorString, deviceString, driverVendor, driverVersion } = gpu.devices[0] ?? {};
    return { vendorString, deviceString, driverVendor, driverVersion, renderer: gpu.auxAttributes?.glRenderer ?? null };
  } catch {
    return null;
  } finally {
    await session.detach();
  }
}

/** Facts of this run that are not measurements. */
export async function describeMachine(browser) {
  const processors = cpus();
  return {
    ...readCommit(),
    date: new Date().toISOString().slice(0, 10),
    platform: platform(),
    processor: processors[0]?.model.trim() ?? null,
    numProcessors: processors.length,
    loadAverage: loadavg()[0],
    browser: browser.version(),
    driver: await readDriver(browser),
  };
}
